using HedgeFast.Core.Book;
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
    };

    private readonly PreTradeLimits _limits = new(Settings);

    [Fact]
    public void An_ordinary_order_is_allowed() => Assert.Equal(LimitRefusal.None, Check(lots: 100));

    [Theory]
    [InlineData(101, LimitRefusal.OrderQuantity)]
    [InlineData(-101, LimitRefusal.OrderQuantity)]
    [InlineData(-100, LimitRefusal.None)]
    public void Order_quantity(long lots, LimitRefusal expected) => Assert.Equal(expected, Check(lots: lots));

    [Theory]
    [InlineData(100, 0, 50, LimitRefusal.None)]
    [InlineData(100, 0, 51, LimitRefusal.Position)]
    [InlineData(-100, -50, 0, LimitRefusal.None)]
    [InlineData(-100, -51, 0, LimitRefusal.Position)]
    [InlineData(-100, 100, 150, LimitRefusal.None)]
    public void Position_counts_everything_in_flight(long lots, long low, long high, LimitRefusal expected) =>
        Assert.Equal(expected, Check(lots: lots, position: new PositionInterval(low, high)));

    [Theory]
    [InlineData(1010, LimitRefusal.None)]
    [InlineData(1011, LimitRefusal.PriceCollar)]
    [InlineData(990, LimitRefusal.None)]
    [InlineData(989, LimitRefusal.PriceCollar)]
    public void Price_collar(long limitTicks, LimitRefusal expected) => Assert.Equal(expected, Check(limitTicks: limitTicks));

    [Fact]
    public void A_stale_quote_is_no_reference()
    {
        Assert.Equal(LimitRefusal.None, Check(quoteNanos: 5 * Second, nowNanos: 6 * Second));
        Assert.Equal(LimitRefusal.StaleQuote, Check(quoteNanos: 5 * Second, nowNanos: (6 * Second) + 1));
    }

    [Fact]
    public void Orders_per_second_is_a_sliding_window_and_refusals_do_not_count()
    {
        Assert.Equal(LimitRefusal.None, Check(nowNanos: 0));
        Assert.Equal(LimitRefusal.None, Check(nowNanos: Second / 2));
        Assert.Equal(LimitRefusal.None, Check(nowNanos: Second / 2));
        Assert.Equal(LimitRefusal.OrderRate, Check(nowNanos: Second - 1));
        Assert.Equal(LimitRefusal.None, Check(nowNanos: Second, quoteNanos: Second));
        Assert.Equal(LimitRefusal.OrderRate, Check(nowNanos: Second, quoteNanos: Second));
        Assert.Equal(LimitRefusal.None, Check(nowNanos: 3 * Second / 2, quoteNanos: Second));
    }

    [Fact]
    public void The_kill_switch_refuses_everything()
    {
        _limits.IsKilled = true;
        Assert.Equal(LimitRefusal.Killed, Check());
        _limits.IsKilled = false;
        Assert.Equal(LimitRefusal.None, Check());
    }

    private LimitRefusal Check(long lots = 1, PositionInterval position = default, long limitTicks = 1000, long quoteNanos = 0, long nowNanos = 0) =>
        _limits.Check(lots, position, limitTicks, bidTicks: 999, askTicks: 1001, quoteNanos, nowNanos);
}
