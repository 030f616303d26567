namespace HedgeFast.Venue.Market;

/// <summary>Halts instruments and resumes them, with or without the orders that the halt cancelled.</summary>
internal sealed class TradingHalts(VenueListings listings, OrderRegister orders, MatchingEngine matching)
{
    private readonly List<VenueOrder> _halted = [];

    /// <summary>Halts an instrument and cancels its open orders.</summary>
    public void Halt(int instrument)
    {
        listings[instrument].IsHalted = true;
        _halted.AddRange(orders.Open.Where(order => order.Instrument == instrument));
        matching.CancelAll(VenueReason.Halted, instrument: instrument);
    }

    /// <summary>Resumes trading in an instrument.</summary>
    public void Resume(int instrument, bool reinstates)
    {
        listings[instrument].IsHalted = false;
        foreach (VenueOrder order in _halted.Where(order => reinstates && order.Instrument == instrument))
            matching.Reinstate(order);
        _halted.RemoveAll(order => order.Instrument == instrument);
    }
}
