using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using static HedgeFast.Core.Feed.TickProtocol;

namespace HedgeFast.Core.Feed;

/// <summary>
/// Finds and decodes the frame at the front of some bytes. Stateless: whatever is not yet a whole frame stays with the
/// caller, so a frame may be split anywhere. The verdict on a malformed frame falls at the first byte that proves it
/// and does not depend on how the bytes were split.
/// </summary>
/// <param name="maxFrameBytes">Longest frame accepted, bytes; at least <see cref="LongestBytes"/>.</param>
public readonly struct TickFrameScanner(int maxFrameBytes)
{
    private readonly int _maxFrameBytes = Math.Max(maxFrameBytes, LongestBytes);

    /// <summary>Scans contiguous bytes.</summary>
    /// <param name="bytes">Bytes that begin at a frame.</param>
    /// <param name="frame">The frame, when the result is <see cref="TickScanResult.Frame"/>.</param>
    /// <param name="consumed">Bytes of the frame; 0 otherwise.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TickScanResult Scan(ReadOnlySpan<byte> bytes, out TickFrame frame, out int consumed) =>
        Scan(bytes, bytes.Length, out frame, out consumed);

    /// <summary>Scans bytes that may lie in several segments.</summary>
    /// <param name="bytes">Bytes that begin at a frame.</param>
    /// <param name="frame">The frame, when the result is <see cref="TickScanResult.Frame"/>.</param>
    /// <param name="consumed">Bytes of the frame; 0 otherwise.</param>
    public TickScanResult Scan(in ReadOnlySequence<byte> bytes, out TickFrame frame, out int consumed)
    {
        if (bytes.IsSingleSegment)
            return Scan(bytes.FirstSpan, out frame, out consumed);

        // Only the part that version 1 defines is copied; fields appended to a frame need only be there.
        Span<byte> copy = stackalloc byte[LongestBytes];
        long available = bytes.Length;
        int length = (int)Math.Min(available, LongestBytes);
        bytes.Slice(0, length).CopyTo(copy);
        return Scan(copy[..length], available, out frame, out consumed);
    }

    private TickScanResult Scan(ReadOnlySpan<byte> bytes, long available, out TickFrame frame, out int consumed)
    {
        if (bytes.Length < HeaderBytes)
            return ScanShort(bytes, out frame, out consumed);

        int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        TickFrameKind kind = (TickFrameKind)bytes[KindOffset];
        TickScanResult verdict = Judge(
            length, BinaryPrimitives.ReadUInt16LittleEndian(bytes[MagicOffset..]), bytes[VersionOffset], kind);
        if (verdict != TickScanResult.Frame)
            return Nothing(verdict, out frame, out consumed);
        if (kind == TickFrameKind.Status && bytes.Length > BodyOffset && !IsStatus(bytes[BodyOffset]))
            return Nothing(TickScanResult.BadStatus, out frame, out consumed);
        if (available < length)
            return Nothing(TickScanResult.Partial, out frame, out consumed);

        Decode(bytes, kind, out frame);
        consumed = length;
        return TickScanResult.Frame;
    }

    private TickScanResult Judge(int length, ushort magic, byte version, TickFrameKind kind)
    {
        if (magic != Magic)
            return TickScanResult.BadMagic;
        if (version != TickProtocol.Version)
            return TickScanResult.BadVersion;
        int least = LeastBytes(kind);
        if (least == 0)
            return TickScanResult.UnknownKind;
        return length < least || length > _maxFrameBytes ? TickScanResult.BadLength : TickScanResult.Frame;
    }

    private static void Decode(ReadOnlySpan<byte> bytes, TickFrameKind kind, out TickFrame frame)
    {
        long first = 0, second = 0, third = 0, fourth = 0;
        TradingStatus status = 0;
        switch (kind)
        {
            case TickFrameKind.Quote:
                ReadOnlySpan<byte> body = bytes.Slice(BodyOffset, QuoteBytes - BodyOffset);
                first = BinaryPrimitives.ReadInt64LittleEndian(body);
                second = BinaryPrimitives.ReadInt64LittleEndian(body[8..]);
                third = BinaryPrimitives.ReadInt64LittleEndian(body[16..]);
                fourth = BinaryPrimitives.ReadInt64LittleEndian(body[24..]);
                break;
            case TickFrameKind.Trade:
                first = BinaryPrimitives.ReadInt64LittleEndian(bytes[BodyOffset..]);
                second = BinaryPrimitives.ReadInt64LittleEndian(bytes[(BodyOffset + 8)..]);
                break;
            case TickFrameKind.Status:
                status = (TradingStatus)bytes[BodyOffset];
                break;
        }

        frame = new TickFrame
        {
            Sequence = BinaryPrimitives.ReadUInt64LittleEndian(bytes[SequenceOffset..]),
            ExchangeNanos = BinaryPrimitives.ReadInt64LittleEndian(bytes[ExchangeNanosOffset..]),
            BidTicks = first,
            BidLots = second,
            AskTicks = third,
            AskLots = fourth,
            FeedId = BinaryPrimitives.ReadUInt32LittleEndian(bytes[FeedIdOffset..]),
            Channel = BinaryPrimitives.ReadUInt16LittleEndian(bytes[ChannelOffset..]),
            Kind = kind,
            Status = status,
            IsRefresh = (bytes[FlagsOffset] & RefreshFlag) != 0,
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TickScanResult ScanShort(ReadOnlySpan<byte> bytes, out TickFrame frame, out int consumed)
    {
        TickScanResult verdict = TickScanResult.Partial;
        if (bytes.Length >= MagicOffset + 2 && BinaryPrimitives.ReadUInt16LittleEndian(bytes[MagicOffset..]) != Magic)
        {
            verdict = TickScanResult.BadMagic;
        }
        else if (bytes.Length > VersionOffset && bytes[VersionOffset] != TickProtocol.Version)
        {
            verdict = TickScanResult.BadVersion;
        }
        else if (bytes.Length > KindOffset)
        {
            verdict = Judge(
                BinaryPrimitives.ReadUInt16LittleEndian(bytes), Magic, TickProtocol.Version,
                (TickFrameKind)bytes[KindOffset]);
            if (verdict == TickScanResult.Frame)
                verdict = TickScanResult.Partial;
        }

        return Nothing(verdict, out frame, out consumed);
    }

    private static TickScanResult Nothing(TickScanResult verdict, out TickFrame frame, out int consumed)
    {
        frame = default;
        consumed = 0;
        return verdict;
    }

    private static bool IsStatus(byte value) => value is >= (byte)TradingStatus.Open and <= (byte)TradingStatus.Closed;
}
