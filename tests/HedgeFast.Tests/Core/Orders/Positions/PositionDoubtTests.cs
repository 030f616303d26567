using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Core.Resume;
using static HedgeFast.Tests.Core.Orders.Positions.DoubtScene;

namespace HedgeFast.Tests.Core.Orders.Positions;

/// <summary>Doubt about a position stops its underlying, is told, is carried, and always has a way out.</summary>
public sealed class PositionDoubtTests : IDisposable
{
    private readonly ResumeRig _folder = new();

    public void Dispose() => _folder.Dispose();

    [Scenario("O41")]
    [Fact]
    public void A_false_fill_of_a_million_lots_is_recorded_and_never_traded_away()
    {
        LoopRig rig = Up();
        long hedged = HedgeAtMid(rig);
        int sent = OrdersSent(rig);
        rig.Execute(Foreign(1_000_000));
        Run(rig, seconds: 6);
        Assert.Equal(sent, OrdersSent(rig));
        Assert.Equal(hedged + 1_000_000, rig.Position);
        Assert.Equal(DoubtReasons.UnknownOrder | DoubtReasons.PositionLimit, Doubt(rig));
        Assert.Equal(hedged + 1_000_000, rig.Loop.Instruments[0].DoubtOurLots);
        Assert.Equal(hedged, rig.Loop.Instruments[0].DoubtOtherLots);
    }

    [Fact]
    public void A_named_person_settles_it_with_the_number_before_the_fill_and_hedging_goes_on()
    {
        LoopRig rig = Up();
        long hedged = HedgeAtMid(rig);
        rig.Execute(Foreign(1_000_000));
        Settle(rig, hedged);
        Assert.Equal(hedged, rig.Position);
        Assert.Equal(DoubtReasons.None, Doubt(rig));
        int sent = OrdersSent(rig);
        rig.Tick(Mid + 9_000);
        Assert.Equal(sent + 1, OrdersSent(rig));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(12_345, 1)]
    [InlineData(-499_999, 1)]
    [InlineData(500_001, 0)]
    public void Where_the_exchange_tells_no_position_a_person_may_state_any_within_the_limit(long lots, int settled)
    {
        LoopRig rig = Up();
        HedgeAtMid(rig);
        rig.Execute(Foreign(1_000));
        Settle(rig, lots);
        Assert.Equal(settled == 1, Doubt(rig) == DoubtReasons.None);
        Assert.Equal(1 - settled, rig.Loop.Counters.RequestsRefused);
    }

    [Fact]
    public void Nobody_without_a_name_settles_it()
    {
        LoopRig rig = Up();
        rig.Execute(Foreign(1_000));
        rig.Control(new ControlEvent { Kind = ControlKind.SettlePosition, Instrument = 0, Lots = 0 });
        Assert.Equal(DoubtReasons.UnknownOrder, Doubt(rig));
    }

    [Fact]
    public void What_rests_is_cancelled_at_once()
    {
        LoopRig rig = Up(orders => orders with { TimeInForce = TimeInForce.Day });
        rig.Tick(Mid);
        rig.Execute(Told(rig.LastIntent, ExecutionKind.New, leaves: rig.LastIntent.Lots));
        rig.Execute(Foreign(10));
        Assert.Equal(IntentKind.Cancel, rig.LastIntent.Kind);
    }

