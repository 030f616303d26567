namespace HedgeFast.Tests.Core.Greeks.Pricing;

/// <summary>
/// A number of some 106 bits, the unevaluated sum of two doubles (Dekker 1971; Hida, Li and Bailey 2001), with the
/// functions that closed forms of options need. Slow, plain, and none of the engine's code.
/// </summary>
internal readonly record struct Wide(double High, double Low)
{
    public static readonly Wide One = 1;
    public static readonly Wide Half = 0.5;

    // ln 2 and 1 / sqrt(2 pi), each in two parts.
    private static readonly Wide LogTwo = new(0.6931471805599453, 2.3190468138462996e-17);
    private static readonly Wide InverseRootTwoPi = new(0.3989422804014327, -2.49232720227773e-17);

    // Phi by its series below this distance, by the continued fraction of Laplace beyond; both hold 25 digits there.
    private const double SeriesEnd = 5;
    private const int FractionTerms = 200;

    public static implicit operator Wide(double value) => new(value, 0);

    public static explicit operator double(Wide value) => value.High + value.Low;

    public static Wide operator -(Wide x) => new(-x.High, -x.Low);

    public static Wide operator +(Wide x, Wide y)
    {
        (double high, double highRest) = Sum(x.High, y.High);
        (double low, double lowRest) = Sum(x.Low, y.Low);
        (high, double rest) = FastSum(high, highRest + low);
        return Of(high, rest + lowRest);
    }

    public static Wide operator -(Wide x, Wide y) => x + -y;

    public static Wide operator *(Wide x, Wide y)
    {
        double high = x.High * y.High;
        double rest = Math.FusedMultiplyAdd(x.High, y.High, -high);
        return Of(high, rest + ((x.High * y.Low) + (x.Low * y.High)));
    }

    public static Wide operator /(Wide x, Wide y)
    {
        double first = x.High / y.High;
        Wide rest = x - (y * first);
        double second = rest.High / y.High;
        rest -= y * second;
        return Of(first, second) + (rest.High / y.High);
    }

    public static Wide Sqrt(Wide x)
    {
        if (x.High == 0)
            return 0;
        Wide root = Math.Sqrt(x.High);
        for (int step = 0; step < 2; step++)
            root = Half * (root + (x / root));
        return root;
    }

    /// <summary>
    /// e^x for |x| to 700: x less k ln 2, a 512th of the rest by its series, squared nine times as e^x - 1.
    /// </summary>
    public static Wide Exp(Wide x)
    {
        double k = Math.Round(x.High / LogTwo.High);
        Wide r = (x - (LogTwo * k)) * (1.0 / 512);
        Wide term = r, sum = r;
        for (int n = 2; n <= 11; n++)
        {
            term = term * r / n;
            sum += term;
        }

        for (int i = 0; i < 9; i++)
            sum = (sum * 2) + (sum * sum);
        Wide result = One + sum;
        return new Wide(Math.ScaleB(result.High, (int)k), Math.ScaleB(result.Low, (int)k));
    }

    /// <summary>ln x by two steps of Newton's method on the exponential.</summary>
    public static Wide Log(Wide x)
    {
        Wide y = Math.Log(x.High);
        for (int step = 0; step < 2; step++)
            y = y + (x * Exp(-y)) - 1;
        return y;
    }

    public static Wide Density(Wide x) => Math.Abs(x.High) > 37 ? 0 : InverseRootTwoPi * Exp(-(x * x) * 0.5);

    /// <summary>Phi(x), with all its digits in the lower tail.</summary>
    public static Wide Phi(Wide x)
    {
        if (x.High > 0)
            return One - Phi(-x);
        Wide density = Density(x);
        if (x.High < -SeriesEnd)
            return density * Mills(-x);

        // Phi(x) = 1/2 + phi(x) (x + x^3/3 + x^5/15 + ...): Marsaglia (2004).
        Wide term = x, sum = x, square = x * x;
        for (int n = 3; Math.Abs(term.High) > 1e-34 * Math.Abs(sum.High); n += 2)
        {
            term = term * square / n;
            sum += term;
        }

        return Half + (density * sum);
    }

    /// <summary>phi(x) + x Phi(x) for x up to 0, all its digits in the far tail.</summary>
    public static Wide Gain(Wide x)
    {
        if (x.High >= -SeriesEnd)
            return Density(x) + (x * Phi(x));
        Wide first = Fraction(-x, out Wide second);
        return Density(x) / (first * second);
    }

    /// <summary>Phi(-y) / phi(y) for y beyond the series.</summary>
    public static Wide Mills(Wide y) => One / Fraction(y, out _);

    private static Wide Fraction(Wide y, out Wide second)
    {
        Wide fraction = y;
        for (int n = FractionTerms; n > 1; n--)
            fraction = y + (n / fraction);
        second = fraction;
        return y + (1 / second);
    }

    private static Wide Of(double high, double low)
    {
        (high, low) = FastSum(high, low);
        return new Wide(high, low);
    }

    private static (double Sum, double Error) FastSum(double x, double y)
    {
        double sum = x + y;
        return (sum, y - (sum - x));
    }

    private static (double Sum, double Error) Sum(double x, double y)
    {
        double sum = x + y;
        double part = sum - x;
        return (sum, (x - (sum - part)) + (y - part));
    }
}
