namespace HedgeFast.Core.Feed;

/// <summary>One decoded frame of the tick protocol, not yet judged by the quote guard.</summary>
public readonly struct TickFrame
{
    /// <summary>
    /// Number of the frame on its channel; on a refresh and a heartbeat, number of the last frame sent.
    /// </summary>
    public ulong Sequence { get; init; }

    /// <summary>Exchange time, UTC nanoseconds since 1970.</summary>
    public long ExchangeNanos { get; init; }

    /// <summary>Best bid (or the price of a trade) in ticks, or <see cref="TickProtocol.NoPrice"/>.</summary>
    public long BidTicks { get; init; }

    /// <summary>Size of the bid (or of a trade) in lots.</summary>
    public long BidLots { get; init; }

    /// <summary>Best ask in ticks, or <see cref="TickProtocol.NoPrice"/>.</summary>
    public long AskTicks { get; init; }

    /// <summary>Size of the ask in lots.</summary>
    public long AskLots { get; init; }

    /// <summary>Instrument id on the feed; 0 on a heartbeat.</summary>
    public uint FeedId { get; init; }

    /// <summary>Channel that the sequence number belongs to.</summary>
    public ushort Channel { get; init; }

    /// <summary>What the frame carries.</summary>
    public TickFrameKind Kind { get; init; }

    /// <summary>The status of a status frame; 0 otherwise.</summary>
    public TradingStatus Status { get; init; }

    /// <summary>The frame repeats a current state and has no number of its own.</summary>
    public bool IsRefresh { get; init; }
}
