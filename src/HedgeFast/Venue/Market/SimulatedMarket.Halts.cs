namespace HedgeFast.Venue.Market;

/// <summary>How trading stops for a while.</summary>
public sealed partial class SimulatedMarket
{
    private readonly List<VenueOrder> _halted = [];

    /// <summary>Trading in an instrument is halted: what rests is cancelled, and what arrives is refused until <see cref="Resume"/>.</summary>
    public void Halt(int instrument, long exchangeNanos)
    {
        _exchangeNanos = exchangeNanos;
        _listings[instrument].IsHalted = true;
        _halted.AddRange(_open.Where(order => order.Instrument == instrument));
        CancelWhere(VenueReason.Halted, instrument: instrument);
    }

    /// <summary>Trading goes on.</summary>
    /// <param name="instrument">Where.</param>
    /// <param name="exchangeNanos">When, time of the tape.</param>
    /// <param name="reinstates">Whether the orders that the halt cancelled come back as they were, without their place in the queue.</param>
    public void Resume(int instrument, long exchangeNanos, bool reinstates)
    {
        _exchangeNanos = exchangeNanos;
        _listings[instrument].IsHalted = false;
        foreach (VenueOrder order in _halted.Where(order => reinstates && order.Instrument == instrument))
            BringBack(order);
        _halted.RemoveAll(order => order.Instrument == instrument);
    }

    private void BringBack(VenueOrder order)
    {
        order.Reinstate();
        _open.Add(order);
        _listings[order.Instrument].Book.Rest(order);
        Report(order, VenueReportKind.Restated);
    }
}
