namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>
/// Gatheral's "raw" SVI (stochastic volatility inspired): total variance w(k) = a + b (rho (k - m) + sqrt((k - m)^2 +
/// sigma^2)) with k = ln(K/F); volatility sqrt(w / T). Source: Gatheral and Jacquier, "Arbitrage-free SVI volatility
/// surfaces", Quantitative Finance 14 (2014).
/// </summary>
/// <param name="A">Level.</param>
/// <param name="B">Steepness of the wings, at least 0.</param>
/// <param name="Rho">Tilt, strictly between -1 and 1.</param>
/// <param name="M">Shift.</param>
/// <param name="Sigma">Roundness, positive.</param>
/// <param name="Years">T at the time of the parameters, positive.</param>
public sealed record SviSmile(double A, double B, double Rho, double M, double Sigma, double Years) : ISmile
{
    /// <inheritdoc/>
    public double VolatilityAt(double logMoneyness)
    {
        double distance = logMoneyness - M;
        return Math.Sqrt((A + (B * ((Rho * distance) + Math.Sqrt((distance * distance) + (Sigma * Sigma))))) / Years);
    }
}
