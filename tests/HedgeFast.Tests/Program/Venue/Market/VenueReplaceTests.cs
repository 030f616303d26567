using HedgeFast.Core.Book;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Venue.Market;

/// <summary>Replaces at the simulated exchange. The market shows 10 lots on each side, 100 and 102.</summary>
public sealed class VenueReplaceTests
{
    private readonly MarketRig _rig = new();

    [Fact]
    public void A_replaced_order_rests_at_the_new_price_under_the_new_id()
    {
        Rest("a", 5, 99);
        VenueReport replaced = Assert.Single(_rig.Replace("b", "a", Side.Buy, 5, 100));
        replaced.Shows(kind: VenueReportKind.Replaced, status: VenueOrderStatus.New, clOrdId: "b", relatedId: "a");
        replaced.Shows(limitTicks: 100, lots: 5, leavesLots: 5);
        _rig.Quote(98, 10, 100, 3);
        _rig.Last.Shows(kind: VenueReportKind.Trade, clOrdId: "b", lastLots: 3, lastTicks: 100);

        // The chain goes on, and every id of it finds the order.
        Assert.Equal(VenueReportKind.Replaced, _rig.Replace("c", "b", Side.Buy, 5, 99)[0].Kind);
        Assert.Equal(3L, _rig.Status("a").CumLots);
        Assert.Equal(2L, _rig.Status("b").LeavesLots);
        VenueReport cancelled = _rig.Cancel("x", "c");
        cancelled.Shows(kind: VenueReportKind.Canceled, clOrdId: "x", relatedId: "c", cumLots: 3);
    }

    [Fact]
    public void A_new_price_that_crosses_trades_at_once()
    {
        Rest("a", 15, 99);
        VenueReport[] reports = _rig.Replace("b", "a", Side.Buy, 15, 102);
        Assert.Equal([VenueReportKind.Replaced, VenueReportKind.Trade], reports.Select(r => r.Kind));
        reports[1].Shows(lastLots: 10, leavesLots: 5, clOrdId: "b");
        Assert.Equal(1, _rig.Market.OpenOrders);
    }

    [Theory]
    [InlineData(9, 5, VenueOrderStatus.PartiallyFilled)]
    [InlineData(4, 0, VenueOrderStatus.Filled)]
    [InlineData(2, 0, VenueOrderStatus.Filled)]
    public void A_quantity_below_the_fills_leaves_a_filled_order(long lots, long leaves, VenueOrderStatus status)
    {
        Rest("a", 8, 99);
        _rig.Quote(97, 10, 99, 4);
        VenueReport replaced = _rig.Replace("b", "a", Side.Buy, lots, 99)[0];
        replaced.Shows(cumLots: 4, leavesLots: leaves, lots: Math.Max(lots, 4), status: status);
        Assert.Equal(leaves > 0 ? 1 : 0, _rig.Market.OpenOrders);
    }

    [Fact]
    public void O11_A_filled_order_is_made_larger_and_fills_on()
    {
        Rest("a", 4, 99);
        _rig.Quote(97, 10, 99, 4);
        Assert.Equal(VenueOrderStatus.Filled, _rig.Last.Status);
        Assert.Equal(0, _rig.Market.OpenOrders);
        VenueReport replaced = Assert.Single(_rig.Replace("b", "a", Side.Buy, 9, 99));
        replaced.Shows(
            kind: VenueReportKind.Replaced, status: VenueOrderStatus.PartiallyFilled, cumLots: 4, leavesLots: 5,
            clOrdId: "b");
        Assert.Equal(1, _rig.Market.OpenOrders);
        _rig.Quote(97, 10, 99, 30);
        _rig.Last.Shows(kind: VenueReportKind.Trade, lastLots: 5, cumLots: 9, status: VenueOrderStatus.Filled);
        Assert.Equal(0, _rig.Market.OpenOrders);
        Assert.Equal(9L, _rig.Market.Account(0).PositionLots);
    }

    [Fact]
    public void A_filled_order_is_not_made_larger_when_it_is_immediate_cancelled_or_the_market_has_closed()
    {
        _rig.Send("now", Side.Buy, 2, 102);
        Assert.Equal(
            VenueReason.TooLate, _rig.Replace("b", "now", Side.Buy, 3, 102, TimeInForce.ImmediateOrCancel)[0].Reason);
        Rest("gone", 2, 99);
        _rig.Cancel("x", "gone");
        Assert.Equal(VenueReason.TooLate, _rig.Replace("c", "gone", Side.Buy, 3, 99)[0].Reason);
        _rig.Send("day", Side.Buy, 2, 102, TimeInForce.Day);
        _rig.Market.Close(0);
        Assert.Equal(VenueReason.MarketClosed, _rig.Replace("d", "day", Side.Buy, 3, 102)[0].Reason);
    }

