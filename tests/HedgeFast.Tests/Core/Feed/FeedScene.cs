using System.Buffers;
using System.Net;
using System.Net.Sockets;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;

namespace HedgeFast.Tests.Core.Feed;

/// <summary>What the feed's tests have in common: instruments, quotes, and pumping until something is so.</summary>
internal static class FeedScene
{
    public const ushort Channel = 7;
    public const uint FirstFeedId = 100;
    public const long Exchange = 1_723_161_256_000_000_000;

    /// <summary>The clock that these stamps agree with.</summary>
    public static readonly ClockRule Clock = ClockRule.Recorded(Exchange);

    /// <summary>Far above what any step takes; only a hang reaches it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Instrument Instrument(int index, bool signed = false, double maxMove = 0.10) => new()
    {
        Index = index,
        Symbol = "I" + index,
        FeedId = FirstFeedId + (uint)index,
        Underlying = 0,
        Kind = InstrumentKind.InversePerpetual,
        TickMantissa = 1,
        TickDecimals = 1,
        ContractSize = 100,
        AllowsNegativePrice = signed,
        MaxMoveFraction = maxMove,
    };

    public static Instrument[] Instruments(int count) => [.. Enumerable.Range(0, count).Select(i => Instrument(i))];

    public static TickFrame Quote(
        ulong sequence, long bid = 1000, long bidLots = 5, long ask = 1001, long askLots = 6, int instrument = 0,
        bool refresh = false) =>
        new()
        {
            Kind = TickFrameKind.Quote,
            Channel = Channel,
            Sequence = sequence,
            ExchangeNanos = Exchange + (long)(sequence % 1_000_000),
            FeedId = FirstFeedId + (uint)instrument,
            BidTicks = bid,
            BidLots = bidLots,
            AskTicks = ask,
            AskLots = askLots,
            IsRefresh = refresh,
        };

    public static TickFrame Heartbeat(ulong sequence) =>
        new()
        {
            Kind = TickFrameKind.Heartbeat,
            Channel = Channel,
            Sequence = sequence,
            IsRefresh = true,
            ExchangeNanos = Exchange,
        };

    public static TickFrame Status(ulong sequence, TradingStatus status, int instrument = 0) => new()
    {
        Kind = TickFrameKind.Status,
        Channel = Channel,
        Sequence = sequence,
        ExchangeNanos = Exchange,
        FeedId = FirstFeedId + (uint)instrument,
        Status = status,
    };

    public static TickFrame Trade(ulong sequence, long price = 1000, long lots = 2, int instrument = 0) => new()
    {
        Kind = TickFrameKind.Trade,
        Channel = Channel,
        Sequence = sequence,
        ExchangeNanos = Exchange,
        FeedId = FirstFeedId + (uint)instrument,
        BidTicks = price,
        BidLots = lots,
    };

    public static byte[] Encode(in TickFrame f)
    {
        byte[] bytes = new byte[TickProtocol.LongestBytes];
        int length = f.Kind switch
        {
            TickFrameKind.Quote =>
                TickFrameWriter.WriteQuote(
                    bytes, f.Sequence, f.Channel, f.FeedId, f.ExchangeNanos, f.BidTicks, f.BidLots, f.AskTicks,
                    f.AskLots, f.IsRefresh),
            TickFrameKind.Trade =>
                TickFrameWriter.WriteTrade(
                    bytes, f.Sequence, f.Channel, f.FeedId, f.ExchangeNanos, f.BidTicks, f.BidLots),
            TickFrameKind.Status =>
                TickFrameWriter.WriteStatus(
                    bytes, f.Sequence, f.Channel, f.FeedId, f.ExchangeNanos, f.Status, f.IsRefresh),
            _ => TickFrameWriter.WriteHeartbeat(bytes, f.Sequence, f.Channel, f.ExchangeNanos),
        };
        return bytes[..length];
    }

    public static byte[] Encode(params TickFrame[] frames) => [.. frames.SelectMany(f => Encode(f))];

    /// <summary>One frame of every kind, of every instrument given, and one whose sender appended fields.</summary>
    public static byte[] EveryKind(ulong firstSequence, out TickFrame[] frames)
    {
        frames =
        [
            Quote(firstSequence),
            Trade(firstSequence + 1),
            Heartbeat(firstSequence + 1),
            Status(firstSequence + 2, TradingStatus.Open),
            Quote(firstSequence + 3, instrument: 1),
            Quote(firstSequence + 3, bid: 2000, ask: 2001, instrument: 1, refresh: true) with { BidLots = 9 },
            Status(firstSequence + 4, TradingStatus.Auction, 1),
        ];
        byte[] longer = [.. Encode(Quote(firstSequence + 5)), 1, 2, 3, 4, 5];
        longer[0] += 5;
        byte[] stream = [.. Encode(frames), .. longer];
        frames = [.. frames, Quote(firstSequence + 5)];
        return stream;
    }

    public static ReadOnlySequence<byte> Segments(params ReadOnlyMemory<byte>[] parts)
    {
        Segment first = new(parts[0], null);
        Segment last = first;
        foreach (ReadOnlyMemory<byte> part in parts.Skip(1))
            last = new Segment(part, last);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    /// <summary>Calls the stages until the condition holds; fails when that takes absurdly long.</summary>
    public static void Pump(Func<bool> until, params Func<int>[] stages)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!until())
        {
            int work = 0;
            foreach (Func<int> stage in stages)
                work += stage();
            if (work == 0)
                Thread.Yield();
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "what was waited for did not come");
        }
    }

    /// <summary>A port nobody listens on, as far as a test can know.</summary>
    public static int FreePort(SocketType type = SocketType.Stream)
    {
        using Socket socket = new(
            AddressFamily.InterNetwork, type, type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            if (before is null)
                return;
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }
}
