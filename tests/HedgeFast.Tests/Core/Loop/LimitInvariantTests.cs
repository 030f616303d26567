using HedgeFast.Core;
using HedgeFast.Core.Control;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Resume;
using HedgeFast.Core.Telemetry;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>
/// Random trading, changes of limits, latches, re-arms, kills and restarts. A limit in force is never looser after a
/// restart, a breach latches within one timer, and while anything is latched nothing new leaves. A fault planted into
/// what a run leaves to the next is found.
/// </summary>
public sealed class LimitInvariantTests
{
    private const long Mid = 600_000;
    private static readonly LimitKey[] Keys = [.. Enum.GetValues<LimitKey>().Where(key => key != LimitKey.None)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_trading_kills_and_restarts_loosen_no_limit_and_send_nothing_while_latched(int seed) =>
        Assert.Null(Run(seed, carried => carried));

    [Fact]
    public void A_limit_that_is_not_carried_is_found() =>
        Assert.Contains(
            "looser",
            Found(carried => Edited(carried, record => record.Kind == JournalKind.CarriedLimits ? null : record)),
            StringComparison.Ordinal);

    [Fact]
    public void A_latch_that_is_not_carried_is_found() =>
        Assert.Contains(
            "latches",
            Found(carried => Edited(
                carried,
                record => record.Kind == JournalKind.CarriedTotals
                    ? JournalRecord.Of(
                        record.Kind, record.Sequence,
                        record.As<CarriedTotals>() with { Latch = LimitRefusal.None, Latches = LimitLatches.None })
                    : record)),
            StringComparison.Ordinal);

    [Fact]
    public void A_limit_that_is_carried_loosely_is_found() =>
        Assert.Contains(
            "looser",
            Found(carried => Edited(
                carried,
                record => record.Kind == JournalKind.CarriedLimits
                    ? JournalRecord.Of(
                        record.Kind, record.Sequence,
                        record.As<CarriedLimits>() with { MaxPositionLots = 10_000_000 })
                    : record)),
            StringComparison.Ordinal);

    // What the first of some runs finds.
    private static string Found(Func<RunSnapshot, RunSnapshot> fault) =>
        Enumerable.Range(1, 6).Select(seed => Run(seed, fault)).FirstOrDefault(found => found is not null) ?? "nothing";

    private static string? Run(int seed, Func<RunSnapshot, RunSnapshot> fault)
    {
        using ResumeRig folder = new();
        Random random = new(seed);
        HedgeSettings settings = LoopRig.MakeSettings();
        settings = settings with
        {
            Limits = settings.Limits with
            {
                MaxOrderLots = 5_000,
                MaxPositionLots = 60_000,
                MaxDayLoss = 20_000,
                MaxDayCost = 5_000,
                MaxRepeats = 12,
                LossBasis = LossBasis.Hedge,
            },
        };
        RunStart? start = null;
        var rig = new LoopRig(settings);
        rig.Session(up: true);
        CarriedLimits model = CarriedLimits.Of(settings.Limits, 0, default);
        ulong execution = 0;
        bool isForgiven = false;
        long mid = Mid;
        for (int step = 0; step < 250; step++)
        {
            LoopCounters counters = rig.Loop.Counters;
            bool stopped = counters.Latches != 0 || counters.Killed != 0;
            int sent = rig.Intents.Items.Count(i => i.Kind == IntentKind.New);
            int what = random.Next(100);
            string at = $"seed {seed}, step {step}: ";
            if (what < 55)
            {
                rig.Tick(mid += random.Next(-4_000, 4_001));
                if (stopped && rig.Intents.Items.Count(i => i.Kind == IntentKind.New) > sent)
                    return at + "an order left while stopped";
            }
            else if (what < 70)
            {
                if (counters.LiveOrders > 0
                    && rig.Intents.Items.LastOrDefault(i => i.Kind == IntentKind.New) is { Lots: > 0 } order)
                {
                    rig.Fill(order, order.Lots, ++execution);
                }
            }
            else if (what < 82)
            {
                rig.Control(ControlKind.Timer, LoopRig.Second);
                LimitLatches latches = (LimitLatches)counters.Latches;
                double cost = rig.Loop.Ledger.SpreadCost + rig.Loop.Ledger.FeeCost;
                if (-counters.DayProfit >= model.MaxDayLoss && (latches & LimitLatches.DayLoss) == 0)
                    return at + $"a loss of {-counters.DayProfit} did not latch";
                if (start is null && !isForgiven && cost > model.MaxDayCost && (latches & LimitLatches.DayCost) == 0)
                    return at + $"a cost of {cost} did not latch";
            }
            else if (what < 90)
            {
                LimitKey key = Keys[random.Next(Keys.Length)];
                double value = Math.Max(1e-3, (long)(Of(model, key) * (0.4 + random.NextDouble())));
                long refused = counters.LimitChangesRefused;
                rig.Control(new ControlEvent { Kind = ControlKind.SetLimit, Limit = key, Value = value });
                if (counters.LimitChangesRefused == refused)
                    model = With(model, key, value);
            }
            else if (what < 95)
            {
                rig.Control(
                    new ControlEvent
                    {
                        Kind = ControlKind.Rearm,
                        Operator = random.Next(3) == 0 ? default : OperatorName.Of("Q"),
                    });
                isForgiven = true;
            }
            else if (what < 96)
            {
                rig.Control(ControlKind.Kill);
            }
            else
            {
                long latches = counters.Latches;
                RunStart next = folder.Resume(rig, start);
                next = next with { Snapshot = fault(next.Snapshot!) };
                start = next;
                try
                {
                    rig = new LoopRig(settings, start: next);
                }
                catch (JournalException e)
                {
                    return at + e.Message;
                }

                CarriedLimits inForce = next.Snapshot!.Limits(settings.Limits);
                foreach (LimitKey key in Keys)
                {
                    if (model.IsByHand(key) && Of(inForce, key) != Of(model, key))
                        return at + $"{key} was {Of(model, key)} and is {Of(inForce, key)}, looser or other";
                }

                rig.Control(ControlKind.Timer);
                if (((LimitLatches)latches & ~(LimitLatches)rig.Loop.Counters.Latches) != 0)
                    return at + $"latches {(LimitLatches)latches} became {(LimitLatches)rig.Loop.Counters.Latches}";
                rig.Session(up: true);
            }

            OrderIntent large = rig.Intents.Items.Skip(sent).FirstOrDefault(
                intent => intent.Kind == IntentKind.New && intent.Lots > model.MaxOrderLots);
            if (large.Lots > 0)
                return at + $"an order of {large.Lots} lots, limit {model.MaxOrderLots}";
        }

        return null;
    }

    private static double Of(in CarriedLimits limits, LimitKey key) => key switch
    {
        LimitKey.MaxOrderLots => limits.MaxOrderLots,
        LimitKey.MaxPositionLots => limits.MaxPositionLots,
        LimitKey.MaxOrderNotional => limits.MaxOrderNotional,
        LimitKey.CollarFraction => limits.CollarFraction,
        LimitKey.MaxDayCost => limits.MaxDayCost,
        _ => limits.MaxDayLoss,
    };

    private static CarriedLimits With(in CarriedLimits limits, LimitKey key, double value)
    {
        CarriedLimits changed = limits with { ByHand = limits.ByHand | (1L << (int)key) };
        return key switch
        {
            LimitKey.MaxOrderLots => changed with { MaxOrderLots = (long)value },
            LimitKey.MaxPositionLots => changed with { MaxPositionLots = (long)value },
            LimitKey.MaxOrderNotional => changed with { MaxOrderNotional = value },
            LimitKey.CollarFraction => changed with { CollarFraction = value },
            LimitKey.MaxDayCost => changed with { MaxDayCost = value },
            _ => changed with { MaxDayLoss = value },
        };
    }

    private static RunSnapshot Edited(RunSnapshot carried, Func<JournalRecord, JournalRecord?> edit)
    {
        var state = new RunSnapshot();
        foreach (JournalRecord record in carried.Records)
        {
            if (edit(record) is { } kept)
                state.TryAdd(kept);
        }

        return state;
    }
}
