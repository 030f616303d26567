using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Limits;

namespace HedgeFast.Tests.Core.Limits;

public sealed class PreTradeLimitsTests
{
    private const long Second = 1_000_000_000;

    private static readonly LimitSettings Settings = new()
    {
        MaxOrderLots = 100,
        MaxPositionLots = 150,
        OrdersPerSecond = 3,
        StaleNanos = Second,
        CollarFraction = 0.01,
        MaxOrderNotional = 5_000,
        MessagesPerSecond = 10,
        MaxRepeats = 20,
        MaxDayCost = 500,
        OvershootLots = 2,
    };

    private long _cause;
    private PreTradeLimits _limits = new(Settings, instruments: 2);

    [Fact]
    public void An_ordinary_order_is_allowed() => Assert.Equal(LimitRefusal.None, Check(lots: 100));

    [Scenario("R01")]
    [Theory]
    [InlineData(101, LimitRefusal.OrderQuantity)]
    [InlineData(-101, LimitRefusal.OrderQuantity)]
    [InlineData(-100, LimitRefusal.None)]
    public void R01_Order_quantity(long lots, LimitRefusal expected) => Assert.Equal(expected, Check(lots: lots));

    [Scenario("R05")]
    [Theory]
    [InlineData(100, 0, 50, LimitRefusal.None)]
    [InlineData(100, 0, 51, LimitRefusal.Position)]
    [InlineData(-100, -50, 0, LimitRefusal.None)]
    [InlineData(-100, -51, 0, LimitRefusal.Position)]
    [InlineData(-100, 100, 150, LimitRefusal.None)]
    public void R05_Position_counts_everything_in_flight(long lots, long low, long high, LimitRefusal expected) =>
        Assert.Equal(expected, Check(lots: lots, position: new PositionInterval(low, high)));

    [Scenario("R03")]
    [Theory]
    [InlineData(1010, LimitRefusal.None)]
    [InlineData(1011, LimitRefusal.PriceCollar)]
    [InlineData(990, LimitRefusal.None)]
    [InlineData(989, LimitRefusal.PriceCollar)]
    public void R03_Price_collar(long limitTicks, LimitRefusal expected) =>
        Assert.Equal(expected, Check(limitTicks: limitTicks));

    [Scenario("R03")]
    [Fact]
    public void R03_A_stale_quote_is_no_reference()
    {
        Assert.Equal(LimitRefusal.None, Check(quoteNanos: 5 * Second, nowNanos: 6 * Second));
        Assert.Equal(LimitRefusal.StaleQuote, Check(quoteNanos: 5 * Second, nowNanos: (6 * Second) + 1));
    }

    [Scenario("R07")]
    [Fact]
    public void R07_Orders_per_second_is_a_sliding_window_and_refusals_do_not_count()
    {
        Assert.Equal(LimitRefusal.None, Check(nowNanos: 0));
        Assert.Equal(LimitRefusal.None, Check(nowNanos: Second / 2));
        Assert.Equal(LimitRefusal.None, Check(nowNanos: Second / 2));
        Assert.Equal(LimitRefusal.OrderRate, Check(nowNanos: Second - 1));
        Assert.Equal(LimitRefusal.None, Check(nowNanos: Second, quoteNanos: Second));
        Assert.Equal(LimitRefusal.OrderRate, Check(nowNanos: Second, quoteNanos: Second));
        Assert.Equal(LimitRefusal.None, Check(nowNanos: 3 * Second / 2, quoteNanos: Second));
    }

    [Scenario("R12")]
    [Fact]
    public void R12_The_kill_switch_refuses_everything()
    {
        _limits.IsKilled = true;
        Assert.Equal(LimitRefusal.Killed, Check());
        _limits.IsKilled = false;
        Assert.Equal(LimitRefusal.None, Check());
    }

    [Scenario("R02")]
    [Fact]
    public void R02_Notional()
    {
        Assert.Equal(LimitRefusal.None, Check(notional: -5_000));
        Assert.Equal(LimitRefusal.Notional, Check(notional: -5_000.01));
        Assert.Equal(LimitRefusal.Notional, Check(notional: double.NaN));
    }

