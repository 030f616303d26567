using System.Globalization;
using HedgeFast.Simulation.Commands;
using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Run;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Shrink;

/// <summary>Runs a shrunk seed once more and writes a folder with everything that it leaves.</summary>
internal static class SeedFolder
{
    /// <summary>Writes the folder anew.</summary>
    /// <returns>Its path.</returns>
    public static string Write(RunOptions options, ShrunkSeed shrunk)
    {
        SeedResult result = SeedRun.Play(shrunk.Plan, shrunk.Choice, world => world.Record.IsKept = true);
        using World? world = result.World;
        string folder = Path.Combine(
            options.Out, string.Create(CultureInfo.InvariantCulture, $"seed-{shrunk.Plan.Seed}"));
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "world.txt"), Summary(options, shrunk, result));
        if (world is null)
            return folder;
        File.WriteAllLines(Path.Combine(folder, "messages.txt"), world.Record.Messages);
        File.WriteAllText(Path.Combine(folder, "alerts.txt"), world.Alerts.ToString());
        File.WriteAllLines(Path.Combine(folder, "faults.txt"), world.Faults.Played.Select(Line));

        // The run's folder holds its settings and its book beside the journals.
        foreach (string path in world.Disk.Files())
        {
            string file = Path.Combine(folder, "disk", path.TrimStart('/'));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, world.Disk.Read(path) ?? []);
        }

        return folder;
    }

    private static IEnumerable<string> Summary(RunOptions options, ShrunkSeed shrunk, SeedResult result)
    {
        WorldPlan plan = shrunk.Plan;
        yield return ShrunkSeed.CommandOf(plan.Seed, options);
        yield return $"shrunk: {shrunk.CommandOf(options)}";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"start {DateTimeOffset.UnixEpoch.AddTicks(plan.StartUtcNanos / 100):O}, "
            + $"chaos {plan.ChaosNanos / 1e9:F3} s, calm up to {plan.CalmNanos / 1e9:F0} s, "
            + $"failed at {(result.World?.Timeline.Now ?? 0) / 1e9:F6} s");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"quotes every {plan.QuoteEveryNanos / 1e6:F0} ms, latency {plan.LatencyNanos / 1e6:F3} ms, "
            + $"feed {plan.Settings.Feed.Transport}, {plan.Session.BeginString}, cancel on disconnect "
            + $"{plan.CancelsOnDisconnect}");
        yield return $"kinds of fault: {plan.Faults}";
        yield return $"{plan.Settings.Orders}";
        yield return $"{plan.Settings.Limits}";
        yield return "";
        yield return result.Failure?.ToString() ?? "nothing failed";
    }

    private static string Line(PlayedFault fault) => string.Create(
        CultureInfo.InvariantCulture,
        $"{fault.Number,4} {fault.Nanos / 1e9,10:F3} {fault.Kind}{(fault.IsPlayed ? "" : " (not played)")}");
}
