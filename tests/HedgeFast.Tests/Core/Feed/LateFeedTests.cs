using System.Net;
using System.Net.Sockets;
using HedgeFast.Core.Feed;
using HedgeFast.Fix.Os;
using static HedgeFast.Tests.Core.Feed.FeedScene;

namespace HedgeFast.Tests.Core.Feed;

/// <summary>
/// Data that waited is as old as it is: a stage that stood still, a machine that was suspended, over real sockets and a
/// clock that is moved by hand.
/// </summary>
public sealed class LateFeedTests : IDisposable
{
    private const long Second = 1_000_000_000;

    private readonly FeedClock _clock = new();
    private readonly RecordingSink _sink = new();
    private readonly List<IDisposable> _owned = [];
    private long _slept;
    private ulong _sequence;

    public void Dispose() => _owned.ForEach(owned => owned.Dispose());

    [Theory]
    [InlineData(FeedTransport.Tcp)]
    [InlineData(FeedTransport.Udp)]
    public void T08_What_waited_in_the_socket_for_a_minute_is_stale(FeedTransport transport)
    {
        (FeedStage stage, Socket peer) = Open(transport);
        Send(stage, peer);
        Assert.Equal(QuoteFault.None, stage.FaultOf(0));

        // The bytes are with the kernel; the stage does not run, as under SIGSTOP.
        Post(peer);
        Post(peer, trade: true);
        Post(peer);
        _clock.AdvanceMillis(60_000);
        Pump(() => stage.Counters.Frames == 4, stage.DoWork);
        Assert.Equal(QuoteFault.Stale, stage.FaultOf(0));
        Assert.Single(_sink.Of(MarketEventKind.Quote));
        Assert.Empty(_sink.Of(MarketEventKind.Trade));
        Assert.Equal(1, stage.Counters.Pauses);
        Assert.Contains("not read for 60", stage.LastError);

        // Once the socket was found empty what comes is fresh; its numbers follow on those that were late.
        stage.DoWork();
        Send(stage, peer);
        Assert.Equal(QuoteFault.None, stage.FaultOf(0));
        Assert.Equal(0, stage.Counters.Count(QuoteFault.Gap));
    }

    [Theory]
    [InlineData(FeedTransport.Tcp)]
    [InlineData(FeedTransport.Udp)]
    public void A_pause_shorter_than_the_stale_limit_is_none(FeedTransport transport)
    {
        (FeedStage stage, Socket peer) = Open(transport);
        Send(stage, peer);
        Post(peer);
        _clock.AdvanceMillis(2_000);
        Pump(() => stage.Counters.Frames == 2, stage.DoWork);
        Assert.Equal(2, stage.Counters.Quotes);
        Assert.Equal(0, stage.Counters.Pauses);
    }

    [Theory]
    [InlineData(FeedTransport.Tcp)]
    [InlineData(FeedTransport.Udp)]
    public void A_halt_that_waited_counts(FeedTransport transport)
    {
        (FeedStage stage, Socket peer) = Open(transport);
        Send(stage, peer);
        peer.Send(Encode(Status(++_sequence, TradingStatus.Halted)));
        _clock.AdvanceMillis(60_000);
        Pump(() => stage.Counters.Frames == 2, stage.DoWork);
        Assert.Equal(QuoteFault.Halted, stage.FaultOf(0));
    }

    [Theory]
    [InlineData(FeedTransport.Tcp)]
    [InlineData(FeedTransport.Udp)]
    public void A_machine_that_was_suspended_waits_for_fresh_quotes(FeedTransport transport)
    {
        // The monotonic clock stood still meanwhile: by it, no time has passed at all.
        (FeedStage stage, Socket peer) = Open(transport);
        Send(stage, peer);
        Post(peer);
        _slept = 8 * 3_600 * Second;
        _clock.AdvanceMillis(2);
        Pump(() => stage.Counters.Frames == 2, stage.DoWork);
        Assert.Equal(QuoteFault.Stale, stage.FaultOf(0));
        Assert.Equal(1, stage.Counters.Suspensions);
        Assert.Contains("suspended for 28800000 ms", stage.LastError);
        stage.DoWork();
        Send(stage, peer);
        Assert.Equal(QuoteFault.None, stage.FaultOf(0));
    }