    [Scenario("O40")]
    [Fact]
    public void A_fill_beyond_the_order_counts_and_is_not_traded_away()
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Fill(order, order.Lots + 400_000, 1);
        Run(rig, seconds: 6);
        Assert.Equal(1, OrdersSent(rig));
        Assert.Equal(order.Lots + 400_000, rig.Position);
        Assert.Equal(DoubtReasons.Overfill, Doubt(rig));
    }

    [Fact]
    public void An_order_that_the_exchange_made_larger_fills_no_further_than_it_was_ordered()
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Execute(Told(order, ExecutionKind.Restated, leaves: order.Lots + 1_000));
        Assert.Equal(DoubtReasons.None, Doubt(rig));
        rig.Fill(order with { Lots = order.Lots + 1_000 }, order.Lots + 1, 1);
        Assert.Equal(DoubtReasons.Overfill, Doubt(rig));
    }

    [Fact]
    public void A_bust_of_a_trade_that_nobody_knows_is_as_doubtful_as_a_fill_of_one()
    {
        LoopRig rig = Up();
        long hedged = HedgeAtMid(rig);
        int sent = OrdersSent(rig);
        rig.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = rig.Now,
                Kind = ExecutionKind.Bust,
                Instrument = 0,
                Side = Side.Buy,
                LastLots = 400_000,
                LastTicks = Mid,
                ExecIdLow = 90,
                ExecRefLow = 91,
            });
        Run(rig, seconds: 2);
        Assert.Equal(hedged - 400_000, rig.Position);
        Assert.Equal(sent, OrdersSent(rig));
        Assert.NotEqual(DoubtReasons.None, Doubt(rig) & DoubtReasons.UnknownOrder);
    }

    [Fact]
    public void What_is_traded_by_hand_is_hedged_where_that_is_set_up_to_its_bound_a_minute()
    {
        LoopRig rig = Up(orders => orders with { ForeignFills = ForeignFills.Count, ForeignLotsPerMinute = 1_000 });
        HedgeAtMid(rig);
        int sent = OrdersSent(rig);
        rig.Execute(Foreign(900, id: 50));
        Assert.Equal(DoubtReasons.None, Doubt(rig));
        Assert.Equal(sent + 1, OrdersSent(rig));
        rig.Execute(Foreign(101, id: 51));
        Assert.Equal(DoubtReasons.UnknownOrder, Doubt(rig));
    }

    [Fact]
    public void By_hand_the_bound_is_one_of_each_minute()
    {
        LoopRig rig = Up(orders => orders with { ForeignFills = ForeignFills.Count, ForeignLotsPerMinute = 1_000 });
        HedgeAtMid(rig);
        for (ulong minute = 0; minute < 3; minute++)
        {
            rig.Execute(Foreign(900, id: 50 + minute) with { ReceiveNanos = rig.Now });
            rig.Control(ControlKind.Timer, 61 * Second);
        }

        Assert.Equal(DoubtReasons.None, Doubt(rig));
    }

    [Fact]
    public void An_order_that_this_run_never_numbered_is_not_ours_whatever_its_id_says()
    {
        LoopRig rig = Up();
        rig.Execute(Foreign(10) with { OrderId = 777 });
        Assert.Equal(DoubtReasons.UnknownOrder, Doubt(rig));
    }

    [Fact]
    public void What_a_killed_run_had_no_time_to_journal_is_ours()
    {
        LoopRig rig = Up();
        HedgeAtMid(rig);
        var next = new LoopRig(rig.Settings, start: _folder.Resume(rig));
        next.Session(up: true);
        long before = next.Position;
        next.Execute(Foreign(10) with { OrderId = 777 });
        Assert.Equal(before + 10, next.Position);
        Assert.Equal(DoubtReasons.None, Doubt(next));
    }

    [Fact]
    public void A_difference_that_a_resume_carries_is_shown_before_any_session()
    {
        var rig = new PositionRig();
        rig.Up().Answer((0, 7));
        var next = new LoopRig(rig.Loop.Settings, rig.Loop.Book, start: _folder.Resume(rig.Loop));
        next.Control(ControlKind.Timer);
        Assert.Equal(1, next.Loop.Instruments[0].Differs);
        Assert.Equal(0, next.Loop.Instruments[0].OurLots);
        Assert.Equal(7, next.Loop.Instruments[0].TheirLots);
        Assert.Equal(0, next.Loop.Instruments[1].Differs);
    }

    [Fact]
    public void A_doubt_is_journaled_and_the_next_run_begins_with_it()
    {
        LoopRig rig = Up();
        long hedged = HedgeAtMid(rig);
        rig.Execute(Foreign(1_000));
        CarriedDoubt journaled = Assert.Single(
            rig.Records.Items, record => record.Kind == JournalKind.Doubt).As<CarriedDoubt>();
        Assert.Equal(DoubtReasons.UnknownOrder, journaled.Reasons);
        var next = new LoopRig(rig.Settings, start: _folder.Resume(rig));
        Assert.Equal(DoubtReasons.UnknownOrder, next.Loop.Ledger.Doubt.Of(0));
        Assert.Equal(hedged, next.Loop.Ledger.Doubt.OtherLots(0));
        next.Session(up: true);
        Run(next, seconds: 2);
        Assert.Equal(0, OrdersSent(next));
        Assert.Equal((long)DoubtReasons.UnknownOrder, next.Loop.Instruments[0].Doubt);
    }

    [Fact]
    public void A_doubt_that_was_settled_does_not_come_back_with_the_next_run()
    {
        LoopRig rig = Up();
        long hedged = HedgeAtMid(rig);
        rig.Execute(Foreign(1_000));
        Settle(rig, hedged);
        var next = new LoopRig(rig.Settings, start: _folder.Resume(rig));
        Assert.Equal(DoubtReasons.None, next.Loop.Ledger.Doubt.Of(0));
        Assert.Equal(hedged, next.Position);
    }

    [Fact]
    public void An_order_taken_over_knows_its_touch()
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        var next = new LoopRig(rig.Settings, start: _folder.Resume(rig));
        next.Fill(order, order.Lots, 1);
        HedgeAccount account = next.Loop.Ledger.Account(0);
        Assert.InRange(account.Spread, 0, 1_000);
        Assert.InRange(account.Slippage, 0, 1_000);
    }
}
