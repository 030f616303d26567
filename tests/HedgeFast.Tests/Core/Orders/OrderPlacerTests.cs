using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Core.Orders;

/// <summary>Order styles on a market of 1000 at 1004, 40 lots bid and 60 offered.</summary>
public sealed class OrderPlacerTests
{
    private const long Milli = 1_000_000;
    private const long Most = 1_000_000;

    private InstrumentState _market = new()
    {
        BidTicks = 1_000,
        AskTicks = 1_004,
        BidLots = 40,
        AskLots = 60,
        Fault = QuoteFault.None,
    };

    [Theory]
    [InlineData(true, 1_007)]
    [InlineData(false, 997)]
    public void Touch_pays_up_to_the_cap(bool buy, long limit) =>
        Assert.Equal(
            new OrderPlacement(limit, TimeInForce.ImmediateOrCancel, 500 * Milli),
            Placer(new OrderSettings { CapTicks = 3 }).Place(buy, _market, 0, 0));

    [Theory]
    [InlineData(true, 1_012)]
    [InlineData(false, 992)]
    public void Market_pays_up_to_the_collar(bool buy, long limit)
    {
        OrderPlacement placement = Placer(
            new OrderSettings { Style = OrderStyle.Market, MarketCollarFraction = 0.01 }).Place(buy, _market, 0, 0);
        Assert.Equal(limit, placement.LimitTicks);
        Assert.Equal(TimeInForce.ImmediateOrCancel, placement.TimeInForce);
    }

    [Fact]
    public void Passive_joins_the_own_touch_and_crosses_when_its_time_is_over()
    {
        OrderPlacer placer = Placer(Passive);
        Assert.Equal(new OrderPlacement(1_000, TimeInForce.Day, 500 * Milli), placer.Place(true, _market, 0, 0));
        placer.OnPlaced(0, true, TimeInForce.Day, 0);
        Assert.Equal(
            new OrderPlacement(1_000, TimeInForce.Day, 1_000 * Milli), placer.Place(true, _market, 0, 700 * Milli));
        placer.OnPlaced(0, true, TimeInForce.Day, 700 * Milli);
        Assert.Equal(
            new OrderPlacement(1_006, TimeInForce.ImmediateOrCancel, 1_500 * Milli),
            placer.Place(true, _market, 0, 1_000 * Milli));
        placer.OnPlaced(0, true, TimeInForce.ImmediateOrCancel, 1_000 * Milli);
        Assert.Equal(TimeInForce.Day, placer.Place(true, _market, 0, 1_001 * Milli).TimeInForce);
    }

    [Fact]
    public void The_wait_begins_anew_on_the_other_side_after_a_whole_fill_and_after_a_long_time()
    {
        OrderPlacer placer = Placer(Passive);
        placer.OnPlaced(0, true, TimeInForce.Day, 0);
        Assert.Equal(TimeInForce.Day, placer.Place(false, _market, 0, 1_500 * Milli).TimeInForce);
        Assert.Equal(TimeInForce.ImmediateOrCancel, placer.Place(true, _market, 0, 1_500 * Milli).TimeInForce);
        Assert.Equal(TimeInForce.Day, placer.Place(true, _market, 0, 2_500 * Milli).TimeInForce);
        placer.OnFilledWhole(0);
        Assert.Equal(TimeInForce.Day, placer.Place(true, _market, 0, 1_500 * Milli).TimeInForce);
    }

    [Fact]
    public void A_passive_order_follows_the_touch_that_goes_ahead_of_it_but_not_at_every_tick()
    {
        OrderPlacer placer = Placer(Passive);
        var order = new LiveOrder { Side = Side.Buy, TimeInForce = TimeInForce.Day, LimitTicks = 1_000, SentNanos = 0 };
        _market.BidTicks = 1_001;
        Assert.False(placer.MustMove(order, _market, 99 * Milli));
        Assert.True(placer.MustMove(order, _market, 100 * Milli));
        _market.BidTicks = 999;
        Assert.False(placer.MustMove(order, _market, 200 * Milli));
        _market.Fault = QuoteFault.Gap;
        Assert.True(placer.MustMove(order, _market, 0));
    }

    [Theory]
    [InlineData(OrderStyle.Touch, 100, 30)]
    [InlineData(OrderStyle.Touch, -100, -20)]
    [InlineData(OrderStyle.Passive, 100, 20)]
    [InlineData(OrderStyle.Passive, -100, -30)]
    [InlineData(OrderStyle.Touch, 7, 7)]
    public void An_order_is_at_most_a_share_of_what_is_displayed_where_it_goes(
        OrderStyle style, long need, long lots) =>
        Assert.Equal(
            lots, Placer(new OrderSettings { Style = style, DepthShare = 0.5 }).Lots(need, 0, _market, Most, 0));

    [Fact]
    public void With_too_little_displayed_nothing_is_sent()
    {
        _market.AskLots = 1;
        Assert.Equal(0, Placer(new OrderSettings { DepthShare = 0.5 }).Lots(100, 0, _market, Most, 0));
    }

    [Fact]
    public void Slices_keep_their_distance()
    {
        OrderPlacer placer = Placer(new OrderSettings { SliceLots = 10, SliceGapNanos = 5 * Milli });
        Assert.Equal(10, placer.Lots(100, 0, _market, Most, 0));
        placer.OnPlaced(0, true, TimeInForce.ImmediateOrCancel, 0);
        Assert.Equal(0L, placer.Lots(90, 0, _market, Most, 4 * Milli));
        Assert.Equal(10L, placer.Lots(90, 0, _market, Most, 5 * Milli));
    }

    [Theory]
    [InlineData(0, 100, 30)]
    [InlineData(0, -100, -30)]
    [InlineData(50, 100, 30)]
    [InlineData(20, 100, 20)]
    public void An_order_is_at_most_what_the_limits_allow_one(long slice, long need, long lots) =>
        Assert.Equal(lots, Placer(new OrderSettings { SliceLots = slice }).Lots(need, 0, _market, maxLots: 30, 0));

    private static OrderSettings Passive =>
        new() { Style = OrderStyle.Passive, CapTicks = 2, CrossAfterNanos = 1_000 * Milli };

    private static OrderPlacer Placer(OrderSettings settings) => new(settings, instruments: 1);
}