    [Fact]
    public void A_live_feed_follows_a_wall_clock_that_was_put_right()
    {
        var clock = new SteppingClock();
        (FeedStage stage, Socket peer) = Open(FeedTransport.Udp, ClockRule.Live, clock);
        Send(stage, peer);
        Assert.Equal(QuoteFault.None, stage.FaultOf(0));

        // Ten seconds behind from here on: what the exchange says lies ahead of us.
        clock.Utc -= TimeSpan.FromSeconds(10);
        clock.Advance(200_000_000);
        stage.DoWork();
        Assert.Equal(1, stage.Counters.ClockSteps);
        Send(stage, peer);
        Assert.Equal(QuoteFault.WrongTime, stage.FaultOf(0));
        Assert.Contains("s ahead of this machine's UTC clock", stage.LastError);
        clock.Utc += TimeSpan.FromSeconds(10);
        clock.Advance(200_000_000);
        stage.DoWork();
        Send(stage, peer);
        Assert.Equal(QuoteFault.None, stage.FaultOf(0));
    }

    [Fact]
    public void A_fast_clock_of_this_machine_is_noted_beside_the_stale_quotes()
    {
        var clock = new SteppingClock();
        clock.Utc += TimeSpan.FromSeconds(10);
        (FeedStage stage, Socket peer) = Open(FeedTransport.Udp, ClockRule.Live, clock);
        Send(stage, peer);
        Assert.Equal(QuoteFault.Stale, stage.FaultOf(0));
        Assert.Equal(1, stage.Counters.LateStamps);
        Assert.Contains("s behind this machine's UTC clock", stage.LastError);
    }

    [Fact]
    public void Data_that_waited_makes_no_order()
    {
        using var rig = new PipelineRig();
        rig.Up();
        rig.Publish(PipelineRig.Mid);
        rig.Clock.Advance(60 * Second);
        rig.Rounds(20);
        Assert.Empty(rig.Port.Sent);
        rig.Tick(PipelineRig.Mid);
        rig.Rounds(2);
        Assert.Single(rig.Port.Sent);
    }

    private (FeedStage Stage, Socket Peer) Open(
        FeedTransport transport, ClockRule? rule = null, TimeProvider? clock = null)
    {
        Socket listener = Own(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        int port = transport == FeedTransport.Tcp ? ((IPEndPoint)listener.LocalEndPoint!).Port : 0;
        FeedStage stage = Own(new FeedStage(
            new FeedSettings
            {
                Transport = transport,
                Host = "127.0.0.1",
                Port = port,
                StaleNanos = 2 * Second,
                Clock = rule ?? FeedScene.Clock,
            },
            Instruments(1), _sink,
            Machine.Local with { Time = clock ?? _clock, SleptNanos = () => _slept }));
        Pump(() => stage.IsConnected, stage.DoWork);
        if (transport == FeedTransport.Tcp)
            return (stage, Own(listener.Accept()));
        Socket peer = Own(new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        peer.Connect(IPAddress.Loopback, stage.LocalPort);
        return (stage, peer);
    }

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    private void Post(Socket peer, bool trade = false) =>
        peer.Send(Encode(trade ? Trade(++_sequence) : Quote(++_sequence)));

    private void Send(FeedStage stage, Socket peer)
    {
        long frames = stage.Counters.Frames;
        Post(peer);
        Pump(() => stage.Counters.Frames > frames, stage.DoWork);
    }

    /// <summary>Both clocks moved by hand, apart from each other.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private long _nanos = 5 * Second;

        public DateTimeOffset Utc { get; set; } = DateTimeOffset.UnixEpoch.AddTicks(Exchange / 100);

        public override long TimestampFrequency => Second;

        public override long GetTimestamp() => _nanos;

        public override DateTimeOffset GetUtcNow() => Utc;

        public void Advance(long nanos) => _nanos += nanos;
    }
}
