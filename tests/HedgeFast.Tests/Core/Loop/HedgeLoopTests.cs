using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;

namespace HedgeFast.Tests.Core.Loop;

public sealed class HedgeLoopTests
{
    // The price at which one lot of 100 USD is exactly 1/600 coin.
    private const long Mid = 600_000;

    [Fact]
    public void A_broken_band_sends_one_order_to_the_edge()
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        OrderIntent order = Assert.Single(rig.Intents.Items);
        Assert.Equal(Side.Buy, order.Side);
        Assert.Equal(Mid + 1 + 5, order.LimitTicks);
        Assert.Equal(TimeInForce.ImmediateOrCancel, order.TimeInForce);

        double after = rig.Loop.Counters.OptionDelta + (order.Lots / 600.0);
        Assert.InRange(after, -0.5, -0.5 + (1 / 600.0));
    }

    [Fact]
    public void A_position_of_the_start_is_shown_before_the_first_price()
    {
        var rig = new LoopRig(
            LoopRig.MakeSettings() with { Instruments = [LoopRig.Perpetual with { StartLots = -1_481 }] });
        rig.Control(ControlKind.Timer);
        Assert.Equal(-1_481, rig.Loop.Instruments[0].PositionLots);
    }

    [Fact]
    public void A_broken_band_sends_an_order_to_the_centre_when_configured()
    {
        LoopRig rig = Up(new LoopRig(LoopRig.MakeSettings(tradeTo: TradeTo.Centre)));
        rig.Tick(Mid);
        double after = rig.Loop.Counters.OptionDelta + (rig.LastIntent.Lots / 600.0);
        Assert.InRange(after, -0.5 / 600.0, 0.5 / 600.0);
    }

    [Fact]
    public void While_an_order_is_in_flight_it_is_not_sent_again()
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        rig.Tick(Mid);
        rig.Tick(Mid - 10);
        Assert.Single(rig.Intents.Items);

        rig.Execute(new ExecutionEvent { Kind = ExecutionKind.New, OrderId = 1, Instrument = 0, Side = Side.Buy });
        Assert.Single(rig.Intents.Items);
    }

    [Fact]
    public void An_unfilled_rest_is_sent_on_the_next_quote_and_never_on_the_same()
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        OrderIntent first = rig.LastIntent;
        rig.Fill(first, first.Lots - 100, execution: 1);
        rig.End(first, ExecutionKind.Canceled, cumLots: first.Lots - 100);
        rig.Control(ControlKind.Timer);
        Assert.Single(rig.Intents.Items);

        rig.Tick(Mid);
        Assert.Equal(2, rig.Intents.Items.Count);
        Assert.Equal(100, rig.LastIntent.Lots);
        Assert.Equal(2, rig.LastIntent.OrderId);
    }

    [Fact]
    public void An_unfilled_rest_is_sent_after_a_pause_without_a_quote()
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        rig.End(rig.LastIntent, ExecutionKind.Canceled);
        rig.Control(ControlKind.Timer, elapsedNanos: 200_000_000);
        Assert.Single(rig.Intents.Items);
        rig.Control(ControlKind.Timer, elapsedNanos: 60_000_000);
        Assert.Equal(2, rig.Intents.Items.Count);
    }

    [Fact]
    public void No_order_before_the_session_is_up_and_the_hedge_follows_when_it_is()
    {
        var rig = new LoopRig();
        rig.Tick(Mid);
        Assert.Empty(rig.Intents.Items);
        rig.Session(up: true);
        Assert.Single(rig.Intents.Items);
    }

    [Theory]
    [InlineData(QuoteFault.Gap, -1)]
    [InlineData(QuoteFault.Stale, -1)]
    [InlineData(QuoteFault.Disconnected, -1)]
    [InlineData(QuoteFault.Crossed, 0)]
    [InlineData(QuoteFault.Zero, 0)]
    [InlineData(QuoteFault.Negative, 0)]
    [InlineData(QuoteFault.NoPrice, 0)]
    [InlineData(QuoteFault.Absurd, 0)]
    [InlineData(QuoteFault.Halted, 0)]
    public void A_fault_stops_orders_until_a_full_fresh_quote(QuoteFault fault, int instrument)
    {
        LoopRig rig = Hedged(
            LoopRig.Up(
                orders: orders => orders with { ForeignFills = ForeignFills.Count, ForeignLotsPerMinute = 5000 }));
        int sent = rig.Intents.Items.Count;
        rig.Fault(fault, instrument);
        rig.Control(ControlKind.Timer);
        rig.Execute(
            new ExecutionEvent
            {
                Kind = ExecutionKind.Fill,
                OrderId = 0,
                Instrument = 0,
                Side = Side.Sell,
                LastLots = 5000,
                LastTicks = Mid,
                ExecIdLow = 99,
            });
        Assert.Equal(sent, rig.Intents.Items.Count);
        rig.Tick(Mid);
        Assert.Equal(sent + 1, rig.Intents.Items.Count);
    }

    [Fact]
    public void Within_a_batch_the_newest_quote_wins_and_the_others_are_counted()
    {
        LoopRig rig = Up();
        for (int i = 0; i < 10; i++)
            rig.Quote(Mid + i);
        rig.Loop.EndBatch();
        Assert.Equal(10, rig.Loop.Counters.Ticks);
        Assert.Equal(9, rig.Loop.Counters.Conflated);
        Assert.Equal(1, rig.Loop.Counters.Revaluations);
        Assert.Equal((Mid + 9) / 10.0, rig.Loop.Counters.Price);
    }

    [Fact]
    public void The_kill_switch_refuses_counts_and_cancels()
    {
        LoopRig rig = Up(new LoopRig(Resting()));
        rig.Tick(Mid);
        rig.Control(ControlKind.Kill);
        Assert.Equal(IntentKind.Cancel, rig.LastIntent.Kind);
        Assert.Equal(1, rig.LastIntent.OrderId);
        rig.End(rig.Intents.Items[0], ExecutionKind.Canceled);

        int sent = rig.Intents.Items.Count;
        rig.Tick(Mid + 100);
        Assert.True(rig.Loop.Counters.Refusals >= 1);
        Assert.Equal((long)LimitRefusal.Killed, rig.Loop.Counters.LastRefusal);
        Assert.Contains(rig.Records.Items, r => r.Kind == JournalKind.Refusal);
        Assert.Equal(sent, rig.Intents.Items.Count);

        rig.Control(ControlKind.Rearm);
        Assert.Equal(IntentKind.New, rig.LastIntent.Kind);
    }

    [Fact]
    public void An_orderly_stop_cancels_what_works_and_sends_nothing_new()
    {
        LoopRig rig = Up(new LoopRig(Resting()));
        rig.Tick(Mid);
        rig.Control(ControlKind.Stop);
        Assert.Equal(IntentKind.Cancel, rig.LastIntent.Kind);
        rig.End(rig.Intents.Items[0], ExecutionKind.Canceled);
        rig.Tick(Mid + 1000);
        Assert.Equal(2, rig.Intents.Items.Count);
        Assert.Equal(0, rig.Loop.Counters.LiveOrders);
    }

    [Fact]
    public void A_resting_order_is_cancelled_after_its_time()
    {
        LoopRig rig = Up(new LoopRig(Resting()));
        rig.Tick(Mid);
        rig.Control(ControlKind.Timer, elapsedNanos: 400_000_000);
        Assert.Single(rig.Intents.Items);
        rig.Control(ControlKind.Timer, elapsedNanos: 200_000_000);
        Assert.Equal(IntentKind.Cancel, rig.LastIntent.Kind);
        Assert.Equal(1, rig.LastIntent.OrderId);
        Assert.Equal(2, rig.LastIntent.RequestId);
    }

    [Fact]
    public void After_a_refused_cancel_a_status_request_ends_an_order_unknown_to_the_exchange()
    {
        LoopRig rig = Up(new LoopRig(Resting()));
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Control(ControlKind.Stop);
        rig.End(order, ExecutionKind.RequestRejected);
        rig.Control(ControlKind.Timer, elapsedNanos: 600_000_000);
        Assert.Equal(IntentKind.Status, rig.LastIntent.Kind);
        Assert.Equal(1L, rig.LastIntent.OrderId);
        rig.End(order, ExecutionKind.Status);
        Assert.Equal(0, rig.Loop.Counters.LiveOrders);
    }

    [Fact]
    public void After_a_lost_session_each_live_order_is_asked_about_and_stays_in_the_interval()
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Session(up: false);
        rig.Tick(Mid);
        Assert.Single(rig.Intents.Items);

        rig.Session(up: true);
        Assert.Equal(IntentKind.Status, rig.LastIntent.Kind);
        Assert.Equal(2, rig.Intents.Items.Count);

        rig.End(order, ExecutionKind.Status);
        Assert.Equal(IntentKind.New, rig.LastIntent.Kind);
        Assert.Equal(3, rig.Intents.Items.Count);
    }

    [Fact]
    public void After_a_reject_there_is_a_pause_and_then_another_try()
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        rig.End(rig.LastIntent, ExecutionKind.Rejected);
        rig.Tick(Mid);
        Assert.Single(rig.Intents.Items);
        rig.Control(ControlKind.Timer, elapsedNanos: 300_000_000);
        Assert.Equal(2, rig.Intents.Items.Count);
        Assert.Equal(1, rig.Loop.Ledger.Rejects);
    }

    [Fact]
    public void Rejects_in_a_row_lengthen_the_pause_and_an_accepted_order_resets_it()
    {
        LoopRig rig = Up(new LoopRig());
        rig.Tick(Mid);
        for (int i = 0; i < 10 * 60 * 4; i++)
        {
            if (rig.Loop.Counters.LiveOrders > 0)
                rig.End(rig.LastIntent, ExecutionKind.Rejected);
            rig.Tick(Mid);
            rig.Control(ControlKind.Timer, elapsedNanos: 250_000_000);
        }

        // Ten minutes; a pause that stays a quarter of a second would be 2,400 orders.
        Assert.InRange(rig.Intents.Items.Count, 20, 60);
        rig.End(rig.LastIntent, ExecutionKind.New);
        rig.End(rig.LastIntent, ExecutionKind.Rejected);
        int before = rig.Intents.Items.Count;
        rig.Control(ControlKind.Timer, elapsedNanos: 300_000_000);
        rig.Tick(Mid);
        Assert.Equal(before + 1, rig.Intents.Items.Count);
    }

    [Fact]
    public void A_limit_that_refuses_leaves_a_count_and_a_record()
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        LoopRig rig = Up(new LoopRig(settings with { Limits = settings.Limits with { MaxOrderNotional = 10 } }));
        rig.Tick(Mid);
        Assert.Empty(rig.Intents.Items);
        Assert.Equal(1, rig.Loop.Counters.Decisions);
        Assert.Equal(1, rig.Loop.Counters.Refusals);
        Refusal refusal = Assert.Single(rig.Records.Items, r => r.Kind == JournalKind.Refusal).As<Refusal>();
        Assert.Equal(LimitRefusal.Notional, refusal.Reason);
    }

    [Fact]
    public void Slices_work_a_large_need_off_one_order_after_another()
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        LoopRig rig = Up(new LoopRig(settings with { Orders = settings.Orders with { SliceLots = 10_000 } }));
        rig.Tick(Mid);
        ulong execution = 1;
        for (int i = 0; i < rig.Intents.Items.Count; i++)
            rig.Fill(rig.Intents.Items[i], rig.Intents.Items[i].Lots, execution++);
        Assert.True(rig.Intents.Items.Count >= 3);
        Assert.All(rig.Intents.Items, order => Assert.InRange(order.Lots, 1, 10_000));
        Assert.InRange(rig.Loop.Counters.OptionDelta + (rig.Position / 600.0), -0.5, 0.5);
    }

    [Fact]
    public void A_decision_record_carries_its_rule_price_and_band()
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        HedgeDecision decision = Assert.Single(
            rig.Records.Items, r => r.Kind == JournalKind.Decision).As<HedgeDecision>();
        Assert.Equal(DecisionRule.BelowBand, decision.Rule);
        Assert.Equal(-0.5, decision.BandLower);
        Assert.Equal(0.5, decision.BandUpper);
        Assert.Equal(rig.LastIntent.Lots, decision.Lots);
        Assert.Equal(60_000, decision.Price);
        Assert.Equal(decision.OptionDelta, decision.DeltaHigh);
        double touch = (Mid + 1) / 10.0;
        double expected = (decision.Lots * 100 * ((1 / 60_000.0) - (1 / touch)) * touch)
            + (0.0005 * decision.Lots * 100);
        Assert.Equal(expected, decision.ExpectedCost, 6);
    }

    [Fact]
    public void After_every_batch_the_band_holds_at_the_nearer_end_of_the_interval()
    {
        LoopRig rig = Up();
        var random = new Random(20240808);
        long mid = Mid;
        ulong execution = 1;
        for (int i = 0; i < 20_000; i++)
        {
            mid += random.Next(-40, 41);
            rig.Tick(mid);
            if (rig.Loop.Counters.LiveOrders > 0 && random.Next(3) == 0)
            {
                OrderIntent order = rig.Intents.Items.First(o => o.Kind == IntentKind.New
                    && o.OrderId == rig.Loop.Ledger.Live.All[0].OrderId);
                long lots = random.NextInt64(1, order.Lots + 1);
                rig.Fill(order, lots, execution++);
                if (lots < order.Lots)
                    rig.End(order, ExecutionKind.Canceled, lots);
            }
        }

        Assert.True(rig.Loop.Counters.Orders > 100, "seed 20240808");
        Assert.Equal(0, rig.Loop.Counters.MaxExcess);
    }

    private static HedgeSettings Resting()
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        return settings with { Orders = settings.Orders with { TimeInForce = TimeInForce.Day } };
    }

    private static LoopRig Up(LoopRig? rig = null)
    {
        rig ??= new LoopRig();
        rig.Session(up: true);
        return rig;
    }

    private static LoopRig Hedged(LoopRig? other = null)
    {
        LoopRig rig = other ?? Up();
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 1);
        Assert.Equal(0, rig.Loop.Counters.LiveOrders);
        return rig;
    }
}
