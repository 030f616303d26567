using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>Limits in the loop, by the scenario that each is for; the table is in tests/README.md.</summary>
public sealed class LimitLoopTests
{
    private const long Mid = 600_000;

    // 2024-08-08 00:00 UTC, the day of the rig's quotes.
    private const long DayStart = 1_723_075_200 * LoopRig.Second;

    // A short call of which the hedge is bought at 60,000: when the price falls by 10 % the hedge loses, and what the
    // options gained is told from elsewhere.
    [Fact]
    public void R06_A_loss_marked_to_market_cancels_everything_and_stops_until_re_armed()
    {
        LoopRig rig = LoopRig.Up(
            limits: l => l with { MaxDayLoss = 1_000, LossBasis = LossBasis.Hedge },
            orders: o => o with { TimeInForce = TimeInForce.Day });
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

        rig.Control(new ControlEvent { Kind = ControlKind.Rearm, Operator = OperatorName.Of("night desk") });
        Assert.Equal(0, rig.Loop.Counters.Latch);
        rig.Tick(Mid - 60_020);
        Assert.True(rig.Intents.Items.Count(i => i.Kind == IntentKind.New) > sent);
    }

    [Fact]
    public void R06_What_the_options_gained_counts_unless_the_hedge_alone_is_limited()
    {
        foreach (
            (LossBasis basis, LimitRefusal latch) in (ReadOnlySpan<(LossBasis, LimitRefusal)>)[(LossBasis.Book, LimitRefusal.None), (LossBasis.Hedge, LimitRefusal.DayLoss)])
        {
            LoopRig rig = LoopRig.Up(limits: l => l with { MaxDayLoss = 1_000, LossBasis = basis });
            HedgeDown(rig, Mid, execution: 1);
            rig.Control(ControlKind.Timer);
            rig.Quote(Mid - 60_000);
            rig.Control(ControlKind.Timer);
            rig.Control(new ControlEvent { Kind = ControlKind.BookProfit, Value = -999 });
            Assert.Equal((basis, (long)latch), (basis, rig.Loop.Counters.Latch));
            rig.Control(new ControlEvent { Kind = ControlKind.BookProfit, Value = -1_000 });
            Assert.Equal((long)LimitRefusal.DayLoss, rig.Loop.Counters.Latch);
        }
    }

    [Fact]
    public void R06_A_book_that_nobody_values_any_more_stops_trading()
    {
        LoopRig rig = LoopRig.Up(limits: l => l with { MaxDayLoss = 1e9 });
        rig.Control(new ControlEvent { Kind = ControlKind.BookProfit, Value = 0 });
        rig.Quote(Mid, elapsedNanos: 31 * LoopRig.Second);
        rig.Loop.EndBatch();
        Assert.Empty(rig.Intents.Items);
        Assert.Equal((long)LimitRefusal.NoMark, rig.Loop.Counters.LastRefusal);

        rig.Control(new ControlEvent { Kind = ControlKind.BookProfit, Value = 0 });
        rig.Tick(Mid);
        Assert.Single(rig.Intents.Items);
    }

    [Fact]
    public void R06_A_book_that_nobody_ever_values_stops_trading()
    {
        LoopRig rig = LoopRig.Up(limits: l => l with { MaxDayLoss = 1e9 });
        HedgeDown(rig, Mid, execution: 1);
        rig.Quote(Mid + 10_000, elapsedNanos: 31 * LoopRig.Second);
        rig.Loop.EndBatch();
        Assert.Single(rig.Intents.Items);
        Assert.Equal((long)LimitRefusal.NoMark, rig.Loop.Counters.LastRefusal);
    }

    [Fact]
    public void R06_A_loss_of_the_same_day_outlives_the_process()
    {
        foreach (
            (long day, LimitRefusal latch) in (ReadOnlySpan<(long, LimitRefusal)>)[(DayStart, LimitRefusal.DayLoss), (DayStart - 86_400 * LoopRig.Second, LimitRefusal.None)])
        {
            LoopRig rig = LoopRig.Up(limits: l => l with { MaxDayLoss = 1_000 });
            rig.Control(new ControlEvent { Kind = ControlKind.CarryDay, DayStartNanos = day, Value = -1_000 });
            rig.Quote(Mid);
            rig.Control(ControlKind.Timer);
            Assert.Equal((day, (long)latch), (day, rig.Loop.Counters.Latch));
        }
    }

