using System.Diagnostics;
using System.Globalization;
using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Run;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Commands;

/// <summary>Runs seeds one after another in this process.</summary>
/// <param name="options">Which.</param>
/// <param name="output">Receives a line for each failing seed, and more when verbose.</param>
internal sealed class SeedLoop(RunOptions options, TextWriter output)
{
    public RunTotals Run()
    {
        var totals = new RunTotals();
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
        long started = TimeProvider.System.GetTimestamp();
        for (long i = 0; i < options.Seeds; i++)
        {
            if (TimeProvider.System.GetElapsedTime(started).TotalMinutes >= options.Minutes)
                break;
            ulong seed = options.First + ((ulong)i * options.Stride);
            if (options.Except.Contains(seed))
                continue;
            SeedResult result = Play(seed);
            using World? played = result.World;
            totals.Seeds++;
            totals.SimulatedNanos += played?.Timeline.Now ?? 0;
            if (played is not null)
                totals.Add(played.Coverage.End());
            if (result.Failure is null)
                continue;
            totals.Failures.Add(new FailedSeed(result.Seed, result.Failure.Invariant, result.Line));
            if (options.StopsAtFailure)
                break;
        }

        totals.CpuNanos = (long)((Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds * 1e6);
        return totals;
    }

    /// <summary>The world of a seed with the options' changes.</summary>
    public WorldPlan PlanOf(ulong seed)
    {
        WorldPlan plan = WorldPlan.Draw(seed, options.Without);
        return options.ChaosNanos is { } chaos ? plan with { ChaosNanos = chaos } : plan;
    }

    private SeedResult Play(ulong seed)
    {
        SeedResult result = SeedRun.Play(PlanOf(seed), options.Choice);
        if (options.IsTwice && result is { World: { } first, Failure: null })
        {
            using World? again = SeedRun.Play(PlanOf(seed), options.Choice).World;
            if (again?.Digest != first.Digest)
                result = result with { Failure = new("determinism", "the seed did not give the same bytes twice") };
        }

        if (result.Failure is not null)
            output.WriteLine(new FailedSeed(seed, result.Failure.Invariant, result.Line).Text);
        if (options.IsVerbose)
            Describe(result);
        return result;
    }

    private void Describe(SeedResult result)
    {
        if (result.World is not { } world)
            return;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {result.Seed}: {world.Timeline.Now / 1e9:F3} s, {world.Starts} starts, {world.Steps} steps, "
            + $"digest {world.Digest:x16}"));
        if (result.Failure is null)
            return;
        output.WriteLine(result.Failure.Message);
        foreach (string line in world.Judge.LastMessages)
            output.WriteLine(line);
        foreach (PlayedFault fault in world.Faults.Played)
            output.WriteLine(fault);
        output.WriteLine(world.Alerts);
    }
}
