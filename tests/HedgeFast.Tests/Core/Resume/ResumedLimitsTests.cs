using HedgeFast.Core;
using HedgeFast.Core.Control;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Resume;
using HedgeFast.Core.Telemetry;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Resume;

/// <summary>
/// What limits a day limits it whatever ends and begins in it: the day's loss, its cost, a latch and the orders in a
/// row go on in a run that goes on from another.
/// </summary>
public sealed class ResumedLimitsTests : IDisposable
{
    private const long Mid = 600_000;
    private const long Day = 86_400 * LoopRig.Second;

    private readonly ResumeRig _folder = new();

    public void Dispose() => _folder.Dispose();

    [Scenario("R06")]
    [Theory]
    [InlineData(LossBasis.Hedge)]
    [InlineData(LossBasis.Book)]
    public void R06_The_day_s_profit_and_cost_are_those_of_the_run_before_to_the_bit(LossBasis basis)
    {
        LoopRig rig = Lost(basis, maxLoss: 1e9);
        CarriedTotals totals = _folder.Resume(rig).Snapshot!.Totals;
        Assert.Equal(rig.Loop.Counters.DayProfit, totals.DayProfit);
        Assert.Equal(rig.Loop.Counters.DayStartNanos, totals.ProfitDayStartNanos);
        Assert.Equal(rig.Loop.Ledger.SpreadCost + rig.Loop.Ledger.FeeCost, totals.DayCost);
        Assert.True(totals is { DayProfit: < -500, DayCost: > 0 }, $"{totals.DayProfit}, {totals.DayCost}");
    }

    [Scenario("R06")]
    [Theory]
    [InlineData(LossBasis.Hedge, 1)]
    [InlineData(LossBasis.Book, 2)]
    public void R06_Day_and_latch_are_restored_wherever_a_run_ends(LossBasis basis, int seed)
    {
        Random random = new(seed);
        LoopRig rig = Up(basis, maxLoss: 2_000);
        long mid = Mid;
        int latched = 0;
        for (int i = 0; i < 200; i++)
        {
            mid += random.Next(-3_000, 3_001);
            rig.Quote(mid, elapsedNanos: random.Next(20) == 0 ? Day / 3 : LoopRig.Second);
            rig.Loop.EndBatch();
            if (rig.Loop.Counters.LiveOrders > 0 && random.Next(4) > 0)
                rig.Fill(rig.LastIntent, rig.LastIntent.Lots, (ulong)i + 1);
            if (random.Next(2) == 0)
                Mark(rig, mid, book: random.Next(-1_500, 1_500));
            if (random.Next(30) == 0)
                Control(rig, new ControlEvent { Kind = ControlKind.Rearm, Operator = OperatorName.Of("Q") });
            LoopCounters counters = rig.Loop.Counters;
            latched += counters.Latch != 0 ? 1 : 0;
            if (i % 10 != 0)
                continue;
            CarriedTotals totals = _folder.Resume(rig).Snapshot!.Totals;
            string at = $"seed {seed}, run {i}";
            Assert.True(counters.DayProfit == totals.DayProfit, $"{at}: profit {totals.DayProfit}");
            Assert.True(counters.DayStartNanos == totals.ProfitDayStartNanos, $"{at}: {totals.ProfitDayStartNanos}");
            Assert.True((LimitRefusal)counters.Latch == totals.Latch, $"{at}: latch {totals.Latch}");
        }

        Assert.True(latched is > 10 and < 190, $"seed {seed}: latched {latched} of 200 times");
    }

