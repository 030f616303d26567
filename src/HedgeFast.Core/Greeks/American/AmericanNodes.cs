namespace HedgeFast.Core.Greeks.American;

/// <summary>
/// Nodes, quadrature and interpolation of <see cref="AmericanBoundary"/> and <see cref="AmericanPremium"/>, with the
/// same bits on every machine.
/// </summary>
/// <remarks>
/// Made once from additions, multiplications, divisions and roots alone.
/// <para>Boundary. Unknowns at x_j = c_j sqrt(T), c_j = (1 + cos(pi j / n)) / 2, j = 0 to n - 1; at x_n = 0 the
/// boundary is known. Integrals over s in [0, x_i^2] use s = x_i^2 sin^2 theta, so that the root of what is left, x_i
/// cos theta, is smooth at both ends; in theta they are taken by the rule of Gauss and Legendre.</para>
/// </remarks>
internal sealed class AmericanNodes
{
    /// <summary>Points of each panel of an integral for a price.</summary>
    public const int PanelPoints = 16;

    /// <summary>pi / 2.</summary>
    public const double HalfPi = 1.5707963267948966;

    /// <summary>Points of a panel, in [0, 1].</summary>
    public static readonly double[] PanelNodes;

    /// <summary>Their weights, of sum 1.</summary>
    public static readonly double[] PanelWeights;

    static AmericanNodes() => (PanelNodes, PanelWeights) = Gauss(PanelPoints);

    private AmericanNodes(int count, int points)
    {
        Count = count;
        Points = points;
        Nodes = [.. Enumerable.Range(0, Count + 1).Select(j => 0.5 * (1 + CosinePi(j / (double)Count)))];
        (double[] angles, Weights) = Gauss(Points);
        Sines = [.. angles.Select(angle => Sine(angle * HalfPi))];
        Cosines = [.. angles.Select(angle => Cosine(angle * HalfPi))];
        for (int k = 0; k < Points; k++)
            Weights[k] *= HalfPi;
        Transform = MakeTransform();
        Interpolation = MakeInterpolation();
    }

    /// <summary>For boundaries that are smooth in the root of time.</summary>
    public static AmericanNodes Coarse { get; } = new(12, 14);

    /// <summary>For boundaries that settle long before T.</summary>
    public static AmericanNodes Fine { get; } = new(32, 48);

    /// <summary>n, unknowns of a boundary.</summary>
    public int Count { get; }

    /// <summary>Points of the integrals between two times of a boundary.</summary>
    public int Points { get; }

    /// <summary>c_j, from 1 down; the n + 1st is 0.</summary>
    public double[] Nodes { get; }

    /// <summary>Matrix from values to Chebyshev coefficients, entry m, j at [m * (n + 1) + j].</summary>
    /// <remarks>cos(pi m j / n), the ends halved in j, times 2 / n and halved in m at the ends.</remarks>
    public double[] Transform { get; }

    /// <summary>Sines of the points' angles.</summary>
    public double[] Sines { get; }

    /// <summary>Cosines of the points' angles.</summary>
    public double[] Cosines { get; }

    /// <summary>Weights of the points, angles in [0, pi / 2].</summary>
    public double[] Weights { get; }

    /// <summary>Weight of node j in the value at point k below node i, at [((i * points) + k) * n + j].</summary>
    public double[] Interpolation { get; }

    /// <summary>sin x for x in [0, pi/2] by its series, error below 3e-16.</summary>
    public static double Sine(double x)
    {
        double square = x * x, term = x, sum = 0;
        for (int k = 1; k < 16; k++)
        {
            sum += term;
            term *= -square / (2 * k * ((2 * k) + 1));
        }

        return sum;
    }

    /// <summary>cos x for x in [0, pi/2] by its series, error below 3e-16.</summary>
    public static double Cosine(double x)
    {
        double square = x * x, term = 1, sum = 0;
        for (int k = 1; k < 16; k++)
        {
            sum += term;
            term *= -square / (2 * k * ((2 * k) - 1));
        }

        return sum;
    }

    private static double CosinePi(double turns)
    {
        double part = turns - (2 * Math.Floor(turns / 2));
        part = part > 1 ? 2 - part : part;
        return part <= 0.5 ? Cosine(part * 2 * HalfPi) : -Cosine((1 - part) * 2 * HalfPi);
    }

    // Roots of the Legendre polynomial by Newton's method, mapped to [0, 1] in rising order; the weights sum to 1.
    private static (double[] Nodes, double[] Weights) Gauss(int count)
    {
        double[] nodes = new double[count], weights = new double[count];
        for (int i = 0; i < count; i++)
        {
            double x = CosinePi((i + 0.75) / (count + 0.5)), slope = 1;
            for (int step = 0; step < 8; step++)
            {
                double last = 1, now = x;
                for (int k = 2; k <= count; k++)
                    (last, now) = (now, ((((2 * k) - 1) * x * now) - ((k - 1) * last)) / k);
                slope = count * ((x * now) - last) / ((x * x) - 1);
                x -= now / slope;
            }

            nodes[count - 1 - i] = 0.5 * (1 + x);
            weights[count - 1 - i] = 1 / ((1 - (x * x)) * slope * slope);
        }

        return (nodes, weights);
    }

    private double[] MakeTransform()
    {
        double[] transform = new double[(Count + 1) * (Count + 1)];
        for (int m = 0; m <= Count; m++)
        {
            for (int j = 0; j <= Count; j++)
            {
                double ends = (m == 0 || m == Count ? 0.5 : 1) * (j == 0 || j == Count ? 0.5 : 1);
                transform[(m * (Count + 1)) + j] = 2 * ends * CosinePi(m * j / (double)Count) / Count;
            }
        }

        return transform;
    }

    // Barycentric weights of these nodes: alternating signs, halved at the ends (Salzer 1972).
    private double[] MakeInterpolation()
    {
        double[] table = new double[Count * Points * Count];
        for (int i = 0; i < Count; i++)
        {
            for (int k = 0; k < Points; k++)
            {
                double at = Nodes[i] * Cosines[k], sum = 0;
                Span<double> row = table.AsSpan(((i * Points) + k) * Count, Count);
                for (int j = 0; j <= Count; j++)
                {
                    double weight = (j % 2 == 0 ? 1 : -1) * (j == 0 || j == Count ? 0.5 : 1) / (at - Nodes[j]);
                    sum += weight;
                    if (j < Count)
                        row[j] = weight;
                }

                foreach (ref double weight in row)
                    weight /= sum;
            }
        }

        return table;
    }
}
