namespace HedgeFast.Core.Hedge;

/// <summary>
/// Which policy hedges an underlying, and its parameters. Those of the other policies are not looked at.
/// </summary>
public sealed record PolicySettings
{
    /// <summary>The policy.</summary>
    public PolicyKind Kind { get; init; } = PolicyKind.Fixed;

    /// <summary>
    /// <see cref="PolicyKind.Gamma"/>: move of the price that the band lets pass, a fraction. Positive.
    /// </summary>
    public double MoveFraction { get; init; } = 0.001;

    /// <summary>Risk aversion of the two cost-aware bands, per unit of quote currency. Positive.</summary>
    public double RiskAversion { get; init; } = 1;

    /// <summary>
    /// Volatility of the underlying a year, for the formulas that take one for the whole book. Positive.
    /// </summary>
    public double Volatility { get; init; } = 0.5;

    /// <summary>Years that the formulas take as the book's time to expiry. Positive.</summary>
    public double HorizonYears { get; init; } = 30.0 / 365;

    /// <summary>
    /// <see cref="PolicyKind.Timed"/> and <see cref="PolicyKind.Leland"/>: time between hedges, nanoseconds of exchange
    /// time. Positive.
    /// </summary>
    public long IntervalNanos { get; init; } = 60_000_000_000;

    /// <summary>
    /// After a hedge is complete, no other one before the price has moved by this fraction; 0 has no such gate.
    /// </summary>
    public double MinMoveFraction { get; init; }

    /// <summary>
    /// A computed half-width is at least this, units of the underlying, and at least half a lot. Not negative.
    /// </summary>
    public double MinHalfWidth { get; init; }

    /// <summary>A computed half-width is at most this, units of the underlying. Positive.</summary>
    public double MaxHalfWidth { get; init; } = 1e12;
}
