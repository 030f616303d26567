using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Orders;

/// <summary>
/// Journals an instruction, counts it as a message and puts it into the ring to the order port. Owned by the desk.
/// </summary>
/// <param name="limits">Counts requests.</param>
/// <param name="intents">The way to the order port; the loop makes sure of room.</param>
/// <param name="journal">The record.</param>
internal sealed class IntentSender(PreTradeLimits limits, IRingProducer<OrderIntent> intents, JournalAppender journal)
{
    /// <summary>Sends a request that concerns no order.</summary>
    /// <param name="requestId">Its number.</param>
    /// <param name="kind">What is asked.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public void Send(long requestId, IntentKind kind, long nowNanos) =>
        Send(new LiveOrder { Instrument = -1 }, kind, requestId, nowNanos);

    /// <summary>Sends an order, or a request about one.</summary>
    /// <param name="order">The order.</param>
    /// <param name="kind">What shall become of it.</param>
    /// <param name="requestId">Number of the request; 0 for a new order.</param>
    /// <param name="causeNanos">Stamp of the event that is the cause.</param>
    /// <exception cref="InvalidOperationException">The ring is full.</exception>
    public void Send(in LiveOrder order, IntentKind kind, long requestId, long causeNanos)
    {
        if (kind is not (IntentKind.New or IntentKind.Replace or IntentKind.Reconnect))
            limits.CountMessage(causeNanos);
        bool replaces = kind == IntentKind.Replace;
        var intent = new OrderIntent
        {
            OrderId = order.OrderId,
            RequestId = requestId,
            KnownId = kind == IntentKind.New ? 0 : replaces ? order.KnownId : order.NewestId,
            CauseNanos = causeNanos,
            LimitTicks = replaces ? order.ReplaceTicks : order.LimitTicks,
            Lots = replaces ? order.ReplaceLots : order.Lots,
            Instrument = order.Instrument,
            Kind = kind,
            Side = order.Side,
            TimeInForce = order.TimeInForce,
            ArrivalMid = kind == IntentKind.New ? order.ArrivalMid : 0,
        };
        journal.Append(JournalKind.Intent, intent);
        if (!intents.TryPublish(intent))
            throw new InvalidOperationException($"order intent {order.OrderId} found no room");
    }
}
