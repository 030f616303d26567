using System.Text.Json.Serialization;

namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>How the volatilities of one underlying are used.</summary>
/// <param name="Dynamics">What they do when the underlying moves.</param>
/// <param name="AgeNanosMax">A volatility older than this is stale, and the underlying is not hedgeable. The book's own
/// have no age. Positive.</param>
/// <param name="MoveFraction">With sticky moneyness volatilities are read again once the price has moved by this
/// fraction from where they were read. Positive, at most 1.</param>
public readonly record struct VolatilityRule(VolatilityDynamics Dynamics, long AgeNanosMax, double MoveFraction)
{
    /// <summary>Where they come from.</summary>
    public VolatilitySource Source { get; init; }

    /// <summary>
    /// Share of the band's half-width, 0 to 10, that options without a volatility may move the delta by; 0 lets none.
    /// </summary>
    public double MissingShare { get; init; }

    /// <summary>
    /// The same in units of the underlying, of the options' delta; 0 where one option stops the underlying.
    /// </summary>
    [JsonIgnore]
    public double UncertainDeltaMax { get; init; }

    /// <summary>
    /// The rule with <see cref="UncertainDeltaMax"/> as it follows from a band. Where a smile moves there is none: it
    /// needs every volatility.
    /// </summary>
    /// <param name="bandHalfWidth">Units of the underlying.</param>
    /// <param name="hedgeRatio">Share of the options' delta that is hedged.</param>
    public VolatilityRule For(double bandHalfWidth, double hedgeRatio) => this with
    {
        UncertainDeltaMax = MissingShare == 0 || Dynamics != VolatilityDynamics.StickyStrike ? 0
            : MissingShare * bandHalfWidth / Math.Max(Math.Abs(hedgeRatio), 1e-9),
    };

    /// <summary>Sticky strike, of any age.</summary>
    public static VolatilityRule Default { get; } = new(VolatilityDynamics.StickyStrike, long.MaxValue, 0.0005);
}
