using HedgeFast.Core;
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

/// <summary>
/// Orders that would hide a difference or hold up the other side, positions that are settled, and what is told of them
/// afterwards.
/// </summary>
public sealed class PositionSettlementTests : IDisposable
{
    private const long Mid = 600_000;
    private const long Second = LoopRig.Second;

    private readonly ResumeRig _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_fill_that_a_reset_lost_is_found_by_the_position_check_and_settled()
    {
        (PositionRig rig, OrderIntent order) = Lost();
        for (int i = 0; i < 20 && rig.Counters.Recovering == 1; i++)
        {
            rig.Answer((0, order.Lots));
            rig.Wait(500_000_000);
        }

        Assert.Equal(1, rig.Instruments[0].Differs);
        Assert.Equal(0, rig.Instruments[0].OurLots);
        Assert.Equal(order.Lots, rig.Instruments[0].TheirLots);
        Assert.Equal(0, rig.Instruments[1].Differs);
        rig.Settle(0, order.Lots);
        Assert.Equal(0, rig.Counters.RequestsRefused);
        Assert.Equal(order.Lots, rig.Loop.Position);
        Assert.Equal(new PositionInterval(order.Lots, order.Lots), rig.Loop.Loop.Ledger.Interval(0));
        Assert.Equal((long)DoubtReasons.None, rig.Instruments[0].Doubt);

        // And the other side is open.
        int sent = rig.Orders(0);
        rig.Loop.Tick(PositionRig.BtcMid - 60_000);
        Assert.Equal(sent + 1, rig.Orders(0));
    }

    [Scenario("O43")]
    [Fact]
    public void A_fill_on_its_way_while_the_exchange_answers_is_no_difference()
    {
        (PositionRig rig, OrderIntent order) = Lost();
        rig.Answer((0, order.Lots));
        Assert.Equal(0, rig.Instruments[0].Differs);
        rig.Loop.Fill(order, order.Lots, 1);
        rig.Wait(500_000_000);
        rig.Answer((0, order.Lots));
        Assert.Equal(0, rig.Instruments[0].Differs);
        Assert.Equal(0, rig.Counters.Recovering);
    }

    [Fact]
    public void A_fill_that_a_settled_position_has_in_it_is_not_counted_again()
    {
        (PositionRig rig, OrderIntent order) = Lost();
        for (int i = 0; i < 3; i++)
        {
            rig.Answer((0, order.Lots));
            rig.Wait(500_000_000);
        }

        rig.Settle(0, order.Lots);
        rig.Loop.Fill(order, order.Lots, 1);
        Assert.Equal(order.Lots, rig.Loop.Position);
        Assert.Equal(1, rig.Loop.Loop.Ledger.SettledFills);
        Assert.Equal((long)DoubtReasons.None, rig.Instruments[0].Doubt);
    }

    [Fact]
    public void Nor_is_it_in_the_run_that_resumes()
    {
        LoopRig rig = LoopRig.Up();
        OrderIntent order = Ended(rig);
        Run(rig, seconds: 6);
        Settle(rig, order.Lots);
        Assert.Equal(order.Lots, rig.Position);
        var next = new LoopRig(rig.Settings, start: _folder.Resume(rig));
        Assert.Equal(order.Lots, next.Position);
        Assert.Equal(0, next.Loop.Ledger.Live.Count);
        next.Fill(order, order.Lots, 1);
        Assert.Equal(order.Lots, next.Position);
    }

