using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Fix;
using HedgeFast.Core.Orders.Positions;

namespace HedgeFast.Tests.Core.Orders;

/// <summary>
/// Invariants of the whole loop, under every policy, against an exchange and a line that do everything that is in the
/// life of an order, in random order, checked after every step: I1 position, I3 ids, I4 no more than the need, I5
/// nothing while blind, I13 limits, I14 nothing while the position is in doubt, I15 money that is a number. Each check
/// is shown to find the fault that it is for.
/// </summary>
public sealed class OrderInvariantTests
{
    private const int Steps = 1_000;
    private const int Sequences = 1_100;

    [Scenario("R11")]
    [Fact]
    public void A_million_random_steps_break_no_invariant()
    {
        long orders = 0, replaces = 0, takenBack = 0, reinstated = 0, settled = 0, restarts = 0;
        Gen.Int[0, int.MaxValue].Array[Steps].Sample(
            steps =>
            {
                using var run = new InvariantRun(steps[0]);
                run.Play(steps);
                Interlocked.Add(ref settled, run.Settled);
                Interlocked.Add(ref restarts, run.Restarts);
                Interlocked.Add(ref orders, run.Rig.Loop.Counters.Orders);
                Interlocked.Add(ref replaces, run.Rig.Loop.Counters.Replaces);
                Interlocked.Add(ref takenBack, run.Rig.Loop.Ledger.TakenBack);
                Interlocked.Add(ref reinstated, run.Rig.Loop.Ledger.Reinstated);
            },
            iter: Sequences,
            print: steps => string.Join(' ', steps.Take(20)) + " ...");
        Assert.True(
            orders > 10 * Sequences && replaces > Sequences / 2 && takenBack > Sequences
                && reinstated > Sequences / 10,
            $"{orders} orders, {replaces} replaces, {takenBack} trades taken back or corrected, {reinstated} orders "
                + "reinstated");
        Assert.True(
            settled > Sequences && restarts > Sequences / 50, $"{settled} positions settled, {restarts} restarts");
    }

    [Fact]
    public void The_check_finds_a_position_that_is_wrong()
    {
        var run = new InvariantRun(0);
        run.Rig.Execute(
            new ExecutionEvent
            {
                Kind = ExecutionKind.Fill,
                Instrument = 0,
                Side = Side.Buy,
                LastLots = 1,
                LastTicks = 600_000,
                ExecIdLow = 7,
            });
        Assert.Contains("I1", Assert.ThrowsAny<Exception>(() => run.Play([0, 1])).Message);
    }

    public static TheoryData<string, Func<OrderIntent, OrderIntent>> PlantedFaults => new()
    {
        { "I3", intent => intent.Kind == IntentKind.New ? intent with { OrderId = 1 } : intent with { RequestId = 1 } },
        { "I4", intent => intent with { Lots = intent.Lots + 30_000 } },
        { "I13", intent => intent with { Lots = intent.Lots + 60_000 } },
        { "I13", intent => intent with { LimitTicks = intent.LimitTicks * 2 } },
        { "I13: beyond the share", intent => intent with { Lots = intent.Lots + 3_000 } },
        { "I4", intent => intent with { Side = 3 - intent.Side } },
    };

    [Theory]
    [MemberData(nameof(PlantedFaults))]
    public void The_checks_find_an_order_that_was_tampered_with(string invariant, Func<OrderIntent, OrderIntent> tamper)
    {
        var random = new Random(11);
        Exception? found = null;
        for (int seed = 0; seed < 50 && found is null; seed++)
        {
            found = Record.Exception(
                () => new InvariantRun(seed, tamper).Play([.. Enumerable.Range(0, Steps).Select(_ => random.Next())]));
        }

        Assert.Contains(invariant, found?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_checks_find_an_order_that_leaves_without_a_session()
    {
        var run = new InvariantRun(0);
        run.Rig.Session(up: true);
        Assert.Contains("I5", Assert.ThrowsAny<Exception>(() => run.Play([.. Enumerable.Repeat(0, 10)])).Message);
    }

    [Fact]
    public void The_checks_find_an_order_that_leaves_in_doubt()
    {
        Assert.Contains(
            "I14", Found(seed => new InvariantRun(seed, foreign: ForeignFills.Count)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_checks_find_a_run_that_forgets_what_it_resumes()
    {
        string found = Found(seed => new InvariantRun(seed, forgets: true));
        Assert.True(
            found.Contains("I1:", StringComparison.Ordinal) || found.Contains("I14", StringComparison.Ordinal), found);
    }

    [Fact]
    public void The_checks_find_money_that_is_no_number()
    {
        using var run = new InvariantRun(0);
        run.Rig.Loop.Ledger.OpenAt(0, 0);
        Assert.Contains("I15", Assert.ThrowsAny<Exception>(() => run.Play([0, 1])).Message, StringComparison.Ordinal);
    }

    // What the first of some runs that goes wrong is found for.
    private static string Found(Func<int, InvariantRun> make)
    {
        var random = new Random(11);
        for (int seed = 0; seed < 50; seed++)
        {
            using InvariantRun run = make(seed);
            if (
                Record.Exception(
                    () => run.Play([.. Enumerable.Range(0, Steps).Select(_ => random.Next())])) is { } found)
            {
                return found.Message;
            }
        }

        return "nothing";
    }

    [Fact]
    public void Ids_of_processes_and_numbers_never_meet()
    {
        var seen = new HashSet<string>();
        Span<byte> id = stackalloc byte[ClOrdIds.MaxBytes];
        foreach (string instance in new[] { "a", "a-1", "b" })
        {
            for (long epoch = 1_723_161_257_000; epoch < 1_723_161_257_040; epoch++)
            {
                var ids = new ClOrdIds(instance, epoch);
                for (long number = 1; number <= 400; number++)
                {
                    Assert.True(seen.Add(System.Text.Encoding.ASCII.GetString(id[..ids.Format(number, id)])));
                    Assert.True(seen.Add(System.Text.Encoding.ASCII.GetString(id[..ids.FormatForeign(number, id)])));
                }
            }
        }
    }
}
