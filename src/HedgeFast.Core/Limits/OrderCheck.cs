using HedgeFast.Core.Book;
using HedgeFast.Core.Hedge;

namespace HedgeFast.Core.Limits;

/// <summary>An order before it leaves, with the quote, position and cost that the limits check it against.</summary>
public readonly ref struct OrderCheck
{
    /// <summary>The terms of an order and the quote of its instrument; the rest is the caller's to add.</summary>
    /// <param name="intent">The order.</param>
    /// <param name="quote">Latest quote of its instrument.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public static OrderCheck From(in OrderIntent intent, in InstrumentState quote, long nowNanos) => new()
    {
        Instrument = intent.Instrument,
        Lots = intent.SignedLots,
        LimitTicks = intent.LimitTicks,
        BidTicks = quote.BidTicks,
        AskTicks = quote.AskTicks,
        PriceBaseTicks = quote.PriceBaseTicks,
        QuoteNanos = quote.ReceiveNanos,
        CauseNanos = intent.CauseNanos,
        NowNanos = nowNanos,
        ExchangeNanos = quote.ExchangeNanos,
    };

    /// <summary>Dense index of the instrument.</summary>
    public required int Instrument { get; init; }

    /// <summary>Signed lots.</summary>
    public required long Lots { get; init; }

    /// <summary>Limit price, ticks.</summary>
    public required long LimitTicks { get; init; }

    /// <summary>Notional at the limit price, quote currency.</summary>
    public double Notional { get; init; }

    /// <summary>Position of the instrument without this order, with everything in flight.</summary>
    public PositionInterval Position { get; init; }

    /// <summary>Filled position, lots.</summary>
    public long FilledLots { get; init; }

    /// <summary>Signed lots that the hedge needs from the filled position, as if nothing were in flight.</summary>
    public long NeedLots { get; init; }

    /// <summary>Best bid, ticks; 0 with an ask of 0 is no quote.</summary>
    public required long BidTicks { get; init; }

    /// <summary>Best ask, ticks.</summary>
    public required long AskTicks { get; init; }

    /// <summary>
    /// Where prices may be zero or negative: a fraction is one of at least this many ticks. 0 elsewhere.
    /// </summary>
    public long PriceBaseTicks { get; init; }

    /// <summary>Receive stamp of that quote.</summary>
    public required long QuoteNanos { get; init; }

    /// <summary>Receive stamp of the event that caused the order.</summary>
    public required long CauseNanos { get; init; }

    /// <summary>Stamp of the event being handled.</summary>
    public required long NowNanos { get; init; }

    /// <summary>Exchange time of the quote, UTC nanoseconds; says which day it is.</summary>
    public long ExchangeNanos { get; init; }

    /// <summary>Spread and fees paid since the start, quote currency.</summary>
    public double CostSinceStart { get; init; }
}
