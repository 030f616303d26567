using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using static HedgeFast.Core.Feed.TickProtocol;

namespace HedgeFast.Core.Feed;

/// <summary>
/// Writes frames of the tick protocol. Every method returns the bytes written and throws
/// <see cref="ArgumentException"/> when the destination is shorter than the frame.
/// </summary>
public static class TickFrameWriter
{
    /// <summary>Writes a quote.</summary>
    /// <param name="destination">At least <see cref="QuoteBytes"/> bytes.</param>
    /// <param name="sequence">The channel's next number; on a refresh, its last one.</param>
    /// <param name="channel">Channel.</param>
    /// <param name="feedId">Instrument id on the feed.</param>
    /// <param name="exchangeNanos">UTC nanoseconds since 1970.</param>
    /// <param name="bidTicks">Best bid in ticks, or <see cref="NoPrice"/>.</param>
    /// <param name="bidLots">Size of the bid in lots.</param>
    /// <param name="askTicks">Best ask in ticks, or <see cref="NoPrice"/>.</param>
    /// <param name="askLots">Size of the ask in lots.</param>
    /// <param name="refresh">Whether the frame repeats the current quote without taking a number.</param>
    public static int WriteQuote(
        Span<byte> destination, ulong sequence, ushort channel, uint feedId, long exchangeNanos,
        long bidTicks, long bidLots, long askTicks, long askLots, bool refresh = false)
    {
        Span<byte> frame = Header(
            destination, QuoteBytes, TickFrameKind.Quote, sequence, channel, feedId, exchangeNanos, refresh);
        BinaryPrimitives.WriteInt64LittleEndian(frame[BodyOffset..], bidTicks);
        BinaryPrimitives.WriteInt64LittleEndian(frame[(BodyOffset + 8)..], bidLots);
        BinaryPrimitives.WriteInt64LittleEndian(frame[(BodyOffset + 16)..], askTicks);
        BinaryPrimitives.WriteInt64LittleEndian(frame[(BodyOffset + 24)..], askLots);
        return QuoteBytes;
    }

    /// <summary>Writes a trade of <paramref name="lots"/> lots at <paramref name="priceTicks"/> ticks.</summary>
    public static int WriteTrade(
        Span<byte> destination, ulong sequence, ushort channel, uint feedId, long exchangeNanos, long priceTicks,
        long lots)
    {
        Span<byte> frame = Header(
            destination, TradeBytes, TickFrameKind.Trade, sequence, channel, feedId, exchangeNanos, refresh: false);
        BinaryPrimitives.WriteInt64LittleEndian(frame[BodyOffset..], priceTicks);
        BinaryPrimitives.WriteInt64LittleEndian(frame[(BodyOffset + 8)..], lots);
        return TradeBytes;
    }

    /// <summary>Writes a trading status; <paramref name="refresh"/> as in <see cref="WriteQuote"/>.</summary>
    public static int WriteStatus(
        Span<byte> destination, ulong sequence, ushort channel, uint feedId, long exchangeNanos, TradingStatus status,
        bool refresh = false)
    {
        Span<byte> frame = Header(
            destination, StatusBytes, TickFrameKind.Status, sequence, channel, feedId, exchangeNanos, refresh);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[BodyOffset..], (byte)status);
        return StatusBytes;
    }

    /// <summary>
    /// Writes a heartbeat. It takes no number: <paramref name="sequence"/> is that of the last frame sent, so that a
    /// lost last frame shows.
    /// </summary>
    public static int WriteHeartbeat(Span<byte> destination, ulong sequence, ushort channel, long exchangeNanos)
    {
        Header(
            destination, HeartbeatBytes, TickFrameKind.Heartbeat, sequence, channel, feedId: 0, exchangeNanos,
            refresh: true);
        return HeartbeatBytes;
    }

    private static Span<byte> Header(
        Span<byte> destination, int length, TickFrameKind kind, ulong sequence, ushort channel, uint feedId,
        long exchangeNanos, bool refresh)
    {
        if (destination.Length < length)
            ThrowTooShort(length, destination.Length);
        Span<byte> frame = destination[..length];
        BinaryPrimitives.WriteUInt16LittleEndian(frame[LengthOffset..], (ushort)length);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[MagicOffset..], Magic);
        frame[VersionOffset] = TickProtocol.Version;
        frame[KindOffset] = (byte)kind;
        BinaryPrimitives.WriteUInt16LittleEndian(frame[ChannelOffset..], channel);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[SequenceOffset..], sequence);
        BinaryPrimitives.WriteInt64LittleEndian(frame[ExchangeNanosOffset..], exchangeNanos);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[FeedIdOffset..], feedId);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[FlagsOffset..], refresh ? RefreshFlag : 0u);
        return frame;
    }

    [DoesNotReturn]
    private static void ThrowTooShort(int needed, int given) =>
        throw new ArgumentException($"A tick frame of {needed} bytes does not fit into {given} bytes.");
}
