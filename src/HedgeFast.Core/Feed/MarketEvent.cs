using System.Runtime.InteropServices;

namespace HedgeFast.Core.Feed;

/// <summary>
/// One market event, 64 bytes, as Feed publishes it. A <see cref="MarketEventKind.Quote"/> has passed every check of
/// the quote guard.
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

    /// <summary>Quotes of this instrument that Feed replaced by this one because the ring was full.</summary>
    [field: FieldOffset(52)] public int Conflated { get; init; }

    /// <summary>Channel the event came from.</summary>
    [field: FieldOffset(56)] public ushort Channel { get; init; }

    /// <summary>What the event says.</summary>
    [field: FieldOffset(58)] public MarketEventKind Kind { get; init; }

    /// <summary>Why the instrument is not hedgeable.</summary>
    [field: FieldOffset(59)] public QuoteFault Fault { get; init; }
}
