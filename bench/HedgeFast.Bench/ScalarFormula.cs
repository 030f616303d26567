using HedgeFast.Core.Book;

namespace HedgeFast.Bench;

/// <summary>
/// Revalues each option at each price as a straightforward program does: a logarithm, a square root, and an
/// exponential.
/// </summary>
/// <remarks>
/// The distribution function is Hart's rational approximation (G. West, "Better approximations to cumulative normal
/// functions", Wilmott 2005; algorithm of Hart 1968; error about 1e-15).
/// </remarks>
internal static class ScalarFormula
{
    private const double NanosPerYear = 365.0 * 86_400 * 1e9;

    /// <summary>
    /// Premium-adjusted deltas, (K/F) Phi(d2) and -(K/F) Phi(-d2), with the forward at <paramref name="price"/>;
    /// returns their sum.
    /// </summary>
    public static double Revalue(OptionBook book, double price, long utcNanos, Span<double> deltas)
    {
        double sum = 0;
        for (int i = 0; i < deltas.Length; i++)
        {
            double years = (book.ExpiryNanos[i] - utcNanos) / NanosPerYear;
            double deviation = book.Volatilities[i] * Math.Sqrt(years);
            double strike = book.Strikes[i];
            double d2 = (Math.Log(price / strike) / deviation) - (deviation / 2);
            double unit = strike / price * (book.Types[i] == OptionType.Call ? Distribution(d2) : -Distribution(-d2));
            deltas[i] = book.Quantities[i] * unit;
            sum += deltas[i];
        }

        return sum;
    }

    /// <summary>Phi(x).</summary>
    public static double Distribution(double x)
    {
        double z = Math.Abs(x);
        if (z > 37)
            return x > 0 ? 1 : 0;

        double e = Math.Exp(-z * z / 2);
        double tail;
        if (z < 7.07106781186547)
        {
            double numerator = (((((((3.52624965998911e-2 * z) + 0.700383064443688) * z)
                + 6.37396220353165) * z) + 33.912866078383) * z) + 112.079291497871;
            numerator = (((numerator * z) + 221.213596169931) * z) + 220.206867912376;
            double denominator = (((((((8.83883476483184e-2 * z) + 1.75566716318264) * z)
                + 16.064177579207) * z) + 86.7807322029461) * z) + 296.564248779674;
            denominator = (((((denominator * z) + 637.333633378831) * z) + 793.826512519948) * z) + 440.413735824752;
            tail = e * numerator / denominator;
        }
        else
        {
            double fraction = z + (1 / (z + (2 / (z + (3 / (z + (4 / (z + 0.65))))))));
            tail = e / fraction / 2.506628274631;
        }

        return x > 0 ? 1 - tail : tail;
    }
}
