namespace HedgeFast.Core.Greeks;

/// <summary>
/// How a delta ages while the price stands still: what a hedger that revalues rarely has to allow for.
/// </summary>
/// <param name="Charm">d delta / d time for a year, with spot (bsm) or forward (others) and volatility as they
/// are.</param>
/// <param name="Vanna">d delta / d volatility, for a change of 1.</param>
public readonly record struct DeltaAging(double Charm, double Vanna);
