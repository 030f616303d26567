using System.Net;
using System.Net.Sockets;
using HedgeFast.Core.Feed;
using static HedgeFast.Tests.Core.Feed.FeedScene;

namespace HedgeFast.Tests.Core.Feed;

public sealed class DatagramFeedTests : IDisposable
{
    private readonly FeedClock _clock = new();
    private readonly RecordingSink _sink = new();
    private readonly FeedStage _stage;
    private readonly Socket _peer = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public DatagramFeedTests()
    {
        _stage = new FeedStage(Settings(), Instruments(3), _sink, _clock);
        Pump(() => _stage.IsConnected, _stage.DoWork);
        _peer.Connect(IPAddress.Loopback, _stage.LocalPort);
    }

    public void Dispose()
    {
        _peer.Dispose();
        _stage.Dispose();
    }

    [Fact]
    public void Several_frames_in_a_datagram_are_all_taken()
    {
        Send(EveryKind(1, out TickFrame[] frames));
        Assert.Equal(frames.Length, _stage.Counters.Frames);
        Assert.Equal(
            [
                MarketEventKind.Quote, MarketEventKind.Trade, MarketEventKind.Quote, MarketEventKind.NotHedgeable,
                MarketEventKind.NotHedgeable, MarketEventKind.Quote,
            ],
            _sink.Events.Select(e => e.Kind));
    }

    [Fact]
    public void Every_cut_of_a_datagram_is_dropped_whole_and_counted()
    {
        byte[] datagram = Encode(Quote(1), Trade(2), Quote(3));
        int malformed = 0;
        for (int length = 1; length < datagram.Length; length++)
        {
            if (length is TickProtocol.QuoteBytes or TickProtocol.QuoteBytes + TickProtocol.TradeBytes)
                continue;
            Send(datagram[..length]);
            Assert.Equal(++malformed, _stage.Counters.MalformedDatagrams);
        }

        Assert.Empty(_sink.Events);
        Assert.Equal(0, _stage.Counters.Frames);
        Assert.Contains("cut short", _stage.LastError);
        Send(datagram);
        Assert.Equal(3, _stage.Counters.Frames);
    }

    [Fact]
    public void A_lone_datagram_goes_on_at_once_and_the_passes_of_a_burst_double()
    {
        const int burst = 100;
        for (ulong sequence = 1; sequence <= burst; sequence++)
            _peer.Send(Encode(Quote(sequence)));
        List<long> passes = [];
        Pump(() => _stage.Counters.Frames == burst, () =>
        {
            long before = _stage.Counters.Frames;
            _stage.DoWork();
            passes.Add(_stage.Counters.Frames - before);
            return 1;
        });
        Assert.Equal(1, passes.First(frames => frames > 0));
        for (int i = 1; i < passes.Count; i++)
            Assert.True(passes[i] <= Math.Max(1, 2 * passes[i - 1]), string.Join(' ', passes));
        Assert.Equal(burst, _sink.Events.Count);
    }

    [Fact]
    public void A_malformed_datagram_is_dropped_and_the_gap_it_leaves_is_seen()
    {
        Send(Encode(Quote(1)));
        byte[] bad = Encode(Quote(2), Quote(3));
        bad[TickProtocol.QuoteBytes + 5] = 77;
        Send(bad);
        Assert.Equal((1, 1), (_stage.Counters.MalformedDatagrams, _sink.Events.Count));
        Assert.Contains("UnknownKind at byte 64", _stage.LastError);
        Send(Encode(Quote(4)));
        Assert.Equal([QuoteFault.None, QuoteFault.Gap, QuoteFault.None], _sink.Events.Select(e => e.Fault));
        Assert.True(_stage.IsConnected);
    }

    [Fact]
    public void Duplicate_and_late_datagrams_are_dropped()
    {
        foreach (ulong n in new ulong[] { 1, 2, 2, 1, 3 })
            Send(Encode(Quote(n)));
        Assert.Equal((3, 1, 1), (_stage.Counters.Quotes, _stage.Counters.Duplicates, _stage.Counters.OutOfOrder));
        Assert.Equal(QuoteFault.None, _stage.FaultOf(0));
    }

