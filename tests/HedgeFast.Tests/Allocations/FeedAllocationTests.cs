using System.Net;
using System.Net.Sockets;
using HedgeFast.Core.Feed;
using HedgeFast.Tests.Core.Feed;

namespace HedgeFast.Tests.Allocations;

public sealed class FeedAllocationTests
{
    private const int Batch = 100;
    private const int WarmUpBatches = 600;
    private const int MeasuredBatches = 1_000;

    [Fact]
    public void Reading_quotes_from_a_tcp_connection_allocates_nothing()
    {
        CountingSink sink = new();
        Assert.Equal(0, Measure(FeedTransport.Tcp, sink));
        Assert.Equal((WarmUpBatches + MeasuredBatches) * Batch, sink.Quotes);
    }

    [Fact]
    public void Reading_quotes_from_datagrams_allocates_nothing()
    {
        CountingSink sink = new();
        Assert.Equal(0, Measure(FeedTransport.Udp, sink));
        Assert.Equal((WarmUpBatches + MeasuredBatches) * Batch, sink.Quotes);
    }

    [Fact]
    public void Conflating_into_a_full_sink_allocates_nothing()
    {
        CountingSink sink = new() { RefuseEvery = 2 };
        Assert.Equal(0, Measure(FeedTransport.Tcp, sink));
        Assert.True(sink.Refused > 0);
    }

    [Theory]
    [InlineData(FeedTransport.Tcp)]
    [InlineData(FeedTransport.Udp)]
    public void Stamps_are_held_against_utc_without_allocating(FeedTransport transport)
    {
        CountingSink sink = new();
        Assert.Equal(0, Measure(transport, sink, ClockRule.Live));
        Assert.Equal((WarmUpBatches + MeasuredBatches) * Batch, sink.Quotes);
    }

    [Fact]
    public void Negative_control_a_sink_that_allocates_is_seen() =>
        Assert.True(Measure(FeedTransport.Tcp, new BoxingSink()) >= MeasuredBatches * Batch * 64L);

    private static long Measure(FeedTransport transport, IMarketSink sink, ClockRule? clock = null)
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        int port = transport == FeedTransport.Tcp ? ((IPEndPoint)listener.LocalEndPoint!).Port : 0;
        using FeedStage stage =
            new(new FeedSettings { Transport = transport, Host = "127.0.0.1", Port = port, StaleNanos = 60_000_000_000, Clock = clock ?? ClockRule.Recorded(1) },
            FeedScene.Instruments(1), sink, TimeProvider.System);
        FeedScene.Pump(() => stage.IsConnected, stage.DoWork);
        using Socket peer = transport == FeedTransport.Tcp
            ? listener.Accept()
            : new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        if (transport == FeedTransport.Udp)
            peer.Connect(IPAddress.Loopback, stage.LocalPort);

        byte[] bytes = new byte[Batch * TickProtocol.QuoteBytes];
        ulong sequence = 0;
        for (int i = 0; i < WarmUpBatches; i++)
            Exchange(peer, stage, bytes, ref sequence, clock is not null);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < MeasuredBatches; i++)
            Exchange(peer, stage, bytes, ref sequence, clock is not null);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // Sent from the same thread: what the socket's buffer holds needs no second one, and the sending is measured along
    // with the reading.
    private static void Exchange(Socket peer, FeedStage stage, byte[] bytes, ref ulong sequence, bool isLive)
    {
        long utcNanos = (TimeProvider.System.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * 100;
        for (int i = 0; i < Batch; i++)
        {
            sequence++;
            TickFrameWriter.WriteQuote(bytes.AsSpan(i * TickProtocol.QuoteBytes), sequence, 1, FeedScene.FirstFeedId, isLive ? utcNanos : (long)sequence,
                1000 + (long)(sequence % 7), 5, 1010, 6);
        }

        // An odd first part, so that frames are split.
        int first = peer.ProtocolType == ProtocolType.Tcp
            ? 1 + (int)(sequence * 31 % (ulong)(bytes.Length - 2))
            : bytes.Length;
        long expected = stage.Counters.Frames + Batch;
        peer.Send(bytes.AsSpan(0, first), SocketFlags.None, out _);
        stage.DoWork();
        if (first < bytes.Length)
            peer.Send(bytes.AsSpan(first), SocketFlags.None, out _);
        for (int spins = 0; stage.Counters.Frames < expected; spins++)
        {
            stage.DoWork();
            if (spins > 50_000_000)
                throw new TimeoutException("the bytes sent did not arrive");
        }
    }

    private sealed class CountingSink : IMarketSink
    {
        private int _offers;

        public int RefuseEvery { get; init; } = int.MaxValue;

        public int Quotes { get; private set; }

        public int Refused { get; private set; }

        public bool TryPublish(in MarketEvent e)
        {
            if (++_offers % RefuseEvery == 0)
            {
                Refused++;
                return false;
            }

            Quotes++;
            return true;
        }
    }

    private sealed class BoxingSink : IMarketSink
    {
        private object? _last;

        public bool TryPublish(in MarketEvent e)
        {
            _last = e;
            return _last is not null;
        }
    }
}
