namespace HedgeFast.Core.Hedge;

/// <summary>
/// What trading an underlying's hedge costs beside the fee of the instrument; the policies and the expected cost of a
/// decision are reckoned with it.
/// </summary>
public sealed record CostSettings
{
    /// <summary>Half the spread as a fraction of the price; null takes the spread that is quoted, averaged.</summary>
    public double? HalfSpreadFraction { get; init; }

    /// <summary>Y of the square-root law of impact; 0 leaves impact out. Not negative.</summary>
    public double ImpactCoefficient { get; init; }

    /// <summary>Volatility of the price over a day, a fraction. Positive.</summary>
    public double DayVolatility { get; init; } = 0.03;

    /// <summary>Volume of a day, units of the underlying. Positive.</summary>
    public double DayVolume { get; init; } = 100_000;
}