    [Scenario("R06")]
    [Theory]
    [InlineData(LossBasis.Hedge)]
    [InlineData(LossBasis.Book)]
    public void R06_A_loss_in_two_runs_of_a_day_is_one_loss(LossBasis basis)
    {
        LoopRig rig = Lost(basis, maxLoss: 1e9);
        double lost = rig.Loop.Counters.DayProfit;
        LoopRig next = NextRun(rig, rig.Now);
        Mark(next, Mid - 60_000, book: 0);
        Assert.Equal(lost, next.Loop.Counters.DayProfit, 6);
        Control(next, new ControlEvent { Kind = ControlKind.SetLimit, Limit = LimitKey.MaxDayLoss, Value = 10 - lost });
        Mark(next, Mid - 60_000, book: 0);
        Assert.Equal(0, next.Loop.Counters.Latch);
        Mark(next, Mid - 61_000, book: -20);
        Assert.Equal((long)LimitRefusal.DayLoss, next.Loop.Counters.Latch);
    }

    [Scenario("R06")]
    [Fact]
    public void R06_A_loss_between_two_runs_counts()
    {
        LoopRig rig = Lost(LossBasis.Hedge, maxLoss: 1e9);
        double lost = rig.Loop.Counters.DayProfit;
        LoopRig next = NextRun(rig, rig.Now);
        Mark(next, Mid - 120_000, book: 0);
        Assert.True(next.Loop.Counters.DayProfit < 1.5 * lost, $"{next.Loop.Counters.DayProfit} after {lost}");
    }

    [Scenario("R06")]
    [Theory]
    [InlineData(LossBasis.Hedge)]
    [InlineData(LossBasis.Book)]
    public void R06_Another_day_begins_without_the_loss_of_the_one_before(LossBasis basis)
    {
        LoopRig rig = Lost(basis, maxLoss: 1e9);
        LoopRig next = NextRun(rig, rig.Now + Day);
        Mark(next, Mid - 60_000, book: 0);
        Assert.Equal(0, next.Loop.Counters.DayProfit, 6);
        Assert.Equal(rig.Loop.Counters.DayStartNanos + Day, next.Loop.Counters.DayStartNanos);
    }

    [Scenario("R06")]
    [Fact]
    public void R06_A_run_without_a_price_leaves_the_day_as_restored()
    {
        LoopRig rig = Lost(LossBasis.Book, maxLoss: 1e9);
        RunStart second = _folder.Resume(rig);
        var silent = new LoopRig(rig.Settings, start: second);
        silent.Control(ControlKind.Timer);
        RunStart third = _folder.Resume(silent, second);
        Assert.Equal(second.Snapshot!.Totals, third.Snapshot!.Totals);
        Assert.Equal(second.Snapshot.Count, third.Snapshot.Count);
    }

    [Scenario("R06")]
    [Fact]
    public void R06_A_latched_loss_stops_the_next_run_and_cancels_resting_orders_until_re_armed()
    {
        // No order was refused: that the limit was reached is to be seen from the marks alone.
        LoopRig rig = Lost(LossBasis.Hedge, maxLoss: 500);
        Assert.Equal((long)LimitRefusal.DayLoss, rig.Loop.Counters.Latch);
        Assert.Equal(0, rig.Loop.Counters.Refusals);
        LoopRig next = NextRun(rig, rig.Now + Day);
        Mark(next, Mid - 60_000, book: 0);
        Assert.Equal((long)LimitRefusal.DayLoss, next.Loop.Counters.Latch);
        next.Tick(Mid - 100_000);
        Assert.DoesNotContain(next.Intents.Items, intent => intent.Kind == IntentKind.New);

        Control(next, new ControlEvent { Kind = ControlKind.Rearm, Operator = OperatorName.Of("Q") });
        Assert.Equal(0, next.Loop.Counters.Latch);
        next.Tick(Mid - 100_010);
        Assert.Contains(next.Intents.Items, intent => intent.Kind == IntentKind.New);
    }

