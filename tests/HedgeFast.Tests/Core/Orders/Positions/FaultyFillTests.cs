using HedgeFast.Core.Control;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Tests.Core.Loop;
using static HedgeFast.Tests.Core.Orders.Positions.DoubtScene;

namespace HedgeFast.Tests.Core.Orders.Positions;

/// <summary>Reports fills with repeated ids, impossible prices or sides, and none that can be read.</summary>
public sealed class FaultyFillTests
{
    [Scenario("O36")]
    [Fact]
    public void An_execution_id_that_the_exchange_uses_again_on_another_day_and_order_is_another_fill()
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 1001);
        rig.Tick(Mid - 10);
        long before = rig.Position;
        rig.Quote(Mid + 9_000, elapsedNanos: 86_400 * Second);
        rig.Loop.EndBatch();
        rig.Loop.CompleteDecisions();
        OrderIntent second = rig.LastIntent;
        rig.Fill(second, second.Lots, execution: 1001);
        Assert.Equal(before + second.Lots, rig.Position);
        Assert.Equal(0, rig.Loop.Counters.LiveOrders);
        Assert.Equal(0, rig.Loop.Counters.OrderAlarms);
    }

    [Scenario("O36")]
    [Theory]
    [InlineData(ReportFlags.IsMarkedRepeated, 0)]
    [InlineData(ReportFlags.None, 1)]
    public void The_same_fill_told_again_counts_once_and_is_an_alarm_where_it_is_not_marked(
        ReportFlags flags, long alarms)
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        ExecutionEvent fill = Told(
            order, ExecutionKind.Fill, cum: 5, leaves: order.Lots - 5, last: 5, ticks: order.LimitTicks, id: 7);
        rig.Execute(fill);
        rig.Session(up: false);
        rig.Session(up: true);
        rig.Execute(fill with { Flags = flags });
        Assert.Equal(5, rig.Position);
        Assert.Equal(alarms, rig.Loop.Counters.OrderAlarms);
        Assert.Equal(DoubtReasons.None, Doubt(rig));
    }

    [Fact]
    public void An_id_told_again_of_the_same_order_with_another_total_is_a_doubt()
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Execute(
            Told(order, ExecutionKind.Fill, cum: 5, leaves: order.Lots - 5, last: 5, ticks: order.LimitTicks, id: 7));
        rig.Execute(
            Told(order, ExecutionKind.Fill, cum: 10, leaves: order.Lots - 10, last: 5, ticks: order.LimitTicks, id: 7));
        Assert.Equal(5, rig.Position);
        Assert.Equal(DoubtReasons.ReusedId, Doubt(rig));
        Assert.Equal(5, rig.Loop.Instruments[0].DoubtOurLots);
        Assert.Equal(10, rig.Loop.Instruments[0].DoubtOtherLots);
    }

    [Fact]
    public void Acknowledgements_and_ends_that_all_have_one_id_are_each_news()
    {
        LoopRig rig = Up();
        for (int i = 0; i < 3; i++)
        {
            rig.Tick(Mid + (i * 9_000));
            OrderIntent order = rig.LastIntent;
            rig.Execute(Told(order, ExecutionKind.New, leaves: order.Lots, id: 1));
            rig.Execute(Told(order, ExecutionKind.Canceled, id: 1));
            Assert.Equal(0, rig.Loop.Counters.LiveOrders);
        }

        Assert.Equal(0, rig.Loop.Ledger.DuplicateReports);
    }

    [Fact]
    public void A_report_that_may_carry_a_fill_and_cannot_be_read_stops_its_underlying()
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = rig.Now,
                Kind = ExecutionKind.Unreadable,
                OrderId = order.OrderId,
                Instrument = -1,
            });
        Assert.Equal(DoubtReasons.Unreadable, Doubt(rig));
        Assert.Equal(IntentKind.Status, rig.LastIntent.Kind);
        Assert.Equal(1, rig.Loop.Counters.OrderAlarms);
    }

    [Fact]
    public void A_fill_to_the_other_side_of_its_order_is_not_guessed_at()
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Execute(
            Told(order, ExecutionKind.Fill, cum: 5, last: 5, ticks: order.LimitTicks, id: 7)
                with
            { Side = 3 - order.Side });
        Assert.Equal(0, rig.Position);
        Assert.Equal(DoubtReasons.Unreadable, Doubt(rig));
    }

    [Fact]
    public void A_fill_without_symbol_and_side_counts_for_its_order()
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Execute(
            Told(order, ExecutionKind.Fill, cum: order.Lots, last: order.Lots, ticks: order.LimitTicks, id: 7)
                with
            { Side = 0, Instrument = -1, Flags = ReportFlags.HasNoSide });
        Assert.Equal(order.Lots, rig.Position);
        Assert.Equal(DoubtReasons.None, Doubt(rig));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1)]
    [InlineData(600_007)]
    [InlineData(530_000)]
    public void A_price_that_the_order_does_not_allow_is_told_and_money_moves_at_the_limit(long ticks)
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Execute(Told(order, ExecutionKind.Fill, cum: order.Lots, last: order.Lots, ticks: ticks, id: 1));
        Assert.Equal(order.Lots, rig.Position);
        Assert.Equal(DoubtReasons.FillPrice, Doubt(rig));
        HedgeAccount account = rig.Loop.Ledger.Account(0);
        Assert.Equal(order.Lots / (order.LimitTicks * 0.1), account.Entry, 9);
    }

    [Fact]
    public void A_better_price_than_the_limit_within_a_move_that_quotes_may_make_is_as_good_as_any()
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Execute(Told(order, ExecutionKind.Fill, cum: order.Lots, last: order.Lots, ticks: 560_000, id: 1));
        Assert.Equal(DoubtReasons.None, Doubt(rig));
    }

    [Fact]
    public void After_a_fill_at_no_price_the_days_loss_is_still_in_force()
    {
        LoopRig rig = Up(limits: limits => limits with { MaxDayLoss = 1000, LossBasis = LossBasis.Hedge });
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Execute(Told(order, ExecutionKind.Fill, cum: order.Lots, last: order.Lots, ticks: 0, id: 1));
        rig.Control(ControlKind.Timer, Second);
        Settle(rig, order.Lots);
        rig.Quote(Mid - 30_000);
        rig.Control(ControlKind.Timer, Second);
        Assert.Equal((long)LimitRefusal.DayLoss, rig.Loop.Counters.Latch);
        Assert.True(double.IsFinite(rig.Loop.Counters.DayProfit));
    }
}