    [Fact]
    public void Without_reconciliation_missing_fills_stop_the_underlying_after_the_recovery_time()
    {
        LoopRig rig = LoopRig.Up();
        OrderIntent order = Ended(rig);
        Run(rig, seconds: 4);
        Assert.Equal(DoubtReasons.None, rig.Loop.Ledger.Doubt.Of(0));
        Run(rig, seconds: 2);
        Assert.Equal(DoubtReasons.MissingFills, rig.Loop.Ledger.Doubt.Of(0));
        Assert.Equal(0, rig.Loop.Instruments[0].DoubtOurLots);
        Assert.Equal(order.Lots, rig.Loop.Instruments[0].DoubtOtherLots);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_person_settles_them_either_way_and_the_order_is_closed(bool asTheExchangeCounts)
    {
        LoopRig rig = LoopRig.Up();
        OrderIntent order = Ended(rig);
        Run(rig, seconds: 6);
        long lots = asTheExchangeCounts ? order.Lots : 0;
        Settle(rig, lots);
        Assert.Equal(new PositionInterval(lots, lots), rig.Loop.Ledger.Interval(0));
        Assert.Equal(DoubtReasons.None, rig.Loop.Ledger.Doubt.Of(0));
        Assert.Equal(0, rig.Loop.Counters.RequestsRefused);
    }

    [Fact]
    public void Told_in_time_they_are_no_doubt()
    {
        LoopRig rig = LoopRig.Up();
        OrderIntent order = Ended(rig);
        Run(rig, seconds: 4);
        rig.Fill(order, order.Lots, 1);
        Run(rig, seconds: 4);
        Assert.Equal(DoubtReasons.None, rig.Loop.Ledger.Doubt.Of(0));
        Assert.Equal(0, rig.Loop.Ledger.Interval(0).Low - order.Lots);
    }

    [Fact]
    public void An_order_that_the_exchange_counts_filled_beyond_its_size_is_a_doubt_at_once()
    {
        LoopRig rig = LoopRig.Up();
        rig.Tick(Mid);
        rig.End(rig.LastIntent, ExecutionKind.Canceled, cumLots: rig.LastIntent.Lots + 1);
        Assert.Equal(DoubtReasons.Overfill, rig.Loop.Ledger.Doubt.Of(0));
    }

    [Fact]
    public void An_order_that_never_settles_does_not_stop_the_hedge_to_the_other_side()
    {
        (LoopRig rig, OrderIntent lost) = Unresolved();
        rig.Tick(Mid - 60_000);
        Assert.Equal(IntentKind.New, rig.LastIntent.Kind);
        Assert.Equal(3 - lost.Side, rig.LastIntent.Side);
        Assert.Equal(0, rig.Loop.Counters.Refusals);
    }

    [Fact]
    public void And_what_it_may_still_fill_stays_in_flight_until_a_person_settles_the_position()
    {
        (LoopRig rig, OrderIntent lost) = Unresolved();
        long ours = rig.Position;
        Assert.Equal(new PositionInterval(ours, ours + lost.Lots), rig.Loop.Ledger.Interval(0));
        Settle(rig, ours + lost.Lots + 1);
        Assert.Equal(1, rig.Loop.Counters.RequestsRefused);
        Settle(rig, ours);
        Assert.Equal(new PositionInterval(ours, ours), rig.Loop.Ledger.Interval(0));
        Assert.Equal(1, rig.Loop.Counters.RequestsRefused);
        Assert.Equal(-1, rig.Loop.Ledger.Live.Find(lost.OrderId));
    }

    [Fact]
    public void An_immediate_order_holds_up_the_other_side_only_while_its_answer_may_be_on_the_way()
    {
        LoopRig rig = LoopRig.Up();
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 1);
        rig.Tick(Mid + 9_000);
        Assert.Equal(Side.Buy, rig.LastIntent.Side);
        int sent = rig.Intents.Items.Count(intent => intent.Kind == IntentKind.New);
        rig.Tick(Mid - 60_000);
        Assert.Equal((long)LimitRefusal.SelfMatch, rig.Loop.Counters.LastRefusal);
        Assert.Equal(sent, rig.Intents.Items.Count(intent => intent.Kind == IntentKind.New));
        rig.Control(ControlKind.Timer, 600_000_000);
        rig.Tick(Mid - 60_001);
        Assert.Equal(sent + 1, rig.Intents.Items.Count(intent => intent.Kind == IntentKind.New));
    }

