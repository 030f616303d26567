using HedgeFast.Core.Book;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Venue.Market;

/// <summary>A book with levels 2 ticks apart, 100 lots displayed on each side at 1000 and 1001.</summary>
public sealed class QueueBookTests
{
    private const long HalfLife = 1_000;

    private readonly QueueBook _book = new(levelTicks: 2, HalfLife);
    private long _orders;
    private long _nanos;

    public QueueBookTests() => Show(1_000, 100, 1_001, 100);

    [Fact]
    public void An_order_fills_at_the_next_levels_up_to_its_limit()
    {
        VenueOrder order = Order(Side.Buy, 250, 1_003);
        Assert.Equal([(1_001, 100), (1_003, 100)], Take(order));
        Assert.Equal([(1_005, 100)], Take(Order(Side.Buy, 100, 1_010)));
    }

    [Theory]
    [InlineData(250, 1_003, 200)]
    [InlineData(150, 1_003, 150)]
    [InlineData(150, 1_000, 0)]
    [InlineData(1_000_000, 1_000_000, 2_000)]
    public void The_offered_quantity_is_the_one_that_fills(long lots, long limitTicks, long offered)
    {
        VenueOrder order = Order(Side.Buy, lots, limitTicks);
        Assert.Equal(offered, _book.Offered(order));
        Assert.Equal(offered, Take(order).Sum(fill => fill.Lots));
    }

    [Fact]
    public void Bid_and_ask_have_levels_of_their_own()
    {
        Assert.Equal([(1_000, 100), (998, 20)], Take(Order(Side.Sell, 120, 0)));
        Assert.Equal([(1_001, 10)], Take(Order(Side.Buy, 10, 2_000)));
    }

    [Fact]
    public void No_more_than_twenty_levels_fill() =>
        Assert.Equal(2_000, Take(Order(Side.Buy, 1_000_000, 1_000_000)).Sum(fill => fill.Lots));

    [Fact]
    public void Trading_moves_the_touch_which_recovers_by_half_lives()
    {
        Take(Order(Side.Buy, 300, 2_000));
        Show(1_000, 100, 1_001, 100, elapsed: 0);
        Assert.Equal(1_006, _book.Shown.BidTicks);
        Assert.Equal(1_007, _book.Shown.AskTicks);
        Show(1_000, 100, 1_001, 100, elapsed: HalfLife);
        Assert.Equal(1_003, _book.Shown.BidTicks);
        Assert.Equal(1_004, _book.Shown.AskTicks);
        Show(1_000, 100, 1_001, 100, elapsed: 20 * HalfLife);
        Assert.Equal(1_000, _book.Shown.BidTicks);
        Assert.Equal(1_001, _book.Shown.AskTicks);
    }

    [Fact]
    public void A_resting_order_queues_behind_the_size_displayed_when_it_joins()
    {
        VenueOrder order = Order(Side.Buy, 10, 1_000);
        _book.Rest(order);

        // Of 60 that go, 30 traded and 70 are ahead, of which 40 are still shown; of those 36 go, 18 traded; the rest
        // of 22 is ahead, then 4 are shown, and so on.
        Show(1_000, 40, 1_001, 100);
        Assert.Empty(Due());
        Show(1_000, 4, 1_001, 100);
        Assert.Empty(Due());
        Show(1_000, 100, 1_001, 100);
        Show(1_000, 80, 1_001, 100);
        Assert.Equal([(1_000, 6)], Due());
        Assert.Equal(6, order.CumLots);
    }

    [Fact]
    public void An_order_inside_the_spread_has_no_queue_and_one_behind_the_touch_joins_when_it_comes()
    {
        Show(1_000, 100, 1_003, 100);
        _book.Rest(Order(Side.Buy, 10, 1_001));
        _book.Rest(Order(Side.Buy, 10, 999));
        Show(1_001, 50, 1_003, 100);
        Show(1_001, 40, 1_003, 100);
        Assert.Empty(Due());
        Show(999, 50, 1_003, 100);
        Show(999, 0, 1_003, 100);
        Assert.Empty(Due());
    }

    [Fact]
    public void The_opposite_touch_fills_at_the_limit_better_price_first()
    {
        VenueOrder worse = Order(Side.Sell, 60, 1_004);
        VenueOrder better = Order(Side.Sell, 60, 1_003);
        _book.Rest(worse);
        _book.Rest(better);
        Show(1_005, 100, 1_006, 100);
        Assert.Equal([(1_003, 60), (1_004, 40)], Due());
        Assert.Equal(60, better.CumLots);
        Assert.Equal(40, worse.CumLots);
    }

    [Fact]
    public void No_more_fills_a_row_of_the_tape_than_allowed()
    {
        var book = new QueueBook(2, HalfLife, maxFillLots: 130);
        book.SetTop(0, new TopOfBook(1_000, 100, 1_001, 100));
        VenueOrder order = Order(Side.Buy, 500, 2_000);
        Assert.Equal(130, Take(order, book).Sum(fill => fill.Lots));
    }

    private void Show(long bid, long bidLots, long ask, long askLots, long elapsed = 1) =>
        _book.SetTop(_nanos += elapsed, new TopOfBook(bid, bidLots, ask, askLots));

    private VenueOrder Order(Side side, long lots, long limit) => new()
    {
        OrderId = ++_orders,
        Owner = 0,
        ClOrdId = IdText.Of($"o{_orders}"),
        Instrument = 0,
        Side = side,
        TimeInForce = TimeInForce.Day,
        LimitTicks = limit,
        Lots = lots,
    };

    private List<(long Ticks, long Lots)> Take(VenueOrder order, QueueBook? book = null)
    {
        var fills = new List<(long, long)>();
        while (order.IsOpen && (book ?? _book).TryTake(order, out long ticks, out long lots))
        {
            order.Fill(ticks, lots);
            fills.Add((ticks, lots));
        }

        return fills;
    }

    private List<(long Ticks, long Lots)> Due()
    {
        var fills = new List<(long, long)>();
        while (_book.TryFillResting(out VenueOrder order, out long ticks, out long lots))
        {
            order.Fill(ticks, lots);
            fills.Add((ticks, lots));
            if (!order.IsOpen)
                _book.Remove(order);
        }

        return fills;
    }
}
