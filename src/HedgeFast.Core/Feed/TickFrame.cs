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

    /// <summary>Kind of the frame.</summary>
    public TickFrameKind Kind { get; init; }

    /// <summary>The status of a status frame; 0 otherwise.</summary>
    public TradingStatus Status { get; init; }

    /// <summary>The frame repeats a current state and has no number of its own.</summary>
    public bool IsRefresh { get; init; }
}

/// <summary>Kind of a frame; the value is the wire's.</summary>
public enum TickFrameKind : byte
{
    /// <summary>A full top of book.</summary>
    Quote = 1,

    /// <summary>A trade.</summary>
    Trade = 2,

    /// <summary>A change of trading status.</summary>
    Status = 3,

    /// <summary>A sign of life that names the last sequence number sent.</summary>
    Heartbeat = 4,
}

/// <summary>Trading status of an instrument; the value is the wire's.</summary>
public enum TradingStatus : byte
{
    /// <summary>Continuous trading.</summary>
    Open = 1,

    /// <summary>Trading is halted.</summary>
    Halted = 2,

    /// <summary>An auction; its quotes are not tradable.</summary>
    Auction = 3,

    /// <summary>The session, or the tape, has ended.</summary>
    Closed = 4,
}
