using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Pricing;

/// <summary>The undiscounted time value of a European option; keeps its leading digits however small.</summary>
/// <remarks>
/// It is the value of the option that is out of the money, of the two of a strike.
/// <para>Legend: m the distance of forward and strike (their difference, or the logarithm of their ratio), s the
/// deviation, phi and Phi the normal density and distribution, Y = Phi / phi the ratio of Mills, y = -h.</para>
/// <para>Normal (Bachelier 1900): s (phi(x) + x Phi(x)) with x = -m/s, which is s phi(x) Y'(x).</para>
/// <para>Lognormal (Black 1976), h = -m/s, t = s/2, A the lesser of forward and strike, B the greater: A Phi(h + t) - B
/// Phi(h - t) = A phi(h + t) (Y(h + t) - Y(h - t)), because A phi(h + t) = B phi(h - t). Two tails so near each other
/// would cancel; the difference is the sum of 2 t^n Y^(n)(h) / n! over odd n (Jaeckel, "Let's be rational", 2015,
/// expands the same difference), all terms positive.</para>
/// <para>Derivatives. Y' = 1 + h Y, Y^(n+1) = h Y^(n) + n Y^(n-1). Beyond h = -2.5 by the continued fraction of Laplace
/// (Abramowitz and Stegun 26.2.14), f_n = y + n / f_(n+1): Y = 1 / f_1 and Y^(n) / Y^(n-1) = n / f_(n+1); nearer than
/// that by the recurrence from <see cref="Phi"/>.</para>
/// </remarks>
internal static class TimeValue
{
    /// <summary>Deviations beyond which the fraction has converged to 1e-16, with start and terms below.</summary>
    public const double TailStart = 2.5;

    // Widths up to a quarter of the distance: terms fall by 16 each and more. Wider ones cancel less than half a digit.
    private const double WidthMax = 0.25;
    private const double Negligible = 1e-17;

    // 1 / ((n - 1) n) for n = 3, 5, ..., 17.
    // An array: code that is not optimised makes an object of a span of constants each time.
    private static readonly double[] Steps =
        [1 / 6.0, 1 / 20.0, 1 / 42.0, 1 / 72.0, 1 / 110.0, 1 / 156.0, 1 / 210.0, 1 / 272.0];

    /// <summary>Phi(x) with the relative accuracy of its tail; beyond -2.5 by the continued fraction.</summary>
    /// <param name="x">Any double.</param>
    public static double Tail(double x)
    {
        if (!(x <= -TailStart))
            return Phi.At(x);
        return Kernels.Normal.Density(x) / (-x + (1 / Second(-x, 0, out _)));
    }

    /// <summary>
    /// The normal model's time value; relative error below 1e-15 (1 + x^2) beyond 2.5 deviations, absolute error below
    /// 1e-15 s nearer.
    /// </summary>
    /// <param name="distance">|F - K|.</param>
    /// <param name="deviation">s = sigma sqrt T, in units of price.</param>
    public static double Normal(double distance, double deviation)
    {
        double x = -distance / deviation;
        double density = Kernels.Normal.Density(x);
        return deviation * (x > -TailStart ? density + (x * Phi.At(x)) : density * FarSlope(-x, 0));
    }

    /// <summary>
    /// The lognormal models' time value.
    /// </summary>
    /// <remarks>
    /// Relative error below 1e-15 (2 + h^2) beyond 2.5 deviations, absolute error below 5e-16 of the greater of F and K
    /// nearer.
    /// </remarks>
    /// <param name="forward">F.</param>
    /// <param name="strike">K.</param>
    /// <param name="distance">|ln(F/K)|.</param>
    /// <param name="deviation">s = sigma sqrt T.</param>
    public static double Lognormal(double forward, double strike, double distance, double deviation)
    {
        double y = distance / deviation;
        double t = deviation / 2;
        double least = Math.Min(forward, strike);
        if (t > WidthMax * Math.Max(1, y))
        {
            double most = Math.Max(forward, strike);
            double gained = least * Tail(t - y);
            return Math.Max(0, gained - (most * Tail(-t - y)));
        }

        double slope = y < TailStart ? NearSlope(-y, t) : FarSlope(y, t);
        return least * Kernels.Normal.Density(t - y) * deviation * slope;
    }

    // (Y(h + t) - Y(h - t)) / (2 t) = Y' (1 + t^2 / (f_3 f_4) (1 + t^2 / (f_5 f_6) (1 + ...))), Y' = 1 / (f_1 f_2).
    private static double FarSlope(double y, double t)
    {
        double second = Second(y, t, out double sum);
        return sum / (second * (y + (1 / second)));
    }

    // f_2, and the sum above. The start solves f = y + n / f; the terms are as many as 1e-16 needs at y.
    private static double Second(double y, double t, out double sum)
    {
        int terms = 2 * (int)(6 + (165 / (y * y)));
        double square = t * t;
        double next = 0.5 * (y + Math.Sqrt((y * y) + (4 * (terms + 1))));
        sum = 1;
        for (int n = terms; n > 2; n -= 2)
        {
            double even = y + (n / next);
            next = y + ((n - 1) / even);
            sum = 1 + (square * sum / (even * next));
        }

        return y + (2 / next);
    }

    private static double NearSlope(double h, double t)
    {
        double before = Phi.At(h) / Kernels.Normal.Density(h);
        double at = 1 + (h * before);
        double sum = at, power = 1, square = t * t;
        int n = 1;
        foreach (double step in Steps)
        {
            double even = (h * at) + (n++ * before);
            before = even;
            at = (h * even) + (n++ * at);
            power *= square * step;
            double term = power * at;
            sum += term;
            if (term < Negligible * sum)
                break;
        }

        return sum;
    }
}
