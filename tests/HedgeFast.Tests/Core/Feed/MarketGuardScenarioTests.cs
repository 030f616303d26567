using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Feed;

/// <summary>
/// Scenarios M01 to M22, from the frame to the order: while the market data can't be trusted no order leaves, and a
/// full fresh quote ends that.
/// </summary>
public sealed class MarketGuardScenarioTests
{
    private const int Ring = 16;

    private readonly GuardedLoop _loop = new();

    [Fact]
    public void M01_A_gap_in_the_numbers()
    {
        _loop.Heartbeat(lost: 2);
        _loop.AssertBlindUntil(() => _loop.Good());
    }

    [Fact]
    public void M02_A_frame_that_comes_twice_is_dropped()
    {
        _loop.Frame(GuardedLoop.Quote(_loop.LastNumber, 1, 2));
        Assert.Equal(GuardedLoop.Mid / 10.0, _loop.Rig.Loop.Counters.Price);
        _loop.AssertSees();
    }

    [Fact]
    public void M02_A_frame_that_comes_twice_is_no_fresh_quote()
    {
        TickFrame good = GuardedLoop.Quote(_loop.Number(), GuardedLoop.Mid - 1, GuardedLoop.Mid + 1);
        _loop.Frame(good);

        // Neither does it keep a silent channel alive.
        _loop.Pass(GuardedLoop.StaleNanos / 2);
        _loop.Frame(good);
        _loop.Pass((GuardedLoop.StaleNanos / 2) + 1);
        _loop.AssertBlindUntil(() =>
        {
            int before = _loop.Orders;
            _loop.Frame(good);
            Assert.Equal(before, _loop.Orders);
            _loop.Good();
        });
    }

    [Fact]
    public void M03_A_frame_that_comes_late_is_no_fresh_quote()
    {
        ulong lost = _loop.LastNumber + 1;
        _loop.Heartbeat(lost: 2);
        _loop.AssertBlindUntil(() =>
        {
            int before = _loop.Orders;
            _loop.Frame(GuardedLoop.Quote(lost, GuardedLoop.Mid - 1, GuardedLoop.Mid + 1));
            Assert.Equal(before, _loop.Orders);
            _loop.Good();
        });
    }

    [Fact]
    public void M03_A_frame_that_comes_late_is_dropped()
    {
        _loop.Good();
        _loop.Frame(GuardedLoop.Quote(_loop.LastNumber - 1, 1, 2));
        Assert.Equal(GuardedLoop.Mid / 10.0, _loop.Rig.Loop.Counters.Price);
        _loop.AssertSees();
    }

    [Fact]
    public void M04_A_channel_that_is_silent()
    {
        _loop.Pass(GuardedLoop.StaleNanos + 1);
        _loop.AssertBlindUntil(() => _loop.Good());
    }

    [Fact]
    public void M04_An_instrument_that_is_silent_on_a_channel_that_is_not()
    {
        for (int i = 0; i < 4; i++)
        {
            _loop.Pass(GuardedLoop.StaleNanos / 2);
            _loop.Heartbeat();
        }

        _loop.AssertBlindUntil(() => _loop.Good());
    }

    [Fact]
    public void M05_A_quote_of_an_earlier_exchange_time()
    {
        TickFrame old = GuardedLoop.Quote(_loop.Number(), GuardedLoop.Mid - 1, GuardedLoop.Mid + 1);
        _loop.Frame(old with { ExchangeNanos = old.ExchangeNanos - GuardedLoop.StaleNanos - 10_000_000 });
        _loop.AssertBlindUntil(() => _loop.Good());
    }

    [Theory]
    [InlineData("M06 crossed", 600_001, 599_999, 1_000)]
    [InlineData("M08 bid 0", 0, 600_001, 1_000)]
    [InlineData("M09 ask 0", 599_999, 0, 1_000)]
    [InlineData("M09 no size", 599_999, 600_001, 0)]
    [InlineData("M10 negative", -600_001, -599_999, 1_000)]
    [InlineData("M11 not a number, the marker", TickProtocol.NoPrice, 600_001, 1_000)]
    [InlineData("M12 infinite, the marker", 599_999, TickProtocol.NoPrice, 1_000)]
    [InlineData("M13 beyond any price", 599_999, QuoteGuard.Bound + 1, 1_000)]
    [InlineData("M13 the largest number", long.MaxValue, long.MaxValue, 1_000)]
    [InlineData("M14 smaller than a tick is 0 ticks", 0, 1, 1_000)]
    public void M06_to_M14_A_quote_that_is_no_market(string what, long bid, long ask, long bidLots)
    {
        int before = _loop.Orders;
        _loop.Frame(GuardedLoop.Quote(_loop.Number(), bid, ask, bidLots));
        Assert.True(before == _loop.Orders, what);
        _loop.AssertBlindUntil(() => _loop.Good());
    }

