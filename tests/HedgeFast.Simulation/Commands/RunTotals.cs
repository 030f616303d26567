using HedgeFast.Simulation.Coverage;

namespace HedgeFast.Simulation.Commands;

/// <summary>Sums over the seeds of a run; those of several workers add up to the same in any order.</summary>
internal sealed class RunTotals
{
    public long Seeds { get; set; }

    public long SimulatedNanos { get; set; }

    /// <summary>CPU time of all workers, nanoseconds.</summary>
    public long CpuNanos { get; set; }

    /// <summary>Counts and states, by name.</summary>
    public SortedDictionary<string, long> Counts { get; set; } = new(StringComparer.Ordinal);

    public List<FailedSeed> Failures { get; set; } = [];

    public void Add(RunTotals other)
    {
        Seeds += other.Seeds;
        SimulatedNanos += other.SimulatedNanos;
        CpuNanos += other.CpuNanos;
        foreach ((string name, long count) in other.Counts)
            Counts[name] = Counts.GetValueOrDefault(name) + count;
        Failures = [.. Failures.Concat(other.Failures).OrderBy(failure => failure.Seed)];
    }

    public void Add(Tally tally)
    {
        foreach ((string name, long count) in tally.Counts)
            Counts[name] = Counts.GetValueOrDefault(name) + count;
    }
}

/// <summary>A seed that failed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Invariant">Name of the invariant.</param>
/// <param name="Line">Name and numbers in one line.</param>
internal sealed record FailedSeed(ulong Seed, string Invariant, string Line)
{
    /// <summary>The line that a failing seed is known by.</summary>
    public string Text => $"seed {Seed} failed: {Line}";
}