    [Scenario("R04")]
    [Fact]
    public void R04_Without_a_reference_price_everything_is_refused()
    {
        Assert.Equal(LimitRefusal.NoReference, Check(limitTicks: 0, bidTicks: 0, askTicks: 0));
        Assert.Equal(LimitRefusal.NoReference, Check(limitTicks: 1000, bidTicks: 0, askTicks: 0));
    }

    [Scenario("R06")]
    [Fact]
    public void R06_When_the_day_has_cost_too_much_trading_stops_until_re_armed()
    {
        Assert.Equal(LimitRefusal.None, Check(cost: 100));
        Assert.Equal(LimitRefusal.None, Check(cost: 600));
        Assert.Equal(LimitRefusal.DayCost, Check(cost: 601));
        Assert.Equal(LimitRefusal.DayCost, Check(cost: 0));
        Assert.True(_limits.AskRearm(isNamed: true));
        _limits.Rearm(601, 0);
        Assert.Equal(LimitRefusal.None, Check(cost: 1_101, nowNanos: Second, quoteNanos: Second));
        Assert.Equal(LimitRefusal.DayCost, Check(cost: 1_102, nowNanos: Second, quoteNanos: Second));
    }

    [Scenario("R06")]
    [Fact]
    public void R06_The_cost_is_counted_by_day()
    {
        Assert.Equal(LimitRefusal.None, Check(cost: 0));
        Assert.Equal(LimitRefusal.None, Check(cost: 5_000, exchangeNanos: 86_400 * Second));
    }

    [Scenario("R07")]
    [Fact]
    public void R07_Cancels_and_questions_hold_new_orders_back()
    {
        for (int i = 0; i < Settings.MessagesPerSecond; i++)
            _limits.CountMessage(0);
        Assert.Equal(LimitRefusal.MessageRate, Check(nowNanos: Second - 1));
        Assert.Equal(LimitRefusal.None, Check(nowNanos: Second, quoteNanos: Second));
    }

    [Scenario("R08")]
    [Fact]
    public void R08_Repeated_execution_latches_until_re_armed()
    {
        for (int i = 0; i < Settings.MaxRepeats; i++)
            Assert.Equal(LimitRefusal.None, Check(nowNanos: i * Second, quoteNanos: i * Second));
        long now = Settings.MaxRepeats * Second;
        Assert.Equal(LimitRefusal.Repetition, Check(nowNanos: now, quoteNanos: now));
        Assert.Equal(LimitRefusal.Repetition, _limits.Latch);
        Assert.Equal(LimitRefusal.Repetition, Check(lots: -1, nowNanos: 100 * now, quoteNanos: 100 * now));
        Assert.False(_limits.AskRearm(isNamed: false));
        Assert.True(_limits.AskRearm(isNamed: true));
        _limits.Rearm(0, 0);
        Assert.Equal(LimitRefusal.None, Check(nowNanos: 200 * now, quoteNanos: 200 * now));
    }

    [Scenario("R08")]
    [Fact]
    public void R08_Another_side_another_instrument_or_time_is_no_repetition()
    {
        for (int i = 0; i < 3 * Settings.MaxRepeats; i++)
        {
            Assert.Equal(
                LimitRefusal.None, Check(lots: i % 2 == 0 ? 1 : -1, nowNanos: i * Second, quoteNanos: i * Second));
        }

        for (int i = 0; i < Settings.MaxRepeats; i++)
        {
            Assert.Equal(
                LimitRefusal.None, Check(instrument: 1, nowNanos: (i + 100) * Second, quoteNanos: (i + 100) * Second));
        }

        Assert.Equal(LimitRefusal.None, Check(instrument: 1, nowNanos: 1_000 * Second, quoteNanos: 1_000 * Second));
    }

    [Scenario("R10")]
    [Fact]
    public void R10_The_same_order_of_the_same_cause_or_too_soon_is_a_duplicate()
    {
        Assert.Equal(LimitRefusal.None, Check(cause: 1));
        Assert.Equal(LimitRefusal.Duplicate, Check(cause: 1));
        Assert.Equal(LimitRefusal.None, Check(cause: 2));
        Assert.Equal(LimitRefusal.None, Check(lots: 2, cause: 2));

        _limits = new PreTradeLimits(Settings with { DuplicateNanos = 1_000 }, instruments: 2);
        Assert.Equal(LimitRefusal.None, Check());
        Assert.Equal(LimitRefusal.Duplicate, Check(nowNanos: 999));
        Assert.Equal(LimitRefusal.None, Check(nowNanos: 1_000));
    }

