using System.Globalization;
using HedgeFast.Simulation.Commands;
using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Shrink;

/// <summary>The smallest world found in which the same invariant of a seed fails.</summary>
/// <param name="Plan">The world.</param>
/// <param name="Choice">The faults played in it.</param>
/// <param name="Invariant">The invariant.</param>
/// <param name="Faults">Number of faults played.</param>
/// <param name="Runs">Worlds that were run to find it.</param>
internal sealed record ShrunkSeed(WorldPlan Plan, FaultChoice Choice, string Invariant, int Faults, int Runs)
{
    /// <summary>The line that reproduces a seed as it was run.</summary>
    public static string CommandOf(ulong seed, RunOptions options)
    {
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"dotnet run -c Release --project tests/HedgeFast.Simulation -- run --seed {seed}");
        if (options.Without.Count > 0)
            line += $" --without {options.Without}";
        if (options.Choice != FaultChoice.Everything)
            line += $" --skip {options.Choice}";
        if (options.ChaosNanos is { } chaos)
            line += string.Create(CultureInfo.InvariantCulture, $" --chaos {chaos / 1e9:0.#########}");
        return line;
    }

    /// <summary>The line that reproduces the small world.</summary>
    public string CommandOf(RunOptions options) =>
        CommandOf(Plan.Seed, options with { Choice = Choice, ChaosNanos = Plan.ChaosNanos });
}
