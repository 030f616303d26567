using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>Resolves the orders of before a logon, by a mass status request or one status request each. Owned by the
/// desk.</summary>
/// <param name="settings">Whether mass status is answered, and how long recovery may take.</param>
/// <param name="live">Live orders.</param>
/// <param name="positions">Reconciles positions once orders are resolved.</param>
/// <param name="sender">Sends the mass status request.</param>
/// <param name="counters">Shows recovery and its failures.</param>
internal sealed class OrderRecovery(
    OrderSettings settings, LiveOrders live, Reconciliation positions, IntentSender sender, LoopCounters counters)
{
    private const long NotAsked = long.MinValue;

    private long _untilNanos;
    private long _massStatusUntilNanos;

    /// <summary>Whether orders of before the last logon are still unresolved.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether a mass status request has yet to leave, or its answers are awaited.</summary>
    public bool AwaitsMassStatus { get; private set; }

    /// <summary>Begins recovery: the session is up.</summary>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public void Begin(long nowNanos)
    {
        _untilNanos = nowNanos + settings.RecoveryNanos;
        AwaitsMassStatus = settings.MassStatus;
        _massStatusUntilNanos = NotAsked;
        IsOpen = true;
        positions.Begin(nowNanos);
        if (!AwaitsMassStatus)
            live.ScheduleRequests(nowNanos);
        Check(nowNanos);

        // Before the session is shown as up, so that it is never seen up and hedging before its recovery.
        counters.Recovering = IsOpen || positions.HoldsAll ? 1 : 0;
    }

    /// <summary>Sends the mass status request that is due, and ends the wait for its answers when time is up.</summary>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public void EndBatch(long nowNanos)
    {
        if (!AwaitsMassStatus)
            return;
        if (_massStatusUntilNanos == NotAsked)
        {
            _massStatusUntilNanos = nowNanos + Math.Min(settings.CancelAfterNanos, settings.RecoveryNanos);
            sender.SendRequest(IntentKind.MassStatus, nowNanos);
        }

        if (nowNanos >= _massStatusUntilNanos)
            EndMassStatus(nowNanos);
    }

    /// <summary>Ends the wait for mass status: orders without an answer are asked about one by one.</summary>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public void EndMassStatus(long nowNanos)
    {
        AwaitsMassStatus = false;
        live.ScheduleRequests(nowNanos, unknownOnly: true);
    }

    /// <summary>Ends recovery once every order is resolved, or with an alarm once its time is up.</summary>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public void Check(long nowNanos)
    {
        if (!IsOpen || AwaitsMassStatus)
            return;
        bool anyUnknown = live.AnyUnknown;
        if (anyUnknown && nowNanos < _untilNanos)
            return;
        IsOpen = false;
        counters.Unresolved += anyUnknown ? 1 : 0;
    }

    /// <summary>Adds the times of recovery; its flags are the desk's to add.</summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add(_untilNanos);
        digest.Add(_massStatusUntilNanos);
    }
}
