namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>
/// A smile through points: the variance is linear in ln(K/F) between neighbours and flat beyond the outermost, so that
/// it is positive everywhere.
/// </summary>
public sealed class PointSmile : ISmile
{
    private readonly double[] _logMoneyness;
    private readonly double[] _variances;

    /// <summary>Through points in any order; where several have one moneyness, their variance is averaged.</summary>
    /// <param name="points">ln(K/F) and volatility, at least one, all finite and the volatilities positive.</param>
    /// <exception cref="ArgumentException">There is no point, or one is out of range.</exception>
    public PointSmile(IReadOnlyList<(double LogMoneyness, double Volatility)> points)
    {
        if (points.Count == 0
            || points.Any(point => !double.IsFinite(point.LogMoneyness)
                || !(point.Volatility > 0)
                || !double.IsFinite(point.Volatility)))
        {
            throw new ArgumentException("A smile needs at least one point, finite and with a positive volatility.");
        }

        (double Key, double Variance)[] distinct =
            [
                .. points.GroupBy(point => point.LogMoneyness)
                    .OrderBy(group => group.Key)
                    .Select(group => (group.Key, group.Average(point => point.Volatility * point.Volatility))),
            ];
        _logMoneyness = Array.ConvertAll(distinct, point => point.Key);
        _variances = Array.ConvertAll(distinct, point => point.Variance);
    }

    /// <inheritdoc/>
    public double VolatilityAt(double logMoneyness)
    {
        int above = Array.BinarySearch(_logMoneyness, logMoneyness);
        if (above >= 0)
            return Math.Sqrt(_variances[above]);
        above = ~above;
        if (above == 0 || above == _variances.Length)
            return Math.Sqrt(_variances[above == 0 ? 0 : above - 1]);
        double part = (logMoneyness - _logMoneyness[above - 1]) / (_logMoneyness[above] - _logMoneyness[above - 1]);
        return Math.Sqrt(_variances[above - 1] + (part * (_variances[above] - _variances[above - 1])));
    }
}
