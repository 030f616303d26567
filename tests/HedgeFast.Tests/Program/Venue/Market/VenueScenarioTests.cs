using HedgeFast.Core.Book;
using HedgeFast.Tests.Program.Venue.Gateway;
using HedgeFast.Venue.Market;

namespace HedgeFast.Tests.Program.Venue.Market;

/// <summary>Faults that the market plays on request. The market shows 10 lots on each side, 100 and 102.</summary>
public sealed class VenueScenarioTests
{
    [Fact]
    public void A_list_of_scenarios_is_read()
    {
        Assert.True(VenueScenario.TryParse("bust%7, late-fill%3", out IReadOnlyList<VenueScenario> scenarios));
        Assert.Equal(
            [new VenueScenario(VenueScenarioKind.Bust, 7), new VenueScenario(VenueScenarioKind.LateFill, 3)],
            scenarios);
        Assert.True(VenueScenario.TryParse("", out scenarios));
        Assert.Empty(scenarios);
    }

    [Theory]
    [InlineData("bust")]
    [InlineData("bust%0")]
    [InlineData("bust%x")]
    [InlineData("burst%2")]
    [InlineData("bust%2%3")]
    public void A_malformed_list_of_scenarios_is_refused(string text) =>
        Assert.False(VenueScenario.TryParse(text, out _));

    [Fact]
    public void An_order_disappears_without_an_answer()
    {
        MarketRig rig = Rig(VenueScenarioKind.NoAnswer);
        Assert.Empty(rig.Send("a", Side.Buy, 3, 102));
        Assert.Equal(VenueReason.UnknownOrder, rig.Status("a").Reason);
    }

    [Fact]
    public void The_last_fill_is_busted_with_its_fee()
    {
        MarketRig rig = Rig(VenueScenarioKind.Bust);
        VenueReport[] reports = rig.Send("a", Side.Buy, 3, 102);
        Assert.Equal([VenueReportKind.New, VenueReportKind.Trade, VenueReportKind.Bust], reports.Select(r => r.Kind));
        reports[2].Shows(refNumber: reports[1].Number, lastLots: 3, cumLots: 0, leavesLots: 0);
        VenueAccount account = rig.Market.Account(0);
        Assert.Equal(0L, account.PositionLots);
        Assert.Equal(0L, account.Fills);
        Assert.Equal(0L, account.BoughtLots);
        Assert.Equal(0L, account.SoldLots);
        Assert.Equal(0, account.Fees, 12);
        Assert.Equal(0, account.Cash, 12);
    }

    [Fact]
    public void One_lot_more_than_ordered_is_filled()
    {
        MarketRig rig = Rig(VenueScenarioKind.Overfill);
        VenueReport last = rig.Send("a", Side.Buy, 3, 102)[^1];
        last.Shows(kind: VenueReportKind.Trade, lastLots: 1, cumLots: 4, leavesLots: 0);
        Assert.Equal(4, rig.Market.Account(0).PositionLots);
    }

    [Fact]
    public void A_resting_order_is_cancelled_without_a_request()
    {
        MarketRig rig = Rig(VenueScenarioKind.CancelUnasked);
        Assert.Equal(
            [VenueReportKind.New, VenueReportKind.Canceled],
            rig.Send("a", Side.Buy, 3, 90, TimeInForce.Day).Select(r => r.Kind));
        Assert.Equal(0, rig.Market.OpenOrders);
    }

    [Fact]
    public void A_filled_order_becomes_larger_and_works_again()
    {
        MarketRig rig = Rig(VenueScenarioKind.Enlarge);
        VenueReport last = rig.Send("a", Side.Buy, 3, 102, TimeInForce.Day)[^1];
        last.Shows(
            kind: VenueReportKind.Restated, status: VenueOrderStatus.PartiallyFilled, cumLots: 3, leavesLots: 1,
            lots: 4);
        Assert.Equal(1, rig.Market.OpenOrders);
        rig.Quote(100, 10, 102, 10);
        rig.Last.Shows(kind: VenueReportKind.Trade, cumLots: 4, leavesLots: 0);
        Assert.Equal(VenueReportKind.Trade, rig.Send("b", Side.Buy, 3, 102)[^1].Kind);
    }

    [Fact]
    public void The_last_fill_is_corrected()
    {
        MarketRig rig = Rig(VenueScenarioKind.Correct);
        VenueReport[] reports = rig.Send("a", Side.Buy, 3, 102);
        Assert.Equal(
            [VenueReportKind.New, VenueReportKind.Trade, VenueReportKind.Correction], reports.Select(r => r.Kind));
        reports[2].Shows(refNumber: reports[1].Number, lastLots: 2, cumLots: 2, leavesLots: 0);
        Assert.Equal(2L, rig.Market.Account(0).PositionLots);
        Assert.Equal(1L, rig.Market.Account(0).Fills);
        Assert.Equal(2L, rig.Market.Account(0).BoughtLots);
        Assert.Equal(0L, rig.Market.Account(0).SoldLots);
    }

