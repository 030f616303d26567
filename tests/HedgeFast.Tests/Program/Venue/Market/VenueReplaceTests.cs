using HedgeFast.Core.Limits;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Venue.Market;

/// <summary>Replaces at the simulated exchange. The market shows 10 lots on each side, 100 and 102.</summary>
public sealed class VenueReplaceTests
{
    private readonly MarketRig _rig = new();

    [Fact]
    public void A_resting_order_has_another_price_and_goes_by_the_new_id()
    {
        Rest("a", 5, 99);
        VenueReport replaced = Assert.Single(_rig.Replace("b", "a", Side.Buy, 5, 100));
        Assert.Equal((VenueReportKind.Replaced, VenueOrderStatus.New, "b", "a"), (replaced.Kind, replaced.Status, replaced.ClOrdId.ToString(), replaced.RelatedId.ToString()));
        Assert.Equal((100L, 5L, 5L), (replaced.LimitTicks, replaced.Lots, replaced.LeavesLots));
        _rig.Quote(98, 10, 100, 3);
        Assert.Equal((VenueReportKind.Trade, "b", 3L, 100L), (_rig.Last.Kind, _rig.Last.ClOrdId.ToString(), _rig.Last.LastLots, _rig.Last.LastTicks));

        // The chain goes on, and every id of it finds the order.
        Assert.Equal(VenueReportKind.Replaced, _rig.Replace("c", "b", Side.Buy, 5, 99)[0].Kind);
        Assert.Equal((3L, 2L), (_rig.Status("a").CumLots, _rig.Status("b").LeavesLots));
        VenueReport cancelled = _rig.Cancel("x", "c");
        Assert.Equal((VenueReportKind.Canceled, "x", "c", 3L), (cancelled.Kind, cancelled.ClOrdId.ToString(), cancelled.RelatedId.ToString(), cancelled.CumLots));
    }

    [Fact]
    public void A_new_price_that_crosses_trades_at_once()
    {
        Rest("a", 15, 99);
        VenueReport[] reports = _rig.Replace("b", "a", Side.Buy, 15, 102);
        Assert.Equal([VenueReportKind.Replaced, VenueReportKind.Trade], reports.Select(r => r.Kind));
        Assert.Equal((10L, 5L, "b"), (reports[1].LastLots, reports[1].LeavesLots, reports[1].ClOrdId.ToString()));
        Assert.Equal(1, _rig.Market.OpenOrders);
    }

    [Theory]
    [InlineData(9, 5, VenueOrderStatus.PartiallyFilled)]
    [InlineData(4, 0, VenueOrderStatus.Filled)]
    [InlineData(2, 0, VenueOrderStatus.Filled)]
    public void A_quantity_below_what_is_filled_leaves_a_filled_order(long lots, long leaves, VenueOrderStatus status)
    {
        Rest("a", 8, 99);
        _rig.Quote(97, 10, 99, 4);
        VenueReport replaced = _rig.Replace("b", "a", Side.Buy, lots, 99)[0];
        Assert.Equal((4L, leaves, Math.Max(lots, 4), status), (replaced.CumLots, replaced.LeavesLots, replaced.Lots, replaced.Status));
        Assert.Equal(leaves > 0 ? 1 : 0, _rig.Market.OpenOrders);
    }

    [Fact]
    public void O11_A_filled_order_is_made_larger_and_fills_on()
    {
        Rest("a", 4, 99);
        _rig.Quote(97, 10, 99, 4);
        Assert.Equal((VenueOrderStatus.Filled, 0), (_rig.Last.Status, _rig.Market.OpenOrders));
        VenueReport replaced = Assert.Single(_rig.Replace("b", "a", Side.Buy, 9, 99));
        Assert.Equal((VenueReportKind.Replaced, VenueOrderStatus.PartiallyFilled, 4L, 5L, "b"), (replaced.Kind, replaced.Status, replaced.CumLots, replaced.LeavesLots, replaced.ClOrdId.ToString()));
        Assert.Equal(1, _rig.Market.OpenOrders);
        _rig.Quote(97, 10, 99, 30);
        Assert.Equal((VenueReportKind.Trade, 5L, 9L, VenueOrderStatus.Filled), (_rig.Last.Kind, _rig.Last.LastLots, _rig.Last.CumLots, _rig.Last.Status));
        Assert.Equal((0, 9L), (_rig.Market.OpenOrders, _rig.Market.Account(0).PositionLots));
    }

    [Fact]
    public void A_filled_order_is_not_made_larger_when_it_is_immediate_cancelled_or_the_market_has_closed()
    {
        _rig.Send("now", Side.Buy, 2, 102);
        Assert.Equal(VenueReason.TooLate, _rig.Replace("b", "now", Side.Buy, 3, 102, TimeInForce.ImmediateOrCancel)[0].Reason);
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
    public void What_can_not_be_is_refused_and_the_order_stays(string orig, Side side, long lots, long ticks, VenueReason reason)
    {
        _rig.Send("filled", Side.Buy, 1, 102);
        Rest("a", 5, 99);
        VenueReport refused = Assert.Single(_rig.Replace("b", orig, side, lots, ticks));
        Assert.Equal((VenueReportKind.CancelRejected, reason, true), (refused.Kind, refused.Reason, refused.RefusesReplace));
        Assert.Equal((5L, 99L), (_rig.Status("a").LeavesLots, _rig.Last.LimitTicks));
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
        var rig = new MarketRig(new VenueFaults { RefuseReplaceEvery = 2, Scenarios = [new(VenueScenarioKind.Pending, 1)] });
        Assert.Equal([VenueReportKind.PendingNew, VenueReportKind.New], rig.Send("a", Side.Buy, 5, 99, TimeInForce.Day).Select(r => r.Kind));
        Assert.Equal([VenueReportKind.PendingReplace, VenueReportKind.Replaced], rig.Replace("b", "a", Side.Buy, 5, 98).Select(r => r.Kind));
        Assert.Equal([VenueReportKind.PendingReplace, VenueReportKind.CancelRejected], rig.Replace("c", "b", Side.Buy, 5, 97).Select(r => r.Kind));
        rig.Cancel("d", "b");
        Assert.Equal([VenueReportKind.PendingCancel, VenueReportKind.Canceled], rig.Reports.TakeLast(2).Select(r => r.Kind));
    }

    [Fact]
    public void In_a_queue_a_new_price_begins_behind_what_is_displayed()
    {
        var book = new QueueBook(levelTicks: 1, halfLifeNanos: 1_000_000_000);
        book.SetTop(0, new TopOfBook(100, 10, 102, 10));
        var order = new VenueOrder { OrderId = 1, Owner = 0, ClOrdId = IdText.Of("a"), Instrument = 0, Side = Side.Buy, TimeInForce = TimeInForce.Day, LimitTicks = 99, Lots = 5 };
        book.Rest(order);
        Assert.True(book.Remove(order));
        order.LimitTicks = 100;
        book.Rest(order);
        book.SetTop(1, new TopOfBook(100, 6, 102, 10));
        Assert.False(book.TryFillResting(out _, out _, out _));
    }

    private void Rest(string id, long lots, long ticks) => Assert.Equal(VenueReportKind.New, Assert.Single(_rig.Send(id, Side.Buy, lots, ticks, TimeInForce.Day)).Kind);
}
