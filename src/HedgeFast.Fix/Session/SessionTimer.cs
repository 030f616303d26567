using HedgeFast.Fix.Session.Logon;
using HedgeFast.Fix.Session.Outgoing;
using HedgeFast.Fix.Session.Recovery;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session;

/// <summary>
/// The work that time makes due: backlog, resend answer, time-outs, heartbeats, and the end of the session's hours.
/// </summary>
internal sealed class SessionTimer(
    FixSessionSettings settings,
    SessionClock clock,
    IMessageStore store,
    Outbox outbox,
    SessionMessages messages,
    SessionLife life,
    Liveness liveness,
    SessionHours hours,
    ResendAnswer answer,
    SyncProbe probe,
    SessionResets resets,
    Synchronisation synchronisation)
{
    /// <summary>Does the work due now.</summary>
    /// <returns>Steps done; 0 means idle.</returns>
    public int PassTime()
    {
        if (life.State == FixSessionState.Disconnected)
            return 0;
        int done = outbox.Flush();
        done += answer.Advance();
        if (life.EndIfOverdue())
            return 1;
        if (resets.IsOverdue)
        {
            life.Down(SessionEnd.ProtocolError, "our reset was not confirmed in time");
            return 1;
        }

        if (liveness.IsDead(clock.Mono))
        {
            life.Down(
                SessionEnd.Lost, $"nothing received for {settings.DisconnectAfterIntervals} heartbeat intervals");
            return 1;
        }

        if (life.State == FixSessionState.LoggedOn)
        {
            if (liveness.TestRequestDue(clock.Mono))
                probe.Send();
            if (liveness.HeartbeatDue(clock.Mono))
                messages.Heartbeat(default);
            if (hours.AreOver(clock.Utc))
                life.StartLogout("End of session"u8, SessionEnd.OutOfHours);
        }

        synchronisation.Settle();
        if (done == 0)
            store.Maintain();
        return done;
    }
}
