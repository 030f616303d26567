using System.Runtime.InteropServices;

namespace HedgeFast.Core.Feed;

/// <summary>
/// One market event of the feed, 64 bytes. A <see cref="MarketEventKind.Quote"/> has passed every check of the quote
/// guard.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
public readonly struct MarketEvent
{
    /// <summary>
    /// Monotonic receive time, nanoseconds: the one stamp from which latency and staleness are measured.
    /// </summary>
    [field: FieldOffset(0)] public long ReceiveNanos { get; init; }

    /// <summary>Exchange time, UTC nanoseconds since 1970; the valuation time of options.</summary>
    [field: FieldOffset(8)] public long ExchangeNanos { get; init; }

    /// <summary>Best bid in ticks (the price of a trade).</summary>
    [field: FieldOffset(16)] public long BidTicks { get; init; }

    /// <summary>Best ask in ticks.</summary>
    [field: FieldOffset(24)] public long AskTicks { get; init; }

    /// <summary>Bid size in lots (the size of a trade).</summary>
    [field: FieldOffset(32)] public long BidLots { get; init; }

    /// <summary>Ask size in lots.</summary>
    [field: FieldOffset(40)] public long AskLots { get; init; }

    /// <summary>Dense instrument index, or -1 for every instrument of the channel.</summary>
    [field: FieldOffset(48)] public int Instrument { get; init; }

    /// <summary>Number of quotes that this one replaced because the ring was full.</summary>
    [field: FieldOffset(52)] public int Conflated { get; init; }

    /// <summary>Channel the event came from.</summary>
    [field: FieldOffset(56)] public ushort Channel { get; init; }

    /// <summary>Kind of the event.</summary>
    [field: FieldOffset(58)] public MarketEventKind Kind { get; init; }

    /// <summary>Fault of an instrument that is not hedgeable.</summary>
    [field: FieldOffset(59)] public QuoteFault Fault { get; init; }
}

/// <summary>Kind of a market event.</summary>
public enum MarketEventKind : byte
{
    /// <summary>A full, valid top of book: both sides, prices in ticks, sizes in lots.</summary>
    Quote = 1,

    /// <summary>A trade: price in BidTicks, size in BidLots.</summary>
    Trade = 2,

    /// <summary>
    /// The instrument, or with -1 every instrument of the channel, is not hedgeable until a full fresh quote; Fault has
    /// the reason.
    /// </summary>
    NotHedgeable = 3,

    /// <summary>The exchange closed the instrument: the session or the tape has ended.</summary>
    Closed = 4,
}

/// <summary>Receives the feed's events: the ring to the loop, or the loop itself when everything runs inline.</summary>
public interface IMarketSink
{
    /// <summary>
    /// Publishes an event; false when there is no room, and the feed offers the event again. The feed's thread only.
    /// </summary>
    bool TryPublish(in MarketEvent e);
}