    [Fact]
    public void The_routine_check_tells_a_difference_that_an_ended_order_explains()
    {
        var rig = new PositionRig(everyNanos: 2 * Second);
        rig.Up().Answer();
        rig.Ticks();
        rig.Wait(5_000_000);
        OrderIntent order = rig.Sent(IntentKind.New).First();
        rig.Loop.End(order, ExecutionKind.Status, cumLots: order.Lots);
        for (int i = 0; i < 4; i++)
        {
            rig.Wait(2 * Second);
            rig.Answer((0, order.Lots));
        }

        Assert.Equal(1, rig.Instruments[0].Differs);
        Assert.Equal(order.Lots, rig.Instruments[0].TheirLots);
    }

    [Fact]
    public void A_position_in_doubt_is_asked_about_at_once_and_cleared_by_an_answer_that_confirms_it()
    {
        var rig = new PositionRig();
        (long btc, long eth) = rig.Hedge();
        int asked = rig.Sent(IntentKind.Positions).Count();
        rig.Loop.Execute(Foreign(rig.Loop, 500));
        Assert.Equal(asked + 1, rig.Sent(IntentKind.Positions).Count());
        Assert.Equal((long)DoubtReasons.UnknownOrder, rig.Instruments[0].Doubt);
        rig.Answer((0, btc + 500), (1, eth));
        Assert.Equal((long)DoubtReasons.None, rig.Instruments[0].Doubt);
    }

    [Fact]
    public void Where_the_exchange_does_not_hold_the_fill_it_has_told_both_numbers_are_named_and_it_is_asked_again()
    {
        var rig = new PositionRig();
        (long btc, long eth) = rig.Hedge();
        rig.Loop.Execute(Foreign(rig.Loop, 500));
        rig.Answer((0, btc), (1, eth));
        Assert.Equal((long)DoubtReasons.UnknownOrder, rig.Instruments[0].Doubt);
        rig.Wait(600_000_000);
        rig.Answer((0, btc), (1, eth));
        Assert.Equal((long)(DoubtReasons.UnknownOrder | DoubtReasons.Differs), rig.Instruments[0].Doubt);
        Assert.Equal(btc + 500, rig.Instruments[0].DoubtOurLots);
        Assert.Equal(btc, rig.Instruments[0].DoubtOtherLots);
        int asked = rig.Sent(IntentKind.Positions).Count();
        rig.Wait(5 * Second);
        Assert.Equal(asked + 1, rig.Sent(IntentKind.Positions).Count());
        rig.Settle(0, btc);
        Assert.Equal(btc, rig.Loop.Position);
        Assert.Equal((long)DoubtReasons.None, rig.Instruments[0].Doubt);
    }

    [Fact]
    public void The_exchanges_position_does_not_clear_a_price_or_a_limit_a_person_does()
    {
        var rig = new PositionRig();
        (long btc, long eth) = rig.Hedge();
        rig.Loop.Execute(Foreign(rig.Loop, 500) with { LastTicks = 1 });
        rig.Answer((0, btc + 500), (1, eth));
        Assert.Equal((long)DoubtReasons.FillPrice, rig.Instruments[0].Doubt);
        rig.Settle(0, btc + 500);
        Assert.Equal((long)DoubtReasons.None, rig.Instruments[0].Doubt);
        Assert.Equal(btc + 500, rig.Loop.Position);
    }

