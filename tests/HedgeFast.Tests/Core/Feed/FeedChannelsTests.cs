using HedgeFast.Core.Feed;
using static HedgeFast.Tests.Core.Feed.FeedScene;

namespace HedgeFast.Tests.Core.Feed;

/// <summary>Strangers on a feed: foreign channels, senders and numbers.</summary>
public sealed class FeedChannelsTests
{
    private const long StaleNanos = 1_000;

    private static readonly FeedSender Peer = new(0, 1, 5_002);
    private static readonly FeedSender Stranger = new(0, 2, 40_000);

    private readonly RecordingSink _sink = new();
    private readonly FeedCounters _counters = new();
    private readonly FeedNotes _notes = new();
    private readonly TickDispatcher _dispatcher;

    public FeedChannelsTests() => _dispatcher = Dispatcher();

    private TickDispatcher Dispatcher(params int[] channels) =>
        new(Instruments(3), _sink, _counters, StaleNanos, channels: channels, notes: _notes);

    [Fact]
    public void Heartbeats_of_many_channels_use_up_nothing()
    {
        for (int i = 0; i < FeedChannels.Max; i++)
            _dispatcher.OnFrame(Heartbeat(1) with { Channel = (ushort)(1_000 + i) }, 1);
        _dispatcher.OnFrame(Quote(1), 2);
        Assert.Equal(QuoteFault.None, _dispatcher.Guard.FaultOf(0));
    }

    [Fact]
    public void Quotes_of_many_channels_use_up_nothing()
    {
        _dispatcher.OnFrame(Quote(1), 1);
        for (int i = 0; i < 2 * FeedChannels.Max; i++)
            _dispatcher.OnFrame(Quote(1) with { Channel = (ushort)(1_000 + i) }, 2);
        for (int i = 1; i < 3; i++)
            _dispatcher.OnFrame(Quote(1, instrument: i) with { Channel = (ushort)(100 + i) }, 3);
        Assert.Equal(
            [QuoteFault.None, QuoteFault.None, QuoteFault.None],
            Enumerable.Range(0, 3).Select(_dispatcher.Guard.FaultOf));
        Assert.Equal(2 * FeedChannels.Max, _counters.ForeignFrames);
        Assert.Equal(3, _sink.Events.Count);
    }

    [Fact]
    public void An_instrument_stays_with_the_channel_that_delivers_it()
    {
        _dispatcher.OnFrame(Quote(1), 1);
        _dispatcher.OnFrame(Quote(1, instrument: 1) with { Channel = 8 }, 1);
        _dispatcher.OnFrame(Quote(2, bid: 900, ask: 901) with { Channel = 8 }, 2);
        Assert.Equal(2, _sink.Events.Count);
        Assert.Equal(1, _counters.ForeignFrames);
        Assert.Contains("feed.channels", _notes.Last);
    }

    [Fact]
    public void An_instrument_goes_to_another_channel_once_its_own_is_silent()
    {
        _dispatcher.OnFrame(Quote(1), 1);
        _dispatcher.CheckStale(StaleNanos + 2);
        _dispatcher.OnFrame(Quote(1) with { Channel = 8 }, StaleNanos + 3);
        Assert.Equal(QuoteFault.None, _dispatcher.Guard.FaultOf(0));
        _dispatcher.OnFrame(Quote(2), StaleNanos + 4);
        Assert.Equal(1, _counters.ForeignFrames);
    }

    [Fact]
    public void Channels_that_are_named_are_the_only_ones()
    {
        TickDispatcher dispatcher = Dispatcher(Channel);
        dispatcher.OnFrame(Quote(1) with { Channel = 8 }, 1);
        dispatcher.OnFrame(Heartbeat(1) with { Channel = 9 }, 1);
        Assert.Empty(_sink.Events);
        Assert.Equal(2, _counters.ForeignFrames);
        dispatcher.OnFrame(Heartbeat(1), 1);
        dispatcher.OnFrame(Quote(2), 1);
        Assert.Single(_sink.Events);
    }

    [Fact]
    public void A_number_near_the_largest_silences_no_channel()
    {
        _dispatcher.OnFrame(Quote(1), 1);
        _dispatcher.OnFrame(Quote(2), 1);
        for (ulong n = 3; n < 50; n++)
        {
            _dispatcher.OnFrame(Heartbeat(ulong.MaxValue - 1), (long)n);
            _dispatcher.OnFrame(Quote(n), (long)n);
        }

        Assert.Equal(49, _counters.Quotes);
        Assert.Equal(47, _counters.WildSequences);
        Assert.Equal(0, _counters.Count(QuoteFault.Gap));
    }

