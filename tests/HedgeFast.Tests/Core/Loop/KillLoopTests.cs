using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>
/// The kill switch in the loop and the way back, by the scenario that each is for; the table is in tests/README.md.
/// </summary>
public sealed class KillLoopTests
{
    private const long Mid = 600_000;

    [Fact]
    public void R12_A_kill_cancels_everything_within_one_turn_of_the_loop()
    {
        LoopRig rig = LoopRig.Up(orders: o => o with { TimeInForce = TimeInForce.Day, SliceLots = 1_000 });
        for (int i = 0; i < 5; i++)
            rig.Tick(Mid + i);
        int orders = rig.Intents.Items.Count;
        Assert.Equal(5, orders);
        rig.Control(ControlKind.Kill);
        Assert.Equal(
            [1, 2, 3, 4, 5],
            rig.Intents.Items.Skip(orders).Where(i => i.Kind == IntentKind.Cancel).Select(i => i.OrderId));
        for (int i = 0; i < 5; i++)
            rig.Tick(Mid + i);
        Assert.Equal(5, rig.Intents.Items.Count(i => i.Kind == IntentKind.New));
    }

    [Fact]
    public void While_stopped_time_alone_decides_nothing_and_fills_no_journal()
    {
        LoopRig rig = LoopRig.Up();
        rig.Control(ControlKind.Kill);
        rig.Tick(Mid);
        long refused = rig.Loop.Counters.Refusals;
        Assert.Equal(1, refused);
        for (int i = 0; i < 200; i++)
            rig.Control(ControlKind.Timer, elapsedNanos: 5_000_000);
        Assert.Equal(refused, rig.Loop.Counters.Refusals);
        rig.Control(ControlKind.Rearm);
        Assert.Equal(IntentKind.New, rig.LastIntent.Kind);
    }

    [Fact]
    public void R13_A_kill_while_disconnected_holds_at_the_logon()
    {
        var rig = new LoopRig();
        rig.Tick(Mid);
        rig.Control(ControlKind.Kill);
        rig.Session(up: true);
        rig.Tick(Mid + 100);
        Assert.DoesNotContain(rig.Intents.Items, i => i.Kind == IntentKind.New);
        Assert.Equal((long)LimitRefusal.Killed, rig.Loop.Counters.LastRefusal);
    }

    [Fact]
    public void R14_A_kill_during_the_resend_cancels_what_the_resend_brings_back()
    {
        LoopRig rig = LoopRig.Up(orders: o => o with { TimeInForce = TimeInForce.Day });
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Session(up: false);
        rig.Control(ControlKind.Kill);
        rig.Session(up: true);
        Assert.Equal((IntentKind.Cancel, order.OrderId), (rig.LastIntent.Kind, rig.LastIntent.OrderId));
    }

