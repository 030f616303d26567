using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;

namespace HedgeFast.Core.Hedge;

/// <summary>The loop's state of one instrument's market. Written by the loop alone.</summary>
public struct InstrumentState
{
    /// <summary>Best bid, ticks.</summary>
    public long BidTicks;

    /// <summary>Best ask, ticks.</summary>
    public long AskTicks;

    /// <summary>Size of the best bid, lots.</summary>
    public long BidLots;

    /// <summary>Size of the best ask, lots.</summary>
    public long AskLots;

    /// <summary>Receive stamp of the quote.</summary>
    public long ReceiveNanos;

    /// <summary>Exchange time of the quote, UTC nanoseconds.</summary>
    public long ExchangeNanos;

    /// <summary>Size of a tick, quote currency.</summary>
    public double TickSize;

    /// <summary>Least price base of a fraction, ticks, where prices may be zero or negative; 0 elsewhere.</summary>
    public long PriceBaseTicks;

    /// <summary>Channel of the last quote.</summary>
    public ushort Channel;

    /// <summary>Fault of the instrument; <see cref="QuoteFault.None"/> when hedgeable.</summary>
    public QuoteFault Fault;

    /// <summary>Whether the exchange has closed the instrument: the session or the tape has ended.</summary>
    public bool IsClosed;

    /// <summary>Whether a quote came in the current batch.</summary>
    public bool QuotedInBatch;

    /// <summary>Middle of bid and ask, in half ticks.</summary>
    public readonly long MidHalfTicks => BidTicks + AskTicks;

    /// <summary>Middle of bid and ask, quote currency.</summary>
    public readonly double Mid => 0.5 * TickSize * (BidTicks + AskTicks);

    /// <summary>
    /// Expected cost of signed <paramref name="lots"/> at the touch: half the spread, taker fee and impact, quote
    /// currency.
    /// </summary>
    public readonly double ExpectedCost(Instrument instrument, CostSettings costs, long lots)
    {
        double touch = TickSize * (lots > 0 ? AskTicks : BidTicks);
        double notional = Math.Abs(instrument.Notional(lots, touch));
        double impact = HedgeCost.ImpactFraction(
            costs.ImpactCoefficient, costs.DayVolatility, lots * instrument.DeltaPerLot(Mid), costs.DayVolume);
        return instrument.ExecutionCost(lots, Mid, touch) + ((instrument.TakerFee + impact) * notional);
    }
}