    [Fact]
    public void R06_What_the_day_s_loss_depends_on_is_in_the_state_hash()
    {
        ulong before = HashAfter();
        Assert.Equal(before, HashAfter());
        ulong[] others =
        [
            HashAfter(new ControlEvent { Kind = ControlKind.SetLimit, Limit = LimitKey.MaxDayLoss, Value = 5_000 }),
            HashAfter(new ControlEvent { Kind = ControlKind.BookProfit, Value = -10 }),
            HashAfter(new ControlEvent { Kind = ControlKind.BookProfit, Value = -11 }),
            HashAfter(new ControlEvent { Kind = ControlKind.BookProfit, Value = -10, ReceiveNanos = 1 }),
            HashAfter(new ControlEvent { Kind = ControlKind.CarryDay, Value = -10, DayStartNanos = DayStart }),
        ];
        Assert.Equal(others.Length + 1, others.Append(before).Distinct().Count());

        static ulong HashAfter(ControlEvent? control = null)
        {
            LoopRig rig = LoopRig.Up();
            rig.Quote(Mid);
            rig.Loop.EndBatch();
            if (control is { } given)
                rig.Loop.Apply(given with { ReceiveNanos = rig.Now + given.ReceiveNanos });
            return rig.Loop.StateHash();
        }
    }

    [Fact]
    public void R03_An_order_that_would_pay_beyond_the_collar_does_not_leave()
    {
        // From the mid the order may be 600 ticks away; it asks for the touch, one tick away, and 599 or 600 more.
        foreach ((int cap, bool leaves) in (ReadOnlySpan<(int, bool)>)[(599, true), (600, false)])
        {
            LoopRig rig = LoopRig.Up(
                limits: l => l with { CollarFraction = 0.001 }, orders: o => o with { CapTicks = cap });
            rig.Tick(Mid);
            Assert.Equal((cap, leaves), (cap, rig.Intents.Items.Count == 1));
            Assert.Equal(leaves ? 0 : (long)LimitRefusal.PriceCollar, rig.Loop.Counters.LastRefusal);
        }
    }

    [Fact]
    public void R05_Orders_that_still_work_count_as_position()
    {
        LoopRig rig = LoopRig.Up(
            limits: l => l with { MaxOrderLots = 1_000, MaxPositionLots = 2_500 },
            orders: o => o with { TimeInForce = TimeInForce.Day });
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
        LoopRig rig = LoopRig.Up(limits: l => l with { MaxRepeats = 2 });
        HedgeDown(rig, Mid, execution: 1);
        HedgeDown(rig, Mid + 10_000, execution: 2);
        rig.Tick(Mid + 20_000);
        Assert.Equal(2, rig.Intents.Items.Count);
        Assert.Equal((long)LimitRefusal.Repetition, rig.Loop.Counters.Latch);

        rig.Control(new ControlEvent { Kind = ControlKind.Rearm });
        rig.Tick(Mid + 20_010);
        Assert.Equal(2, rig.Intents.Items.Count);

        rig.Control(new ControlEvent { Kind = ControlKind.Rearm, Operator = OperatorName.Of("night desk") });
        Assert.Equal(3, rig.Intents.Items.Count);
        Assert.Equal(0, rig.Loop.Counters.Latch);
        Assert.Equal(
            "night desk",
            rig.Records.Items.Last(r => r.Kind == JournalKind.Control).As<ControlEvent>().Operator.ToString());
    }

