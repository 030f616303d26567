using HedgeFast.Core.Limits;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>Sends cancel and status requests about live orders, at growing intervals, up to a configured number. Owned
/// by the desk.</summary>
/// <remarks>
/// So an exchange that refuses every request is not asked for ever: at the configured number the order counts as
/// unresolved, with an alarm. While everything is being cancelled requests go on, at the longest interval.
/// </remarks>
/// <param name="settings">Intervals and number of requests.</param>
/// <param name="sender">Numbers and sends them.</param>
/// <param name="counters">Counts cancels and unresolved orders.</param>
internal sealed class OrderRequests(OrderSettings settings, IntentSender sender, LoopCounters counters)
{
    // While everything is being cancelled, a cancel without an answer is repeated after this at the latest.
    private const long ClearAgainNanos = 500_000_000;

    private readonly CancelPace _pace = new();

    /// <summary>Whether every live order is being cancelled: after kill, stop or the day's loss.</summary>
    public bool IsClearing { get; set; }

    /// <summary>Whether an order may be cancelled now.</summary>
    /// <remarks>
    /// An order of unknown state is asked about first. While everything is being cancelled every other request is a
    /// cancel: one of an order that is gone does no harm.
    /// </remarks>
    public bool MayCancel(in LiveOrder order) =>
        (!order.CancelRequested && !order.IsUnknown) || (IsClearing && (order.Requests & 1) == 0);

    /// <summary>Sends the next cancel request about an order, where number and pace allow one.</summary>
    /// <param name="order">The order.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    /// <param name="turns">Turns that the pace counts where the cancel has to wait; positive.</param>
    public void Cancel(ref LiveOrder order, long nowNanos, int turns = 1)
    {
        NoteUnresolved(ref order);
        if (HasEnded(order))
            return;

        // A cancel that has to wait for its turn is no request yet: it is due again at the end of the next batch.
        order.ActionDueNanos = nowNanos;
        bool mayLeave = _pace.TryTake(nowNanos, turns);
        if (!mayLeave)
            return;
        order.CancelRequested = true;
        counters.Cancels++;
        Send(ref order, IntentKind.Cancel, nowNanos);
    }

    /// <summary>Sends the next status request about an order, where their number allows one.</summary>
    /// <param name="order">The order.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public void AskStatus(ref LiveOrder order, long nowNanos)
    {
        NoteUnresolved(ref order);
        if (HasEnded(order))
            return;
        Send(ref order, IntentKind.Status, nowNanos);
    }

    /// <summary>Notes that the venue's throttle held a cancel back.</summary>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public void OnCancelNotSent(long nowNanos) => _pace.OnNotSent(nowNanos);

    /// <summary>Adds everything that later requests depend on, beside the orders.</summary>
    public void AddTo(ref StateDigest digest) => _pace.AddTo(ref digest);

    private bool HasEnded(in LiveOrder order) => order.Requests >= settings.MaxRequests && !IsClearing;

    private void NoteUnresolved(ref LiveOrder order)
    {
        if (order.Requests < settings.MaxRequests)
            return;
        counters.Unresolved += order.IsUnresolved ? 0 : 1;
        order.IsUnresolved = true;
        order.ActionDueNanos = long.MaxValue;
    }

    private void Send(ref LiveOrder order, IntentKind kind, long nowNanos)
    {
        long firstNanos = IsClearing
            ? Math.Min(settings.CancelAfterNanos, ClearAgainNanos)
            : settings.CancelAfterNanos;
        order.ActionDueNanos = nowNanos + OrderSettings.Doubled(firstNanos, order.Requests);
        order.Requests++;
        order.IsUnknown |= !order.IsAnswered;
        sender.SendRequest(order, kind, sender.NextNumber(), nowNanos);
    }
}
