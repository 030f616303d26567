using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>
/// Several limits can be latched at once, each is looked at whatever else is latched, and what is not finite is a
/// breach.
/// </summary>
public sealed class LatchLoopTests
{
    private const long Mid = 600_000;

    [Fact]
    public void A_loss_behind_another_latch_is_found_cancels_what_rests_and_outlives_the_other_s_re_arm()
    {
        LoopRig rig = LoopRig.Up(
            limits: l => l with { MaxDayLoss = 10_000, LossBasis = LossBasis.Hedge, MaxRepeats = 2 },
            orders: o => o with { TimeInForce = TimeInForce.Day });
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 1);
        rig.Control(ControlKind.Timer);
        rig.Tick(Mid + 9_000);
        OrderIntent resting = rig.LastIntent;
        rig.Tick(Mid + 30_000);
        Assert.Equal((long)LimitLatches.Repetition, rig.Loop.Counters.Latches);

        rig.Quote(Mid - 60_000);
        rig.Control(ControlKind.Timer);
        Assert.True(rig.Loop.Counters.DayProfit < -10_000, $"{rig.Loop.Counters.DayProfit}");
        Assert.Equal((long)(LimitLatches.Repetition | LimitLatches.DayLoss), rig.Loop.Counters.Latches);
        Assert.Contains(rig.Intents.Items, i => i.Kind == IntentKind.Cancel && i.OrderId == resting.OrderId);
        rig.End(resting, ExecutionKind.Canceled);

