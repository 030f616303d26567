using HedgeFast.Core;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Core;

/// <summary>Limits and the kill switch in the loop, by the scenario that each is for; the table is in tests/README.md.</summary>
public sealed class LimitLoopTests
{
    private const long Mid = 600_000;

    // 2024-08-08 00:00 UTC, the day of the rig's quotes.
    private const long DayStart = 1_723_075_200 * LoopRig.Second;

    // A short call of which the hedge is bought at 60,000: when the price falls by 10 % the hedge loses, and what the options gained is told from elsewhere.
    [Fact]
    public void R06_A_loss_marked_to_market_cancels_everything_and_stops_until_re_armed()
    {
        LoopRig rig = Up(limits: l => l with { MaxDayLoss = 1_000, LossBasis = LossBasis.Hedge }, orders: o => o with { TimeInForce = TimeInForce.Day });
        HedgeDown(rig, Mid, execution: 1);
        rig.Tick(Mid + 3_000);
        OrderIntent resting = rig.LastIntent;
        Assert.Equal((IntentKind.New, Side.Buy), (resting.Kind, resting.Side));
        rig.Control(ControlKind.Timer);
        Assert.Equal(0, rig.Loop.Counters.Latch);

        rig.Quote(Mid - 60_000);
        rig.Control(ControlKind.Timer);
        Assert.Equal((long)LimitRefusal.DayLoss, rig.Loop.Counters.Latch);
        Assert.True(rig.Loop.Counters.DayProfit < -1_000, $"{rig.Loop.Counters.DayProfit}");
        Assert.Contains(rig.Intents.Items, i => i.Kind == IntentKind.Cancel && i.OrderId == resting.OrderId);

        int sent = rig.Intents.Items.Count(i => i.Kind == IntentKind.New);
        rig.End(resting, ExecutionKind.Canceled);
        rig.Tick(Mid - 60_010);
        Assert.Equal(sent, rig.Intents.Items.Count(i => i.Kind == IntentKind.New));

        Control(rig, new ControlEvent { Kind = ControlKind.Rearm, Operator = OperatorName.Of("M. Moneypenny") });
        Assert.Equal(0, rig.Loop.Counters.Latch);
        rig.Tick(Mid - 60_020);
        Assert.True(rig.Intents.Items.Count(i => i.Kind == IntentKind.New) > sent);
    }

    [Fact]
    public void R06_What_the_options_gained_counts_unless_the_hedge_alone_is_limited()
    {
        foreach ((LossBasis basis, LimitRefusal latch) in (ReadOnlySpan<(LossBasis, LimitRefusal)>)[(LossBasis.Book, LimitRefusal.None), (LossBasis.Hedge, LimitRefusal.DayLoss)])
        {
            LoopRig rig = Up(limits: l => l with { MaxDayLoss = 1_000, LossBasis = basis });
            HedgeDown(rig, Mid, execution: 1);
            rig.Control(ControlKind.Timer);
            rig.Quote(Mid - 60_000);
            rig.Control(ControlKind.Timer);
            Control(rig, new ControlEvent { Kind = ControlKind.BookProfit, Value = -999 });
            Assert.Equal((basis, (long)latch), (basis, rig.Loop.Counters.Latch));
            Control(rig, new ControlEvent { Kind = ControlKind.BookProfit, Value = -1_000 });
            Assert.Equal((long)LimitRefusal.DayLoss, rig.Loop.Counters.Latch);
        }
    }

    [Fact]
    public void R06_A_book_that_nobody_values_any_more_stops_trading()
    {
        LoopRig rig = Up(limits: l => l with { MaxDayLoss = 1e9 });
        Control(rig, new ControlEvent { Kind = ControlKind.BookProfit, Value = 0 });
        rig.Quote(Mid, elapsedNanos: 31 * LoopRig.Second);
        rig.Loop.EndBatch();
        Assert.Empty(rig.Intents.Items);
        Assert.Equal((long)LimitRefusal.NoMark, rig.Loop.Counters.LastRefusal);

        Control(rig, new ControlEvent { Kind = ControlKind.BookProfit, Value = 0 });
        rig.Tick(Mid);
        Assert.Single(rig.Intents.Items);
    }

    [Fact]
    public void R06_A_loss_of_the_same_day_outlives_the_process()
    {
        foreach ((long day, LimitRefusal latch) in (ReadOnlySpan<(long, LimitRefusal)>)[(DayStart, LimitRefusal.DayLoss), (DayStart - 86_400 * LoopRig.Second, LimitRefusal.None)])
        {
            LoopRig rig = Up(limits: l => l with { MaxDayLoss = 1_000 });
            Control(rig, new ControlEvent { Kind = ControlKind.CarryDay, DayStartNanos = day, Value = -1_000 });
            rig.Quote(Mid);
            rig.Control(ControlKind.Timer);
            Assert.Equal((day, (long)latch), (day, rig.Loop.Counters.Latch));
        }
    }

