using HedgeFast.Core.Control;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Profit;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Loop;

/// <summary>
/// The loop's control handling: kill switch, re-arming, latch, orderly stop and the session's state. It holds the one
/// truth about the kill switch. Owned by the loop.
/// </summary>
/// <param name="limits">What the switch and the latches forbid.</param>
/// <param name="desk">Cancels the orders.</param>
/// <param name="marks">The day's profit, which may latch.</param>
/// <param name="ledger">Live orders.</param>
/// <param name="counters">Counts.</param>
internal sealed class LoopControls(
    PreTradeLimits limits, OrderDesk desk, MarkToMarket marks, PositionLedger ledger, LoopCounters counters)
{
    private const int FlagBits = 8;

    private bool _rearmWaits;
    private long _kills;

    /// <summary>Whether the session is up.</summary>
    public bool SessionUp { get; private set; }

    /// <summary>
    /// Whether a re-arm waits for the state of orders, and would let trade: while the run is being stopped none does.
    /// </summary>
    public bool AwaitsRearm => _rearmWaits && !IsStopping;

    /// <summary>Whether an orderly stop was begun.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Everything that later answers depend on, in one number; the switch itself is the limits'.</summary>
    public long State => (SessionUp ? 1 : 0) + (IsStopping ? 2 : 0) + (_rearmWaits ? 4 : 0) + (_kills << FlagBits);

    /// <summary>The session came up: orders of before are reconciled first.</summary>
    public void BeginSession(long nowNanos)
    {
        SessionUp = true;
        desk.BeginRecovery(nowNanos);
        counters.SessionUp = 1;
    }

    /// <summary>The session was lost: the state of every order is unknown.</summary>
    public void EndSession()
    {
        SessionUp = false;
        counters.SessionUp = 0;
        ledger.MarkUnknown();
    }

    /// <summary>Applies a control event.</summary>
    /// <param name="control">The event.</param>
    /// <param name="nowNanos">The loop's time.</param>
    /// <returns>Which underlyings decide anew.</returns>
    public DecisionScope Apply(in ControlEvent control, long nowNanos)
    {
        switch (control.Kind)
        {
            case ControlKind.Kill:
                limits.IsKilled = true;
                _kills = Math.Max(_kills, control.Lots);
                _rearmWaits = false;
                Clear(nowNanos);
                break;

            case ControlKind.Rearm:
                Rearm(control);
                break;

            case ControlKind.SetLimit:
                Change(control);
                return DecisionScope.All;

            case ControlKind.Reconnect or ControlKind.SettlePosition:
                desk.Requests.Apply(control, SessionUp);
                break;

            case ControlKind.Stop:
                IsStopping = true;
                Clear(nowNanos);
                break;

            case ControlKind.Timer:
                DecisionScope retries = limits.HasStopped ? DecisionScope.None : DecisionScope.Retries;
                if (marks.Take())
                    Clear(nowNanos);
                return retries;

            default:
                if (marks.Apply(control))
                    Clear(nowNanos);
                break;
        }

        return DecisionScope.None;
    }

    /// <summary>
    /// Called at the end of a batch: carries out a re-arm that was waiting, once the session is up and the state of
    /// every order is known.
    /// </summary>
    /// <param name="nowNanos">The loop's time.</param>
    /// <returns>Whether it was carried out.</returns>
    public bool TryEndRearm(long nowNanos)
    {
        if (!_rearmWaits || !SessionUp || ledger.Live.AnyUnknown)
            return false;
        _rearmWaits = false;
        bool isBreached = marks.Rearm();
        desk.IsClearing = IsStopping || limits.IsClearing;
        if (isBreached)
            Clear(nowNanos);
        return true;
    }

    // A kill that its author could not see voids a re-arm. One without a name releases the switch alone, and takes no
    // named one back.
    private void Rearm(in ControlEvent control)
    {
        if (control.Lots < _kills)
            counters.RearmsRefused++;
        else
            _rearmWaits |= limits.AskRearm(!control.Operator.IsEmpty);
    }

    private void Change(in ControlEvent control)
    {
        if (limits.TryChange(control.Limit, control.Value, control.Operator))
            return;
        (counters.LimitRefused, counters.LimitValueRefused) = ((long)control.Limit, control.Value);
        counters.LimitChangesRefused++;
    }

    private void Clear(long nowNanos)
    {
        desk.IsClearing = true;
        desk.ScheduleRequests(nowNanos);
    }
}
