namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>The standard normal density, and products of large powers with its far tail.</summary>
internal static class Normal
{
    private const double InverseRootTwoPi = 0.3989422804014327;
    private const double ExponentMax = 700;

    // Below it the table's absolute error would be felt in the tail's leading digits; above it the continued fraction
    // has converged.
    private const double TailStart = 2.5;
    private const int TailTerms = 60;

    /// <summary>phi(x) = e^(-x^2/2) / sqrt(2 pi); 0 where it is below 1e-304.</summary>
    public static double Density(double x) => InverseRootTwoPi * Power(-0.5 * x * x);

    /// <summary>
    /// e^x, 0 below -700 and e^700 above 700: large arguments come from terms whose partner vanishes.
    /// </summary>
    public static double Power(double x) => x < -ExponentMax ? 0 : Elementary.Exp(Math.Min(x, ExponentMax));

    /// <summary>
    /// e^<paramref name="exponent"/> phi(<paramref name="x"/>), without overflow of the first when the second is small.
    /// </summary>
    public static double ScaledDensity(double exponent, double x) => InverseRootTwoPi * Power(exponent - (0.5 * x * x));

    /// <summary>
    /// e^<paramref name="exponent"/> Phi(<paramref name="x"/>) with the tail's relative accuracy: for x below -2.5 the
    /// ratio of Mills, Phi(x) / phi(x), by the continued fraction of Laplace (Abramowitz and Stegun 26.2.14), 60 terms,
    /// relative error below 1e-14; the table elsewhere.
    /// </summary>
    public static double ScaledPhi(double exponent, double x)
    {
        if (x > -TailStart)
            return Power(exponent) * Phi.At(x);
        double y = -x;
        double fraction = y;
        for (int k = TailTerms; k > 0; k--)
            fraction = y + (k / fraction);
        return ScaledDensity(exponent, x) / fraction;
    }
}
