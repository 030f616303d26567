using HedgeFast.Core.Book;
using HedgeFast.Venue.Gateway;
using HedgeFast.Venue.Market;

namespace HedgeFast.Tests.Program.Venue.Market;

public sealed class SimulatedMarketTests
{
    private const string TooLongId = "0123456789012345678901234567890123456789012345678";

    [Fact]
    public void An_order_within_the_displayed_size_is_accepted_and_filled_at_the_touch()
    {
        var rig = new MarketRig();
        VenueReport[] reports = rig.Send("a", Side.Buy, 4, 105);

        Assert.Equal([VenueReportKind.New, VenueReportKind.Trade], reports.Select(r => r.Kind));
        reports[0].Shows(cumLots: 0, leavesLots: 4, status: VenueOrderStatus.New);
        VenueReport fill = reports[1];
        fill.Shows(lastTicks: 102, lastLots: 4, cumLots: 4, leavesLots: 0);
        Assert.Equal(VenueOrderStatus.Filled, fill.Status);
        Assert.False(fill.Passive);
        Assert.Equal(4, rig.Market.Account(0).PositionLots);
    }

    [Fact]
    public void The_rest_of_an_immediate_order_is_cancelled()
    {
        var rig = new MarketRig();
        VenueReport[] reports = rig.Send("a", Side.Sell, 25, 100);

        Assert.Equal(
            [VenueReportKind.New, VenueReportKind.Trade, VenueReportKind.Canceled], reports.Select(r => r.Kind));
        reports[2].Shows(cumLots: 10, leavesLots: 0, status: VenueOrderStatus.Canceled);
        Assert.Equal(VenueReason.ImmediateRest, reports[2].Reason);
        Assert.Equal(-10, rig.Market.Account(0).PositionLots);
        Assert.Equal(0, rig.Market.OpenOrders);
    }

    [Fact]
    public void An_immediate_order_short_of_the_touch_is_cancelled_unfilled()
    {
        var rig = new MarketRig();
        Assert.Equal(
            [VenueReportKind.New, VenueReportKind.Canceled], rig.Send("a", Side.Buy, 1, 101).Select(r => r.Kind));
        Assert.Equal(
            [VenueReportKind.New, VenueReportKind.Canceled], rig.Send("b", Side.Sell, 1, 101).Select(r => r.Kind));
        Assert.Equal(0, rig.Market.Fills);
    }

    [Fact]
    public void Orders_share_the_displayed_size_until_the_tape_moves()
    {
        var rig = new MarketRig();
        Assert.Equal(6, rig.Send("a", Side.Buy, 6, 102)[1].LastLots);
        Assert.Equal(4, rig.Send("b", Side.Buy, 6, 102)[1].LastLots);
        Assert.DoesNotContain(rig.Send("c", Side.Buy, 6, 102), r => r.Kind == VenueReportKind.Trade);
        rig.Quote(100, 10, 102, 3);
        Assert.Equal(3, rig.Send("d", Side.Buy, 6, 102)[1].LastLots);
    }

    [Fact]
    public void A_day_order_rests_and_fills_at_its_limit_when_the_opposite_touch_reaches_it()
    {
        var rig = new MarketRig();
        Assert.Equal([VenueReportKind.New], rig.Send("a", Side.Buy, 8, 101, TimeInForce.Day).Select(r => r.Kind));
        Assert.Equal(1, rig.Market.OpenOrders);
        rig.Quote(100, 10, 102, 10);
        Assert.Single(rig.Reports);

        rig.Quote(99, 10, 100, 5, nanos: 77);
        rig.Last.Shows(kind: VenueReportKind.Trade, lastTicks: 101, lastLots: 5, leavesLots: 3);
        Assert.Equal(VenueOrderStatus.PartiallyFilled, rig.Last.Status);
        Assert.True(rig.Last.Passive);
        Assert.Equal(77, rig.Last.ExchangeNanos);

        rig.Quote(99, 10, 101, 5);
        rig.Last.Shows(lastLots: 3, leavesLots: 0, status: VenueOrderStatus.Filled);
        Assert.Equal(0, rig.Market.OpenOrders);
    }

    [Fact]
    public void The_rest_of_a_day_order_rests_after_taking_the_touch()
    {
        var rig = new MarketRig();
        VenueReport[] reports = rig.Send("a", Side.Sell, 15, 100, TimeInForce.Day);
        Assert.Equal([VenueReportKind.New, VenueReportKind.Trade], reports.Select(r => r.Kind));
        rig.Quote(101, 4, 102, 10);
        rig.Last.Shows(lastTicks: 100, lastLots: 4, leavesLots: 1);
    }