    [Fact]
    public void M10_A_negative_price_is_a_market_where_the_instrument_allows_it()
    {
        // A move this far has to be confirmed first. Then the calls are worthless and their hedge is sold, below zero.
        var loop = new GuardedLoop(signed: true);
        int before = loop.Orders;
        for (int i = 0; i < 200; i++)
            loop.Good(-GuardedLoop.Mid);
        Assert.Equal(before, loop.Orders);
        for (int i = 0; i < 100; i++)
            loop.Good(-GuardedLoop.Mid);
        Assert.Equal(
            (before + 1, Side.Sell, -GuardedLoop.Mid - 6),
            (loop.Orders, loop.Rig.LastIntent.Side, loop.Rig.LastIntent.LimitTicks));
    }

    [Fact]
    public void M07_A_locked_market_is_a_market()
    {
        _loop.Frame(GuardedLoop.Quote(_loop.Number(), GuardedLoop.Mid, GuardedLoop.Mid));
        _loop.AssertSees();
    }

    [Fact]
    public void M15_A_jump_beyond_the_collar()
    {
        int before = _loop.Orders;
        _loop.Good(GuardedLoop.Mid * 2);
        Assert.Equal(before, _loop.Orders);
        _loop.AssertBlindUntil(() => _loop.Good());
    }

    [Fact]
    public void M16_An_instrument_that_nobody_knows()
    {
        _loop.Frame(GuardedLoop.Quote(_loop.Number(), 1, 2) with { FeedId = 4_711 });
        Assert.Equal(GuardedLoop.Mid / 10.0, _loop.Rig.Loop.Counters.Price);
        _loop.AssertSees();
    }

    [Theory]
    [InlineData(TradingStatus.Halted)]
    [InlineData(TradingStatus.Auction)]
    public void M17_A_halt_or_an_auction(TradingStatus status)
    {
        TickFrame frame = GuardedLoop.Quote(_loop.Number(), 0, 0) with { Kind = TickFrameKind.Status, Status = status };
        _loop.Frame(frame);
        _loop.AssertBlindUntil(() =>
        {
            int before = _loop.Orders;
            _loop.Good();
            _loop.Frame(frame with { Sequence = _loop.Number(), Status = TradingStatus.Open });
            Assert.Equal(before, _loop.Orders);
            _loop.Good();
        });
    }

    [Fact]
    public void M18_The_snapshot_after_a_gap_is_the_fresh_quote()
    {
        _loop.Heartbeat(lost: 4);
        _loop.AssertBlindUntil(
            () =>
                _loop.Frame(
                    GuardedLoop.Quote(
                        _loop.LastNumber, GuardedLoop.Mid - 1, GuardedLoop.Mid + 1) with
                    { IsRefresh = true }));
    }

    [Fact]
    public void M19_The_second_line_fills_what_the_first_lost()
    {
        // Line A loses its second frame; line B carries the same numbers a little later.
        TickFrame[] frames =
        [
            .. Enumerable.Range(0, 3).Select(
                _ => GuardedLoop.Quote(_loop.Number(), GuardedLoop.Mid - 1, GuardedLoop.Mid + 1)),
        ];
        foreach (TickFrame frame in new[] { frames[0], frames[0], frames[1], frames[2], frames[2] })
            _loop.Frame(frame);
        _loop.AssertSees();
    }

    [Theory]
    [InlineData(0.6, 1)]
    [InlineData(double.NaN, 0)]
    public void M20_An_expiry_without_volatility(double second, int orders)
    {
        // Part of a book is not its delta: one option without a volatility keeps the whole underlying from being
        // hedged.
        var loop = new LoopRig(book: OptionBook.Create([Call(30, 0.6), Call(60, second)], ["BTC"]));
        loop.Session(up: true);
        loop.Tick(GuardedLoop.Mid);
        Assert.Equal(orders, loop.Intents.Items.Count);

        static OptionRow Call(int days, double volatility) =>
            new(
                $"C{days}", "BTC", OptionType.Call, 60_000, LoopRig.ExchangeStart + (days * 86_400 * LoopRig.Second),
                SettlementKind.Inverse, OptionModel.Black76, -100, 1, volatility);
    }

