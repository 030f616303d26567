using CsCheck;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;

namespace HedgeFast.Tests.Core.Loop.Invariants;

/// <summary>
/// Random sequences of everything that can happen, with one hedge instrument and with two, against an exchange that
/// keeps its own account of each order. After every step: I1 the position in each is the sum of the exchange's fills;
/// I3 no number is used twice; I4 what is open, in whatever instrument, and what is sent together never exceed the need
/// and the overshoot; I5 nothing is sent while an input is stale, the session is down or the kill switch is on; I13 no
/// limit is exceeded as the exchange sees it; I15 to I20 hold against wild times, foreign fills, crossing operators, a
/// disk that hangs and restarts. Each check is shown to find the faults that it is for.
/// </summary>
public sealed class LoopInvariantTests
{
    private const int Sequences = 1_000;
    private const int Steps = 400;
    private const int SequencesPerFault = 100;

    [Scenario("R05", "R11")]
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Invariants_hold_after_every_step(int instruments)
    {
        long orders = 0, fills = 0, fallbacks = 0, clipped = 0;
        long[] outside = new long[9];
        Gen.Int.Sample(
            seed =>
            {
                using var run = new LoopInvariantRun(seed, instruments);
                Play(run);
                Interlocked.Add(ref orders, run.Orders);
                Interlocked.Add(ref fills, run.Fills);
                Interlocked.Add(ref fallbacks, run.FallbackOrders);
                Interlocked.Add(ref clipped, run.ClippedOrders);
                for (int i = 0; i < outside.Length; i++)
                    Interlocked.Add(ref outside[i], run.Outside[i]);
            },
            iter: Sequences);
        Assert.True(
            orders > Sequences && fills > Sequences && (instruments == 1 || fallbacks > Sequences / 4),
            $"{orders} orders, {fallbacks} in the fallback, {fills} fills");
        Assert.True(clipped > Sequences / 10, $"{clipped} orders as large as the limit on notional allows");
        Assert.True(outside.All(count => count > Sequences / 50), $"from outside: {string.Join(", ", outside)}");
    }