    [Fact]
    public void Random_datagrams_do_no_harm()
    {
        const int Seed = 99;
        Random random = new(Seed);
        byte[] bytes = new byte[300];
        for (int i = 0; i < 2_000; i++)
        {
            random.NextBytes(bytes);
            Send(bytes.AsSpan(0, random.Next(1, bytes.Length)));
        }

        Assert.Equal((2_000, 0), (_stage.Counters.MalformedDatagrams, _sink.Events.Count));
        Send(Encode(Quote(1)));
        Assert.Equal(QuoteFault.None, _stage.FaultOf(0));
    }

    [Fact]
    public void The_largest_datagram_is_read_whole()
    {
        const int Frames = 1_000;
        Send([.. Enumerable.Range(1, Frames).SelectMany(i => Encode(Quote((ulong)i)))]);
        Assert.Equal((Frames, 0), (_stage.Counters.Quotes, _stage.Counters.MalformedDatagrams));
    }

    [Fact]
    public void A_silent_feed_is_stale()
    {
        Send(Encode(Quote(1)));
        _clock.AdvanceMillis(2_001);
        _stage.DoWork();
        Assert.Equal((QuoteFault.Stale, QuoteFault.Stale), (_stage.FaultOf(0), _sink.Last.Fault));
        Send(Encode(Heartbeat(1)));
        Assert.Equal(QuoteFault.Stale, _stage.FaultOf(0));
        Send(Encode(Quote(1, refresh: true)));
        Assert.Equal(QuoteFault.None, _stage.FaultOf(0));
    }

    [Fact]
    public void A_port_that_is_taken_is_told_and_tried_again()
    {
        using Socket taken = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using FeedStage stage = new(
            Settings() with { Port = ((IPEndPoint)taken.LocalEndPoint!).Port }, Instruments(1), _sink, _clock);
        stage.DoWork();
        Assert.Equal((1, false), (stage.Counters.ConnectFailures, stage.IsConnected));
        Assert.Contains("AddressAlreadyInUse", stage.LastError);
        taken.Dispose();
        stage.DoWork();
        Assert.False(stage.IsConnected);
        _clock.AdvanceMillis(100);
        stage.DoWork();
        Assert.True(stage.IsConnected);
    }

    [Fact]
    public void Multicast_on_loopback_arrives()
    {
        const string Group = "239.255.77.7";
        int port = FreePort(SocketType.Dgram);
        using FeedStage stage = new(
            Settings() with { Transport = FeedTransport.Multicast, Group = Group, Port = port }, Instruments(1), _sink,
            _clock);
        stage.DoWork();
        if (!stage.IsConnected)
            Assert.Skip($"the kernel refuses multicast on loopback: {stage.LastError}");
        using Socket peer = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        peer.SetSocketOption(
            SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
        peer.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastLoopback, true);
        try
        {
            peer.SendTo(Encode(Quote(1), Quote(2)), new IPEndPoint(IPAddress.Parse(Group), port));
        }
        catch (SocketException e)
        {
            Assert.Skip($"the kernel refuses to send multicast on loopback: {e.SocketErrorCode}");
        }

        Pump(() => stage.Counters.Quotes == 2, stage.DoWork);
        Assert.Equal(2, _sink.Events.Count);
    }

    [Fact]
    public void Twelve_datagrams_of_a_stranger_change_nothing()
    {
        // On a channel of their own, 3 ms apart, each 9 % below the last.
        Send(Encode(Quote(1, bid: 600_000, ask: 600_002)));
        Send(Encode(Quote(2, bid: 600_000, ask: 600_002)));
        using Socket stranger = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        stranger.Connect(IPAddress.Loopback, _stage.LocalPort);
        double mid = 600_000;
        for (int i = 0; i < 12; i++)
        {
            mid *= 0.91;
            _clock.AdvanceMillis(3);
            stranger.Send(Encode(Quote(1, bid: (long)mid, ask: (long)mid + 2) with { Channel = 99 }));
            stranger.Send(Encode(Quote(3, bid: (long)mid, ask: (long)mid + 2)));
        }

        Pump(() => _stage.Counters.Frames == 26, _stage.DoWork);
        Assert.Equal(2, _sink.Events.Count);
        Assert.Equal(24, _stage.Counters.ForeignFrames);
        Send(Encode(Quote(3, bid: 600_000, ask: 600_002)));
        Assert.Equal(3, _sink.Events.Count);
    }