    [Scenario("R11")]
    [Theory]
    [InlineData(10, 0, 0, 10, LimitRefusal.None)]
    [InlineData(12, 0, 0, 10, LimitRefusal.None)]
    [InlineData(13, 0, 0, 10, LimitRefusal.Overshoot)]
    [InlineData(5, 0, 8, 10, LimitRefusal.Overshoot)]
    [InlineData(-5, -8, 0, -10, LimitRefusal.Overshoot)]
    [InlineData(-4, -8, 0, -10, LimitRefusal.None)]
    [InlineData(1, 0, 0, -10, LimitRefusal.Overshoot)]
    public void R11_Open_orders_together_never_exceed_the_need(
        long lots, long low, long high, long need, LimitRefusal expected) =>
        Assert.Equal(expected, Check(lots: lots, position: new PositionInterval(low, high), need: need));

    [Scenario("R17")]
    [Fact]
    public void R17_A_limit_changes_at_once_and_nonsense_changes_nothing()
    {
        Assert.True(_limits.TryChange(LimitKey.MaxOrderLots, 5));
        Assert.Equal(LimitRefusal.OrderQuantity, Check(lots: 6));
        Assert.True(_limits.TryChange(LimitKey.CollarFraction, 0.001));
        Assert.Equal(LimitRefusal.PriceCollar, Check(limitTicks: 1005));
        Assert.All([0, -1, double.NaN, 1e300], value => Assert.False(_limits.TryChange(LimitKey.MaxOrderLots, value)));
        Assert.False(_limits.TryChange(LimitKey.MaxOrderLots, Settings.MaxPositionLots + 1));
        Assert.False(_limits.TryChange(LimitKey.None, 5));
        Assert.Equal(5, _limits.Settings.MaxOrderLots);
    }

    [Scenario("R17")]
    [Fact]
    public void R17_An_operator_may_tighten_a_limit_and_bring_it_back_and_no_more()
    {
        Assert.True(_limits.TryChange(LimitKey.CollarFraction, Settings.CollarFraction / 2));
        Assert.True(_limits.TryChange(LimitKey.CollarFraction, Settings.CollarFraction));
        Assert.False(_limits.TryChange(LimitKey.CollarFraction, Settings.CollarFraction * 1.01));
        Assert.False(_limits.TryChange(LimitKey.MaxDayLoss, 1e15));
        Assert.False(_limits.TryChange(LimitKey.MaxDayCost, Settings.MaxDayCost * 1.01));
        var wider = new PreTradeLimits(Settings with { OperatorFactor = 2 }, instruments: 1);
        Assert.True(wider.TryChange(LimitKey.CollarFraction, Settings.CollarFraction * 2));
        Assert.False(wider.TryChange(LimitKey.CollarFraction, Settings.CollarFraction * 2.01));
    }

    // Unless a test says so, no two orders have the same cause.
    private LimitRefusal Check(
        long lots = 1, PositionInterval position = default, long limitTicks = 1000, long quoteNanos = 0,
        long nowNanos = 0, int instrument = 0, double notional = 0, long bidTicks = 999, long askTicks = 1001,
        double cost = 0, long exchangeNanos = 0, long? cause = null, long? need = null) =>
        _limits.Check(new OrderCheck
        {
            Instrument = instrument,
            Lots = lots,
            LimitTicks = limitTicks,
            Notional = notional,
            Position = position,
            NeedLots = need ?? lots + (lots > 0 ? position.High : position.Low),
            BidTicks = bidTicks,
            AskTicks = askTicks,
            QuoteNanos = quoteNanos,
            CauseNanos = cause ?? --_cause,
            NowNanos = nowNanos,
            ExchangeNanos = exchangeNanos,
            CostSinceStart = cost,
        });
}
