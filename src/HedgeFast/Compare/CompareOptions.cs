using HedgeFast.Synthetic;

namespace HedgeFast.Compare;

/// <summary>What the policies are compared on, and by what; what is not configuration.</summary>
internal sealed record CompareOptions
{
    /// <summary>The risk that is made equal.</summary>
    public EqualRisk Risk { get; init; } = EqualRisk.Profit;

    /// <summary>Paths that are made up; null takes the configured tape as it is.</summary>
    public SyntheticPath? Synthetic { get; init; }

    /// <summary>Seed of the first made-up path; the next ones follow on.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Made-up paths. Positive.</summary>
    public int Paths { get; init; } = 8;
}
