using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Hedge;

/// <summary>
/// The published no-trade bands. Legend: S price, G gamma of the hedged book (delta per unit of price), l one-way
/// proportional cost for one unit of notional, g risk aversion per unit of quote currency, s volatility a year, T years
/// to expiry, r rate. Each result is finite for finite arguments: where a formula breaks, the nearest point at which it
/// does not is taken.
/// </summary>
internal static class BandFormulas
{
    // An hour: below it 1 / T and T^-.02 say nothing about a book whose options are about to be exercised or not.
    private const double YearsMin = 1.0 / (365 * 24);

    // The exponent and the constant of Zakamouline's fit; some reprints give 5.76.
    private const double VarianceConstant = 4.76;

    // A variance is never scaled to nothing: 1 + K and Leland's 1 - A are cut off here, which is a tenth of the
    // volatility.
    private const double VarianceRatioMin = 0.01;

    private const double VarianceRatioMax = 100;

    /// <summary>
    /// Half-width by Whalley and Wilmott (Mathematical Finance 7, 1997): H = (3/2 e^(-rT) l S G^2 / g)^(1/3). Gamma is
    /// squared, and g divides.
    /// </summary>
    public static double WhalleyWilmott(
        double price, double gamma, double cost, double riskAversion, double rate, double years) =>
        Power(1.5 * Elementary.Exp(-rate * years) * cost * Math.Abs(price) * gamma * gamma / riskAversion, 1.0 / 3);

    /// <summary>
    /// The part of Zakamouline's band (Quantitative Finance 6(5), 2006) that does not depend on gamma: H0 = l / (g S
    /// s^2 T).
    /// </summary>
    public static double ZakamoulineH0(
        double price, double cost, double riskAversion, double volatility, double years) =>
        cost / (riskAversion * Math.Abs(price) * volatility * volatility * Math.Max(years, YearsMin));

    /// <summary>The part that does: H1 = 1.12 l^.31 T^.05 (e^(-rT) / s)^.25 (|G| / g)^.5.</summary>
    public static double ZakamoulineH1(
        double gamma, double cost, double riskAversion, double volatility, double rate, double years) =>
        1.12 * Power(cost, 0.31) * Power(Math.Max(years, YearsMin), 0.05) * Power(
            Elementary.Exp(-rate * years) / volatility, 0.25)
        * Math.Sqrt(Math.Abs(gamma) / riskAversion);

    /// <summary>
    /// Zakamouline's s_m^2 / s^2, the variance at which the delta is taken: 1 + K long gamma, 1 - K short gamma, with
    /// K = -4.76 l^.78 / T^.02 (e^(-rT) / s)^.25 (g S^2 |G|)^.15.
    /// </summary>
    public static double ZakamoulineVarianceRatio(
        double price, double gamma, double cost, double riskAversion, double volatility, double rate, double years)
    {
        double k = -VarianceConstant * Power(cost, 0.78) / Power(Math.Max(years, YearsMin), 0.02) * Power(
            Elementary.Exp(-rate * years) / volatility, 0.25)
            * Power(riskAversion * price * price * Math.Abs(gamma), 0.15);
        return VarianceRatio(Math.Sign(gamma) * k);
    }

    /// <summary>
    /// Leland's variance over the true one (Journal of Finance 40, 1985): 1 + A short gamma, 1 - A long gamma, A =
    /// sqrt(2/pi) k / (s sqrt dt). Its error does not vanish for a constant cost (Kabanov and Safarian 1997): a policy,
    /// not a guarantee.
    /// </summary>
    /// <param name="gamma">Only its sign matters.</param>
    /// <param name="roundTripCost">k, twice the one-way cost.</param>
    /// <param name="volatility">s.</param>
    /// <param name="intervalYears">dt, years between hedges. Positive.</param>
    public static double LelandVarianceRatio(
        double gamma, double roundTripCost, double volatility, double intervalYears) =>
        VarianceRatio(
            -Math.Sign(gamma) * Math.Sqrt(2 / Math.PI) * roundTripCost / (volatility * Math.Sqrt(intervalYears)));

    // By Elementary, so that a band has the same bits on every machine.
    private static double Power(double x, double exponent) => x > 0 ? Elementary.Exp(exponent * Elementary.Log(x)) : 0;

    private static double VarianceRatio(double change) => Math.Clamp(1 + change, VarianceRatioMin, VarianceRatioMax);
}