    [Fact]
    public void A_smaller_quantity_at_the_same_price_keeps_its_place()
    {
        Rest("a", 5, 99);
        Rest("b", 5, 99);
        _rig.Replace("c", "a", Side.Buy, 3, 99);
        _rig.Quote(97, 10, 99, 3);
        Assert.Equal("c", _rig.Last.ClOrdId.ToString());
    }

    [Theory]
    [InlineData("never", Side.Buy, 5, 99, VenueReason.UnknownOrder)]
    [InlineData("filled", Side.Buy, 5, 99, VenueReason.TooLate)]
    [InlineData("a", Side.Sell, 5, 99, VenueReason.BadChange)]
    [InlineData("a", Side.Buy, 0, 99, VenueReason.BadQuantity)]
    [InlineData("a", Side.Buy, 5, -1, VenueReason.BadPrice)]
    public void A_replace_that_breaks_a_rule_is_refused_and_the_order_stays(
        string orig, Side side, long lots, long ticks, VenueReason reason)
    {
        _rig.Send("filled", Side.Buy, 1, 102);
        Rest("a", 5, 99);
        VenueReport refused = Assert.Single(_rig.Replace("b", orig, side, lots, ticks));
        refused.Shows(kind: VenueReportKind.CancelRejected, reason: reason, refusesReplace: true);
        _rig.Status("a").Shows(leavesLots: 5, limitTicks: 99);
    }

    [Fact]
    public void A_repeated_id_is_refused_and_a_repeated_message_answered()
    {
        Rest("a", 5, 99);
        _rig.Replace("b", "a", Side.Buy, 5, 98);
        Assert.Equal(VenueReason.DuplicateClOrdId, _rig.Replace("b", "a", Side.Buy, 5, 97)[0].Reason);
        Assert.Equal(VenueReportKind.Status, _rig.Replace("b", "a", Side.Buy, 5, 98, repeated: true)[0].Kind);
    }

    [Fact]
    public void Every_nth_replace_is_refused_by_rule_and_pending_is_told_first()
    {
        var rig = new MarketRig(
            new VenueFaults { RefuseReplaceEvery = 2, Scenarios = [new(VenueScenarioKind.Pending, 1)] });
        Assert.Equal(
            [VenueReportKind.PendingNew, VenueReportKind.New],
            rig.Send("a", Side.Buy, 5, 99, TimeInForce.Day).Select(r => r.Kind));
        Assert.Equal(
            [VenueReportKind.PendingReplace, VenueReportKind.Replaced],
            rig.Replace("b", "a", Side.Buy, 5, 98).Select(r => r.Kind));
        Assert.Equal(
            [VenueReportKind.PendingReplace, VenueReportKind.CancelRejected],
            rig.Replace("c", "b", Side.Buy, 5, 97).Select(r => r.Kind));
        rig.Cancel("d", "b");
        Assert.Equal(
            [VenueReportKind.PendingCancel, VenueReportKind.Canceled], rig.Reports.TakeLast(2).Select(r => r.Kind));
    }

    [Fact]
    public void In_a_queue_a_new_price_starts_behind_the_displayed_size()
    {
        var book = new QueueBook(levelTicks: 1, halfLifeNanos: 1_000_000_000);
        book.SetTop(0, new TopOfBook(100, 10, 102, 10));
        var order = new VenueOrder
        {
            OrderId = 1,
            Owner = 0,
            ClOrdId = IdText.Of("a"),
            Instrument = 0,
            Side = Side.Buy,
            TimeInForce = TimeInForce.Day,
            LimitTicks = 99,
            Lots = 5,
        };
        book.Rest(order);
        Assert.True(book.Remove(order));
        order.LimitTicks = 100;
        book.Rest(order);
        book.SetTop(1, new TopOfBook(100, 6, 102, 10));
        Assert.False(book.TryFillResting(out _, out _, out _));
    }

    private void Rest(string id, long lots, long ticks) =>
        Assert.Equal(VenueReportKind.New, Assert.Single(_rig.Send(id, Side.Buy, lots, ticks, TimeInForce.Day)).Kind);
}
