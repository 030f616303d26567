namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>A smile between those of two expiries: at equal moneyness the total variance is linear in time.</summary>
/// <param name="near">Smile of the earlier expiry.</param>
/// <param name="nearYears">Its time, positive.</param>
/// <param name="far">Smile of the later expiry.</param>
/// <param name="farYears">Its time, above the near one.</param>
/// <param name="years">The time between.</param>
internal sealed class BlendedSmile(ISmile near, double nearYears, ISmile far, double farYears, double years) : ISmile
{
    private readonly double _part = (years - nearYears) / (farYears - nearYears);

    /// <inheritdoc/>
    public double VolatilityAt(double logMoneyness)
    {
        double first = near.VolatilityAt(logMoneyness);
        double last = far.VolatilityAt(logMoneyness);
        return Math.Sqrt((((1 - _part) * first * first * nearYears) + (_part * last * last * farYears)) / years);
    }
}
