using HedgeFast.Core;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Core;

/// <summary>The kill switch in the loop and the way back, by the scenario that each is for; the table is in tests/README.md.</summary>
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
        Assert.Equal([1, 2, 3, 4, 5], rig.Intents.Items.Skip(orders).Where(i => i.Kind == IntentKind.Cancel).Select(i => i.OrderId));
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
        rig.Execute(new ExecutionEvent { ReceiveNanos = rig.Now, Kind = ExecutionKind.Status, OrderId = 4_711, Instrument = 0, Side = Side.Buy, LeavesLots = 30 });
        rig.Tick(Mid + 100);
        Assert.Equal(700, rig.Position);
        Assert.Equal([order.OrderId, 4_711], rig.Intents.Items.Where(i => i.Kind == IntentKind.Cancel).Select(i => i.OrderId));
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
                rig.Execute(new ExecutionEvent { ReceiveNanos = rig.Now, Kind = ExecutionKind.Status, OrderId = order.OrderId, Instrument = 0, Side = order.Side, LeavesLots = order.Lots });
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
