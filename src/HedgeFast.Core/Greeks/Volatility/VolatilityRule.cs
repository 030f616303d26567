using System.Text.Json.Serialization;

namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>Source, dynamics and age of one underlying's volatilities.</summary>
/// <param name="Dynamics">Dynamics when the underlying moves.</param>
/// <param name="AgeNanosMax">Age beyond which a volatility is stale and the underlying not hedgeable, nanoseconds. The
/// book's own have no age. Positive.</param>
/// <param name="MoveFraction">With sticky moneyness, move of the price, a fraction, after which volatilities are read
/// again. Positive, at most 1.</param>
public readonly record struct VolatilityRule(VolatilityDynamics Dynamics, long AgeNanosMax, double MoveFraction)
{
    /// <summary>Source of the volatilities.</summary>
    public VolatilitySource Source { get; init; }

    /// <summary>
    /// Share of the band's half-width, 0 to 10, that the errors of options without a volatility may reach; 0 allows
    /// none.
    /// </summary>
    public double MissingShare { get; init; }

    /// <summary>
    /// The allowed errors of the options' delta, units of the underlying; 0 where one option stops the underlying.
    /// </summary>
    [JsonIgnore]
    public double UncertainDeltaMax { get; init; }

    /// <summary>
    /// The rule with <see cref="UncertainDeltaMax"/> for a band; 0 for a moving smile, which needs every volatility.
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

/// <summary>Behaviour of an option's volatility when the underlying moves.</summary>
public enum VolatilityDynamics : byte
{
    /// <summary>Every strike keeps its volatility.</summary>
    StickyStrike = 1,

    /// <summary>Every moneyness keeps its volatility: the smile moves with the forward.</summary>
    /// <remarks>
    /// The option's volatility is read again at ln(K/F), and the delta is the model's at that volatility.
    /// </remarks>
    StickyMoneyness = 2,
}

/// <summary>Source of the volatilities of an underlying's options.</summary>
public enum VolatilitySource : byte
{
    /// <summary>The surface file where there is one, else the book.</summary>
    Files = 0,

    /// <summary>Quotes of the options while the loop runs; an option has none before its first quote.</summary>
    Quotes = 1,
}