    [Theory]
    [InlineData(50_000, -100 * 50 / 60.0)]
    [InlineData(70_000, 0)]
    public void M21_An_expiry_that_passes_pins_its_deltas(double strike, double delta)
    {
        // In the money a call's delta is 1, less its coin value of 10,000 / 60,000.
        var loop = new LoopRig(book: OptionBook.Create(
            [
                new OptionRow(
                    "A", "BTC", OptionType.Call, strike, LoopRig.ExchangeStart + (2 * LoopRig.Second),
                    SettlementKind.Linear, OptionModel.Black76, -100, 1, 0.6),
            ],
            ["BTC"]));
        loop.Session(up: true);

        // The first quote comes a millisecond before the expiry, the second after it, when the option is settled and no
        // longer there.
        loop.Quote(GuardedLoop.Mid, elapsedNanos: LoopRig.Second - 1_000_000);
        loop.Loop.EndBatch();
        Assert.Equal(delta, loop.Loop.Counters.OptionDelta, 6);
        Assert.Equal(delta == 0, loop.Intents.Items.Count == 0);
        for (ulong execution = 1; loop.Loop.Counters.LiveOrders > 0; execution++)
            loop.Fill(loop.LastIntent, loop.LastIntent.Lots, execution);
        Assert.All(loop.Intents.Items, order => Assert.Equal(Side.Buy, order.Side));
        int bought = loop.Intents.Items.Count;
        loop.Quote(GuardedLoop.Mid, elapsedNanos: 10 * LoopRig.Second);
        loop.Loop.EndBatch();
        Assert.Equal(0, loop.Loop.Counters.OptionDelta);

        // What hedged it is sold, down to the edge of the band.
        Assert.Equal(delta == 0 ? [] : [Side.Sell], loop.Intents.Items.Skip(bought).Select(order => order.Side));
        if (delta != 0)
        {
            Assert.InRange(
                (loop.Position - loop.LastIntent.Lots) * LoopRig.Perpetual.DeltaPerLot(loop.Loop.Counters.Price), 0.498,
                0.5);
        }
    }

    [Fact]
    public void M22_After_a_flood_the_newest_quote_alone_is_decided_on()
    {
        int before = _loop.Orders;
        _loop.Room = 0;
        for (int i = 1; i <= 10 * Ring; i++)
            _loop.Good(GuardedLoop.Mid + (10 * i));
        Assert.Equal((before, GuardedLoop.Mid / 10.0), (_loop.Orders, _loop.Rig.Loop.Counters.Price));

        _loop.Room = Ring;
        _loop.Good(GuardedLoop.Mid + 20_000);
        Assert.Equal((before + 1, (GuardedLoop.Mid + 20_000) / 10.0), (_loop.Orders, _loop.Rig.Loop.Counters.Price));
        Assert.Equal(
            (GuardedLoop.Mid + 20_006, 10 * Ring),
            (_loop.Rig.LastIntent.LimitTicks, _loop.Rig.Loop.Counters.Conflated));
    }

    [Fact]
    public void M22_A_fault_within_a_flood_is_not_lost()
    {
        _loop.Room = 0;
        for (int i = 1; i <= 10 * Ring; i++)
            _loop.Good();
        _loop.Frame(GuardedLoop.Quote(_loop.Number(), GuardedLoop.Mid + 1, GuardedLoop.Mid - 1));
        _loop.Room = int.MaxValue;
        _loop.Heartbeat();
        _loop.AssertBlindUntil(() => _loop.Good());
    }

    [Fact]
    public void M22_A_flood_is_conflated_to_the_newest_quote()
    {
        var counters = new FeedCounters();
        var sink = new RecordingSink { Room = Ring };
        var outbox = new MarketOutbox(sink, counters, [0]);
        for (int i = 1; i <= 10 * Ring; i++)
            outbox.Quote(0, new MarketEvent { Kind = MarketEventKind.Quote, ExchangeNanos = i });
        sink.Room = 1;
        outbox.Flush();
        Assert.Equal((10L * Ring, 9 * Ring - 1), (sink.Last.ExchangeNanos, sink.Last.Conflated));
        Assert.Equal((9 * Ring) - 1, counters.Conflated);
    }
}
