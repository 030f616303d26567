using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Orders.Positions;

/// <summary>Doubt about a position stops its underlying, is told, is carried, and always has a way out.</summary>
public sealed class PositionDoubtTests : IDisposable
{
    private const long Mid = 600_000;
    private const long Second = LoopRig.Second;

    private readonly ResumeRig _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_false_fill_of_a_million_lots_is_recorded_and_never_traded_away()
    {
        LoopRig rig = Up();
        long hedged = Hedge(rig);
        int sent = Orders(rig);
        rig.Execute(Foreign(1_000_000));
        Run(rig, seconds: 6);
        Assert.Equal(sent, Orders(rig));
        Assert.Equal(hedged + 1_000_000, rig.Position);
        Assert.Equal(DoubtReasons.UnknownOrder | DoubtReasons.PositionLimit, Doubt(rig));
        Assert.Equal(hedged + 1_000_000, rig.Loop.Instruments[0].DoubtOurLots);
        Assert.Equal(hedged, rig.Loop.Instruments[0].DoubtOtherLots);
    }

    [Fact]
    public void A_named_person_settles_it_with_the_number_before_the_fill_and_hedging_goes_on()
    {
        LoopRig rig = Up();
        long hedged = Hedge(rig);
        rig.Execute(Foreign(1_000_000));
        Settle(rig, hedged);
        Assert.Equal(hedged, rig.Position);
        Assert.Equal(DoubtReasons.None, Doubt(rig));
        int sent = Orders(rig);
        rig.Tick(Mid + 9_000);
        Assert.Equal(sent + 1, Orders(rig));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(12_345, 1)]
    [InlineData(-499_999, 1)]
    [InlineData(500_001, 0)]
    public void Where_the_exchange_tells_no_position_a_person_may_state_any_within_the_limit(long lots, int settled)
    {
        LoopRig rig = Up();
        Hedge(rig);
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

    [Fact]
    public void A_fill_beyond_the_order_counts_and_is_not_traded_away()
    {
        LoopRig rig = Up();
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Fill(order, order.Lots + 400_000, 1);
        Run(rig, seconds: 6);
        Assert.Equal(1, Orders(rig));
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
            Told(
                order, ExecutionKind.Fill, cum: 5, last: 5, ticks: order.LimitTicks,
                id: 7) with
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
            Told(
                order, ExecutionKind.Fill, cum: order.Lots, last: order.Lots, ticks: order.LimitTicks,
                id: 7) with
            { Side = 0, Instrument = -1, Flags = ReportFlags.HasNoSide });
        Assert.Equal(order.Lots, rig.Position);
        Assert.Equal(DoubtReasons.None, Doubt(rig));
    }

    [Fact]
    public void A_bust_of_a_trade_that_nobody_knows_is_as_doubtful_as_a_fill_of_one()
    {
        LoopRig rig = Up();
        long hedged = Hedge(rig);
        int sent = Orders(rig);
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
        Assert.Equal(sent, Orders(rig));
        Assert.NotEqual(DoubtReasons.None, Doubt(rig) & DoubtReasons.UnknownOrder);
    }

    [Fact]
    public void What_is_traded_by_hand_is_hedged_where_that_is_set_up_to_its_bound_a_minute()
    {
        LoopRig rig = Up(orders => orders with { ForeignFills = ForeignFills.Count, ForeignLotsPerMinute = 1_000 });
        Hedge(rig);
        int sent = Orders(rig);
        rig.Execute(Foreign(900, id: 50));
        Assert.Equal(DoubtReasons.None, Doubt(rig));
        Assert.Equal(sent + 1, Orders(rig));
        rig.Execute(Foreign(101, id: 51));
        Assert.Equal(DoubtReasons.UnknownOrder, Doubt(rig));
    }

    [Fact]
    public void By_hand_the_bound_is_one_of_each_minute()
    {
        LoopRig rig = Up(orders => orders with { ForeignFills = ForeignFills.Count, ForeignLotsPerMinute = 1_000 });
        Hedge(rig);
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
        Hedge(rig);
        var next = new LoopRig(rig.Settings, start: _folder.Resume(rig));
        next.Session(up: true);
        long before = next.Position;
        next.Execute(Foreign(10) with { OrderId = 777 });
        Assert.Equal(before + 10, next.Position);
        Assert.Equal(DoubtReasons.None, Doubt(next));
    }

    [Fact]
    public void A_doubt_is_journaled_and_the_next_run_begins_with_it()
    {
        LoopRig rig = Up();
        long hedged = Hedge(rig);
        rig.Execute(Foreign(1_000));
        CarriedDoubt journaled = Assert.Single(
            rig.Records.Items, record => record.Kind == JournalKind.Doubt).As<CarriedDoubt>();
        Assert.Equal(DoubtReasons.UnknownOrder, journaled.Reasons);
        var next = new LoopRig(rig.Settings, start: _folder.Resume(rig));
        Assert.Equal(DoubtReasons.UnknownOrder, next.Loop.Ledger.Doubt.Of(0));
        Assert.Equal(hedged, next.Loop.Ledger.Doubt.OtherLots(0));
        next.Session(up: true);
        Run(next, seconds: 2);
        Assert.Equal(0, Orders(next));
        Assert.Equal((long)DoubtReasons.UnknownOrder, next.Loop.Instruments[0].Doubt);
    }

    [Fact]
    public void A_doubt_that_was_settled_does_not_come_back_with_the_next_run()
    {
        LoopRig rig = Up();
        long hedged = Hedge(rig);
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

    private static LoopRig Up(
        Func<OrderSettings, OrderSettings>? orders = null,
        Func<LimitSettings, LimitSettings>? limits = null) => LoopRig.Up(
        l => (limits ?? (same => same))(l with { MaxPositionLots = 500_000, MaxOrderLots = 500_000 }), orders);

    private static long Hedge(LoopRig rig)
    {
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 1);
        return rig.Position;
    }

    private static void Run(LoopRig rig, int seconds)
    {
        for (int i = 0; i < seconds * 10; i++)
        {
            rig.Control(ControlKind.Timer, Second / 10);
            rig.Tick(Mid + (i % 3));
        }
    }

    private static int Orders(LoopRig rig) => rig.Intents.Items.Count(intent => intent.Kind == IntentKind.New);

    private static DoubtReasons Doubt(LoopRig rig) => rig.Loop.Ledger.Doubt.Of(0);

    private static void Settle(LoopRig rig, long lots) =>
        rig.Control(
            new ControlEvent
            {
                Kind = ControlKind.SettlePosition,
                Instrument = 0,
                Lots = lots,
                Operator = OperatorName.Of("Q"),
            });

    private static ExecutionEvent Foreign(long lots, ulong id = 99) =>
        new()
        {
            ReceiveNanos = Second,
            Kind = ExecutionKind.Fill,
            Instrument = 0,
            Side = Side.Buy,
            LastLots = lots,
            LastTicks = Mid,
            ExecIdLow = id,
        };

    private static ExecutionEvent Told(
        in OrderIntent order, ExecutionKind kind, long cum = 0, long leaves = 0, long last = 0, long ticks = 0,
        ulong id = 0) =>
        new()
        {
            ReceiveNanos = Second,
            Kind = kind,
            OrderId = order.OrderId,
            RequestId = order.OrderId,
            Instrument = order.Instrument,
            Side = order.Side,
            LastLots = last,
            LastTicks = ticks,
            CumLots = cum,
            LeavesLots = leaves,
            ExecIdLow = id,
        };
}
