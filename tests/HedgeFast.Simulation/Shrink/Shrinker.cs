using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Run;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Shrink;

/// <summary>
/// Looks for a smaller world that fails in the same way: fewer faults, by delta debugging, and an earlier end.
/// </summary>
/// <param name="play">Runs a world.</param>
/// <param name="isOver">Whether the time for it is used up; the smallest world so far is taken then.</param>
internal sealed class Shrinker(Func<WorldPlan, FaultChoice, SeedResult> play, Func<bool> isOver)
{
    private const long Milli = 1_000_000;
    private const int SignatureLetters = 80;

    private string _invariant = "";
    private string _signature = "";
    private int _runs;

    /// <summary>Shrinks a failing world; null where nothing fails.</summary>
    public ShrunkSeed? Shrink(WorldPlan plan, FaultChoice choice)
    {
        SeedResult first = Play(plan, choice);
        using World? world = first.World;
        if (first.Failure is not { } failure)
            return null;
        _invariant = failure.Invariant;
        _signature = SignatureOf(first);
        List<PlayedFault> faults = PlayedIn(first);
        int from = Math.Min(choice.From, AllIn(first) + 1);
        if (Fails(plan, Choice([.. faults.Select(fault => fault.Number)], from)))
        {
            faults = WithoutKinds(plan, faults, from);
            faults = Fewest(plan, faults, from);
            choice = Choice([.. faults.Select(fault => fault.Number)], from);
        }

        plan = Shortest(plan, choice, faults);
        return new ShrunkSeed(plan, choice, _invariant, faults.Count, _runs);
    }

    private static List<PlayedFault> PlayedIn(SeedResult result) =>
        [.. (result.World?.Faults.Played ?? []).Where(fault => fault.IsPlayed)];

    private static int AllIn(SeedResult result) => result.World?.Faults.Played.Count ?? 0;

    // Everything but the kept numbers is left out, and so is what a longer life would bring.
    private static FaultChoice Choice(HashSet<int> kept, int from) =>
        new(new HashSet<int>(Enumerable.Range(1, from - 1).Where(number => !kept.Contains(number))), from);

    private List<PlayedFault> WithoutKinds(WorldPlan plan, List<PlayedFault> faults, int from)
    {
        foreach (FaultKind kind in faults.Select(fault => fault.Kind).Distinct().ToArray())
        {
            List<PlayedFault> rest = faults.FindAll(fault => fault.Kind != kind);
            if (Fails(plan, Choice([.. rest.Select(fault => fault.Number)], from)))
                faults = rest;
        }

        return faults;
    }

    // Zeller's ddmin, by complements alone: leave one of n parts out, and make the parts smaller where none can go.
    private List<PlayedFault> Fewest(WorldPlan plan, List<PlayedFault> faults, int from)
    {
        int parts = 2;
        while (faults.Count > 0)
        {
            int size = Math.Max(1, faults.Count / parts);
            List<PlayedFault>? smaller = null;
            for (int start = 0; start < faults.Count && smaller is null; start += size)
            {
                List<PlayedFault> rest = [.. faults.Take(start), .. faults.Skip(start + size)];
                if (Fails(plan, Choice([.. rest.Select(fault => fault.Number)], from)))
                    smaller = rest;
            }

            if (smaller is not null)
            {
                faults = smaller;
                parts = Math.Max(2, parts - 1);
                continue;
            }

            if (size == 1)
                break;
            parts = Math.Min(faults.Count, 2 * parts);
        }

        return faults;
    }

    private WorldPlan Shortest(WorldPlan plan, FaultChoice choice, List<PlayedFault> faults)
    {
        long least = faults.Count == 0 ? 0 : faults[^1].Nanos;
        for (int tries = 0; tries < 6 && plan.ChaosNanos - least > 100 * Milli; tries++)
        {
            WorldPlan shorter = plan with
            {
                ChaosNanos = (least + (plan.ChaosNanos - least) / 2) / Milli * Milli + Milli,
            };
            if (Fails(shorter, choice))
                plan = shorter;
            else
                least = shorter.ChaosNanos;
        }

        return plan;
    }

    private bool Fails(WorldPlan plan, FaultChoice choice)
    {
        if (isOver())
            return false;
        SeedResult result = Play(plan, choice);
        result.World?.Dispose();
        return result.Failure is not null && SignatureOf(result) == _signature;
    }

    // Two ends of one invariant are the same failure where they read the same but for their numbers.
    private static string SignatureOf(SeedResult result) =>
        string.Concat(result.Line.Where(char.IsAsciiLetter).Take(SignatureLetters));

    private SeedResult Play(WorldPlan plan, FaultChoice choice)
    {
        _runs++;
        return play(plan, choice);
    }
}
