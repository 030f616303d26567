using System.Net;
using System.Net.Sockets;
using HedgeFast.Core.Feed;
using HedgeFast.Tests.Core.Feed;
using HedgeFast.Venue.Feed;

using static HedgeFast.Tests.Core.Feed.FeedScene;

namespace HedgeFast.Tests.Program.Venue.Feed;

public sealed class FeedPublisherTests : IDisposable
{
    private const long Milli = 1_000_000;
    private readonly FeedClock _clock = new();
    private readonly List<IDisposable> _owned = [];

    public void Dispose()
    {
        _owned.Reverse();
        _owned.ForEach(o => o.Dispose());
    }

    [Fact]
    public void Published_quotes_arrive_in_order()
    {
        FeedPublisher publisher = Publish(new FeedPublisherSettings());
        (FeedStage stage, RecordingSink sink) = Subscribe(publisher, instruments: 2);
        Pump(() => publisher.SubscriberCount == 1 && stage.IsConnected, publisher.DoWork, stage.DoWork);
        publisher.PublishQuote(FirstFeedId, 11, 100, 1, 101, 2);
        publisher.PublishTrade(FirstFeedId, 12, 101, 3);
        publisher.PublishStatus(FirstFeedId + 1, TradingStatus.Closed, 13);
        Pump(() => sink.Events.Count == 3, publisher.DoWork, stage.DoWork);
        Assert.Equal(
            [(MarketEventKind.Quote, 11L), (MarketEventKind.Trade, 12), (MarketEventKind.Closed, 13)],
            sink.Events.Select(e => (e.Kind, e.ExchangeNanos)));
        Assert.Equal(100L, sink.Events[0].BidTicks);
        Assert.Equal(1L, sink.Events[0].BidLots);
        Assert.Equal(101L, sink.Events[0].AskTicks);
        Assert.Equal(2L, sink.Events[0].AskLots);
        Assert.Equal(101L, sink.Events[1].BidTicks);
        Assert.Equal(3L, sink.Events[1].BidLots);
        Assert.Equal(3ul, publisher.LastSequence);
    }

    [Fact]
    public void A_late_subscriber_gets_the_latest_of_each_and_no_gap()
    {
        FeedPublisher publisher = Publish(new FeedPublisherSettings());
        for (int i = 0; i < 10; i++)
        {
            publisher.PublishQuote(FirstFeedId, i, 100 + i, 1, 101 + i, 2);
            publisher.PublishQuote(FirstFeedId + 1, i, 200 + i, 1, 201 + i, 2);
        }

        publisher.PublishStatus(FirstFeedId + 2, TradingStatus.Halted, 9);
        publisher.PublishQuote(FirstFeedId + 2, 9, 1, 1, 2, 1);
        (FeedStage stage, RecordingSink sink) = Subscribe(publisher, instruments: 3);
        Pump(() => sink.Events.Count == 3, publisher.DoWork, stage.DoWork);
        Assert.Equal([109L, 209, 0], sink.Events.Select(e => e.BidTicks));
        Assert.Equal(MarketEventKind.NotHedgeable, sink.Last.Kind);
        Assert.Equal(QuoteFault.Halted, sink.Last.Fault);
        Assert.Equal(2, sink.Last.Instrument);
        publisher.PublishQuote(FirstFeedId, 20, 120, 1, 121, 1);
        Pump(() => sink.Events.Count == 4, publisher.DoWork, stage.DoWork);
        Assert.Equal(0, stage.Counters.Count(QuoteFault.Gap));
    }

    [Fact]
    public void Every_subscriber_gets_everything()
    {
        FeedPublisher publisher = Publish(new FeedPublisherSettings { MaxSubscribers = 3 });
        (FeedStage Stage, RecordingSink Sink)[] all =
        [
            Subscribe(publisher), Subscribe(publisher), Subscribe(publisher),
        ];
        Func<int>[] work = [publisher.DoWork, .. all.Select(a => (Func<int>)a.Stage.DoWork)];
        Pump(() => publisher.SubscriberCount == 3, work);
        for (int i = 0; i < 1_000; i++)
            publisher.PublishQuote(FirstFeedId, i, 100, 1 + i, 101, 1);
        Pump(() => all.All(a => a.Sink.Events.Count == 1_000), work);
        Assert.All(all, a => Assert.Equal(1_000, a.Sink.Last.BidLots));

        (FeedStage refused, _) = Subscribe(publisher);
        Pump(() => refused.LastError is not null, [publisher.DoWork, refused.DoWork]);
        Assert.Equal(3, publisher.SubscriberCount);
    }

