using HedgeFast.Fix.Session.Logon;
using HedgeFast.Fix.Session.Outgoing;
using HedgeFast.Fix.Session.Recovery;

namespace HedgeFast.Fix.Session;

/// <summary>
/// Brings both sides level after each message: resend request, test request, then the announcement to the application.
/// </summary>
internal sealed class Synchronisation(
    SessionLife life,
    Outbox outbox,
    SequenceGate gate,
    ResendRequests resends,
    ResendAnswer answer,
    SyncProbe probe,
    Liveness liveness,
    SessionResets resets,
    ApplicationCalls application)
{
    /// <summary>Whether the session is logged on and nothing is known to be missing on either side.</summary>
    public bool IsSynchronised =>
        life.State == FixSessionState.LoggedOn && probe.IsAnswered && !gate.HasGap && !resets.IsPending;

    /// <summary>
    /// Sends requests that are due after received messages; ends the connection where the outbox is overrun.
    /// </summary>
    public void Settle()
    {
        if (life.State is FixSessionState.Disconnected or FixSessionState.AwaitingLogon)
            return;
        if (gate.IsRequestDue)
            resends.Request();
        if (outbox.IsOverrun)
        {
            life.Down(SessionEnd.Lost, WhyOverrun());
            return;
        }

        if (life.State != FixSessionState.LoggedOn)
            return;
        if (gate.HasGap)
            probe.WeHaveGap();
        else if (!answer.IsActive)
            probe.SendIfDue(liveness.IntervalNanos);
        if (application.IsLogonDue && IsSynchronised)
            application.OnLogon();
    }

    private string WhyOverrun() => outbox.StoreFailure is { } why
        ? $"the message store takes nothing more: {why}"
        : "the other side doesn't read: the output has been full for too long";
}
