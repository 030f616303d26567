using HedgeFast.Core.Control;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Profit;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Loop;

/// <summary>Handles kill switch, re-arming, latches, orderly stop and the session's state. Owned by the loop.</summary>
/// <param name="limits">Holds the switch and the latches.</param>
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

    /// <summary>Whether a re-arm waits for the state of every order; none does during a stop.</summary>
    public bool AwaitsRearm => _rearmWaits && !IsStopping;

    /// <summary>Whether an orderly stop has begun.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Session, stop, waiting re-arm and number of kills in one number, for the state hash.</summary>
    public long State => (SessionUp ? 1 : 0) + (IsStopping ? 2 : 0) + (_rearmWaits ? 4 : 0) + (_kills << FlagBits);

    /// <summary>Begins a session: live orders are recovered first.</summary>
    /// <param name="nowNanos">The loop's time, monotonic nanoseconds.</param>
    public void BeginSession(long nowNanos)
    {
        SessionUp = true;
        desk.BeginRecovery(nowNanos);
        counters.SessionUp = 1;
    }

    /// <summary>Ends a session: the state of every live order is unknown.</summary>
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

    /// <summary>Re-arms at the end of a batch, once the session is up and every order's state is known.</summary>
    /// <param name="nowNanos">The loop's time, monotonic nanoseconds.</param>
    /// <returns>Whether a re-arm was waiting and was carried out.</returns>
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

    // A kill that the operator could not see voids a re-arm. A re-arm without a name releases the switch alone, and
    // does not cancel a named one.
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
        counters.LimitRefused = (long)control.Limit;
        counters.LimitValueRefused = control.Value;
        counters.LimitChangesRefused++;
    }

    private void Clear(long nowNanos)
    {
        desk.IsClearing = true;
        desk.ScheduleRequests(nowNanos);
    }
}

/// <summary>Underlyings that decide anew after a control event.</summary>
internal enum DecisionScope : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Those whose last decision could not be carried out.</summary>
    Retries = 1,

    /// <summary>All.</summary>
    All = 2,
}
