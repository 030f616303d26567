using System.Net;
using System.Net.Sockets;
using System.Text;
using HedgeFast.Core.Feed;
using static HedgeFast.Tests.Core.Feed.FeedScene;

namespace HedgeFast.Tests.Core.Feed;

public sealed class TcpFeedTests : IDisposable
{
    private const long Milli = 1_000_000;

    private readonly FeedClock _clock = new();
    private readonly RecordingSink _sink = new();
    private readonly Socket _listener;
    private readonly FeedStage _stage;
    private readonly int _port;

    public TcpFeedTests()
    {
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _stage = new FeedStage(Settings(_port), Instruments(3), _sink, _clock);
    }

    public void Dispose()
    {
        _stage.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public void Every_split_offset_over_a_real_connection_gives_the_same_events()
    {
        using Socket peer = Connect();
        int splits = EveryKind(1, out TickFrame[] frames).Length;
        ulong sequence = 1;
        List<MarketEvent>? expected = null;
        for (int split = 0; split <= splits; split++)
        {
            byte[] stream = EveryKind(sequence, out _);
            sequence += 6;
            _sink.Events.Clear();
            long before = _stage.Counters.BytesReceived;
            SendAndPump(peer, stream.AsSpan(0, split));
            SendAndPump(peer, stream.AsSpan(split));
            Assert.Equal(before + stream.Length, _stage.Counters.BytesReceived);

            // The first round differs from the others in this: instrument 1 is halted from then on.
            List<MarketEvent> events = [.. _sink.Events.Select(e => e with { ExchangeNanos = 0 })];
            if (split > 1)
                Assert.Equal(expected, events);
            expected = events;
        }

        Assert.Equal((splits + 1L) * frames.Length, _stage.Counters.Frames);
        Assert.Equal(0, _stage.Counters.Count(QuoteFault.Gap));
        Assert.Null(_stage.LastError);
    }

    [Fact]
    public void Random_chunks_of_a_long_stream_lose_nothing()
    {
        const int Frames = 30_000;
        byte[] stream = new byte[Frames * TickProtocol.QuoteBytes];
        for (int i = 0; i < Frames; i++)
        {
            TickFrameWriter.WriteQuote(
                stream.AsSpan(i * TickProtocol.QuoteBytes), (ulong)i, Channel, FirstFeedId, Exchange + i,
                1000 + (i % 50), 1 + i, 1100, 1);
        }

        const int Seed = 77;
        Random random = new(Seed);
        using Socket peer = Connect();
        peer.Blocking = false;
        for (int sent = 0; sent < stream.Length;)
        {
            int size = Math.Min(
                stream.Length - sent, random.Next(4) == 0 ? random.Next(1, 100) : random.Next(1, 200_000));
            int taken = peer.Send(stream.AsSpan(sent, size), SocketFlags.None, out SocketError error);
            Assert.True(error is SocketError.Success or SocketError.WouldBlock, $"seed {Seed}: {error}");
            sent += error == SocketError.Success ? taken : 0;
            for (int i = random.Next(3); i > 0; i--)
                _stage.DoWork();
        }

        Pump(() => _stage.Counters.Frames == Frames, _stage.DoWork);
        Assert.Equal(Enumerable.Range(0, Frames).Select(i => Exchange + i), _sink.Events.Select(e => e.ExchangeNanos));
        Assert.Equal(Enumerable.Range(0, Frames).Select(i => 1L + i), _sink.Events.Select(e => e.BidLots));
        Assert.Equal(stream.Length, _stage.Counters.BytesReceived);
    }

    [Fact]
    public void All_frames_of_one_read_carry_one_stamp()
    {
        using Socket peer = Connect();
        _clock.AdvanceMillis(5);
        long stamp = _clock.Nanos;
        SendAndPump(peer, Encode(Quote(1), Quote(2), Quote(3)));
        Assert.Equal([stamp, stamp, stamp], _sink.Events.Select(e => e.ReceiveNanos));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", TickScanResult.BadMagic)]
    [InlineData("\0\0\0\0", TickScanResult.BadMagic)]
    [InlineData("\x40\0HT\x02\x01", TickScanResult.BadVersion)]
    [InlineData("\x40\0HT\x01\x09", TickScanResult.UnknownKind)]
    [InlineData("\x05\0HT\x01\x01", TickScanResult.BadLength)]
    [InlineData("\x7f\x7fHT\x01\x01", TickScanResult.BadLength)]
    public void A_malformed_stream_is_closed_explained_and_connected_again(string garbage, TickScanResult verdict)
    {
        Socket peer = Connect();
        SendAndPump(peer, Encode(Quote(1), Quote(2)));
        peer.Send(Encoding.Latin1.GetBytes(garbage));
        Pump(() => !_stage.IsConnected, _stage.DoWork);

        Assert.Equal(1, _stage.Counters.MalformedStreams);
        Assert.Equal((MarketEventKind.NotHedgeable, QuoteFault.Disconnected), (_sink.Last.Kind, _sink.Last.Fault));
        Assert.Contains($"{verdict} at byte 128", _stage.LastError);
        Assert.Contains($"127.0.0.1:{_port}", _stage.LastError);
        Assert.True(ClosedByPeer(peer));
        peer.Dispose();

        _clock.AdvanceMillis(100);
        using Socket again = Connect();
        SendAndPump(again, Encode(Quote(1)));
        Assert.Equal((MarketEventKind.Quote, 1), (_sink.Last.Kind, _stage.Counters.Reconnects));
    }

    [Fact]
    public void A_frame_cut_by_the_end_of_a_connection_is_forgotten()
    {
        Socket peer = Connect();
        SendAndPump(peer, [.. Encode(Quote(1)), .. Encode(Quote(2)).AsSpan(0, 40)]);
        peer.Dispose();
        Pump(() => !_stage.IsConnected, _stage.DoWork);
        Assert.Contains("closed the connection", _stage.LastError);
        Assert.Equal(QuoteFault.Disconnected, _stage.FaultOf(0));

        _clock.AdvanceMillis(100);
        using Socket again = Connect();
        SendAndPump(again, Encode(Quote(9)));
        Assert.Equal((0, QuoteFault.None), (_stage.Counters.MalformedStreams, _stage.FaultOf(0)));
        Assert.Equal(1, _stage.Counters.Count(QuoteFault.Disconnected));
        Assert.Equal(0, _stage.Counters.Count(QuoteFault.Gap));
    }

    [Fact]
    public void Refused_connections_are_tried_again_with_doubling_pauses()
    {
        using FeedStage stage = new(Settings(FreePort()), Instruments(1), _sink, _clock);
        long[] pauses = [100, 200, 400, 800, 1000, 1000, 1000];
        for (int i = 0; i < pauses.Length; i++)
        {
            Pump(() => stage.Counters.ConnectFailures == i + 1, stage.DoWork);
            _clock.AdvanceNanos((pauses[i] * Milli) - 1);
            for (int k = 0; k < 10; k++)
                Assert.Equal(0, stage.DoWork());
            Assert.Equal(i + 1, stage.Counters.ConnectFailures);
            _clock.AdvanceNanos(1);
        }

        Assert.Contains("ConnectionRefused", stage.LastError);
        Assert.Equal(0, stage.Counters.Reconnects);
    }

    [Fact]
    public void A_peer_that_accepts_and_sends_garbage_is_not_hammered_and_a_good_frame_ends_the_doubling()
    {
        long[] pauses = [100, 200, 400];
        foreach (long pause in pauses)
        {
            using Socket peer = Connect();
            peer.Send("garbage!"u8);
            Pump(() => !_stage.IsConnected, _stage.DoWork);
            AssertPause(pause);
        }

        using (Socket good = Connect())
            SendAndPump(good, Encode(Heartbeat(0)));
        Pump(() => !_stage.IsConnected, _stage.DoWork);
        AssertPause(100);
        Assert.Equal(3, _stage.Counters.MalformedStreams);
    }

    [Fact]
    public void A_silent_peer_makes_the_channel_stale_and_then_is_given_up()
    {
        using Socket peer = Connect();
        SendAndPump(peer, Encode(Quote(1)));
        _clock.AdvanceMillis(2_000);
        _stage.DoWork();
        Assert.Equal(QuoteFault.None, _stage.FaultOf(0));
        _clock.AdvanceNanos(1);
        _stage.DoWork();
        Assert.Equal((QuoteFault.Stale, true), (_stage.FaultOf(0), _stage.IsConnected));
        _clock.AdvanceMillis(8_000);
        Pump(() => !_stage.IsConnected, _stage.DoWork);
        Assert.Contains("silent for 10000 ms", _stage.LastError);
        Assert.Equal(QuoteFault.Disconnected, _stage.FaultOf(0));
    }

    [Fact]
    public void Without_an_answer_an_attempt_ends_and_does_not_block()
    {
        // A full backlog drops the handshake, so that the connection stays half made.
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        int port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        List<Socket> fill = [];
        for (int i = 0; i < 8; i++)
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            Assert.Throws<SocketException>(() => socket.Connect(listener.LocalEndPoint!));
            fill.Add(socket);
        }

        using FeedStage stage = new(Settings(port), Instruments(1), _sink, _clock);
        stage.DoWork();
        for (int i = 0; i < 100; i++)
            stage.DoWork();
        if (stage.IsConnected)
            Assert.Skip("this kernel takes more connections than the backlog says");
        _clock.AdvanceMillis(1_000);
        Pump(() => stage.Counters.ConnectFailures == 1, stage.DoWork);
        Assert.Contains("no answer in time", stage.LastError);
        fill.ForEach(s => s.Dispose());
    }

    [Fact]
    public void A_full_sink_keeps_the_newest_and_the_stage_offers_it_again()
    {
        using Socket peer = Connect();
        _sink.Room = 1;
        SendAndPump(peer, Encode(Quote(1), Quote(2, bid: 990), Quote(3, bid: 991), Quote(4, bid: 992)));
        Assert.Equal((1, 1), (_sink.Events.Count, _stage.Pending));
        _sink.Room = 1;
        Pump(() => _stage.Pending == 0, _stage.DoWork);
        Assert.Equal((992L, 2), (_sink.Last.BidTicks, _sink.Last.Conflated));
        Assert.Equal((4, 2), (_stage.Counters.Quotes, _stage.Counters.Conflated));
    }

    [Fact]
    public void Wrong_settings_are_refused()
    {
        FeedSettings good = Settings(_port);
        foreach (FeedSettings bad in new[]
        {
            good with { StaleNanos = 0 }, good with { ReconnectMinNanos = 0 },
            good with { ReconnectMaxNanos = good.ReconnectMinNanos - 1 },
            good with { MaxFrameBytes = 63 }, good with { MaxFrameBytes = 65_536 }, good with { Transport = 0 },
            good with { Clock = ClockRule.None }, good with { Clock = ClockRule.Recorded(0) },
            good with { Transport = FeedTransport.Multicast, Group = "10.0.0.1" },
            good with { Transport = FeedTransport.Multicast },
        })
        {
            Assert.ThrowsAny<ArgumentException>(() => new FeedStage(bad, Instruments(1), _sink, _clock));
        }
    }

    private static FeedSettings Settings(int port) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        StaleNanos = 2_000 * Milli,
        Clock = FeedScene.Clock,
        ReconnectMinNanos = 100 * Milli,
        ReconnectMaxNanos = 1_000 * Milli,
    };

    private Socket Connect()
    {
        Pump(() => _stage.IsConnected, _stage.DoWork);
        Socket peer = _listener.Accept();
        peer.NoDelay = true;
        return peer;
    }

    private void SendAndPump(Socket peer, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        long expected = _stage.Counters.BytesReceived + bytes.Length;
        peer.Send(bytes);
        Pump(() => _stage.Counters.BytesReceived == expected, _stage.DoWork);
    }

    private void AssertPause(long millis)
    {
        _clock.AdvanceNanos((millis * Milli) - 1);
        Assert.Equal(0, _stage.DoWork());
        _clock.AdvanceNanos(1);
        Assert.NotEqual(0, _stage.DoWork());
    }

    private static bool ClosedByPeer(Socket peer)
    {
        peer.ReceiveTimeout = 10_000;
        int received = peer.Receive(new byte[16], SocketFlags.None, out SocketError error);
        return error == SocketError.ConnectionReset || (error == SocketError.Success && received == 0);
    }
}