    [Fact]
    public void A_large_gap_that_was_a_wrong_number_ends_with_the_next_right_frame()
    {
        _dispatcher.OnFrame(Quote(1), 1);
        _dispatcher.OnFrame(Quote(2), 1);
        _dispatcher.OnFrame(Heartbeat(1_000_000), 2);
        Assert.Equal(QuoteFault.Gap, _dispatcher.Guard.FaultOf(0));
        _dispatcher.OnFrame(Quote(3), 3);
        _dispatcher.OnFrame(Quote(4), 3);
        Assert.Equal(QuoteFault.None, _dispatcher.Guard.FaultOf(0));
        Assert.Equal(4, _counters.Quotes);
        Assert.Equal(1, _counters.WildSequences);
    }

    [Fact]
    public void A_wrong_first_number_gives_way_to_the_frames_that_follow()
    {
        TickDispatcher dispatcher = Dispatcher(Channel);
        dispatcher.OnFrame(Heartbeat(ulong.MaxValue - 1), 1);
        dispatcher.OnFrame(Quote(1), 2);
        dispatcher.OnFrame(Quote(2), 3);
        Assert.Equal(2, _counters.Quotes);
        Assert.Equal(0, _counters.OutOfOrder);
    }

    [Fact]
    public void A_publisher_with_other_numbers_is_followed_after_the_stale_limit()
    {
        _dispatcher.OnFrame(Quote(1), 0);
        _dispatcher.OnFrame(Quote(2), 0);
        for (ulong n = 0; n < 10; n++)
        {
            _dispatcher.OnFrame(Quote((1UL << 40) + n), (long)n);
            _dispatcher.CheckStale((long)n);
        }

        Assert.Equal(10, _counters.WildSequences);
        Assert.Contains("bears the number", _notes.Last);
        _dispatcher.CheckStale(StaleNanos + 1);
        _dispatcher.OnFrame(Quote((1UL << 40) + 10), StaleNanos + 2);
        Assert.Equal(QuoteFault.None, _dispatcher.Guard.FaultOf(0));
    }

    [Fact]
    public void A_channel_stays_with_its_sender_until_that_is_silent()
    {
        _dispatcher.OnFrame(Quote(1), 1, Peer);
        _dispatcher.OnFrame(Quote(2), 1, Peer);
        _dispatcher.OnFrame(Quote(3, bid: 950, ask: 951), 2, Stranger);
        _dispatcher.OnFrame(Quote(3), 3, Peer);
        Assert.Equal([1000L, 1000L, 1000L], _sink.Events.Select(e => e.BidTicks));
        Assert.Equal(1, _counters.ForeignFrames);
        Assert.Contains("feed.sources", _notes.Last);
        _dispatcher.CheckStale(StaleNanos + 4);
        _dispatcher.OnFrame(Quote(1), StaleNanos + 5, Stranger);
        Assert.Equal(QuoteFault.None, _dispatcher.Guard.FaultOf(0));
    }

    [Fact]
    public void A_flood_of_strangers_makes_words_once_a_second()
    {
        _dispatcher.OnFrame(Quote(1), 1);
        _dispatcher.OnFrame(Quote(1) with { Channel = 8 }, 2);
        string? first = _notes.Last;
        for (int i = 0; i < 100; i++)
            _dispatcher.OnFrame(Quote(1) with { Channel = 9 }, 3 + i);
        Assert.Same(first, _notes.Last);
        _dispatcher.OnFrame(Quote(1) with { Channel = 9 }, 2_000_000_000);
        Assert.NotSame(first, _notes.Last);
    }

    [Theory]
    [InlineData("10.0.0.7", "10.0.0.7", 5_002, true)]
    [InlineData("10.0.0.7:5002", "10.0.0.7", 5_002, true)]
    [InlineData("10.0.0.7:5003", "10.0.0.7", 5_002, false)]
    [InlineData("10.0.0.8", "10.0.0.7", 5_002, false)]
    [InlineData("[2001:db8::1]:5002", "2001:db8::1", 5_002, true)]
    [InlineData("2001:db8::1", "2001:db8::1", 7, true)]
    public void A_source_names_an_address_or_an_address_and_a_port(string rule, string address, int port, bool named)
    {
        Assert.True(FeedSender.TryParse(rule, out FeedSender parsed));
        Assert.Equal(named, FeedSender.Of(System.Net.IPAddress.Parse(address), port).IsNamedBy(parsed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("venue.example")]
    [InlineData("10.0.0.7:0")]
    [InlineData("10.0.0.7:70000")]
    public void Anything_else_is_no_source(string text) => Assert.False(FeedSettings.IsSource(text));
}
