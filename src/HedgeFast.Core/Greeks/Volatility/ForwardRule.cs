namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>Where the forwards of one underlying come from, and how old they may be.</summary>
public sealed record ForwardRule
{
    /// <summary>Carry, given, or dated futures.</summary>
    public ForwardSource Source { get; init; }

    /// <summary>
    /// A dated future whose last quote is older than this, exchange time, is stale, and the underlying is not
    /// hedgeable. Positive.
    /// </summary>
    public long AgeNanosMax { get; init; } = long.MaxValue;

    /// <summary>The forwards given, for <see cref="ForwardSource.Given"/>; in any order.</summary>
    public IReadOnlyList<ForwardPoint> Given { get; init; } = [];
}
