namespace HedgeFast.Core.Greeks.Curve;

/// <summary>
/// A polynomial of degree 23 on a window of the level, as a Chebyshev series: value, first derivative, and bounds of
/// both and of the second derivative on the whole window. The bounds are sums of the coefficients' magnitudes, for
/// |T_k| is at most 1.
/// </summary>
internal sealed class ChebyshevSeries
{
    /// <summary>Nodes of the interpolation.</summary>
    public const int Nodes = 24;

    private static readonly double[] Cosines = MakeCosines();

    private readonly double[] _value = new double[Nodes];
    private readonly double[] _slope = new double[Nodes];
    private double _centre;
    private double _inverseHalfWidth;

    /// <summary>Bound of |p| on the window.</summary>
    public double ValueMax { get; private set; }

    /// <summary>Bound of |p'| on the window, per unit of the level.</summary>
    public double SlopeMax { get; private set; }

    /// <summary>Bound of |p''| on the window, per squared unit of the level.</summary>
    public double BendMax { get; private set; }

    /// <summary>Error against the sum that was interpolated, rounding of both included.</summary>
    public double Error { get; private set; }

    /// <summary>Node <paramref name="index"/> of a window.</summary>
    public static double Node(double centre, double halfWidth, int index) =>
        Math.FusedMultiplyAdd(halfWidth, Cosines[Nodes + index], centre);

    /// <summary>Takes the values at the nodes.</summary>
    /// <param name="bound">Window and bound.</param>
    /// <param name="atNodes">Values in the order of <see cref="Node"/>.</param>
    public void Fit(in CurveBound bound, ReadOnlySpan<double> atNodes)
    {
        _centre = bound.Centre;
        _inverseHalfWidth = 1 / bound.HalfWidth;
        for (int k = 0; k < Nodes; k++)
        {
            double sum = 0;
            for (int j = 0; j < Nodes; j++)
                sum = Math.FusedMultiplyAdd(atNodes[j], Cosines[(k * Nodes) + j], sum);
            _value[k] = sum * (k == 0 ? 1.0 : 2.0) / Nodes;
        }

        Span<double> bend = stackalloc double[Nodes];
        Differentiate(_value, _slope);
        Differentiate(_slope, bend);
        ValueMax = Magnitude(_value);
        SlopeMax = Magnitude(_slope) * _inverseHalfWidth;
        BendMax = Magnitude(bend) * _inverseHalfWidth * _inverseHalfWidth;
        Error = bound.Total(ValueMax);
    }

    /// <summary>p at a level of the window.</summary>
    public double At(double level) => Clenshaw(_value, (level - _centre) * _inverseHalfWidth);

    /// <summary>p' at a level of the window.</summary>
    public double SlopeAt(double level) => Clenshaw(_slope, (level - _centre) * _inverseHalfWidth) * _inverseHalfWidth;

    // b_k = 2x b_(k+1) - b_(k+2) + c_k (Clenshaw 1955).
    private static double Clenshaw(double[] coefficients, double x)
    {
        double twice = 2 * x;
        double b1 = 0;
        double b2 = 0;
        for (int k = Nodes - 1; k > 0; k--)
        {
            double b = Math.FusedMultiplyAdd(twice, b1, coefficients[k] - b2);
            b2 = b1;
            b1 = b;
        }

        return Math.FusedMultiplyAdd(x, b1, coefficients[0] - b2);
    }

    // c'_(k-1) = c'_(k+1) + 2k c_k; c'_0 is halved.
    private static void Differentiate(ReadOnlySpan<double> coefficients, Span<double> derivative)
    {
        derivative[Nodes - 1] = 0;
        derivative[Nodes - 2] = 2 * (Nodes - 1) * coefficients[Nodes - 1];
        for (int k = Nodes - 2; k > 0; k--)
            derivative[k - 1] = derivative[k + 1] + (2 * k * coefficients[k]);
        derivative[0] *= 0.5;
    }

    private static double Magnitude(ReadOnlySpan<double> coefficients)
    {
        double sum = 0;
        foreach (double coefficient in coefficients)
            sum += Math.Abs(coefficient);
        return sum;
    }

    // cos(pi k (j + 1/2) / Nodes) at [k * Nodes + j]; row 1 holds the nodes themselves.
    private static double[] MakeCosines()
    {
        double[] cosines = new double[Nodes * Nodes];
        for (int k = 0; k < Nodes; k++)
        {
            for (int j = 0; j < Nodes; j++)
                cosines[(k * Nodes) + j] = Math.Cos(Math.PI * k * (j + 0.5) / Nodes);
        }

        return cosines;
    }
}
