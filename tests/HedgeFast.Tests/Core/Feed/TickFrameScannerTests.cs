using System.Buffers;
using CsCheck;
using HedgeFast.Core.Feed;

namespace HedgeFast.Tests.Core.Feed;

public sealed class TickFrameScannerTests
{
    private static readonly TickFrameScanner Scanner = new(1024);

    private static readonly Gen<TickFrame> GenFrame = Gen.Select(
        Gen.Enum<TickFrameKind>(), Gen.ULong, Gen.UShort, Gen.UInt, Gen.Long,
        Gen.Select(Gen.Long, Gen.Long, Gen.Long, Gen.Long), Gen.Enum<TradingStatus>(), Gen.Bool,
        (kind, sequence, channel, feedId, exchange, body, status, refresh) => new TickFrame
        {
            Kind = kind,
            Sequence = sequence,
            Channel = channel,
            FeedId = kind == TickFrameKind.Heartbeat ? 0 : feedId,
            ExchangeNanos = exchange,
            BidTicks = kind is TickFrameKind.Quote or TickFrameKind.Trade ? body.Item1 : 0,
            BidLots = kind is TickFrameKind.Quote or TickFrameKind.Trade ? body.Item2 : 0,
            AskTicks = kind == TickFrameKind.Quote ? body.Item3 : 0,
            AskLots = kind == TickFrameKind.Quote ? body.Item4 : 0,
            Status = kind == TickFrameKind.Status ? status : 0,
            IsRefresh = kind == TickFrameKind.Heartbeat || (refresh && kind != TickFrameKind.Trade),
        });

    [Fact]
    public void A_frame_written_is_the_frame_read() =>
        GenFrame.Sample(frame =>
        {
            byte[] bytes = FeedScene.Encode(frame);
            Assert.Equal(TickScanResult.Frame, Scanner.Scan(bytes, out TickFrame read, out int consumed));
            Assert.Equal(bytes.Length, consumed);
            Assert.Equal(frame, read);
        });

    [Fact]
    public void The_layout_is_the_documented_one()
    {
        byte[] bytes = FeedScene.Encode(new TickFrame
        {
            Kind = TickFrameKind.Quote,
            Sequence = 0x0102030405060708,
            Channel = 0x0A0B,
            FeedId = 0x0C0D0E0F,
            ExchangeNanos = 0x1112131415161718,
            BidTicks = 1,
            BidLots = -2,
            AskTicks = TickProtocol.NoPrice,
            AskLots = 0x7F,
            IsRefresh = true,
        });
        Assert.Equal(
            "40004854" + "0101" + "0B0A" + "0807060504030201" + "1817161514131211" + "0F0E0D0C" + "01000000"
            + "0100000000000000" + "FEFFFFFFFFFFFFFF" + "0000000000000080" + "7F00000000000000",
            Convert.ToHexString(bytes));
        Assert.Equal(TickProtocol.QuoteBytes, bytes.Length);
    }

    [Fact]
    public void Every_split_of_every_frame_gives_the_same_frames()
    {
        byte[] stream = FeedScene.EveryKind(41, out TickFrame[] expected);
        for (int first = 0; first <= stream.Length; first++)
        {
            for (int second = first; second <= stream.Length; second += 7)
            {
                ReadOnlySequence<byte> sequence = FeedScene.Segments(
                    stream.AsMemory(0, first), stream.AsMemory(first, second - first), stream.AsMemory(second));
                Assert.Equal(expected, ScanAll(sequence, out TickScanResult last));
                Assert.Equal(TickScanResult.Partial, last);
            }
        }
    }

    [Fact]
    public void Every_prefix_gives_its_whole_frames_and_asks_for_more()
    {
        byte[] stream = FeedScene.EveryKind(1, out TickFrame[] expected);
        for (int length = 0; length <= stream.Length; length++)
        {
            List<TickFrame> frames = ScanAll(new ReadOnlySequence<byte>(stream, 0, length), out TickScanResult last);
            Assert.Equal(TickScanResult.Partial, last);
            Assert.Equal(expected.Take(frames.Count), frames);
            Assert.Equal(length == stream.Length, frames.Count == expected.Length);
        }
    }

