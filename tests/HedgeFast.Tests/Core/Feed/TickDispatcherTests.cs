using HedgeFast.Core.Feed;
using static HedgeFast.Tests.Core.Feed.FeedScene;

namespace HedgeFast.Tests.Core.Feed;

public sealed class TickDispatcherTests
{
    private const long StaleNanos = 1_000;

    private readonly RecordingSink _sink = new();
    private readonly FeedCounters _counters = new();
    private readonly TickDispatcher _dispatcher;

    public TickDispatcherTests() => _dispatcher = new TickDispatcher(Instruments(3), _sink, _counters, StaleNanos);

    [Fact]
    public void A_quote_becomes_an_event_with_everything_in_it()
    {
        _dispatcher.OnFrame(Quote(9, instrument: 2), 77);
        MarketEvent e = Assert.Single(_sink.Events);
        Assert.Equal(
            (MarketEventKind.Quote, 2, Channel, QuoteFault.None, 0),
            (e.Kind, e.Instrument, e.Channel, e.Fault, e.Conflated));
        Assert.Equal((77L, Exchange + 9), (e.ReceiveNanos, e.ExchangeNanos));
        Assert.Equal((1000L, 5L, 1001L, 6L), (e.BidTicks, e.BidLots, e.AskTicks, e.AskLots));
        Assert.Equal((1, 1), (_counters.Frames, _counters.Quotes));
    }

    [Fact]
    public void A_trade_becomes_an_event()
    {
        _dispatcher.OnFrame(Trade(1, 1234, 8, 1), 5);
        MarketEvent e = Assert.Single(_sink.Events);
        Assert.Equal((MarketEventKind.Trade, 1, 1234L, 8L), (e.Kind, e.Instrument, e.BidTicks, e.BidLots));
        Assert.Equal(1, _counters.Trades);
    }

    [Theory]
    [InlineData(1234, 0)]
    [InlineData(1234, -8)]
    [InlineData(1234, long.MaxValue)]
    [InlineData(long.MinValue, 8)]
    [InlineData(long.MaxValue, 8)]
    public void A_trade_that_can_be_none_is_dropped_and_counted(long price, long lots)
    {
        _dispatcher.OnFrame(Trade(1, price, lots), 5);
        Assert.Empty(_sink.Events);
        Assert.Equal((1, 1), (_counters.Trades, _counters.TradesDropped));
    }

    [Theory]
    [InlineData(QuoteFault.Crossed, 1002, 1001, 5)]
    [InlineData(QuoteFault.Zero, 0, 1001, 5)]
    [InlineData(QuoteFault.Zero, 1000, 1001, 0)]
    [InlineData(QuoteFault.Negative, -1, 1001, 5)]
    [InlineData(QuoteFault.NoPrice, long.MinValue, 1001, 5)]
    [InlineData(QuoteFault.Absurd, 5000, 5001, 5)]
    public void A_bad_quote_is_told_once_counted_each_time_and_ended_by_a_fresh_one(
        QuoteFault fault, long bid, long ask, long bidLots)
    {
        ulong n = 0;
        _dispatcher.OnFrame(Quote(++n), 1);
        for (int i = 0; i < 3; i++)
            _dispatcher.OnFrame(Quote(++n, bid, bidLots, ask), 2);
        Assert.Equal(2, _sink.Events.Count);
        Assert.Equal(
            (MarketEventKind.NotHedgeable, fault, 0), (_sink.Last.Kind, _sink.Last.Fault, _sink.Last.Instrument));
        Assert.Equal(3, _counters.Count(fault));
        Assert.Equal(fault, _dispatcher.Guard.FaultOf(0));

        _dispatcher.OnFrame(Quote(++n, instrument: 1), 3);
        Assert.Equal(fault, _dispatcher.Guard.FaultOf(0));
        _dispatcher.OnFrame(Quote(++n), 4);
        Assert.Equal((MarketEventKind.Quote, 0), (_sink.Last.Kind, _sink.Last.Instrument));
        Assert.Equal(QuoteFault.None, _dispatcher.Guard.FaultOf(0));
        Assert.Equal(3, _counters.Quotes);
    }

