using HedgeFast.Core.Book;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>Lots and money of one instrument's fills.</summary>
/// <remarks>
/// Profit needs no average price: a linear position has gained size * (lots * mid - entry) with entry the sum of lots *
/// price, an inverse one, whose coins are valued at the mid, size * (mid * entry - lots) with entry the sum of lots /
/// price.
/// </remarks>
public struct HedgeAccount
{
    /// <summary>Signed lots held.</summary>
    public long Lots;

    /// <summary>
    /// Sum over the fills of signed lots times price, or over price for an inverse contract, less dividends received.
    /// </summary>
    public double Entry;

    /// <summary>Fees paid, quote currency.</summary>
    public double Fees;

    /// <summary>Cost of the way from the mid to the touch at the decision, quote currency.</summary>
    public double Spread;

    /// <summary>
    /// Cost of what was paid beyond that touch: the market moved meanwhile, or the order moved it. Quote currency.
    /// </summary>
    public double Slippage;

    /// <summary>Takes a fill, or with -1 takes it back.</summary>
    internal void Add(Instrument instrument, in AppliedFill fill, int sign)
    {
        double price = fill.Ticks * instrument.TickSize;
        long lots = sign * fill.SignedLots;
        Lots += lots;
        if (fill.SignedLots == 0)
            return;
        Open(instrument, lots, price);
        Fees += sign * instrument.TakerFee * Math.Abs(instrument.Notional(fill.SignedLots, price));

        // 0 is an order whose decision is not known here; prices below zero are prices.
        if (fill.ArrivalMid == 0 || !double.IsFinite(fill.ArrivalMid))
            return;
        double spread = instrument.ExecutionCost(fill.SignedLots, fill.ArrivalMid, fill.ArrivalTouch);
        Spread += sign * spread;
        Slippage += sign * (instrument.ExecutionCost(fill.SignedLots, fill.ArrivalMid, price) - spread);
    }

    /// <summary>Counts lots as held from a price on, without cost: a position that was there before.</summary>
    internal void Open(Instrument instrument, long lots, double price) =>
        Entry += instrument.Kind == InstrumentKind.InversePerpetual ? lots / price : lots * price;

    /// <summary>
    /// Profit of the fills at a mid, execution costs included and fees excluded, quote currency; inverse coins are
    /// valued at the mid.
    /// </summary>
    public readonly double Profit(Instrument instrument, double mid) =>
        instrument.Kind == InstrumentKind.InversePerpetual
        ? instrument.ContractSize * ((mid * Entry) - Lots)
        : instrument.ContractSize * ((Lots * mid) - Entry);
}
