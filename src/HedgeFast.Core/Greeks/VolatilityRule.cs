namespace HedgeFast.Core.Greeks;

/// <summary>How the volatilities of one underlying are used.</summary>
/// <param name="Dynamics">What they do when the underlying moves.</param>
/// <param name="AgeNanosMax">A volatility older than this is stale, and the underlying is not hedgeable. The book's own have no age. Positive.</param>
/// <param name="MoveFraction">With sticky moneyness volatilities are read again once the price has moved by this fraction from where they were read. Positive, at most 1.</param>
public readonly record struct VolatilityRule(VolatilityDynamics Dynamics, long AgeNanosMax, double MoveFraction)
{
    /// <summary>Where they come from.</summary>
    public VolatilitySource Source { get; init; }

    /// <summary>Sticky strike, of any age.</summary>
    public static VolatilityRule Default { get; } = new(VolatilityDynamics.StickyStrike, long.MaxValue, 0.0005);
}