    [Fact]
    public void Dropped_subscribers_come_back_and_resume()
    {
        FeedPublisher publisher = Publish(new FeedPublisherSettings());
        (FeedStage stage, RecordingSink sink) = Subscribe(publisher);
        publisher.PublishQuote(FirstFeedId, 1, 100, 1, 101, 1);
        Pump(() => sink.Events.Count == 1, publisher.DoWork, stage.DoWork);
        publisher.DropSubscribers();
        Assert.Equal(0, publisher.SubscriberCount);
        Pump(() => !stage.IsConnected, stage.DoWork);
        Assert.Equal(QuoteFault.Disconnected, sink.Last.Fault);
        publisher.PublishQuote(FirstFeedId, 2, 102, 1, 103, 1);
        _clock.AdvanceMillis(100);
        Pump(() => sink.Events.Count == 3, publisher.DoWork, stage.DoWork);
        Assert.Equal(MarketEventKind.Quote, sink.Last.Kind);
        Assert.Equal(102L, sink.Last.BidTicks);
        Assert.Equal(1, stage.Counters.Reconnects);
    }

    [Fact]
    public void A_venue_that_dies_and_starts_again_on_its_port_is_found_again()
    {
        FeedPublisher publisher = new(new FeedPublisherSettings(), _clock);
        (FeedStage stage, RecordingSink sink) = Subscribe(publisher);
        Pump(() => publisher.SubscriberCount == 1, publisher.DoWork, stage.DoWork);
        for (int i = 0; i < 50; i++)
            publisher.PublishQuote(FirstFeedId, 1, 100, 1, 101, 1);
        Pump(() => sink.Events.Count == 50, publisher.DoWork, stage.DoWork);
        int port = publisher.BoundPort;
        publisher.Dispose();
        Pump(() => !stage.IsConnected, stage.DoWork);
        FeedPublisher next = Publish(new FeedPublisherSettings { Port = port });
        next.PublishQuote(FirstFeedId, 2, 104, 1, 105, 1);
        _clock.AdvanceMillis(100);
        Pump(() => sink.Last.BidTicks == 104, next.DoWork, stage.DoWork);
        Assert.Equal(0, stage.Counters.Count(QuoteFault.Gap));
        Assert.Equal(0, stage.Counters.OutOfOrder);
    }

    [Fact]
    public void A_slow_subscriber_is_disconnected_and_the_others_are_not()
    {
        FeedPublisher publisher = Publish(new FeedPublisherSettings { SubscriberBufferBytes = 4_096 });
        using Socket slow = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveBufferSize = 4_096,
        };
        slow.Connect(IPAddress.Loopback, publisher.BoundPort);
        (FeedStage stage, RecordingSink sink) = Subscribe(publisher);
        Pump(() => publisher.SubscriberCount == 2, publisher.DoWork, stage.DoWork);
        int published = 0;
        while (publisher.SubscriberCount == 2)
        {
            Assert.True(published < 1_000_000, "the slow subscriber was never dropped");
            publisher.PublishQuote(FirstFeedId, ++published, 100, 1, 101, 1);
            publisher.DoWork();
            Pump(() => sink.Events.Count == published, publisher.DoWork, stage.DoWork);
        }

