namespace HedgeFast.Core.Feed;

/// <summary>
/// Constants of the tick protocol, version 1. Everything is little-endian; the full description stands in README.md
/// beside this file.
/// </summary>
public static class TickProtocol
{
    /// <summary>
    /// The bytes 'H' 'T' at offset 2 of every frame, so that a wrong peer is recognised by its first four bytes.
    /// </summary>
    public const ushort Magic = 'H' | ('T' << 8);

    /// <summary>The version this build speaks; any other is refused.</summary>
    public const byte Version = 1;

    /// <summary>The wire's marker for "no price" or "no size", the integer feed's NaN.</summary>
    public const long NoPrice = long.MinValue;

    /// <summary>Bytes of the header, which is also the whole of a heartbeat.</summary>
    public const int HeaderBytes = 32;

    /// <summary>Bytes of a quote frame: header, bid ticks, bid lots, ask ticks, ask lots; one cache line.</summary>
    public const int QuoteBytes = HeaderBytes + (4 * 8);

    /// <summary>Bytes of a trade frame: header, price ticks, lots.</summary>
    public const int TradeBytes = HeaderBytes + (2 * 8);

    /// <summary>Bytes of a status frame: header, status byte, seven zero bytes.</summary>
    public const int StatusBytes = HeaderBytes + 8;

    /// <summary>Bytes of a heartbeat frame.</summary>
    public const int HeartbeatBytes = HeaderBytes;

    /// <summary>
    /// The longest frame that version 1 itself writes; a peer may append fields up to its receiver's limit.
    /// </summary>
    public const int LongestBytes = QuoteBytes;

    /// <summary>
    /// Flag bit 0: the frame repeats a current state and carries the number of the last frame sent instead of its own.
    /// </summary>
    public const byte RefreshFlag = 1;

    internal const int LengthOffset = 0;
    internal const int MagicOffset = 2;
    internal const int VersionOffset = 4;
    internal const int KindOffset = 5;
    internal const int ChannelOffset = 6;
    internal const int SequenceOffset = 8;
    internal const int ExchangeNanosOffset = 16;
    internal const int FeedIdOffset = 24;
    internal const int FlagsOffset = 28;
    internal const int BodyOffset = HeaderBytes;

    /// <summary>Least length of a frame of <paramref name="kind"/>, bytes; 0 when there is no such kind.</summary>
    public static int LeastBytes(TickFrameKind kind) => kind switch
    {
        TickFrameKind.Quote => QuoteBytes,
        TickFrameKind.Trade => TradeBytes,
        TickFrameKind.Status => StatusBytes,
        TickFrameKind.Heartbeat => HeartbeatBytes,
        _ => 0,
    };
}
