using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>
/// Forward and time of an expiry, as far as <c>UncertainDelta</c> needs them to set its strikes' deltas against
/// each other.
/// </summary>
/// <param name="LogRatio">ln(F/S).</param>
/// <param name="Years">Time to expiry; 0 where deltas of different strikes are not compared.</param>
/// <param name="Factor">The convention's delta of a call over Phi(d1); over (K/F) Phi(d2) for the net transaction
/// delta.</param>
internal readonly record struct SliceLevel(double LogRatio, double Years, double Factor)
{
    /// <summary>Whether deltas of different strikes may be compared.</summary>
    public bool IsOrdered => Years > 0 && double.IsFinite(LogRatio + Factor);

    /// <summary>Those of European options of a lognormal model.</summary>
    public static SliceLevel Of(DeltaConvention convention, double rate, double years, double logRatio) => new(
        logRatio, years, Elementary.Exp(convention switch
        {
            DeltaConvention.Spot => logRatio - (rate * years),
            DeltaConvention.Futures => -rate * years,
            _ => 0,
        }));
}
