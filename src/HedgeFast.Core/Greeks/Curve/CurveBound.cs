using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Curve;

/// <summary>
/// Bound of the error of interpolating a sum of deltas at <see cref="ChebyshevSeries.Nodes"/> Chebyshev nodes, gathered
/// option by option.
/// <para>Derivation. For m nodes on [Lc - H, Lc + H] and a function f, |f - p| &lt;= H^m max|f^(m)| / (2^(m-1) m!)
/// (interpolation at the roots of T_m; Davis, Interpolation and Approximation, 1963, 3.3). For f = w Phi(x), x = h (b L
/// + a): f^(m) = w (h b)^m He_(m-1)(x) phi(x) up to sign, and Cramér's inequality |He_n(x)| &lt;= 1.0864349 sqrt(n!)
/// e^(x^2/4) (Abramowitz and Stegun 22.14.17) leaves a factor e^(-x^2/4), taken at the x of the window nearest to
/// 0.</para>
/// </summary>
internal struct CurveBound(double centre, double halfWidth)
{
    // 2 * 1.0864349 / sqrt(2 pi) * sqrt(23!) / 24!, rounded up: m = 24 and one factor of two from 2^(m-1).
    private const double Cramer = 2.2474e-13;

    // Of one unit of weight: how far the kernel's Phi may be from the function that the derivation is about.
    private const double KernelError = Phi.KernelError;

    // Lebesgue constant of 24 Chebyshev nodes, below 2 ln(24) / pi + 1 = 3.03, and one for the value compared with.
    private const double Amplification = 4.1;

    private double _weight;
    private double _slope;
    private double _interpolation;
    private int _count;

    /// <summary>Middle of the window, in units of the level.</summary>
    public readonly double Centre => centre;

    /// <summary>Half the window.</summary>
    public readonly double HalfWidth => halfWidth;

    /// <summary>Error of the interpolation alone; infinite or NaN when it cannot be bounded.</summary>
    public readonly double Interpolation => _interpolation;

    /// <summary>
    /// All errors of the series against the kernel's sum: interpolation, the kernel's Phi, the summation of n terms in
    /// any order with at most n/4 + 64 additions on a path, nodes rounded to doubles, transform and Clenshaw's
    /// recurrence of m terms (4 m^2 units of the coefficients' sum; Higham, Accuracy and Stability, 2002, 3.1 and 5.1).
    /// </summary>
    /// <param name="coefficientSum">Sum of the magnitudes of the series' coefficients.</param>
    public readonly double Total(double coefficientSum)
    {
        double summation = ((_count * 0.25) + 64) * Elementary.UnitRoundOff * _weight;
        double nodes = 0.4 * _slope * 4 * Elementary.UnitRoundOff * (Math.Abs(centre) + halfWidth);
        double series = 4.0 * ChebyshevSeries.Nodes * ChebyshevSeries.Nodes * Elementary.UnitRoundOff
            * (coefficientSum + _weight);
        return _interpolation + (Amplification * ((KernelError * _weight) + summation + nodes)) + series;
    }

    /// <summary>Adds an option of the kernel's form.</summary>
    /// <param name="a">a, in segments.</param>
    /// <param name="b">b, in segments per unit of L.</param>
    /// <param name="w">Weight.</param>
    public void Add(double a, double b, double w)
    {
        const double width = 1 / PhiTable.SegmentsPerUnit;
        double weight = Math.Abs(w);
        double slope = Math.Abs(b) * width;
        double reach = slope * halfWidth;
        double nearest = Math.Max(0, (Math.Abs(Math.FusedMultiplyAdd(b, centre, a)) * width) - reach);
        double half = 0.5 * reach;
        double square = half * half;
        double four = square * square;
        double eight = four * four;
        AddOther(
            weight, slope,
            Cramer * weight * (eight * eight * eight) * PowerAbove(nearest * nearest * (0.25 / 0.6931471805599453)));
    }

    /// <summary>Adds options of another form, which bring their own bounds.</summary>
    /// <param name="weight">Largest magnitude of their sum on the window.</param>
    /// <param name="slope">Largest magnitude of its derivative by the level, times sqrt(2 pi).</param>
    /// <param name="interpolation">Bound of the error of interpolating it at <see cref="ChebyshevSeries.Nodes"/>
    /// nodes.</param>
    public void AddOther(double weight, double slope, double interpolation)
    {
        _weight += weight;
        _slope += weight * slope;
        _interpolation += interpolation;
        _count++;
    }

    // A power of two that is at least 2^-x, without an exponential.
    private static double PowerAbove(double x) =>
        x < 1000 ? BitConverter.Int64BitsToDouble((1023L - (long)x) << 52) : 1e-300;
}