    public static TheoryData<string, string> PlantedFaults
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach ((string name, (string invariant, _)) in Faults)
                rows.Add(name, invariant);
            return rows;
        }
    }

    // What is planted, and the check that must find it.
    private static readonly Dictionary<string, (string Invariant, Func<LoopFault> Make)> Faults = new()
    {
        ["a fill told again counts again"] = ("I1", CountingAgain),
        ["a fill is lost"] = ("I1", LosingFills),
        ["a number is given out twice"] =
            (
                "I3",
                () =>
                    new LoopFault
                    {
                        Sent = i => i.Kind == IntentKind.New ? i with { OrderId = Math.Max(1, i.OrderId - 1) } : i,
                    }),
        ["more is sent than was decided"] =
            (
                "I4",
                () =>
                    new LoopFault
                    {
                        Sent = i => i with { Lots = Math.Min(i.Lots + 3_000, LoopInvariantRun.MaxOrderLots) },
                    }),
        ["an order that lives is taken for gone"] =
            (
                "I4",
                () =>
                    new LoopFault
                    {
                        Told = e => e.Kind == ExecutionKind.New ? e with { Kind = ExecutionKind.Canceled } : e,
                    }),
        ["a fault of the quote is not seen"] = ("I5: sent on a fault", () => new LoopFault { HidesFaults = true }),
        ["an old quote is taken for fresh"] =
            (
                "I5: sent on a quote",
                () =>
                    new LoopFault
                    {
                        Settings = s => s with { Limits = s.Limits with { StaleNanos = 1_000 * LoopRig.Second } },
                    }),
        ["the lost session is not seen"] =
            ("I5: sent without a session", () => new LoopFault { HidesDisconnects = true }),
        ["the kill switch is not seen"] = ("I5: sent while killed", () => new LoopFault { HidesKills = true }),
        ["the largest order is larger"] =
            (
                "I13: beyond the largest order",
                () => new LoopFault { Settings = s => s with { Limits = s.Limits with { MaxOrderLots = 40_000 } } }),
        ["the position limit is higher"] =
            (
                "I13: beyond the position limit",
                () =>
                    new LoopFault
                    {
                        Settings = s => s with { Limits = s.Limits with { MaxPositionLots = 1_000_000 } },
                    }),
        ["the largest notional is larger"] =
            (
                "I13: beyond the largest notional",
                () => new LoopFault { Settings = s => s with { Limits = s.Limits with { MaxOrderNotional = 1e12 } } }),
        ["no clock bounds the exchange's time"] =
            (
                "I15: marked",
                () => new LoopFault { Settings = s => s with { Feed = s.Feed with { Clock = ClockRule.None } } }),
        ["a decision is made at another time"] =
            (
                "I15: decided",
                () => new LoopFault { Settings = s => s with { Feed = s.Feed with { Clock = ClockRule.None } } }),
        ["foreign fills are hedged"] =
            (
                "I16",
                () =>
                    new LoopFault
                    {
                        Settings = s =>
                            s with
                            {
                                Orders = s.Orders with
                                {
                                    ForeignFills = ForeignFills.Count,
                                    ForeignLotsPerMinute = 1L << 60,
                                },
                            },
                    }),
        ["a re-arm passes for one that saw every kill"] =
            ("I17: sent after a kill", () => new LoopFault { Asked = r => r with { Lots = long.MaxValue } }),
        ["a re-arm without a name has one"] =
            ("I17: a latch", () => new LoopFault { Asked = r => r with { Operator = OperatorName.Of("Q") } }),
        ["an operator may loosen without bound"] =
            (
                "I17: Max",
                () => new LoopFault { Settings = s => s with { Limits = s.Limits with { OperatorFactor = 1_000 } } }),
        ["a full journal is passed over"] = ("I18: sent", () => new LoopFault { LosesRecords = true }),
        ["what a run has left is forgotten"] =
            ("I19: another position", () => new LoopFault { Left = start => start with { Snapshot = null } }),
        ["no timer comes"] = ("I20", () => new LoopFault { HidesTimers = true }),
        ["an order is for the other side"] =
            (
                "I13: could meet",
                () =>
                    new LoopFault
                    {
                        Sent = i => i.Kind == IntentKind.New && i.OrderId > 1 ? i with { Side = 3 - i.Side } : i,
                    }),
    };

    [Theory]
    [MemberData(nameof(PlantedFaults))]
    public void A_planted_fault_breaks_its_invariant(string name, string invariant)
    {
        for (int instruments = 1; instruments <= 2; instruments++)
        {
            // Another check may come first in one sequence; in some sequence it is this one.
            var found = new HashSet<string>();
            for (int seed = 0; seed < SequencesPerFault
                && !found.Any(message => message.StartsWith(invariant, StringComparison.Ordinal)); seed++)
            {
                found.Add(FoundBy(new LoopInvariantRun(seed, instruments, Faults[name].Make())));
            }

            Assert.Contains(found, message => message.StartsWith(invariant, StringComparison.Ordinal));
        }
    }

    private static string FoundBy(LoopInvariantRun run)
    {
        using (run)
            return Record.Exception(() => Play(run))?.Message ?? "nothing";
    }

    private static LoopFault CountingAgain()
    {
        ulong told = 0;
        return new LoopFault { Told = e => e.Kind == ExecutionKind.Fill ? e with { ExecIdLow = ++told } : e };
    }

    private static LoopFault LosingFills()
    {
        int fills = 0;
        return new LoopFault { Told = e => e.Kind == ExecutionKind.Fill && ++fills % 5 == 0 ? null : e };
    }

    private static void Play(LoopInvariantRun run)
    {
        for (int i = 0; i < Steps; i++)
            run.Step();
        run.End();
    }
}