    [Fact]
    public void Resting_orders_fill_by_price_and_then_by_age()
    {
        var rig = new MarketRig();
        rig.Send("low", Side.Buy, 2, 99, TimeInForce.Day);
        rig.Send("old", Side.Buy, 2, 101, TimeInForce.Day);
        rig.Send("new", Side.Buy, 2, 101, TimeInForce.Day);
        rig.Quote(98, 10, 99, 5);
        Assert.Equal(
            ["old", "new", "low"],
            rig.Reports.Where(r => r.Kind == VenueReportKind.Trade).Select(r => r.ClOrdId.ToString()));
        rig.Last.Shows(lastLots: 1, leavesLots: 1);

        rig.Send("far", Side.Sell, 2, 105, TimeInForce.Day);
        rig.Send("near", Side.Sell, 2, 103, TimeInForce.Day);
        rig.Quote(104, 10, 106, 0);
        Assert.Equal("near", rig.Last.ClOrdId.ToString());
        Assert.Equal(103, rig.Last.LastTicks);
    }

    [Fact]
    public void A_resting_order_is_cancelled_once()
    {
        var rig = new MarketRig();
        rig.Send("a", Side.Buy, 15, 102, TimeInForce.Day);
        VenueReport canceled = rig.Cancel("x", "a");
        canceled.Shows(kind: VenueReportKind.Canceled, status: VenueOrderStatus.Canceled, cumLots: 10, leavesLots: 0);
        canceled.Shows(clOrdId: "x", relatedId: "a");
        rig.Quote(90, 10, 91, 10);
        Assert.Equal(10, rig.Market.Account(0).PositionLots);

        rig.Cancel("y", "a").Shows(kind: VenueReportKind.CancelRejected, reason: VenueReason.TooLate);
        rig.Cancel("z", "nope").Shows(kind: VenueReportKind.CancelRejected, reason: VenueReason.UnknownOrder);
        rig.Cancel("z", "a", owner: 1).Shows(kind: VenueReportKind.CancelRejected, reason: VenueReason.UnknownOrder);
        rig.Cancel("x", "a").Shows(kind: VenueReportKind.CancelRejected, reason: VenueReason.DuplicateClOrdId);
        rig.Cancel("x", "a", repeated: true).Shows(kind: VenueReportKind.Status, status: VenueOrderStatus.Canceled);
    }

    [Theory]
    [InlineData("a", "ETHUSD_PERP", 1, 1, 51_000_000_000, 3, true, VenueReason.UnknownSymbol)]
    [InlineData("a", MarketRig.Symbol, 3, 1, 51_000_000_000, 3, true, VenueReason.BadSide)]
    [InlineData("a", MarketRig.Symbol, 1, 0, 51_000_000_000, 3, true, VenueReason.BadQuantity)]
    [InlineData("a", MarketRig.Symbol, 1, -4, 51_000_000_000, 3, true, VenueReason.BadQuantity)]
    [InlineData("a", MarketRig.Symbol, 1, 1_000_000_001, 51_000_000_000, 3, true, VenueReason.BadQuantity)]
    [InlineData("a", MarketRig.Symbol, 1, 1, 51_250_000_000, 3, true, VenueReason.PriceOffTick)]
    [InlineData("a", MarketRig.Symbol, 1, 1, 51_000_000_001, 3, true, VenueReason.PriceOffTick)]
    [InlineData("a", MarketRig.Symbol, 1, 1, 0, 3, true, VenueReason.BadPrice)]
    [InlineData("a", MarketRig.Symbol, 1, 1, -500_000_000, 3, true, VenueReason.BadPrice)]
    [InlineData("a", MarketRig.Symbol, 1, 1, 51_000_000_000, 6, true, VenueReason.Unsupported)]
    [InlineData("a", MarketRig.Symbol, 1, 1, 51_000_000_000, 3, false, VenueReason.Unsupported)]
    [InlineData("", MarketRig.Symbol, 1, 1, 51_000_000_000, 3, true, VenueReason.BadClOrdId)]
    [InlineData(TooLongId, MarketRig.Symbol, 1, 1, 51_000_000_000, 3, true, VenueReason.BadClOrdId)]
    public void An_order_that_breaks_a_rule_is_refused_with_the_rule(
        string id, string symbol, int side, long lots, long nanos, int tif, bool limit, VenueReason reason)
    {
        var rig = new MarketRig();
        VenueReport report = Assert.Single(
            rig.Send(id, (Side)side, lots, 0, (TimeInForce)tif, symbol, limit: limit, nanos: nanos));
        report.Shows(kind: VenueReportKind.Rejected, status: VenueOrderStatus.Rejected, reason: reason);
        Assert.NotEqual(0, report.Reason.Text().Length);
        Assert.Equal(1, rig.Market.Rejects);
        Assert.Equal(0, rig.Market.Accepted);
    }

    [Fact]
    public void The_market_is_closed_before_the_first_quote_and_after_the_last()
    {
        var rig = new MarketRig(open: false);
        Assert.Equal(VenueReason.MarketClosed, rig.Send("a", Side.Buy, 1, 102)[0].Reason);
        rig.Quote(100, 10, 102, 10);
        rig.Send("b", Side.Buy, 1, 90, TimeInForce.Day);
        rig.Market.Close(0);
        rig.Last.Shows(kind: VenueReportKind.Canceled, reason: VenueReason.MarketClosed);
        Assert.Equal(VenueReason.MarketClosed, rig.Send("c", Side.Buy, 1, 102)[0].Reason);
    }