    [Fact]
    public void A_gap_stops_every_instrument_of_the_channel_until_each_is_quoted_again()
    {
        _dispatcher.OnFrame(Quote(5, instrument: 0), 1);
        _dispatcher.OnFrame(Quote(6, instrument: 1), 1);
        _dispatcher.OnFrame(Quote(1, instrument: 2) with { Channel = 8 }, 1);
        _dispatcher.OnFrame(Quote(8, instrument: 0), 2);

        Assert.Equal([MarketEventKind.NotHedgeable, MarketEventKind.Quote], _sink.Events.Skip(3).Select(e => e.Kind));
        Assert.Equal(
            (-1, Channel, QuoteFault.Gap, 2L),
            (_sink.Events[3].Instrument, _sink.Events[3].Channel, _sink.Events[3].Fault, _sink.Events[3].ReceiveNanos));
        Assert.Equal(
            [QuoteFault.None, QuoteFault.Gap, QuoteFault.None],
            Enumerable.Range(0, 3).Select(_dispatcher.Guard.FaultOf));

        _dispatcher.OnFrame(Quote(9, instrument: 1), 3);
        Assert.Equal(QuoteFault.None, _dispatcher.Guard.FaultOf(1));
        Assert.Equal(1, _counters.Count(QuoteFault.Gap));
    }

    [Fact]
    public void A_heartbeat_shows_the_loss_of_the_last_frame()
    {
        _dispatcher.OnFrame(Quote(5), 1);
        _dispatcher.OnFrame(Heartbeat(5), 2);
        Assert.Single(_sink.Events);
        _dispatcher.OnFrame(Heartbeat(6), 3);
        Assert.Equal((MarketEventKind.NotHedgeable, QuoteFault.Gap), (_sink.Last.Kind, _sink.Last.Fault));
        _dispatcher.OnFrame(Heartbeat(9), 4);
        Assert.Equal((2, 2), (_sink.Events.Count, _counters.Count(QuoteFault.Gap)));
        _dispatcher.OnFrame(Quote(9, refresh: true), 5);
        Assert.Equal(MarketEventKind.Quote, _sink.Last.Kind);
        Assert.Equal(3, _counters.Heartbeats);
    }

    [Fact]
    public void Duplicates_and_late_frames_are_dropped_and_counted()
    {
        foreach (ulong n in new ulong[] { 5, 6, 6, 4, 7, 5, 7 })
            _dispatcher.OnFrame(Quote(n), 1);
        Assert.Equal(3, _sink.Events.Count);
        Assert.Equal((2, 2, 7), (_counters.Duplicates, _counters.OutOfOrder, _counters.Frames));
        Assert.Equal(0, _counters.Count(QuoteFault.Gap));
    }

    [Fact]
    public void The_number_after_the_largest_is_zero()
    {
        _dispatcher.OnFrame(Quote(ulong.MaxValue), 1);
        _dispatcher.OnFrame(Quote(0) with { ExchangeNanos = Exchange + 1_000_000 }, 1);
        Assert.Equal((2, 0), (_counters.Quotes, _counters.Count(QuoteFault.Gap)));
    }

    [Fact]
    public void A_silent_channel_is_stale_once_and_a_heartbeat_alone_does_not_end_it()
    {
        _dispatcher.OnFrame(Quote(1), 0);
        _dispatcher.OnFrame(Heartbeat(1), StaleNanos);
        _dispatcher.CheckStale(2 * StaleNanos);
        Assert.Single(_sink.Events);
        _dispatcher.CheckStale((2 * StaleNanos) + 1);
        _dispatcher.CheckStale(5 * StaleNanos);
        Assert.Equal((2, 1), (_sink.Events.Count, _counters.Count(QuoteFault.Stale)));
        Assert.Equal(
            (MarketEventKind.NotHedgeable, QuoteFault.Stale, -1),
            (_sink.Last.Kind, _sink.Last.Fault, _sink.Last.Instrument));

        _dispatcher.OnFrame(Heartbeat(1), 6 * StaleNanos);
        Assert.Equal(QuoteFault.Stale, _dispatcher.Guard.FaultOf(0));
        _dispatcher.OnFrame(Quote(2), 6 * StaleNanos);
        Assert.Equal(QuoteFault.None, _dispatcher.Guard.FaultOf(0));
        _dispatcher.CheckStale((7 * StaleNanos) + 1);
        Assert.Equal(2, _counters.Count(QuoteFault.Stale));
    }

    [Fact]
    public void A_publisher_that_counts_anew_is_followed_after_the_stale_limit()
    {
        _dispatcher.OnFrame(Quote(1_000), 0);
        for (ulong n = 1; n <= 10; n++)
        {
            _dispatcher.OnFrame(Quote(n), (long)n * 100);
            _dispatcher.CheckStale((long)n * 100);
        }

        Assert.Equal((1, 10), (_sink.Events.Count, _counters.OutOfOrder));
        _dispatcher.CheckStale(StaleNanos + 1);
        _dispatcher.OnFrame(Quote(11), StaleNanos + 2);
        Assert.Equal(QuoteFault.None, _dispatcher.Guard.FaultOf(0));
        Assert.Equal(0, _counters.Count(QuoteFault.Gap));
    }

