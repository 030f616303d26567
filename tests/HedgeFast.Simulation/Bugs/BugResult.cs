using System.Globalization;
using System.Text.RegularExpressions;

namespace HedgeFast.Simulation.Bugs;

/// <summary>The simulator's answer to one planted bug.</summary>
internal sealed partial record BugResult
{
    /// <summary>The bug.</summary>
    public required PlantedBug Bug { get; init; }

    /// <summary>The invariant that failed; null where none did.</summary>
    public string? CaughtBy { get; init; }

    /// <summary>The seed whose world caught it.</summary>
    public long Seed { get; init; }

    /// <summary>Seeds that ran, the one that caught it included.</summary>
    public long Seeds { get; init; }

    /// <summary>Why there is no answer: the build or the run failed; null where there is one.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the time limit ended the run.</summary>
    public bool IsCut { get; init; }

    /// <summary>Time of build and run, seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether the simulator found it.</summary>
    public bool IsCaught => CaughtBy is not null;

    /// <summary>Reads the end of a run.</summary>
    /// <param name="bug">The bug.</param>
    /// <param name="end">The end of the simulator's process.</param>
    /// <param name="first">Its first seed.</param>
    /// <param name="seeds">Seeds that it was to run.</param>
    public static BugResult Of(PlantedBug bug, ChildEnd end, long first, long seeds)
    {
        if (end.ExitCode == 0)
            return new BugResult { Bug = bug, Seeds = first + seeds - 1 };
        Match? failed = end.Lines.Reverse().Select(line => Failed.Match(line)).FirstOrDefault(match => match.Success);
        if (failed is not null)
        {
            long seed = long.Parse(failed.Groups["seed"].ValueSpan, CultureInfo.InvariantCulture);
            return new BugResult { Bug = bug, CaughtBy = failed.Groups["name"].Value, Seed = seed, Seeds = seed };
        }

        if (end.ExitCode is null)
            return new BugResult { Bug = bug, Seeds = first - 1, IsCut = true };
        string last = end.Lines.LastOrDefault(line => line.Length > 0) ?? "nothing was written";
        return new BugResult { Bug = bug, Error = $"exit code {end.ExitCode}: {last}" };
    }

    [GeneratedRegex(@"^seed (?<seed>\d{1,18}) failed: (?<name>[^:]+)(:|$)")]
    private static partial Regex Failed { get; }
}