    [Theory]
    [InlineData(VenueScenarioKind.DoneForDay, VenueReportKind.DoneForDay, 0)]
    [InlineData(VenueScenarioKind.Restate, VenueReportKind.Restated, 2)]
    [InlineData(VenueScenarioKind.Reinstate, VenueReportKind.Restated, 4)]
    public void A_resting_order_is_changed_by_the_venue(VenueScenarioKind scenario, VenueReportKind last, long leaves)
    {
        MarketRig rig = Rig(scenario);
        VenueReport report = rig.Send("a", Side.Buy, 4, 99, TimeInForce.Day)[^1];
        report.Shows(kind: last, leavesLots: leaves);
        rig.Quote(97, 10, 99, 10);
        Assert.Equal(leaves, rig.Market.Account(0).PositionLots);
    }

    [Fact]
    public void The_venue_trades_one_lot_under_an_id_of_its_own()
    {
        MarketRig rig = Rig(VenueScenarioKind.ForeignFill);
        VenueReport[] reports = rig.Send("a", Side.Buy, 3, 102);
        Assert.Equal(
            ["a New", "a Trade", "DESK-7-2 New", "DESK-7-2 Trade"], reports.Select(r => $"{r.ClOrdId} {r.Kind}"));
        Assert.Equal(4, rig.Market.Account(0).PositionLots);
    }

    [Fact]
    public void Orders_beyond_the_rate_and_some_cancels_are_refused()
    {
        var rig = new MarketRig(new VenueFaults { OrdersPerSecond = 2, RefuseCancelEvery = 2 });
        foreach (string id in new[] { "a", "b" })
            Assert.Equal(VenueReportKind.New, rig.Send(id, Side.Buy, 1, 90, TimeInForce.Day)[0].Kind);
        Assert.Equal(VenueReason.Throttled, rig.Send("c", Side.Buy, 1, 90, TimeInForce.Day)[0].Reason);
        rig.Quote(100, 10, 102, 10, nanos: 1_000_001_000);
        Assert.Equal(VenueReportKind.New, rig.Send("d", Side.Buy, 1, 90, TimeInForce.Day)[0].Kind);
        Assert.Equal(
            [VenueReportKind.Canceled, VenueReportKind.CancelRejected],
            new[] { rig.Cancel("x", "a").Kind, rig.Cancel("y", "b").Kind });
    }

    [Fact]
    public void Reports_sent_early_late_or_twice_leave_the_true_position()
    {
        using var rig = new VenueSessionRig(change: settings => settings with
        {
            Faults = new VenueFaults
            {
                MaxFillLots = 5,
                Scenarios =
                [
                    new(VenueScenarioKind.LateFill, 3), new(VenueScenarioKind.DuplicateExecution, 2),
                    new(VenueScenarioKind.FillBeforeAck, 1),
                ],
            },
        });
        rig.Client.Order("a", '1', "2", "1000000");
        rig.Answers(2);
        rig.Client.Order("b", '1', "2", "1000000");
        rig.Answers(5);
        rig.Client.Order("c", '1', "2", "1000000");
        rig.Answers(8);
        Assert.Equal(["F", "0", "0", "F", "F", "0", "4", "F"], rig.Client.Types);
        Assert.Equal(rig.Host.PositionLots(0), rig.Client.Position);
        rig.RestartVenue();
        Assert.Equal(rig.Host.PositionLots(0), rig.Client.Position);
    }

    [Theory]
    [InlineData(VenueScenarioKind.Bust, 0)]
    [InlineData(VenueScenarioKind.Overfill, 3)]
    [InlineData(VenueScenarioKind.Correct, 1)]
    [InlineData(VenueScenarioKind.ForeignFill, 3)]
    public void A_restart_after_a_changed_fill_keeps_position_and_fees(VenueScenarioKind kind, long position)
    {
        using var rig = new VenueSessionRig(
            change: settings => settings with { Faults = new VenueFaults { Scenarios = [new(kind, 1)] } });
        rig.Client.Order("a", '1', "2", "1000000");
        rig.Answers(3);
        Assert.Equal(position, rig.Host.PositionLots(0));
        double fees = rig.Host.Account(0).Fees;
        rig.RestartVenue();
        Assert.Equal(position, rig.Host.PositionLots(0));
        Assert.Equal(fees, rig.Host.Account(0).Fees);
    }

    private static MarketRig Rig(VenueScenarioKind kind) =>
        new(new VenueFaults { Scenarios = [new VenueScenario(kind, 1)] });
}