    [Fact]
    public void Senders_that_are_not_named_are_dropped_and_counted()
    {
        using Socket named = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        named.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using FeedStage stage = new(
            Settings() with { Sources = [$"127.0.0.1:{((IPEndPoint)named.LocalEndPoint!).Port}"] }, Instruments(1),
            _sink, _clock);
        Pump(() => stage.IsConnected, stage.DoWork);
        named.Connect(IPAddress.Loopback, stage.LocalPort);
        using Socket stranger = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        stranger.Connect(IPAddress.Loopback, stage.LocalPort);
        stranger.Send(Encode(Quote(1)));
        named.Send(Encode(Quote(1)));
        Pump(() => stage.Counters.Quotes == 1, stage.DoWork);
        Assert.Equal(1, stage.Counters.ForeignFrames);
        Assert.Contains("it is not in feed.sources", stage.LastError);
    }

    [Fact]
    public void Two_lines_that_are_named_carry_one_channel_together()
    {
        using Socket other = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using FeedStage stage = new(Settings() with { Sources = ["127.0.0.1"] }, Instruments(1), _sink, _clock);
        Pump(() => stage.IsConnected, stage.DoWork);
        other.Connect(IPAddress.Loopback, stage.LocalPort);
        using Socket first = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        first.Connect(IPAddress.Loopback, stage.LocalPort);
        foreach (
            (Socket line, ulong number) in new[]
            {
                (first, 1UL),
                (other, 1UL),
                (other, 2UL),
                (first, 3UL),
                (other, 3UL),
            })
        {
            long frames = stage.Counters.Frames;
            line.Send(Encode(Quote(number)));
            Pump(() => stage.Counters.Frames > frames, stage.DoWork);
        }

        Assert.Equal(3, stage.Counters.Quotes);
        Assert.Equal(0, stage.Counters.Count(QuoteFault.Gap));
    }

    [Theory]
    [InlineData("127.0.0.1", 1)]
    [InlineData("127.0.0.2", 0)]
    public void A_group_is_joined_for_the_senders_that_are_named(string source, int quotes)
    {
        const string Group = "239.255.77.8";
        int port = FreePort(SocketType.Dgram);
        using FeedStage stage = new(
            Settings() with { Transport = FeedTransport.Multicast, Group = Group, Port = port, Sources = [source] },
            Instruments(1), _sink, _clock);
        stage.DoWork();
        if (!stage.IsConnected)
            Assert.Skip($"the kernel refuses multicast on loopback: {stage.LastError}");
        using Socket peer = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        peer.SetSocketOption(
            SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
        peer.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastLoopback, true);
        try
        {
            peer.SendTo(Encode(Quote(1)), new IPEndPoint(IPAddress.Parse(Group), port));
        }
        catch (SocketException e)
        {
            Assert.Skip($"the kernel refuses to send multicast on loopback: {e.SocketErrorCode}");
        }

        // Loopback delivers before the call returns; what the kernel keeps away does not even come to the socket.
        if (quotes > 0)
            Pump(() => stage.Counters.Quotes == quotes, stage.DoWork);
        for (int i = 0; i < 100; i++)
            stage.DoWork();
        Assert.Equal(quotes, stage.Counters.Quotes);
        Assert.Equal(quotes == 0 ? 0 : TickProtocol.QuoteBytes, stage.Counters.BytesReceived);
    }

    private static FeedSettings Settings() =>
        new()
        {
            Transport = FeedTransport.Udp,
            Host = "127.0.0.1",
            Port = 0,
            StaleNanos = 2_000_000_000,
            Clock = FeedScene.Clock,
        };

    private void Send(ReadOnlySpan<byte> datagram)
    {
        long expected = _stage.Counters.BytesReceived + datagram.Length;
        _peer.Send(datagram);
        Pump(() => _stage.Counters.BytesReceived == expected, _stage.DoWork);
    }
}
