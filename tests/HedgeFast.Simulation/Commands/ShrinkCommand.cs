using HedgeFast.Simulation.Run;
using HedgeFast.Simulation.Shrink;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Commands;

/// <summary>The command that shrinks one failing seed and writes what it leaves.</summary>
internal static class ShrinkCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static int Run(RunOptions options, TextWriter output)
    {
        if (Shrink(options, output))
            return 1;
        output.WriteLine($"seed {options.First}: everything holds; nothing to shrink");
        return 0;
    }

    /// <summary>Shrinks the options' first seed.</summary>
    /// <returns>Whether it fails.</returns>
    public static bool Shrink(RunOptions options, TextWriter output)
    {
        long started = TimeProvider.System.GetTimestamp();
        WorldPlan plan = new SeedLoop(options, TextWriter.Null).PlanOf(options.First);
        var shrinker = new Shrinker(
            (world, choice) => SeedRun.Play(world, choice),
            () => TimeProvider.System.GetElapsedTime(started) > Patience);
        if (shrinker.Shrink(plan, options.Choice) is not { } shrunk)
            return false;
        string folder = SeedFolder.Write(options, shrunk);
        output.WriteLine(
            $"seed {options.First} shrunk in {shrunk.Runs} runs to {shrunk.Faults} faults; written to {folder}:\n"
            + $"    {shrunk.CommandOf(options)}");
        return true;
    }
}