    [Fact]
    public void R09_An_order_never_meets_one_of_our_own()
    {
        LoopRig rig = LoopRig.Up(orders: o => LoopRig.CountingForeignFills(o) with { TimeInForce = TimeInForce.Day });
        rig.Tick(Mid);
        OrderIntent buy = rig.LastIntent;
        rig.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = rig.Now,
                Kind = ExecutionKind.Fill,
                Instrument = 0,
                Side = Side.Buy,
                LastLots = 80_000,
                LastTicks = Mid,
                ExecIdLow = 77,
            });
        Assert.Equal((IntentKind.Cancel, buy.OrderId), (rig.LastIntent.Kind, rig.LastIntent.OrderId));
        Assert.Equal((long)LimitRefusal.SelfMatch, rig.Loop.Counters.LastRefusal);

        rig.End(buy, ExecutionKind.Canceled);
        rig.Tick(Mid + 1);
        Assert.Equal((IntentKind.New, Side.Sell), (rig.LastIntent.Kind, rig.LastIntent.Side));
    }

    [Fact]
    public void R09_A_resting_order_that_has_become_wrong_is_cancelled_and_counts_until_it_is_gone()
    {
        LoopRig rig = LoopRig.Up(orders: o => o with { TimeInForce = TimeInForce.Day });
        rig.Tick(Mid);
        OrderIntent buy = rig.LastIntent;

        // The price falls, the short calls need less hedge, and the whole resting order would be too much; none of it
        // would be too little.
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
    public void R17_A_limit_changed_by_a_journaled_event_holds_for_the_next_order()
    {
        LoopRig rig = LoopRig.Up();
        rig.Control(new ControlEvent { Kind = ControlKind.SetLimit, Limit = LimitKey.MaxOrderLots, Value = 10 });
        rig.Tick(Mid);
        Assert.Equal(10, Assert.Single(rig.Intents.Items).Lots);
        rig.Control(new ControlEvent { Kind = ControlKind.SetLimit, Limit = LimitKey.MaxOrderLots, Value = -1 });
        Assert.Equal(1, rig.Loop.Counters.LimitChangesRefused);
        rig.Control(new ControlEvent { Kind = ControlKind.SetLimit, Limit = LimitKey.MaxOrderLots, Value = 1_000_000 });
        Assert.Equal(2, rig.Intents.Items.Count);
        Assert.True(rig.LastIntent.Lots > 10);
        Assert.Equal(3, rig.Records.Items.Count(r => r.Kind == JournalKind.Control));
    }

    [Fact]
    public void R01_A_need_above_the_largest_order_is_worked_off_by_orders_of_that_size()
    {
        LoopRig rig = LoopRig.Up(limits: l => l with { MaxOrderLots = 10_000 });
        AssertWorkedOffInTenThousands(rig);
        Assert.Equal((0L, 0.0), (rig.Loop.Counters.Refusals, rig.Loop.Counters.MaxExcess));
        double net = rig.Loop.Counters.OptionDelta
            + (rig.Position * LoopRig.Perpetual.DeltaPerLot(rig.Loop.Counters.Price));
        Assert.InRange(net, -0.51, -0.49);
    }

    [Fact]
    public void R02_A_need_above_the_largest_notional_is_worked_off_by_orders_of_that_size()
    {
        // A lot is 100 dollars.
        LoopRig rig = LoopRig.Up(limits: l => l with { MaxOrderNotional = 1_000_050 });
        AssertWorkedOffInTenThousands(rig);
        Assert.Equal(0, rig.Loop.Counters.Refusals);
    }

    [Fact]
    public void R02_Where_a_single_lot_is_above_the_largest_notional_it_is_refused()
    {
        LoopRig rig = LoopRig.Up(limits: l => l with { MaxOrderNotional = 99, OperatorFactor = 2 });
        rig.Tick(Mid);
        Assert.Empty(rig.Intents.Items);
        Assert.Equal((1L, (long)LimitRefusal.Notional), (rig.Loop.Counters.Refusals, rig.Loop.Counters.LastRefusal));
        rig.Control(new ControlEvent { Kind = ControlKind.SetLimit, Limit = LimitKey.MaxOrderNotional, Value = 100 });
        Assert.Equal(1, Assert.Single(rig.Intents.Items).Lots);
    }

    // A quote that needs buying, and the fill.
    private static void HedgeDown(LoopRig rig, long mid, ulong execution)
    {
        rig.Tick(mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution);
    }

    private static void AssertWorkedOffInTenThousands(LoopRig rig)
    {
        rig.Tick(Mid);
        ulong execution = 0;
        while (rig.Loop.Counters.LiveOrders > 0)
            rig.Fill(rig.LastIntent, rig.LastIntent.Lots, ++execution);
        Assert.True(rig.Intents.Items.Count > 2);
        Assert.All(rig.Intents.Items.SkipLast(1), intent => Assert.Equal(10_000, intent.Lots));
        Assert.InRange(rig.LastIntent.Lots, 1, 10_000);
    }

    [Fact]
    public void A_book_that_nobody_values_stops_no_hedge_where_its_loss_limit_is_derived_and_is_told()
    {
        LoopRig rig = LoopRig.Up(limits: l => l with { MaxDayLoss = 1e9, TradesUnvalued = true });
        rig.Control(new ControlEvent { Kind = ControlKind.BookProfit, Value = 0 });
        rig.Quote(Mid, elapsedNanos: 31 * LoopRig.Second);
        rig.Loop.EndBatch();
        Assert.Single(rig.Intents.Items);
        Assert.Equal(1, rig.Loop.Counters.MarkMissing);
        rig.Control(new ControlEvent { Kind = ControlKind.BookProfit, Value = 0 });
        rig.Tick(Mid);
        Assert.Equal(0, rig.Loop.Counters.MarkMissing);
    }
}
