namespace HedgeFast.Core.Hedge;

/// <summary>
/// What a hedge costs: half the spread, the fee, and the square-root law of impact (Almgren, Thum, Hauptmann and Li
/// 2005; Toth et al. 2011).
/// </summary>
internal static class HedgeCost
{
    /// <summary>
    /// Impact of trading q in a market of daily volume V: Y sigma_day sqrt(q / V), as a fraction of the price.
    /// </summary>
    /// <param name="coefficient">Y.</param>
    /// <param name="dayVolatility">sigma_day, a fraction.</param>
    /// <param name="quantity">q, units of the underlying; its sign does not matter.</param>
    /// <param name="dayVolume">V, units of the underlying. Positive.</param>
    public static double ImpactFraction(double coefficient, double dayVolatility, double quantity, double dayVolume) =>
        coefficient * dayVolatility * Math.Sqrt(Math.Abs(quantity) / dayVolume);

    /// <summary>
    /// One-way cost for one unit of notional: the lambda of the formulas. Not negative: a rebate is no reason to trade.
    /// </summary>
    /// <param name="costs">The configuration.</param>
    /// <param name="halfSpreadFraction">Half the quoted spread, averaged, as a fraction of the price.</param>
    /// <param name="takerFee">Fee, a fraction of the notional; negative is a rebate.</param>
    /// <param name="quantity">Units of the underlying traded at once.</param>
    public static double OneWayFraction(
        CostSettings costs, double halfSpreadFraction, double takerFee, double quantity) =>
        Math.Max(
            0,
            (costs.HalfSpreadFraction ?? halfSpreadFraction) + takerFee + ImpactFraction(
                costs.ImpactCoefficient, costs.DayVolatility, quantity, costs.DayVolume));
}
