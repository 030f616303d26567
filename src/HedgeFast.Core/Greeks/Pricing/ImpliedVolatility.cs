using System.Runtime.Intrinsics;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Pricing;

/// <summary>The volatility at which Black's formula (1976) gives a price, eight options at a time.</summary>
/// <remarks>
/// Derivation. With m = |ln(F/K)| and s = sigma sqrt T the time value of call and put, divided by sqrt(F K), is one
/// function: b(s) = e^(-m/2) Phi(s/2 - m/s) - e^(m/2) Phi(-s/2 - m/s), rising from 0 to e^(-m/2), with b' =
/// e^(-(m^2/s^2 + s^2/4)/2) / sqrt(2 pi), convex below s_c = sqrt(2 m) and concave above (Jaeckel, "Let's be rational",
/// 2015). Above b(s_c) Newton's method from s_c rises to the solution without overshooting. Below, ln b is nearly
/// linear in y = 1/s^2 and convex, so that Newton's method on ln b by y does the same in a few steps, however small the
/// value.
/// <para>Error. It stops where b is met within the rounding of b itself, which leaves a price error below 2e-15 of the
/// greater of F and K for K/F within 1/1,000 and 1,000.</para>
/// </remarks>
public static class ImpliedVolatility
{
    private const int Width = 8;
    private const int StepsMax = 64;
    private const double InverseRootTwoPi = 0.3989422804014327;

    // Time values closer than this to nothing or to the bound, in parts of the greater of F and K, are rounding and
    // hold no volatility.
    private const double Indistinct = 1e-14;

    // Rounding of b: Phi is within 3e-16 and the rest adds a little.
    private const double Rounding = 4e-16;

    /// <summary>Solves for each option.</summary>
    /// <param name="signs">1 for a call, -1 for a put.</param>
    /// <param name="prices">Undiscounted prices, quote currency: price * e^(rT), or coin price times forward.</param>
    /// <param name="forwards">Forwards, quote currency.</param>
    /// <param name="strikes">Strikes, quote currency.</param>
    /// <param name="years">Times to expiry.</param>
    /// <param name="volatilities">
    /// The answers, a year; NaN, no volatility, for a price that is NaN, at or below intrinsic value or at or above the
    /// bound (forward for a call, strike for a put), or for a forward, strike or time that is not positive and finite.
    /// </param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Solve(
        ReadOnlySpan<double> signs, ReadOnlySpan<double> prices, ReadOnlySpan<double> forwards,
        ReadOnlySpan<double> strikes, ReadOnlySpan<double> years, Span<double> volatilities)
    {
        int count = volatilities.Length;
        if (signs.Length != count
            || prices.Length != count
            || forwards.Length != count
            || strikes.Length != count
            || years.Length != count)
        {
            throw new ArgumentException("Every option needs its sign, price, forward, strike and time.");
        }

        Span<double> moneyness = stackalloc double[Width];
        Span<double> target = stackalloc double[Width];
        for (int start = 0; start < count; start += Width)
        {
            int width = Math.Min(Width, count - start);
            moneyness.Fill(1);
            target.Fill(double.NaN);
            for (int lane = 0; lane < width; lane++)
            {
                int i = start + lane;
                (moneyness[lane], target[lane]) = Normalise(signs[i], prices[i], forwards[i], strikes[i], years[i]);
            }

            Vector512<double> deviation = Solve(Vector512.Create<double>(moneyness), Vector512.Create<double>(target));
            for (int lane = 0; lane < width; lane++)
                volatilities[start + lane] = deviation[lane] / Math.Sqrt(years[start + lane]);
        }
    }

    // m and b of one option; a b of NaN where there is no volatility. Comparisons are written so that NaN fails them.
    private static (double Moneyness, double Target) Normalise(
        double sign, double price, double forward, double strike, double years)
    {
        const double max = double.MaxValue;
        if (!(forward > 0 && forward <= max && strike > 0 && strike <= max && years > 0 && years <= max))
            return (1, double.NaN);
        double slack = Indistinct * Math.Max(forward, strike);
        double value = price - Math.Max(0, sign * (forward - strike));
        if (!(value > slack && value < Math.Min(forward, strike) - slack))
            return (1, double.NaN);

        // A logarithm of zero would make s_c zero; so small a distance changes nothing else.
        double moneyness = Math.Max(Math.Abs(Elementary.LogRatio(forward, strike)), 1e-290);
        return (moneyness, value / (Math.Sqrt(forward) * Math.Sqrt(strike)));
    }

    private static Vector512<double> Solve(Vector512<double> m, Vector512<double> target)
    {
        Vector512<double> near = VectorElementary.Exp(m * 0.5);
        Vector512<double> tolerance = Rounding * (near + (Vector512<double>.One / near));
        Vector512<double> nothing = ~Vector512.Equals(target, target);
        Vector512<double> s = Vector512.Sqrt(m * 2.0);
        Vector512<double> b = Value(m, s, near);
        Vector512<double> isLow = Vector512.LessThan(target, b);
        Vector512<double> logTarget = VectorElementary.Log(
            Vector512.ConditionalSelect(nothing, Vector512<double>.One, target));

        Vector512<double> done = nothing;
        for (int step = 0; step < StepsMax; step++)
        {
            done |= Vector512.LessThanOrEqual(Vector512.Abs(b - target), tolerance);
            if (Vector512.EqualsAll(done.AsInt64(), Vector512<long>.AllBitsSet))
                break;
            Vector512<double> ratio = m / s;
            Vector512<double> slope = InverseRootTwoPi * VectorElementary.Exp(
                ((ratio * ratio) + (s * s * 0.25)) * -0.5);
            Vector512<double> high = s + ((target - b) / slope);

            // y rises by (ln b - ln target) / (-d ln b / dy), with dy = -2 ds / s^3.
            Vector512<double> logValue = VectorElementary.Log(Vector512.Max(b, Vector512.Create(1e-300)));
            Vector512<double> y = (Vector512<double>.One / (s * s))
                + ((logValue - logTarget) * b * 2.0 / (slope * s * s * s));
            Vector512<double> next = Vector512.ConditionalSelect(
                isLow, Vector512<double>.One / Vector512.Sqrt(y), high);
            s = Vector512.ConditionalSelect(done, s, next);
            b = Value(m, s, near);
        }

        return Vector512.ConditionalSelect(nothing | ~done, Vector512.Create(double.NaN), s);
    }

    private static Vector512<double> Value(Vector512<double> m, Vector512<double> s, Vector512<double> near)
    {
        Vector512<double> ratio = m / s;
        Vector512<double> half = s * 0.5;
        return (VectorPhi.At(half - ratio) / near) - (VectorPhi.At(-half - ratio) * near);
    }
}
