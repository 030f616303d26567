using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Orders;

/// <summary>Numbers, journals and publishes instructions to the order port. Owned by the desk.</summary>
/// <param name="limits">Counts messages.</param>
/// <param name="intents">Ring to the order port; the loop makes sure of room.</param>
/// <param name="journal">Receives every instruction.</param>
internal sealed class IntentSender(PreTradeLimits limits, IRingProducer<OrderIntent> intents, JournalAppender journal)
{
    /// <summary>The last number given to an order or a request.</summary>
    public long LastNumber { get; set; }

    /// <summary>Gives out the next number.</summary>
    public long NextNumber() => ++LastNumber;

    /// <summary>Sends a request that concerns no order, under the next number.</summary>
    /// <param name="kind">Kind of the request.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="InvalidOperationException">The ring is full.</exception>
    public long SendRequest(IntentKind kind, long nowNanos)
    {
        long number = NextNumber();
        SendRequest(new LiveOrder { Instrument = -1 }, kind, number, nowNanos);
        return number;
    }

    /// <summary>Sends a request about a live order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="kind">Cancel, status or replace.</param>
    /// <param name="number">Number of the request.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    /// <exception cref="InvalidOperationException">The ring is full.</exception>
    public void SendRequest(in LiveOrder order, IntentKind kind, long number, long nowNanos)
    {
        // New orders, and replaces with them, are counted where the limits allow them; a reconnect is no message.
        if (kind is not (IntentKind.Replace or IntentKind.Reconnect))
            limits.CountMessage(nowNanos);
        bool replaces = kind == IntentKind.Replace;
        OrderIntent terms = replaces
            ? order.ToIntent(kind, order.ReplaceLots, order.ReplaceTicks, nowNanos)
            : order.ToIntent(kind, order.Lots, order.LimitTicks, nowNanos);
        Send(terms with { RequestId = number, KnownId = replaces ? order.KnownId : order.NewestId });
    }

    /// <summary>Journals and publishes an instruction.</summary>
    /// <exception cref="InvalidOperationException">The ring is full.</exception>
    public void Send(in OrderIntent intent)
    {
        journal.Append(JournalKind.Intent, intent);
        bool isPublished = intents.TryPublish(intent);
        if (!isPublished)
            throw new InvalidOperationException($"order intent {intent.OrderId} found no room");
    }
}
