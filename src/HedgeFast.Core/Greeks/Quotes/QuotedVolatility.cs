using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Core.Greeks.Quotes;

/// <summary>
/// The volatility that a quoted price implies, under each option's own model. Black's model is solved many at a time by
/// <see cref="ImpliedVolatility"/>; Bachelier and American options one at a time.
/// </summary>
public static class QuotedVolatility
{
    private const int StepsMax = 200;
    private const double RootTwoPi = 2.5066282746310002;
    private const double Rounding = 4e-16;

    // Deviations beyond which the time value has its leading digits, and below which its absolute error counts.
    private const double TailStart = TimeValue.TailStart;

    // A step of Newton's this small is made of the rounding of the value and of one logarithm: the value may never come
    // nearer to the price than it is.
    private const double StepMin = 8 * Rounding;

    [ThreadStatic]
    private static AmericanVolatility? _american;

    /// <summary>Solves for each option.</summary>
    /// <param name="terms">The options; their own volatility is not looked at.</param>
    /// <param name="prices">Price of a unit: quote currency, or coin for an inverse option; NaN for none.</param>
    /// <param name="volatilities">The answers, a year; NaN where there is no volatility, or none within the range that
    /// the book allows.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Solve(ReadOnlySpan<OptionTerms> terms, ReadOnlySpan<double> prices, Span<double> volatilities)
    {
        int count = terms.Length;
        if (prices.Length != count || volatilities.Length != count)
            throw new ArgumentException("Every option needs its price.");

        double[] signs = new double[count],
            undiscounted = new double[count],
            forwards = new double[count],
            strikes = new double[count],
            years = new double[count];
        for (int i = 0; i < count; i++)
        {
            ExpiryMarket market = terms[i].Market;
            signs[i] = terms[i].Sign;
            undiscounted[i] = IsBlack(terms[i]) ? Undiscounted(terms[i], prices[i]) : double.NaN;
            (forwards[i], strikes[i], years[i]) = (market.Forward, terms[i].Strike, market.Years);
        }

        ImpliedVolatility.Solve(signs, undiscounted, forwards, strikes, years, volatilities);
        for (int i = 0; i < count; i++)
        {
            if (!IsBlack(terms[i]))
                volatilities[i] = Solve(terms[i], prices[i]);
            if (RowLimits.Volatility(volatilities[i], terms[i].Model) is not null)
                volatilities[i] = double.NaN;
        }
    }

    /// <summary>Whether the price is Black's formula of the forward, which <see cref="ImpliedVolatility"/> solves many
    /// at a time.</summary>
    internal static bool IsBlack(in OptionTerms terms) =>
        terms.Model is OptionModel.Black76 or OptionModel.Bsm && !DividendCase.Needs(terms);

    /// <summary>Solves for an option of another model; NaN where there is no volatility. Allocates nothing.</summary>
    internal static double Solve(in OptionTerms terms, double price) =>
        terms.Model == OptionModel.Bachelier ? Normal(terms, Undiscounted(terms, price)) : American(terms, price);

    /// <summary>
    /// Solves for an option that is not American, of a price without its discounting; NaN where there is no volatility.
    /// Allocates nothing.
    /// </summary>
    internal static double SolveUndiscounted(in OptionTerms terms, double price)
    {
        if (terms.Model == OptionModel.Bachelier)
            return Normal(terms, price);
        double volatility = 0;
        ExpiryMarket market = terms.Market;
        ImpliedVolatility.Solve([terms.Sign], [price], [market.Forward], [terms.Strike], [market.Years],
            new Span<double>(ref volatility));
        return volatility;
    }

    /// <summary>
    /// A price without its discounting, in quote currency: what <see cref="ImpliedVolatility"/> takes.
    /// </summary>
    internal static double Undiscounted(in OptionTerms terms, double price) =>
        terms.Settlement == SettlementKind.Inverse
            ? price * terms.Market.Forward
            : price * Elementary.Exp(terms.Market.Rate * terms.Market.Years);

    // The time value of Bachelier's model, m = |F - K|, is convex in s; its logarithm falls nearly linearly in 1/s^2.
    // The start is never below the solution, because the time value is at least s / sqrt(2 pi) - m / 2. In the money
    // the price has rounded the time value; out of the money every digit counts, however small the price.
    private static double Normal(in OptionTerms terms, double price)
    {
        double gain = terms.Sign * (terms.Market.Forward - terms.Strike);
        double m = Math.Abs(gain);
        double target = price - Math.Max(0, gain);
        double least = gain > 0 ? Rounding * m : 0;
        double years = terms.Market.Years;
        if (!(target > least && target < double.PositiveInfinity && years > 0))
            return double.NaN;

        double s = (target + (m / 2)) * RootTwoPi;
        for (int step = 0; step < StepsMax; step++)
        {
            double density = Kernels.Normal.Density(m / s);
            double value = TimeValue.Normal(m, s);
            double rounding = Rounding * (m > TailStart * s && gain < 0 ? target : s + m);
            if (Math.Abs(value - target) <= rounding)
                return s / Math.Sqrt(years);
            double change = 2 * value * Elementary.Log(value / target) / (density * s);
            double y = (1 + change) / (s * s);
            if (!(y > 0))
                return double.NaN;
            s = 1 / Math.Sqrt(y);
            if (Math.Abs(change) <= StepMin)
                return s / Math.Sqrt(years);
        }

        return double.NaN;
    }

    private static double American(in OptionTerms terms, double price)
    {
        AmericanVolatility solver = _american ??= new AmericanVolatility();
        solver.Begin(terms, price);
        while (!solver.Step())
        {
        }

        return solver.Volatility;
    }
}