    [Fact]
    public void A_lost_connection_is_told_once_and_the_next_frame_is_a_new_base()
    {
        _dispatcher.OnDisconnected(0);
        _dispatcher.OnFrame(Quote(50), 1);
        _dispatcher.OnDisconnected(2);
        _dispatcher.OnDisconnected(3);
        Assert.Equal((2, 1), (_sink.Events.Count, _counters.Count(QuoteFault.Disconnected)));
        Assert.Equal(
            (QuoteFault.Disconnected, -1, Channel), (_sink.Last.Fault, _sink.Last.Instrument, _sink.Last.Channel));
        _dispatcher.CheckStale(1_000_000);
        Assert.Equal(0, _counters.Count(QuoteFault.Stale));
        _dispatcher.OnFrame(Quote(3), 4);
        Assert.Equal((MarketEventKind.Quote, 0), (_sink.Last.Kind, _counters.Count(QuoteFault.Gap)));
    }

    [Fact]
    public void A_stale_channel_that_is_then_lost_is_told_as_lost()
    {
        _dispatcher.OnFrame(Quote(50), 1);
        _dispatcher.CheckStale(StaleNanos * 2);
        _dispatcher.OnDisconnected(StaleNanos * 3);
        Assert.Equal([QuoteFault.None, QuoteFault.Stale, QuoteFault.Disconnected], _sink.Events.Select(e => e.Fault));
    }

    [Theory]
    [InlineData(TradingStatus.Halted, MarketEventKind.NotHedgeable)]
    [InlineData(TradingStatus.Auction, MarketEventKind.NotHedgeable)]
    [InlineData(TradingStatus.Closed, MarketEventKind.Closed)]
    public void A_stopped_instrument_waits_for_open_and_a_quote(TradingStatus status, MarketEventKind kind)
    {
        _dispatcher.OnFrame(Quote(1), 1);
        _dispatcher.OnFrame(Status(2, status), 1);
        _dispatcher.OnFrame(Quote(3), 1);
        Assert.Equal(2, _sink.Events.Count);
        Assert.Equal((kind, QuoteFault.Halted, 0), (_sink.Last.Kind, _sink.Last.Fault, _sink.Last.Instrument));
        Assert.Equal(2, _counters.Count(QuoteFault.Halted));
        _dispatcher.OnFrame(Status(4, TradingStatus.Open), 1);
        Assert.Equal(2, _sink.Events.Count);
        _dispatcher.OnFrame(Quote(5), 1);
        Assert.Equal(MarketEventKind.Quote, _sink.Last.Kind);
        Assert.Equal(2, _counters.Statuses);
    }

    [Fact]
    public void An_unknown_instrument_is_counted_and_keeps_the_numbering()
    {
        _dispatcher.OnFrame(Quote(1), 1);
        _dispatcher.OnFrame(Quote(2, instrument: 99), 1);
        _dispatcher.OnFrame(Quote(3), 1);
        Assert.Equal((1, 2, 0), (_counters.UnknownInstrument, _counters.Quotes, _counters.Count(QuoteFault.Gap)));
    }

    [Fact]
    public void Channels_beyond_the_limit_are_ignored()
    {
        int count = FeedChannels.Max + 1;
        var dispatcher = new TickDispatcher(Instruments(count), _sink, _counters, StaleNanos);
        for (int i = 0; i < count; i++)
            dispatcher.OnFrame(Quote(1, instrument: i) with { Channel = (ushort)(1000 + i) }, 1);
        Assert.Equal(FeedChannels.Max, _sink.Events.Count);
        Assert.Equal(1, _counters.UnknownInstrument);
    }

    [Fact]
    public void Two_instruments_with_one_feed_id_are_refused() =>
        Assert.Throws<ArgumentException>(
            () =>
                new TickDispatcher([Instrument(0), Instrument(1) with { FeedId = FirstFeedId }], _sink, _counters, 1));

    [Fact]
    public void Every_feed_id_finds_its_instrument()
    {
        Random random = new(20240808);
        uint[] ids =
        [
            .. Enumerable.Range(0, 5000).Select(i => (uint)random.NextInt64(uint.MaxValue)).Distinct(),
            0,
            uint.MaxValue,
        ];
        FeedIdIndex index = new(ids);
        for (int i = 0; i < ids.Length; i++)
            Assert.Equal(i, index.Find(ids[i]));
        HashSet<uint> known = [.. ids];
        for (uint id = 1; id < 10_000; id++)
            Assert.Equal(known.Contains(id), index.Find(id) >= 0);
        Assert.Equal(-1, new FeedIdIndex([]).Find(5));
    }
}