    [Theory]
    [InlineData(2, 0x00, TickScanResult.BadMagic, 4)]
    [InlineData(3, 0x55, TickScanResult.BadMagic, 4)]
    [InlineData(4, 0x02, TickScanResult.BadVersion, 5)]
    [InlineData(5, 0x00, TickScanResult.UnknownKind, 6)]
    [InlineData(5, 0x05, TickScanResult.UnknownKind, 6)]
    [InlineData(0, 0x27, TickScanResult.BadLength, 6)]
    [InlineData(1, 0x04, TickScanResult.BadLength, 6)]
    [InlineData(32, 0x00, TickScanResult.BadStatus, 33)]
    [InlineData(32, 0x05, TickScanResult.BadStatus, 33)]
    public void A_wrong_byte_is_found_as_soon_as_it_is_there(int offset, byte value, TickScanResult verdict, int needed)
    {
        byte[] bytes = FeedScene.Encode(FeedScene.Status(3, TradingStatus.Open));
        bytes[offset] = value;
        for (int length = 0; length <= bytes.Length; length++)
        {
            TickScanResult found = Scanner.Scan(bytes.AsSpan(0, length), out _, out int consumed);
            Assert.Equal(length < needed ? TickScanResult.Partial : verdict, found);
            Assert.Equal(0, consumed);
        }
    }

    [Fact]
    public void A_length_up_to_the_limit_is_taken_and_one_more_is_not()
    {
        byte[] bytes = new byte[1025];
        FeedScene.Encode(FeedScene.Quote(1)).CopyTo(bytes, 0);
        (bytes[0], bytes[1]) = (0x00, 0x04);
        Assert.Equal(TickScanResult.Frame, Scanner.Scan(bytes, out _, out int consumed));
        Assert.Equal(1024, consumed);
        (bytes[0], bytes[1]) = (0x01, 0x04);
        Assert.Equal(TickScanResult.BadLength, Scanner.Scan(bytes, out _, out _));
    }

    [Fact]
    public void Random_bytes_never_throw_and_never_hang() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[0, 200]).Sample((bytes, cut) =>
        {
            cut = Math.Min(cut, bytes.Length);
            List<TickFrame> whole = ScanAll(new ReadOnlySequence<byte>(bytes), out TickScanResult first);
            List<TickFrame> split = ScanAll(
                FeedScene.Segments(bytes.AsMemory(0, cut), bytes.AsMemory(cut)), out TickScanResult second);
            Assert.Equal(whole, split);
            Assert.Equal(first, second);
        });

    [Fact]
    public void Damaged_streams_never_throw_and_the_verdict_does_not_depend_on_the_split()
    {
        byte[] good = FeedScene.EveryKind(1, out _);
        Gen.Select(
            Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Array[1, 4],
            Gen.Int[0, good.Length]).Sample((damage, cut) =>
        {
            byte[] bytes = [.. good];
            foreach ((int at, byte value) in damage)
                bytes[at] = value;
            List<TickFrame> whole = ScanAll(new ReadOnlySequence<byte>(bytes), out TickScanResult first);
            List<TickFrame> split = ScanAll(
                FeedScene.Segments(bytes.AsMemory(0, cut), bytes.AsMemory(cut)), out TickScanResult second);
            Assert.Equal(whole, split);
            Assert.Equal(first, second);
        });
    }

    [Fact]
    public void A_destination_too_short_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => TickFrameWriter.WriteHeartbeat(new byte[TickProtocol.HeartbeatBytes - 1], 1, 1, 1));

    private static List<TickFrame> ScanAll(ReadOnlySequence<byte> bytes, out TickScanResult last)
    {
        List<TickFrame> frames = [];
        while ((last = Scanner.Scan(bytes, out TickFrame frame, out int consumed)) == TickScanResult.Frame)
        {
            Assert.InRange(consumed, TickProtocol.HeaderBytes, 1024);
            frames.Add(frame);
            bytes = bytes.Slice(consumed);
        }

        return frames;
    }
}
