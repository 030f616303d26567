using System.Globalization;
using HedgeFast.Simulation.Faults;

namespace HedgeFast.Simulation.Run;

/// <summary>The command that runs seeds.</summary>
internal static class RunCommand
{
    public static int Run(string[] args)
    {
        ulong first = ulong.Parse(Value(args, "--first") ?? Value(args, "--seed") ?? "1", CultureInfo.InvariantCulture);
        int seeds = int.Parse(Value(args, "--seeds") ?? "1", CultureInfo.InvariantCulture);
        FaultSet without = FaultSet.Parse(Value(args, "--without") ?? "");
        long started = TimeProvider.System.GetTimestamp();
        double simulated = 0;
        int failed = 0;
        for (int i = 0; i < seeds; i++)
        {
            TimeSpan begun = Environment.CpuUsage.TotalTime;
            long bytes = GC.GetTotalAllocatedBytes();
            SeedResult result = SeedRun.Play(first + (ulong)i, without);
            using World? played = result.World;
            simulated += (result.World?.Timeline.Now ?? 0) / 1e9;
            bool isVerbose = args.Contains("--verbose");
            if (isVerbose && result.World is { } world)
            {
                double millis = (Environment.CpuUsage.TotalTime - begun).TotalMilliseconds;
                bytes = GC.GetTotalAllocatedBytes() - bytes;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"seed {result.Seed} digest {world.Digest:x16}, {world.Timeline.Now / 1e9:F0} s, {world.Steps} steps, "
                    + $"{millis:F0} ms of CPU, {bytes / 1e6:F1} MB allocated"));
            }

            if (result.Failure is not { } failure)
                continue;
            failed++;
            string text = isVerbose ? failure.Message : failure.Message.Split('\n')[0];
            Console.WriteLine($"seed {result.Seed} failed: {text}");
            if (isVerbose)
            {
                foreach (string line in result.World?.Judge.LastMessages ?? [])
                    Console.WriteLine(line);
                foreach (PlayedFault fault in result.World?.Faults.Played ?? [])
                    Console.WriteLine(fault);
                Console.WriteLine(result.World?.Alerts);
            }

            if (args.Contains("--stop-at-failure"))
                break;
        }

        double seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        double cpu = Environment.CpuUsage.TotalTime.TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{seeds} seeds, {failed} failed, {seeds / seconds:F1} seeds/s, {simulated / seconds:F0} x real time; "
            + $"{seeds / cpu:F1} seeds and {simulated / cpu:F0} s of a world for a second of CPU"));
        return failed == 0 ? 0 : 1;
    }

    private static string? Value(string[] args, string name)
    {
        int index = Array.IndexOf(args, name);
        return index >= 0 && index + 1 < args.Length ? args[index + 1] : null;
    }
}
