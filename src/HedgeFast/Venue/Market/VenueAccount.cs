using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;

namespace HedgeFast.Venue.Market;

/// <summary>
/// What the venue owes and holds in one instrument. Lots are exact; money is in the settlement currency (coins for an inverse contract, quote currency
/// otherwise). Written by the venue's thread; lot counts may be read by others.
/// </summary>
public sealed class VenueAccount(Instrument instrument)
{
    private long _positionLots;
    private long _fills;

    /// <summary>Signed lots: bought minus sold.</summary>
    public long PositionLots => Volatile.Read(ref _positionLots);

    /// <summary>Number of fills, those taken back included.</summary>
    public long Fills => Volatile.Read(ref _fills);

    /// <summary>Lots bought.</summary>
    public long BoughtLots { get; private set; }

    /// <summary>Lots sold.</summary>
    public long SoldLots { get; private set; }

    /// <summary>
    /// Sum of what each fill changed, settlement currency: for a linear contract minus price * size for a buy; for an inverse one plus size / price for a
    /// buy, since n contracts bought at P0 and sold at P1 earn n * size * (1/P0 - 1/P1) coins.
    /// </summary>
    public double Cash { get; private set; }

    /// <summary>Fees paid for taking liquidity, settlement currency; resting orders pay none.</summary>
    public double Fees { get; private set; }

    internal void TakeBack(Side side, long ticks, long lots, bool passive)
    {
        // As if it had never been: a fill of the other side, whose fee is paid back.
        double fees = Fees;
        Apply(side == Side.Buy ? Side.Sell : Side.Buy, ticks, lots, passive);
        Fees = fees - (Fees - fees);
        Volatile.Write(ref _fills, _fills - 1);
    }

    internal void Apply(Side side, long ticks, long lots, bool passive)
    {
        double price = ticks * instrument.TickSize;
        bool inverse = instrument.Kind == InstrumentKind.InversePerpetual;
        double notional = inverse ? lots * instrument.ContractSize / price : lots * instrument.ContractSize * price;
        bool buy = side == Side.Buy;
        Cash += buy == inverse ? notional : -notional;
        if (!passive)
            Fees += Math.Abs(notional) * instrument.TakerFee;
        if (buy)
            BoughtLots += lots;
        else
            SoldLots += lots;
        Volatile.Write(ref _positionLots, _positionLots + (buy ? lots : -lots));
        Volatile.Write(ref _fills, _fills + 1);
    }
}