    [Scenario("R06")]
    [Fact]
    public void R06_The_day_s_cost_stops_the_next_run_where_it_would_have_stopped_this_one()
    {
        LoopRig rig = Lost(LossBasis.Hedge, maxLoss: 1e9);
        LoopRig next = NextRun(rig, rig.Now);
        Control(
            next,
            new ControlEvent
            {
                Kind = ControlKind.SetLimit,
                Limit = LimitKey.MaxDayCost,
                Value = rig.Loop.Ledger.SpreadCost + rig.Loop.Ledger.FeeCost - 1,
            });
        next.Tick(Mid - 60_000);
        Assert.Equal((long)LimitRefusal.DayCost, next.Loop.Counters.Latch);
    }

    [Scenario("R08")]
    [Theory]
    [InlineData(1, LimitRefusal.Repetition)]
    [InlineData(61, LimitRefusal.None)]
    public void R08_Orders_in_a_row_continue_to_count_in_the_next_run_within_their_time(
        long secondsBetween, LimitRefusal expected)
    {
        LoopRig rig = Up(LossBasis.Hedge, maxLoss: 1e9, maxRepeats: 2);
        Hedge(rig, Mid, 1);
        Hedge(rig, Mid + 10_000, 2);
        Assert.Equal(0, rig.Loop.Counters.Latch);
        LoopRig next = NextRun(rig, rig.Now + (secondsBetween * LoopRig.Second));
        next.Tick(Mid + 20_000);
        Assert.Equal((long)expected, next.Loop.Counters.Latch);
    }

    [Fact]
    public void A_day_file_counts_only_for_a_day_missing_from_the_journal()
    {
        LoopRig rig = Lost(LossBasis.Hedge, maxLoss: 1e9);
        foreach ((long day, bool counts) in (ReadOnlySpan<(long, bool)>)[(0, false), (Day, true)])
        {
            LoopRig next = NextRun(rig, rig.Now + day);
            Control(
                next,
                new ControlEvent
                {
                    Kind = ControlKind.CarryDay,
                    DayStartNanos = rig.Loop.Counters.DayStartNanos + day,
                    Value = -7,
                });
            Mark(next, Mid - 60_000, book: 0);
            Assert.Equal(counts ? -7 : rig.Loop.Counters.DayProfit, next.Loop.Counters.DayProfit, 6);
        }
    }

    // A hedge bought, and the price fallen by 10 % while the session was down: the hedge has lost, and of the book it
    // is said.
    private static LoopRig Lost(LossBasis basis, double maxLoss)
    {
        LoopRig rig = Up(basis, maxLoss);
        Hedge(rig, Mid, execution: 1);
        Mark(rig, Mid, book: 0);
        rig.Session(up: false);
        Mark(rig, Mid - 60_000, book: -600);
        Mark(rig, Mid - 60_000, book: -600);
        return rig;
    }

    private static LoopRig Up(LossBasis basis, double maxLoss, int maxRepeats = 1_000)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        var rig = new LoopRig(
            settings with
            {
                Limits = settings.Limits with { LossBasis = basis, MaxDayLoss = maxLoss, MaxRepeats = maxRepeats },
            });
        rig.Session(up: true);
        return rig;
    }

    // The next run, whose first quote comes at this time.
    private LoopRig NextRun(LoopRig rig, long nowNanos)
    {
        var next = new LoopRig(rig.Settings, start: _folder.Resume(rig));
        next.Session(up: true);
        next.Quote(Mid - 60_000, elapsedNanos: nowNanos - next.Now);
        return next;
    }

    // What the loop marks at its timer, and what is told to it of the book.
    private static void Mark(LoopRig rig, long mid, double book)
    {
        rig.Quote(mid);
        rig.Control(ControlKind.Timer);
        Control(rig, new ControlEvent { Kind = ControlKind.BookProfit, Value = book });
    }

    private static void Hedge(LoopRig rig, long mid, ulong execution)
    {
        rig.Tick(mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution);
    }

    private static void Control(LoopRig rig, in ControlEvent control)
    {
        rig.Loop.Apply(control with { ReceiveNanos = rig.Now });
        rig.Loop.EndBatch();
    }
}
