using HedgeFast.Venue.Tape;

namespace HedgeFast.Venue.Market;

/// <summary>Fills orders by each instrument's matching rule, rests them in its book, takes them out.</summary>
internal sealed class MatchingEngine(VenueListings listings, OrderRegister orders, ExecutionReporter reporter)
{
    /// <summary>
    /// Moves an instrument's touch, opens the instrument with the first one, fills due resting orders.
    /// </summary>
    /// <returns>The displayed touch: the tape's, moved by the impact of trading here.</returns>
    public TopOfBook Quote(int instrument, in TopOfBook top, long exchangeNanos)
    {
        VenueListing listing = listings[instrument];
        listing.IsOpen = true;
        listing.Book.SetTop(exchangeNanos, Tradable(listing, top));
        while (listing.Book.TryFillResting(out VenueOrder order, out long ticks, out long lots))
        {
            listing.Fill(order, ticks, lots, passive: true);
            if (!order.IsOpen)
            {
                listing.Book.Remove(order);
                orders.Leave(order);
            }

            Report(listing, order, ticks, lots, passive: true);
        }

        return listing.Book.Shown;
    }

    /// <summary>Lots of an arriving order that would fill now.</summary>
    public long Offered(VenueOrder order) => listings.Of(order).Book.Offered(order);

    /// <summary>Fills an arriving order with what the market offers at its price.</summary>
    public void Take(VenueOrder order)
    {
        VenueListing listing = listings.Of(order);
        while (order.IsOpen && listing.Book.TryTake(order, out long ticks, out long lots))
            Fill(listing, order, ticks, lots);
    }

    /// <summary>Fills an order whatever the market offers, as a taker.</summary>
    public void Force(VenueOrder order, long ticks, long lots) => Fill(listings.Of(order), order, ticks, lots);

    /// <summary>Leaves an open order in the book.</summary>
    public void Rest(VenueOrder order)
    {
        listings.Of(order).Book.Rest(order);
        orders.Enter(order);
    }

    /// <summary>Replaces an order; a new price or a larger quantity loses the place in the queue.</summary>
    public void Replace(VenueOrder order, in IdText requestId, long lots, long ticks)
    {
        IMatchingBook book = listings.Of(order).Book;
        IdText before = order.ClOrdId;
        bool keepsPlace = ticks == order.LimitTicks && lots <= order.Lots;
        bool wasOpen = order.IsOpen;
        order.Replace(requestId, lots, ticks);
        if (!keepsPlace || !order.IsOpen)
            book.Remove(order);
        if (!order.IsOpen)
            orders.Leave(order);
        else if (!wasOpen)
            orders.Enter(order);
        reporter.Answer(order, VenueReportKind.Replaced, requestId, before);
        if (keepsPlace || !order.IsOpen)
            return;

        Take(order);
        if (order.IsOpen)
            book.Rest(order);
        else
            orders.Leave(order);
    }

    /// <summary>Takes an order out of the market, for good or for the day, without a report.</summary>
    public void TakeOut(VenueOrder order, bool forToday = false)
    {
        orders.Leave(order);
        listings.Of(order).Book.Remove(order);
        order.Cancel(forToday);
    }

    /// <summary>Brings a cancelled order back, at the end of its queue.</summary>
    public void Reinstate(VenueOrder order)
    {
        order.Reinstate();
        Rest(order);
        reporter.Report(order, VenueReportKind.Restated);
    }

    /// <summary>Cancels open orders, oldest first.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="owner">Whose; -1 for every client.</param>
    /// <param name="instrument">Where; -1 for every instrument.</param>
    public void CancelAll(VenueReason reason, int owner = -1, int instrument = -1)
    {
        for (int i = 0; i < orders.Open.Count;)
        {
            VenueOrder order = orders.Open[i];
            if ((owner >= 0 && order.Owner != owner) || (instrument >= 0 && order.Instrument != instrument))
            {
                i++;
                continue;
            }

            TakeOut(order);
            reporter.Report(order, VenueReportKind.Canceled, reason);
        }
    }

    // A side whose price can't be a price shows nothing to trade with.
    private static TopOfBook Tradable(VenueListing listing, in TopOfBook top)
    {
        bool anyPrice = listing.Instrument.AllowsNegativePrice;
        return top with
        {
            BidLots = anyPrice || top.BidTicks > 0 ? top.BidLots : 0,
            AskLots = anyPrice || top.AskTicks > 0 ? top.AskLots : 0,
        };
    }

    private void Fill(VenueListing listing, VenueOrder order, long ticks, long lots)
    {
        listing.Fill(order, ticks, lots, passive: false);
        Report(listing, order, ticks, lots, passive: false);
    }

    private void Report(VenueListing listing, VenueOrder order, long ticks, long lots, bool passive)
    {
        listing.CountTraded(lots);
        reporter.Trade(order, ticks, lots, passive);
    }
}
