using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;

namespace HedgeFast.Core.Hedge;

/// <summary>What the loop knows of one instrument's market. Written by the loop alone.</summary>
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

    /// <summary>
    /// Where prices may be zero or negative: a fraction of the price is one of at least this many ticks. 0 elsewhere.
    /// </summary>
    public long PriceBaseTicks;

    /// <summary>Channel of the last quote.</summary>
    public ushort Channel;

    /// <summary>Why it is not hedgeable; <see cref="QuoteFault.None"/> when it is.</summary>
    public QuoteFault Fault;

    /// <summary>The exchange has closed it: the session or the tape has ended.</summary>
    public bool IsClosed;

    /// <summary>A quote came in the batch that is being read.</summary>
    public bool QuotedInBatch;

    /// <summary>Middle of bid and ask, in half ticks.</summary>
    public readonly long MidHalfTicks => BidTicks + AskTicks;

    /// <summary>Middle of bid and ask, quote currency.</summary>
    public readonly double Mid => 0.5 * TickSize * (BidTicks + AskTicks);

    /// <summary>
    /// Half the spread and the taker's fee if signed <paramref name="lots"/> trade at the touch, and the impact
    /// expected of them, quote currency.
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