    [Fact]
    public void R14_What_comes_after_the_kill_is_counted_cancelled_and_followed_by_nothing_new()
    {
        LoopRig rig = LoopRig.Up(orders: o => o with { TimeInForce = TimeInForce.Day });
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Session(up: false);
        rig.Session(up: true);
        Assert.Equal(1, rig.Loop.Counters.Recovering);
        rig.Control(ControlKind.Kill);

        // A fill that was missed, and an order of a number that nobody here remembers.
        rig.Fill(order, 700, execution: 1);
        rig.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = rig.Now,
                Kind = ExecutionKind.Status,
                OrderId = 4_711,
                Instrument = 0,
                Side = Side.Buy,
                LeavesLots = 30,
            });
        rig.Tick(Mid + 100);
        Assert.Equal(700, rig.Position);
        Assert.Equal(
            [order.OrderId, 4_711],
            rig.Intents.Items.Where(i => i.Kind == IntentKind.Cancel).Select(i => i.OrderId).Distinct());
        Assert.Single(rig.Intents.Items, i => i.Kind == IntentKind.New);
    }

    [Fact]
    public void R15_Refused_cancels_are_an_alarm_and_no_storm()
    {
        LoopRig rig = LoopRig.Up(orders: o => o with { TimeInForce = TimeInForce.Day });
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Control(ControlKind.Kill);
        for (int i = 0; i < 10 * 60 * 4; i++)
        {
            IntentKind last = rig.LastIntent.Kind;
            if (last == IntentKind.Cancel)
                rig.End(order, ExecutionKind.RequestRejected);
            else
            {
                rig.Execute(
                    new ExecutionEvent
                    {
                        ReceiveNanos = rig.Now,
                        Kind = ExecutionKind.Status,
                        OrderId = order.OrderId,
                        Instrument = 0,
                        Side = order.Side,
                        LeavesLots = order.Lots,
                    });
            }

            rig.Control(ControlKind.Timer, elapsedNanos: LoopRig.Second / 4);
        }

        // Ten minutes; a request every half second would be 1,200.
        Assert.InRange(rig.Intents.Items.Count, 5, 50);
        Assert.True(rig.Loop.Counters.CancelsRefused >= 3);
        Assert.Equal((1L, 1L), (rig.Loop.Counters.LiveOrders, rig.Loop.Counters.Unresolved));
    }

    [Fact]
    public void R16_Re_arming_waits_until_every_order_is_known()
    {
        LoopRig rig = LoopRig.Up();
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Session(up: false);
        rig.Control(ControlKind.Kill);
        rig.Session(up: true);
        rig.Control(new ControlEvent { Kind = ControlKind.Rearm, Operator = OperatorName.Of("Q") });
        Assert.Equal(1, rig.Loop.Counters.Killed);
        rig.End(order, ExecutionKind.Status);
        Assert.Equal(0, rig.Loop.Counters.Killed);
        rig.Tick(Mid + 1);
        Assert.Equal(IntentKind.New, rig.LastIntent.Kind);
    }

    [Theory]
    [InlineData(20, 3_600)]
    [InlineData(60, 3_600)]
    [InlineData(500, 3_600)]
    [InlineData(20, 0.5)]
    [InlineData(60, 0.5)]
    [InlineData(500, 0.5)]
    public void A_kill_cancels_everything_as_fast_as_the_venue_takes_cancels(int orders, double cancelAfterSeconds)
    {
        ThrottledRig rig = new(orders, cancelAfterSeconds);
        long start = rig.Loop.Now;
        rig.Loop.Control(ControlKind.Kill);
        rig.RunUntilNothingRests(40_000);
        double seconds = (rig.Loop.Now - start) / (double)LoopRig.Second;
        Assert.Equal(0, rig.Loop.Loop.Counters.LiveOrders);
        Assert.Equal(0, rig.Loop.Loop.Counters.Unresolved);
        Assert.True(seconds <= (orders / 5.0) + 1, $"{orders} orders at five cancels a second took {seconds:N1} s");
    }

    [Fact]
    public void An_unknown_order_whose_cancel_did_not_leave_is_cancelled_and_not_only_asked_about()
    {
        ThrottledRig rig = new(60, cancelAfterSeconds: 3_600);
        rig.Loop.Session(up: false);
        rig.Loop.Control(ControlKind.Kill);
        rig.AnswersStatus = false;
        rig.Loop.Session(up: true);
        rig.RunUntilNothingRests(40_000);
        Assert.Equal(0, rig.Loop.Loop.Counters.LiveOrders);
    }

    [Fact]
    public void A_cancel_that_does_not_leave_for_an_hour_costs_no_request()
    {
        ThrottledRig rig = new(20, cancelAfterSeconds: 0.5) { CancelsPerSecond = 0 };
        rig.Loop.Control(ControlKind.Kill);
        for (int i = 0; i < 3_600; i++)
        {
            rig.Answer();
            rig.Loop.Control(ControlKind.Timer, LoopRig.Second);
        }

        Assert.Equal(0, rig.Loop.Loop.Counters.Unresolved);
        rig.CancelsPerSecond = 5;
        rig.RunUntilNothingRests(1_000);
        Assert.Equal(0, rig.Loop.Loop.Counters.LiveOrders);
    }

    [Fact]
    public void While_killed_an_order_whose_requests_have_ended_in_an_alarm_is_still_cancelled()
    {
        LoopRig rig = LoopRig.Up(orders: o => o with { TimeInForce = TimeInForce.Day });
        rig.Tick(Mid);
        rig.Control(ControlKind.Kill);
        for (int i = 0; i < 3_600; i++)
            rig.Control(ControlKind.Timer, LoopRig.Second);
        Assert.Equal(1, rig.Loop.Counters.Unresolved);
        int before = rig.Intents.Items.Count(i => i.Kind == IntentKind.Cancel);
        for (int i = 0; i < 120; i++)
            rig.Control(ControlKind.Timer, LoopRig.Second);
        Assert.True(rig.Intents.Items.Count(i => i.Kind == IntentKind.Cancel) > before);
    }

    [Fact]
    public void A_mass_status_that_is_not_answered_holds_no_cancel_up()
    {
        LoopRig rig = LoopRig.Up(
            orders: o =>
                o with { TimeInForce = TimeInForce.Day, MassStatus = true, CancelAfterNanos = 3_600 * LoopRig.Second });
        rig.Control(ControlKind.Timer, 10 * LoopRig.Second);
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        Assert.Equal(IntentKind.New, order.Kind);
        rig.Session(up: false);
        rig.Control(ControlKind.Kill);
        rig.Session(up: true);
        rig.Control(ControlKind.Timer, LoopRig.Second);
        Assert.Contains(rig.Intents.Items, i => i.Kind == IntentKind.Cancel && i.OrderId == order.OrderId);
    }

    [Fact]
    public void R16_A_named_re_arming_that_waits_is_not_taken_back_by_one_without_a_name()
    {
        LoopRig rig = LoopRig.Up(limits: l => l with { MaxDayLoss = 1_000, LossBasis = LossBasis.Hedge });
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 1);
        rig.Control(ControlKind.Timer);
        rig.Quote(Mid - 60_000);
        rig.Control(ControlKind.Timer);
        Assert.Equal((long)LimitRefusal.DayLoss, rig.Loop.Counters.Latch);
        rig.Control(ControlKind.Kill);
        rig.Session(up: false);
        rig.Control(new ControlEvent { Kind = ControlKind.Rearm, Operator = OperatorName.Of("Q") });
        rig.Control(ControlKind.Rearm);
        rig.Session(up: true);
        rig.Tick(Mid - 60_001);
        Assert.Equal(0, rig.Loop.Counters.Killed);
    }

    [Fact]
    public void A_re_arming_is_void_once_there_is_a_kill_that_its_author_could_not_see()
    {
        LoopRig rig = LoopRig.Up();
        rig.Control(new ControlEvent { Kind = ControlKind.Kill, Lots = 2 });
        rig.Control(new ControlEvent { Kind = ControlKind.Rearm, Lots = 1, Operator = OperatorName.Of("Q") });
        Assert.Equal(1, rig.Loop.Counters.Killed);
        Assert.Equal(1, rig.Loop.Counters.RearmsRefused);
        rig.Control(new ControlEvent { Kind = ControlKind.Rearm, Lots = 2, Operator = OperatorName.Of("Q") });
        Assert.Equal(0, rig.Loop.Counters.Killed);
    }

    [Fact]
    public void R20_What_stops_trading_is_to_be_seen_after_the_same_turn()
    {
        LoopRig rig = LoopRig.Up();
        rig.Control(ControlKind.Kill);
        Assert.Equal(1, rig.Loop.Counters.Killed);
        rig.Tick(Mid);
        Assert.Equal((long)LimitRefusal.Killed, rig.Loop.Counters.LastRefusal);
        Assert.Equal(1, rig.Loop.Counters.Refusals);
    }
}