        // The first word is for the repetition, the second for the loss.
        int sent = NewOrders(rig);
        Rearm(rig);
        Assert.Equal((long)LimitLatches.DayLoss, rig.Loop.Counters.Latches);
        rig.Tick(Mid - 60_010);
        Assert.Equal(sent, NewOrders(rig));
        Rearm(rig);
        Assert.Equal(0, rig.Loop.Counters.Latches);
        rig.Tick(Mid - 60_020);
        Assert.True(NewOrders(rig) > sent, "no order left after both were re-armed");
    }

    [Fact]
    public void After_another_latch_was_re_armed_no_order_leaves_beyond_the_day_s_loss()
    {
        LoopRig rig = LoopRig.Up(
            limits: l => l with { MaxDayLoss = 10_000, LossBasis = LossBasis.Hedge, MaxRepeats = 1 },
            orders: o => o with { TimeInForce = TimeInForce.Day });
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 1);
        rig.Control(ControlKind.Timer);
        rig.Tick(Mid + 9_000);
        Assert.Equal((long)LimitRefusal.Repetition, rig.Loop.Counters.Latch);

        // No timer comes between the fall and the re-arm: the limit is looked at in the batch of the re-arm itself.
        rig.Quote(Mid - 60_000);
        int sent = NewOrders(rig);
        Rearm(rig);
        Assert.Equal(sent, NewOrders(rig));
        Assert.Equal((long)LimitLatches.DayLoss, rig.Loop.Counters.Latches);
    }

    [Fact]
    public void A_fill_at_price_zero_does_not_switch_the_day_s_loss_off()
    {
        LoopRig rig = LoopRig.Up(limits: l => l with { MaxDayLoss = 1_000, LossBasis = LossBasis.Hedge });
        rig.Tick(Mid);
        OrderIntent order = rig.LastIntent;
        rig.Execute(new ExecutionEvent
        {
            ReceiveNanos = rig.Now,
            Kind = ExecutionKind.Fill,
            OrderId = order.OrderId,
            Instrument = 0,
            Side = order.Side,
            LastLots = 1,
            LastTicks = 0,
            CumLots = 1,
            LeavesLots = order.Lots - 1,
            ExecIdLow = 1,
        });
        rig.Fill(order, order.Lots - 1, 2);
        rig.Control(ControlKind.Timer);
        rig.Quote(Mid - 300_000);
        rig.Control(ControlKind.Timer);
        Assert.Equal((long)LimitRefusal.DayLoss, rig.Loop.Counters.Latch);
    }

    [Theory]
    [InlineData(double.NaN, LossBasis.Book)]
    [InlineData(double.NegativeInfinity, LossBasis.Book)]
    [InlineData(double.PositiveInfinity, LossBasis.Book)]
    [InlineData(double.NaN, LossBasis.Hedge)]
    public void A_profit_that_is_not_finite_stops_trading_until_it_is_again(double profit, LossBasis basis)
    {
        LoopRig rig = LoopRig.Up(limits: l => l with { LossBasis = basis });
        rig.Tick(Mid);
        rig.Control(ControlKind.Timer);
        Book(rig, profit);
        Assert.Equal((long)LimitLatches.DayLoss, rig.Loop.Counters.Latches);
        Assert.True(double.IsFinite(rig.Loop.Counters.DayProfit), $"{rig.Loop.Counters.DayProfit}");

        rig.End(rig.LastIntent, ExecutionKind.Canceled);
        if (basis == LossBasis.Book)
        {
            Rearm(rig);
            Assert.Equal((long)LimitLatches.DayLoss, rig.Loop.Counters.Latches);
        }

        Book(rig, 0);
        Rearm(rig);
        Assert.Equal(0, rig.Loop.Counters.Latches);
    }

    [Fact]
    public void The_day_s_cost_latches_at_a_timer_whether_or_not_an_order_asks()
    {
        LoopRig rig = LoopRig.Up();
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 1);
        rig.Control(new ControlEvent { Kind = ControlKind.SetLimit, Limit = LimitKey.MaxDayCost, Value = 1 });
        rig.Control(ControlKind.Timer);
        Assert.Equal((long)LimitLatches.DayCost, rig.Loop.Counters.Latches);
    }

    [Fact]
    public void A_re_arm_clears_what_was_latched_when_it_was_asked_for_and_nothing_that_latches_before_it_is_obeyed()
    {
        LoopRig rig = LoopRig.Up(limits: l => l with { MaxDayLoss = 10_000, LossBasis = LossBasis.Hedge });
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 1);
        rig.Control(ControlKind.Timer);
        rig.Control(ControlKind.Kill);
        rig.Session(up: false);
        Rearm(rig);
        rig.Quote(Mid - 60_000);
        rig.Control(ControlKind.Timer);
        Assert.Equal((long)LimitLatches.DayLoss, rig.Loop.Counters.Latches);
        rig.Session(up: true);
        rig.Tick(Mid - 60_001);
        Assert.Equal(0, rig.Loop.Counters.Killed);
        Assert.Equal((long)LimitLatches.DayLoss, rig.Loop.Counters.Latches);
    }

    [Fact]
    public void Latches_are_in_the_state_hash_and_a_replay_ends_in_it()
    {
        LoopRig rig = LoopRig.Up(
            limits: l => l with { MaxDayLoss = 10_000, LossBasis = LossBasis.Hedge, MaxRepeats = 1 });
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 1);
        rig.Tick(Mid + 9_000);
        rig.Control(ControlKind.Timer);
        ulong before = rig.Loop.StateHash();
        rig.Quote(Mid - 60_000);
        rig.Control(ControlKind.Timer);
        Assert.NotEqual(before, rig.Loop.StateHash());
        Rearm(rig);
        Rearm(rig);
        RecordedRun.AssertReproduced(rig);
    }

    [Fact]
    public void Money_of_two_currencies_is_never_added()
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        UnderlyingSettings btc = settings.Underlyings[0];
        settings = settings with
        {
            Instruments =
            [
                LoopRig.Perpetual,
                LoopRig.Perpetual with
                {
                    Index = 1,
                    Symbol = "NK225",
                    FeedId = 2,
                    Underlying = 1,
                    Kind = InstrumentKind.Linear,
                    ContractSize = 1_000,
                    QuoteCurrency = "JPY",
                },
            ],
            Underlyings =
            [
                btc,
                btc with { Index = 1, Name = "NK", HedgeInstrument = 1, Delta = DeltaConvention.Forward },
            ],
        };
        string message = Assert.Throws<ArgumentException>(
            () => new LoopRig(settings, OptionBook.Create([], ["BTC", "NK"]))).Message;
        Assert.Contains("NK225 is quoted in JPY, BTCUSD_PERP in USD", message, StringComparison.Ordinal);
    }

    private static int NewOrders(LoopRig rig) => rig.Intents.Items.Count(i => i.Kind == IntentKind.New);

    private static void Rearm(LoopRig rig) =>
        rig.Control(new ControlEvent { Kind = ControlKind.Rearm, Operator = OperatorName.Of("Q") });

    private static void Book(LoopRig rig, double profit) =>
        rig.Control(new ControlEvent { Kind = ControlKind.BookProfit, Value = profit });
}