    [Fact]
    public void R02_The_notional_of_an_order_is_its_money_at_its_price()
    {
        // 100 of quote currency a lot, whatever the price; the need is thousands of lots.
        LoopRig rig = Up(limits: l => l with { MaxOrderNotional = 99_999 }, orders: o => o with { SliceLots = 1_000 });
        rig.Tick(Mid);
        Assert.Empty(rig.Intents.Items);
        Assert.Equal((long)LimitRefusal.Notional, rig.Loop.Counters.LastRefusal);
        Control(rig, new ControlEvent { Kind = ControlKind.SetLimit, Limit = LimitKey.MaxOrderNotional, Value = 100_000 });
        Assert.Equal(1_000, Assert.Single(rig.Intents.Items).Lots);
    }

    [Fact]
    public void R03_An_order_that_would_pay_beyond_the_collar_does_not_leave()
    {
        // From the mid the order may be 600 ticks away; it asks for the touch, one tick away, and 599 or 600 more.
        foreach ((int cap, bool leaves) in (ReadOnlySpan<(int, bool)>)[(599, true), (600, false)])
        {
            LoopRig rig = Up(limits: l => l with { CollarFraction = 0.001 }, orders: o => o with { CapTicks = cap });
            rig.Tick(Mid);
            Assert.Equal((cap, leaves), (cap, rig.Intents.Items.Count == 1));
            Assert.Equal(leaves ? 0 : (long)LimitRefusal.PriceCollar, rig.Loop.Counters.LastRefusal);
        }
    }

    [Fact]
    public void R05_Orders_that_still_work_count_as_position()
    {
        LoopRig rig = Up(limits: l => l with { MaxOrderLots = 1_000, MaxPositionLots = 2_500 }, orders: o => o with { TimeInForce = TimeInForce.Day });
        for (int i = 0; i < 5; i++)
            rig.Tick(Mid + i);
        Assert.Equal((0L, 2), (rig.Position, rig.Intents.Items.Count(i => i.Kind == IntentKind.New)));
        Assert.Equal((long)LimitRefusal.Position, rig.Loop.Counters.LastRefusal);

        // One of them goes unfilled: there is room again.
        rig.End(rig.Intents.Items[0], ExecutionKind.Canceled);
        rig.Tick(Mid);
        Assert.Equal(3, rig.Intents.Items.Count(i => i.Kind == IntentKind.New));
    }

    [Fact]
    public void R08_After_the_latch_only_a_named_person_starts_trading_again()
    {
        LoopRig rig = Up(limits: l => l with { MaxRepeats = 2 });
        HedgeDown(rig, Mid, execution: 1);
        HedgeDown(rig, Mid + 10_000, execution: 2);
        rig.Tick(Mid + 20_000);
        Assert.Equal(2, rig.Intents.Items.Count);
        Assert.Equal((long)LimitRefusal.Repetition, rig.Loop.Counters.Latch);

        Control(rig, new ControlEvent { Kind = ControlKind.Rearm });
        rig.Tick(Mid + 20_010);
        Assert.Equal(2, rig.Intents.Items.Count);

        Control(rig, new ControlEvent { Kind = ControlKind.Rearm, Operator = OperatorName.Of("M. Moneypenny") });
        Assert.Equal(3, rig.Intents.Items.Count);
        Assert.Equal(0, rig.Loop.Counters.Latch);
        Assert.Equal("M. Moneypenny", rig.Records.Items.Last(r => r.Kind == JournalKind.Control).As<ControlEvent>().Operator.ToString());
    }

    [Fact]
    public void R09_An_order_never_meets_one_of_our_own()
    {
        LoopRig rig = Up(orders: o => o with { TimeInForce = TimeInForce.Day });
        rig.Tick(Mid);
        OrderIntent buy = rig.LastIntent;
        rig.Execute(new ExecutionEvent { ReceiveNanos = rig.Now, Kind = ExecutionKind.Fill, Instrument = 0, Side = Side.Buy, LastLots = 80_000, LastTicks = Mid, ExecIdLow = 77 });
        Assert.Equal((IntentKind.Cancel, buy.OrderId), (rig.LastIntent.Kind, rig.LastIntent.OrderId));
        Assert.Equal((long)LimitRefusal.SelfMatch, rig.Loop.Counters.LastRefusal);

        rig.End(buy, ExecutionKind.Canceled);
        rig.Tick(Mid + 1);
        Assert.Equal((IntentKind.New, Side.Sell), (rig.LastIntent.Kind, rig.LastIntent.Side));
    }

    [Fact]
    public void R09_A_resting_order_that_has_become_wrong_is_cancelled_and_counts_until_it_is_gone()
    {
        LoopRig rig = Up(orders: o => o with { TimeInForce = TimeInForce.Day });
        rig.Tick(Mid);
        OrderIntent buy = rig.LastIntent;

        // The price falls, the short calls need less hedge, and the whole resting order would be too much; none of it would be too little.
        rig.Tick(Mid - 20_000);
        Assert.Equal((IntentKind.Cancel, buy.OrderId), (rig.LastIntent.Kind, rig.LastIntent.OrderId));
        rig.Tick(Mid - 20_010);
        Assert.Equal(2, rig.Intents.Items.Count);

        // It filled in part before the cancel arrived: what is missing, and no more, is sent.
        rig.Fill(buy, 1_000, execution: 1);
        rig.End(buy, ExecutionKind.Canceled, cumLots: 1_000);
        rig.Tick(Mid - 20_000);
        Assert.Equal(IntentKind.New, rig.LastIntent.Kind);
        double missing = (-0.5 - rig.Loop.Counters.OptionDelta) * rig.Loop.Counters.Price / 100;
        long sent = rig.Intents.Items.Skip(2).Where(i => i.Kind == IntentKind.New).Sum(i => i.Lots);
        Assert.True(sent > 0 && 1_000 + sent <= Math.Ceiling(missing), $"{sent} lots sent for {missing}");
    }

