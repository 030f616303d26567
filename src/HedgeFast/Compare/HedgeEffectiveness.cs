namespace HedgeFast.Compare;

/// <summary>
/// Measures the effectiveness of a hedge as hedge accounting does (IAS 39 AG105; IFRS 9 asks for like evidence).
/// </summary>
internal static class HedgeEffectiveness
{
    /// <summary>
    /// Dollar offset: minus the hedge's gain over the hedged item's gain; null where the latter is zero.
    /// </summary>
    public static double? DollarOffset(double hedgedItemGain, double hedgeGain) =>
        hedgedItemGain == 0 ? null : -hedgeGain / hedgedItemGain;

    /// <summary>Whether a dollar offset passes: 80 % to 125 %, both included.</summary>
    public static bool Passes(double dollarOffset) => dollarOffset is >= 0.80 and <= 1.25;

    /// <summary>
    /// Variance reduction, 1 - Var(hedged) / Var(unhedged); null where the unhedged variance is zero.
    /// </summary>
    public static double? VarianceReduction(double unhedgedVariance, double hedgedVariance) =>
        unhedgedVariance > 0 ? 1 - (hedgedVariance / unhedgedVariance) : null;

    /// <summary>
    /// Least-squares slope and R^2 of the hedge's gains on the hedged item's; null where either is constant.
    /// </summary>
    public static (double Slope, double RSquared)? Regression(
        ReadOnlySpan<double> hedgedItemGains, ReadOnlySpan<double> hedgeGains)
    {
        double meanX = 0, meanY = 0;
        for (int i = 0; i < hedgedItemGains.Length; i++)
        {
            meanX += hedgedItemGains[i] / hedgedItemGains.Length;
            meanY += hedgeGains[i] / hedgedItemGains.Length;
        }

        double xx = 0, xy = 0, yy = 0;
        for (int i = 0; i < hedgedItemGains.Length; i++)
        {
            double x = hedgedItemGains[i] - meanX, y = hedgeGains[i] - meanY;
            xx += x * x;
            xy += x * y;
            yy += y * y;
        }

        return xx > 0 && yy > 0 ? (xy / xx, xy * xy / (xx * yy)) : null;
    }
}
