using HedgeFast.Simulation.Coverage;
using HedgeFast.Simulation.Shrink;

namespace HedgeFast.Simulation.Commands;

/// <summary>The command that runs seeds, reports, and shrinks what fails.</summary>
internal static class RunCommand
{
    // Below so many seeds a rare state may not come up by chance alone.
    private const long CoverageSeeds = 2_000;

    // Failing seeds that are shrunk: one an invariant, the lowest; shrinking takes up to a minute each.
    private const int ShrunkMax = 3;

    public static int Run(RunOptions options, TextWriter output)
    {
        if (options.IsWorker)
        {
            SeedWorkers.Write(new SeedLoop(options, TextWriter.Null).Run(), output);
            return 0;
        }

        long started = TimeProvider.System.GetTimestamp();
        RunTotals totals = options.Workers > 1 ? SeedWorkers.Run(options) : new SeedLoop(options, output).Run();
        TimeSpan wall = TimeProvider.System.GetElapsedTime(started);
        RunReport.Write(options, totals, wall, output);
        string[] missing = options.IsWhole && totals.Seeds >= CoverageSeeds ? [.. States.Missing(totals.Counts)] : [];
        foreach (string state in missing)
            output.WriteLine($"never came up: {state}");
        if (!options.StopsAtFailure)
            Shrink(options, totals, output);
        foreach (FailedSeed failure in totals.Failures)
            output.WriteLine(failure.Text);
        return totals.Failures.Count == 0 && missing.Length == 0 ? 0 : 1;
    }

    private static void Shrink(RunOptions options, RunTotals totals, TextWriter output)
    {
        foreach (FailedSeed failure in totals.Failures)
            output.WriteLine($"{failure.Text}\n    {ShrunkSeed.CommandOf(failure.Seed, options)}");
        foreach (FailedSeed failure in totals.Failures.DistinctBy(failure => failure.Invariant).Take(ShrunkMax))
            ShrinkCommand.Shrink(options with { First = failure.Seed, Seeds = 1 }, output);
    }
}