    [Fact]
    public void R12_A_kill_cancels_everything_within_one_turn_of_the_loop()
    {
        LoopRig rig = Up(orders: o => o with { TimeInForce = TimeInForce.Day, SliceLots = 1_000 });
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
        LoopRig rig = Up(orders: o => o with { TimeInForce = TimeInForce.Day });
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
        LoopRig rig = Up(orders: o => o with { TimeInForce = TimeInForce.Day });
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
        LoopRig rig = Up(orders: o => o with { TimeInForce = TimeInForce.Day });
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
        LoopRig rig = Up();
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Session(up: false);
        rig.Control(ControlKind.Kill);
        rig.Session(up: true);
        Control(rig, new ControlEvent { Kind = ControlKind.Rearm, Operator = OperatorName.Of("Q") });
        Assert.Equal(1, rig.Loop.Counters.Killed);
        rig.End(order, ExecutionKind.Status);
        Assert.Equal(0, rig.Loop.Counters.Killed);
        rig.Tick(Mid + 1);
        Assert.Equal(IntentKind.New, rig.LastIntent.Kind);
    }

    [Fact]
    public void R17_A_limit_changed_by_a_journaled_event_holds_for_the_next_order()
    {
        LoopRig rig = Up();
        Control(rig, new ControlEvent { Kind = ControlKind.SetLimit, Limit = LimitKey.MaxOrderLots, Value = 10 });
        rig.Tick(Mid);
        Assert.Equal(10, Assert.Single(rig.Intents.Items).Lots);
        Control(rig, new ControlEvent { Kind = ControlKind.SetLimit, Limit = LimitKey.MaxOrderLots, Value = -1 });
        Assert.Equal(1, rig.Loop.Counters.LimitChangesRefused);
        Control(rig, new ControlEvent { Kind = ControlKind.SetLimit, Limit = LimitKey.MaxOrderLots, Value = 1_000_000 });
        Assert.Equal(2, rig.Intents.Items.Count);
        Assert.True(rig.LastIntent.Lots > 10);
        Assert.Equal(3, rig.Records.Items.Count(r => r.Kind == JournalKind.Control));
    }

    [Fact]
    public void R01_A_need_above_the_largest_order_is_worked_off_by_orders_of_that_size()
    {
        LoopRig rig = Up(limits: l => l with { MaxOrderLots = 10_000 });
        rig.Tick(Mid);
        ulong execution = 0;
        while (rig.Loop.Counters.LiveOrders > 0)
            rig.Fill(rig.LastIntent, rig.LastIntent.Lots, ++execution);
        Assert.True(rig.Intents.Items.Count > 2);
        Assert.All(rig.Intents.Items.SkipLast(1), intent => Assert.Equal(10_000, intent.Lots));
        Assert.InRange(rig.LastIntent.Lots, 1, 10_000);
        Assert.Equal((0L, 0.0), (rig.Loop.Counters.Refusals, rig.Loop.Counters.MaxExcess));
        double net = rig.Loop.Counters.OptionDelta + (rig.Position * LoopRig.Perpetual.DeltaPerLot(rig.Loop.Counters.Price));
        Assert.InRange(net, -0.51, -0.49);
    }

    [Fact]
    public void R20_What_stops_trading_is_to_be_seen_after_the_same_turn()
    {
        LoopRig rig = Up();
        rig.Control(ControlKind.Kill);
        Assert.Equal(1, rig.Loop.Counters.Killed);
        rig.Tick(Mid);
        Assert.Equal((long)LimitRefusal.Killed, rig.Loop.Counters.LastRefusal);
        Assert.Equal(1, rig.Loop.Counters.Refusals);
    }

    private static LoopRig Up(Func<LimitSettings, LimitSettings>? limits = null, Func<OrderSettings, OrderSettings>? orders = null)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        settings = settings with { Limits = limits?.Invoke(settings.Limits) ?? settings.Limits, Orders = orders?.Invoke(settings.Orders) ?? settings.Orders };
        var rig = new LoopRig(settings);
        rig.Session(up: true);
        return rig;
    }

    private static void Control(LoopRig rig, in ControlEvent control)
    {
        rig.Loop.Apply(control with { ReceiveNanos = rig.Now });
        rig.Loop.EndBatch();
    }

    // A quote that needs buying, and the fill.
    private static void HedgeDown(LoopRig rig, long mid, ulong execution)
    {
        rig.Tick(mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution);
    }
}
