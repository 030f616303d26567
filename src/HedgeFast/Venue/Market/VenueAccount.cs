using HedgeFast.Core.Book;

namespace HedgeFast.Venue.Market;

/// <summary>Position, cash and fees of one instrument, of all clients together.</summary>
/// <remarks>
/// Lots are exact; money is in the settlement currency, coins for an inverse contract and quote currency otherwise. The
/// venue's thread writes; other threads may read position and fills.
/// </remarks>
public sealed class VenueAccount(Instrument instrument)
{
    private long _positionLots;
    private long _fills;

    /// <summary>Signed lots: bought minus sold.</summary>
    public long PositionLots => Volatile.Read(ref _positionLots);

    /// <summary>Number of fills that stand: a corrected one counts once, a busted one not.</summary>
    public long Fills => Volatile.Read(ref _fills);

    /// <summary>Lots bought.</summary>
    public long BoughtLots { get; private set; }

    /// <summary>Lots sold.</summary>
    public long SoldLots { get; private set; }

    /// <summary>Cash flow of all fills, settlement currency.</summary>
    /// <remarks>
    /// A linear buy pays price * size. An inverse buy receives size / price, since n contracts bought at P0 and sold at
    /// P1 earn n * size * (1/P0 - 1/P1) coins.
    /// </remarks>
    public double Cash { get; private set; }

    /// <summary>Taker fees paid, settlement currency; resting orders pay none.</summary>
    public double Fees { get; private set; }

    internal void Apply(Side side, long ticks, long lots, bool passive) => Book(side, ticks, lots, passive, 1);

    internal void TakeBack(Side side, long ticks, long lots, bool passive) => Book(side, ticks, lots, passive, -1);

    // Minus one fill takes back what one of these terms booked.
    private void Book(Side side, long ticks, long lots, bool passive, int fills)
    {
        double price = ticks * instrument.TickSize;
        bool inverse = instrument.Kind == InstrumentKind.InversePerpetual;
        double notional = inverse ? lots * instrument.ContractSize / price : lots * instrument.ContractSize * price;
        bool buy = side == Side.Buy;
        Cash += fills * (buy == inverse ? notional : -notional);
        if (!passive)
            Fees += fills * (Math.Abs(notional) * instrument.TakerFee);
        if (buy)
            BoughtLots += fills * lots;
        else
            SoldLots += fills * lots;
        Volatile.Write(ref _positionLots, _positionLots + (fills * (buy ? lots : -lots)));
        Volatile.Write(ref _fills, _fills + fills);
    }
}
