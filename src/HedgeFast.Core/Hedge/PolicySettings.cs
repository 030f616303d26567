namespace HedgeFast.Core.Hedge;

/// <summary>Hedging policy of an underlying and its parameters; those of other policies are ignored.</summary>
public sealed record PolicySettings
{
    /// <summary>The policy.</summary>
    public PolicyKind Kind { get; init; } = PolicyKind.Fixed;

    /// <summary>
    /// <see cref="PolicyKind.Gamma"/>: move of the price, a fraction, whose change of delta is the half-width.
    /// Positive.
    /// </summary>
    public double MoveFraction { get; init; } = 0.001;

    /// <summary>Risk aversion of the two cost-aware bands, per unit of quote currency. Positive.</summary>
    public double RiskAversion { get; init; } = 1;

    /// <summary>
    /// Volatility of the underlying a year, for formulas with one volatility for the whole book. Positive.
    /// </summary>
    public double Volatility { get; init; } = 0.5;

    /// <summary>The book's years to expiry in the formulas. Positive.</summary>
    public double HorizonYears { get; init; } = 30.0 / 365;

    /// <summary>
    /// <see cref="PolicyKind.Timed"/> and <see cref="PolicyKind.Leland"/>: time between hedges, nanoseconds of exchange
    /// time. Positive.
    /// </summary>
    public long IntervalNanos { get; init; } = 60_000_000_000;

    /// <summary>Least move of the price, a fraction, between one complete hedge and the next; 0 for none.</summary>
    public double MinMoveFraction { get; init; }

    /// <summary>
    /// Least computed half-width, units of the underlying; half a lot is another lower bound. Not negative.
    /// </summary>
    public double MinHalfWidth { get; init; }

    /// <summary>Largest computed half-width, units of the underlying. Positive.</summary>
    public double MaxHalfWidth { get; init; } = 1e12;
}

/// <summary>Policy that sets the no-trade band of an underlying.</summary>
public enum PolicyKind : byte
{
    /// <summary>The configured half-width.</summary>
    Fixed = 1,

    /// <summary>The change of delta over a configured move of the price: |gamma| S times the fraction.</summary>
    Gamma = 2,

    /// <summary>The asymptotic band of Whalley and Wilmott (1997).</summary>
    WhalleyWilmott = 3,

    /// <summary>The band and adjusted volatility of Zakamouline (2006).</summary>
    Zakamouline = 4,

    /// <summary>The delta at Leland's adjusted volatility (1985), restored at fixed intervals.</summary>
    Leland = 5,

    /// <summary>The delta restored at fixed intervals.</summary>
    Timed = 6,
}