    [Fact]
    public void A_future_that_has_settled_is_no_difference_and_has_no_position()
    {
        Instrument future = LoopRig.Perpetual with
        {
            Index = 1,
            Symbol = "BTC_AUG",
            FeedId = 2,
            ExpiryNanos = LoopRig.ExchangeStart + (10 * Second),
            StartLots = 50,
            MaxBasisFraction = 0.05,
        };
        HedgeSettings settings = LoopRig.MakeTwo(future);
        settings = settings with { Orders = settings.Orders with { ReconcilePositions = true } };
        var rig = new LoopRig(settings);
        rig.Tick(Mid);
        rig.Quote(Mid, elapsedNanos: 60 * Second);
        rig.Loop.EndBatch();
        CarriedPosition settled = Assert.Single(
            rig.Records.Items, record => record.Kind == JournalKind.Adoption).As<CarriedPosition>();
        Assert.Equal(1, settled.Instrument);
        Assert.Equal(0, settled.Lots);
        rig.Session(up: true);
        OrderIntent request = rig.Intents.Items.Single(i => i.Kind == IntentKind.Positions);
        rig.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = rig.Now,
                Kind = ExecutionKind.PositionCount,
                RequestId = request.RequestId,
                Instrument = -1,
                LeavesLots = 0,
            });
        rig.Tick(Mid + 1);
        Assert.Equal(0, rig.Loop.Instruments[1].Differs);
        Assert.Equal(0, rig.Loop.Ledger.FilledLots(1));
        Assert.Contains(rig.Intents.Items, intent => intent.Kind == IntentKind.New);
        var next = new LoopRig(settings, start: _folder.Resume(rig));
        Assert.Equal(0, next.Loop.Ledger.FilledLots(1));
    }

    [Fact]
    public void A_doubt_in_one_underlying_stops_no_other()
    {
        var rig = new PositionRig();
        rig.Up().Answer();
        rig.Loop.Execute(Foreign(rig.Loop, 10) with { Instrument = 1, LastTicks = PositionRig.EthMid });
        rig.Ticks();
        rig.Wait(5_000_000);
        Assert.Equal(1, rig.Orders(0));
        Assert.Equal(0, rig.Orders(1));
    }

    [Fact]
    public void A_replay_doubts_settles_and_closes_as_the_run_did()
    {
        (PositionRig rig, OrderIntent order) = Lost();
        for (int i = 0; i < 3; i++)
        {
            rig.Answer((0, order.Lots));
            rig.Wait(500_000_000);
        }

        rig.Loop.Execute(Foreign(rig.Loop, 500));
        rig.Settle(0, order.Lots);
        rig.Loop.Tick(PositionRig.BtcMid - 60_000);
        RecordedRun.AssertReproduced(rig.Loop);
    }

    // The session is lost, an order fills meanwhile, and the exchange, which begins at 1 again, only counts it.
    private static (PositionRig Rig, OrderIntent Order) Lost()
    {
        var rig = new PositionRig(TimeInForce.Day);
        rig.Up().Answer();
        rig.Ticks();
        rig.Wait(5_000_000);
        OrderIntent order = rig.Sent(IntentKind.New).First(intent => intent.Instrument == 0);
        OrderIntent other = rig.Sent(IntentKind.New).First(intent => intent.Instrument == 1);
        rig.Loop.Session(up: false);
        rig.Up();
        rig.Loop.End(order, ExecutionKind.Status, cumLots: order.Lots);
        rig.Loop.Execute(new ExecutionEvent
        {
            ReceiveNanos = rig.Loop.Now,
            Kind = ExecutionKind.Status,
            OrderId = other.OrderId,
            RequestId = other.OrderId,
            Instrument = 1,
            Side = other.Side,
            LeavesLots = other.Lots,
        });
        return (rig, order);
    }

    // An order that ended filled, of which no fill was told.
    private static OrderIntent Ended(LoopRig rig)
    {
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.End(order, ExecutionKind.Canceled, cumLots: order.Lots);
        return order;
    }

    // An immediate buy that is never answered.
    private static (LoopRig Rig, OrderIntent Lost) Unresolved()
    {
        LoopRig rig = LoopRig.Up();
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 1);
        rig.Tick(Mid - 10);
        rig.Tick(Mid + 9_000);
        OrderIntent lost = rig.LastIntent;
        Assert.Equal(IntentKind.New, lost.Kind);
        for (int i = 0; i < 40; i++)
            rig.Control(ControlKind.Timer, 60 * Second);
        Assert.Equal(1, rig.Loop.Counters.Unresolved);
        return (rig, lost);
    }

    private static ExecutionEvent Foreign(LoopRig rig, long lots) =>
        new()
        {
            ReceiveNanos = rig.Now,
            Kind = ExecutionKind.Fill,
            Instrument = 0,
            Side = Side.Buy,
            LastLots = lots,
            LastTicks = Mid,
            ExecIdLow = 99,
        };

    private static void Run(LoopRig rig, int seconds)
    {
        for (int i = 0; i < seconds * 10; i++)
            rig.Control(ControlKind.Timer, Second / 10);
    }
}