    [Fact]
    public void A_used_id_is_refused_and_a_repeated_message_answered_with_the_status()
    {
        var rig = new MarketRig();
        rig.Send("a", Side.Buy, 4, 102);
        Assert.Equal(VenueReason.DuplicateClOrdId, Assert.Single(rig.Send("a", Side.Buy, 4, 102)).Reason);
        VenueReport status = Assert.Single(rig.Send("a", Side.Buy, 4, 102, repeated: true));
        status.Shows(kind: VenueReportKind.Status, status: VenueOrderStatus.Filled, cumLots: 4);
        Assert.Equal(VenueReportKind.New, rig.Send("a", Side.Buy, 4, 102, owner: 1)[0].Kind);
        Assert.Equal(8, rig.Market.Account(0).PositionLots);
    }

    [Fact]
    public void A_status_request_gets_the_state_or_unknown_order()
    {
        var rig = new MarketRig();
        rig.Send("a", Side.Buy, 15, 102, TimeInForce.Day);
        VenueReport status = rig.Status("a");
        status.Shows(
            kind: VenueReportKind.Status, status: VenueOrderStatus.PartiallyFilled, cumLots: 10, leavesLots: 5);
        Assert.Equal("q1", status.RelatedId.ToString());

        VenueReport unknown = rig.Status("b");
        unknown.Shows(
            kind: VenueReportKind.Status, status: VenueOrderStatus.Rejected, reason: VenueReason.UnknownOrder);
        Assert.Equal("unknown order"u8.ToArray(), unknown.Reason.Text().ToArray());
        Assert.Equal(VenueReason.UnknownOrder, rig.Status("a", owner: 1).Reason);
    }

    [Fact]
    public void Cancelling_a_session_leaves_the_orders_of_others()
    {
        var rig = new MarketRig();
        rig.Send("a", Side.Buy, 1, 90, TimeInForce.Day);
        rig.Send("b", Side.Buy, 1, 90, TimeInForce.Day, owner: 1);
        rig.Send("c", Side.Sell, 1, 190, TimeInForce.Day);
        rig.Market.CancelOwner(0, VenueReason.Disconnected);
        Assert.Equal(
            ["a", "c"], rig.Reports.Where(r => r.Kind == VenueReportKind.Canceled).Select(r => r.ClOrdId.ToString()));
        Assert.Equal(1, rig.Market.OpenOrders);
    }

    [Fact]
    public void Every_report_has_an_execution_id_of_its_own()
    {
        var rig = new MarketRig();
        rig.Send("a", Side.Buy, 15, 102);
        rig.Send("a", Side.Buy, 15, 102);
        rig.Status("a");
        rig.Cancel("c", "a");
        Assert.Equal(rig.Reports.Count, rig.Reports.Select(r => (r.Epoch, r.Number)).Distinct().Count());
        Assert.All(rig.Reports, r => Assert.Equal(7, r.Epoch));
    }

    [Fact]
    public void Money_follows_the_fills_of_an_inverse_contract()
    {
        var rig = new MarketRig();
        rig.Send("a", Side.Buy, 10, 102);
        rig.Send("b", Side.Sell, 10, 100);
        VenueAccount account = rig.Market.Account(0);
        Assert.Equal(1000 / 51.0 - 1000 / 50.0, account.Cash, 12);
        Assert.Equal((1000 / 51.0 + 1000 / 50.0) * 0.0005, account.Fees, 12);
        Assert.Equal(0L, account.PositionLots);
        Assert.Equal(10L, account.BoughtLots);
        Assert.Equal(10L, account.SoldLots);
        Assert.Equal(2L, account.Fills);
    }

    [Fact]
    public void A_side_without_a_positive_price_fills_no_order()
    {
        var rig = new MarketRig();
        rig.Send("a", Side.Buy, 5, 90, TimeInForce.Day);
        rig.Quote(-3, 10, 0, 10);
        Assert.DoesNotContain(rig.Send("b", Side.Buy, 5, 102), r => r.Kind == VenueReportKind.Trade);
        Assert.Equal(0L, rig.Market.Fills);
        Assert.Equal(1, rig.Market.OpenOrders);
    }

    [Fact]
    public void Configured_faults_refuse_every_nth_order_and_cap_the_fills()
    {
        var rig = new MarketRig(new VenueFaults { RejectEvery = 3, MaxFillLots = 2 });
        Assert.Equal(2, rig.Send("a", Side.Buy, 5, 102)[1].LastLots);
        rig.Send("b", Side.Buy, 5, 102);
        rig.Send("c", Side.Buy, 5, 102)[0].Shows(kind: VenueReportKind.Rejected, reason: VenueReason.Fault);
        Assert.Equal(VenueReportKind.New, rig.Send("c", Side.Buy, 5, 102)[0].Kind);
        Assert.Equal(2, rig.Market.Account(0).PositionLots);
    }

    [Fact]
    public void Two_instruments_of_one_symbol_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => new SimulatedMarket([MarketRig.Perp(), MarketRig.Perp(index: 1)], new MarketRig(), 1));
        Assert.Contains(MarketRig.Symbol, error.Message, StringComparison.Ordinal);
    }
}