        Assert.Equal(1, publisher.SlowSubscribers);
        Assert.Equal(1, publisher.SubscriberCount);
        Assert.True(stage.IsConnected);
    }

    [Fact]
    public void A_subscriber_that_leaves_is_noticed()
    {
        FeedPublisher publisher = Publish(new FeedPublisherSettings());
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, publisher.BoundPort);
        Pump(() => publisher.SubscriberCount == 1, publisher.DoWork);
        socket.Dispose();
        Pump(() => publisher.SubscriberCount == 0, publisher.DoWork);
        Assert.Equal(0, publisher.SlowSubscribers);
    }

    [Fact]
    public void Heartbeats_keep_an_idle_channel_alive_and_lost_frames_show()
    {
        FeedPublisher publisher = Publish(new FeedPublisherSettings { HeartbeatNanos = 500 * Milli });
        (FeedStage stage, RecordingSink sink) = Subscribe(publisher);
        publisher.PublishQuote(FirstFeedId, 1, 100, 1, 101, 1);
        Pump(() => sink.Events.Count == 1, publisher.DoWork, stage.DoWork);
        long beats = stage.Counters.Heartbeats;
        for (int i = 1; i <= 10; i++)
        {
            _clock.AdvanceMillis(500);
            Pump(() => stage.Counters.Heartbeats == beats + i, publisher.DoWork, stage.DoWork);
        }

        Assert.Equal(QuoteFault.None, stage.FaultOf(0));
        publisher.LoseFrames(3);
        _clock.AdvanceMillis(500);
        Pump(() => sink.Events.Count == 2, publisher.DoWork, stage.DoWork);
        Assert.Equal(QuoteFault.Gap, sink.Last.Fault);
    }

    [Fact]
    public void A_port_that_is_taken_is_an_error_that_names_it()
    {
        FeedPublisher publisher = Publish(new FeedPublisherSettings());
        IOException e = Assert.Throws<IOException>(
            () => new FeedPublisher(new FeedPublisherSettings { Port = publisher.BoundPort }, _clock));
        Assert.Contains($"127.0.0.1:{publisher.BoundPort}: AddressAlreadyInUse", e.Message);
    }

    [Theory]
    [InlineData(FeedTransport.Udp, null)]
    [InlineData(FeedTransport.Multicast, "239.255.77.9")]
    public void Datagrams_carry_the_same_frames_and_refresh_late_receivers(
        FeedTransport transport, string? group)
    {
        int port = FreePort(SocketType.Dgram);
        FeedPublisher publisher;
        try
        {
            publisher = Publish(
                new FeedPublisherSettings
                {
                    Transport = transport,
                    Group = group,
                    Port = port,
                    RefreshNanos = 1_000 * Milli,
                });
        }
        catch (IOException e) when (transport == FeedTransport.Multicast)
        {
            Assert.Skip($"the kernel refuses multicast on loopback: {e.Message}");
            return;
        }

        // No subscriber listens yet: frames are lost, and the publisher continues.
        publisher.PublishQuote(FirstFeedId, 1, 100, 1, 101, 1);
        publisher.DoWork();
        publisher.PublishQuote(FirstFeedId, 2, 101, 1, 102, 1);
        publisher.DoWork();

        RecordingSink sink = new();
        FeedStage stage = new(
            new FeedSettings
            {
                Transport = transport,
                Host = "127.0.0.1",
                Group = group,
                Port = port,
                StaleNanos = 60_000 * Milli,
                Clock = ClockRule.Recorded(1),
            }, Instruments(1), sink, _clock);
        _owned.Add(stage);
        stage.DoWork();
        if (!stage.IsConnected && transport == FeedTransport.Multicast)
            Assert.Skip($"the kernel refuses multicast on loopback: {stage.LastError}");
        _clock.AdvanceMillis(1_000);
        Pump(() => sink.Events.Count == 1, publisher.DoWork, stage.DoWork);
        Assert.Equal(101, sink.Last.BidTicks);

        for (int i = 0; i < 100; i++)
            publisher.PublishQuote(FirstFeedId, 10 + i, 101, 1 + i, 102, 1);
        Pump(() => sink.Events.Count == 101, publisher.DoWork, stage.DoWork);
        Assert.Equal(100, sink.Last.BidLots);

        publisher.LoseFrames(1);
        _clock.AdvanceMillis(1_000);
        Pump(() => sink.Events.Count == 103, publisher.DoWork, stage.DoWork);
        Assert.Equal([QuoteFault.Gap, QuoteFault.None], sink.Events.TakeLast(2).Select(e => e.Fault));
        Assert.Equal(0, stage.Counters.MalformedDatagrams);
        Assert.Equal(0, stage.Counters.Duplicates);
        Assert.Equal(0, publisher.LostDatagrams);
    }

    [Fact]
    public void Wrong_settings_are_refused()
    {
        FeedPublisherSettings good = new();
        foreach (FeedPublisherSettings bad in new[]
        {
            good with { HeartbeatNanos = 0 },
            good with { RefreshNanos = 0 },
            good with { SubscriberBufferBytes = 10 },
            good with { Host = "not an address" },
            good with { Transport = FeedTransport.Udp, DatagramBytes = 10 },
            good with { Transport = FeedTransport.Multicast, Port = 5, Group = null },
        })
        {
            Assert.ThrowsAny<ArgumentException>(() => new FeedPublisher(bad, _clock));
        }
    }

    private FeedPublisher Publish(FeedPublisherSettings settings)
    {
        FeedPublisher publisher = new(settings, _clock);
        _owned.Add(publisher);
        return publisher;
    }

    private (FeedStage Stage, RecordingSink Sink) Subscribe(FeedPublisher publisher, int instruments = 1)
    {
        RecordingSink sink = new();
        FeedStage stage = new(
            new FeedSettings
            {
                Host = "127.0.0.1",
                Port = publisher.BoundPort,
                ReconnectMinNanos = 100 * Milli,
                Clock = ClockRule.Recorded(1),
            }, Instruments(instruments), sink, _clock);
        _owned.Add(stage);
        return (stage, sink);
    }
}
