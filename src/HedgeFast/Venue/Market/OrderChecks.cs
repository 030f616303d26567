using HedgeFast.Core.Book;

namespace HedgeFast.Venue.Market;

/// <summary>Checks orders and replaces; the first broken rule refuses them. Configured refusals come last.</summary>
internal sealed class OrderChecks(
    VenueListings listings, OrderRegister orders, MarketClock clock, VenueFaults faults, long maxOrderLots)
{
    private const long NanosPerSecond = 1_000_000_000;

    private long _ordersUntilReject;
    private long _replacesUntilReject;
    private long _throttleSecond;
    private int _throttleCount;

    /// <summary>Checks an order.</summary>
    /// <param name="request">The order.</param>
    /// <param name="instrument">Dense index of its symbol; -1 when unknown.</param>
    /// <param name="limitTicks">Its limit, ticks; 0 without a valid one.</param>
    /// <returns>The first broken rule.</returns>
    public VenueReason Order(in NewOrderRequest request, int instrument, out long limitTicks)
    {
        limitTicks = 0;
        IdText clOrdId = new(request.ClOrdId);
        if (clOrdId.IsEmpty || !IdText.Fits(request.ClOrdId))
            return VenueReason.BadClOrdId;
        if (orders.Find(request.Owner, clOrdId) is not null)
            return VenueReason.DuplicateClOrdId;
        if (instrument < 0 || !IdText.Fits(request.Symbol))
            return VenueReason.UnknownSymbol;
        VenueListing listing = listings[instrument];
        if (!listing.IsOpen)
            return VenueReason.MarketClosed;
        if (request.Side is not (Side.Buy or Side.Sell))
            return VenueReason.BadSide;
        VenueReason refusal = Terms(request, listing, out limitTicks);
        if (refusal != VenueReason.None)
            return refusal;
        if (IsThrottled())
            return VenueReason.Throttled;
        return IsTurn(faults.RejectEvery, ref _ordersUntilReject) ? VenueReason.Fault : VenueReason.None;
    }

    /// <summary>Checks a replace request.</summary>
    /// <param name="terms">The order as it shall be.</param>
    /// <param name="order">The order as it is; null when unknown.</param>
    /// <param name="limitTicks">The new limit, ticks; 0 without a valid one.</param>
    /// <returns>The first broken rule.</returns>
    public VenueReason Replace(in NewOrderRequest terms, VenueOrder? order, out long limitTicks)
    {
        limitTicks = 0;
        if (terms.ClOrdId.IsEmpty || !IdText.Fits(terms.ClOrdId))
            return VenueReason.BadClOrdId;
        if (order is null)
            return VenueReason.UnknownOrder;
        VenueListing listing = listings.Of(order);
        if (!listing.IsOpen)
            return VenueReason.MarketClosed;
        if (!order.IsOpen && !IsEnlarged(order, terms.Lots))
            return VenueReason.TooLate;
        if (terms.Side != order.Side || terms.TimeInForce != order.TimeInForce
            || !new IdText(terms.Symbol).Equals(listing.Symbol))
        {
            return VenueReason.BadChange;
        }

        VenueReason refusal = Terms(terms, listing, out limitTicks);
        if (refusal != VenueReason.None)
            return refusal;
        return IsTurn(faults.RefuseReplaceEvery, ref _replacesUntilReject) ? VenueReason.Fault : VenueReason.None;
    }

    // A filled day order comes back to the market when it becomes larger; no other order that is out of it does.
    private static bool IsEnlarged(VenueOrder order, long lots) =>
        order.Status == VenueOrderStatus.Filled && order.TimeInForce == TimeInForce.Day && lots > order.CumLots;

    private static bool IsTurn(int every, ref long count) => every > 0 && ++count % every == 0;

    private VenueReason Terms(in NewOrderRequest request, VenueListing listing, out long limitTicks)
    {
        limitTicks = 0;
        if (listing.IsHalted)
            return VenueReason.Halted;
        if (!request.IsLimit
            || request.TimeInForce is not (TimeInForce.Day or TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill))
        {
            return VenueReason.Unsupported;
        }

        if (request.Lots <= 0 || request.Lots > maxOrderLots)
            return VenueReason.BadQuantity;
        if (request.LimitNanos is not { } limit || (limit <= 0 && !listing.Instrument.AllowsNegativePrice))
            return VenueReason.BadPrice;
        (long ticks, long rest) = Math.DivRem(limit, listing.TickNanos);
        if (rest != 0)
            return VenueReason.PriceOffTick;
        limitTicks = ticks;
        return VenueReason.None;
    }

    // Seconds are the tape's, so that the answers depend on the tape and the requests alone.
    private bool IsThrottled()
    {
        if (faults.OrdersPerSecond == 0)
            return false;
        long second = clock.ExchangeNanos / NanosPerSecond;
        if (second != _throttleSecond)
        {
            _throttleSecond = second;
            _throttleCount = 0;
        }

        return ++_throttleCount > faults.OrdersPerSecond;
    }
}
