using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Core.Greeks.Quotes;

/// <summary>
/// The delta of an option whose quote implies no volatility: that of a stand-in, and how far it may be off.
/// </summary>
/// <param name="StandIn">Volatility a year whose delta is the middle of what the quote allows; 0 where nothing is
/// known.</param>
/// <param name="HalfWidth">Largest difference of the true delta from that, of one unit, anywhere between both
/// prices.</param>
/// <param name="LowPrice">Lowest price of the underlying for which it holds, quote currency.</param>
/// <param name="HighPrice">Highest price for which it holds.</param>
internal readonly record struct QuotedDelta(double StandIn, double HalfWidth, double LowPrice, double HighPrice)
{
    /// <summary>How far its prices reach to either side, a fraction.</summary>
    public const double Reach = 0.005;

    /// <summary>Prices between the two at which the delta is looked at, evenly spread.</summary>
    public const int Points = 7;

    // Between the points the difference is larger than at both by a share of this, where sigma sqrt T is above the
    // distance of the points.
    private const double Margin = 1.05;

    private const int BisectionsMax = 40;

    /// <summary>Nothing is known.</summary>
    public static QuotedDelta None { get; } = new(0, double.PositiveInfinity, double.NaN, double.NaN);

    /// <summary>The prices at which a delta within bounds is looked at.</summary>
    /// <param name="terms">The option at the price in the middle.</param>
    /// <param name="bounds">Its volatility.</param>
    /// <param name="spots">Room for <see cref="Points"/> and two more, which lie close to the strike.</param>
    /// <returns>How many there are.</returns>
    public static int PlacePrices(in OptionTerms terms, VolatilityBounds bounds, Span<double> spots)
    {
        double spot = terms.Market.Spot, width = WidthOf(terms);
        for (int i = 0; i < Points; i++)
            spots[i] = spot + (width * ((2.0 * i / (Points - 1)) - 1));

        // At a low volatility the delta is a step at the strike, which only prices close to it meet from both sides.
        double ratio = RatioOf(terms);
        double deviation = bounds.Low * Math.Sqrt(Math.Max(0, terms.Market.Years));
        double step = 5 * (OptionPricer.IsLognormal(terms.Model) ? deviation * Math.Abs(terms.Strike) : deviation);
        int count = Points;
        foreach (double forward in (ReadOnlySpan<double>)[terms.Strike - step, terms.Strike + step])
        {
            double near = (forward / ratio) + (spot - terms.Market.NetSpot);
            if (Math.Abs(near - spot) < width)
                spots[count++] = near;
        }

        return count;
    }

    /// <summary>The option at another price of its underlying, net of whose dividends its forward is.</summary>
    public static OptionTerms At(in OptionTerms terms, double spot, double volatility) =>
        terms with { Volatility = volatility, Market = terms.Market.At(spot, RatioOf(terms)) };

    /// <summary>
    /// Volatilities at which the delta may be largest or smallest: both bounds and where d1 or d2 turns.
    /// </summary>
    /// <remarks>d1 = m/s + s/2 and d2 = m/s - s/2 with m = ln(F/K), s = sigma sqrt T are stationary at s = sqrt(2 |m|)
    /// at most.</remarks>
    /// <param name="terms">The option.</param>
    /// <param name="bounds">Its volatility.</param>
    /// <param name="volatilities">Room for three, ascending.</param>
    /// <returns>How many there are.</returns>
    public static int PlaceVolatilities(in OptionTerms terms, VolatilityBounds bounds, Span<double> volatilities)
    {
        int count = 0;
        volatilities[count++] = bounds.Low;
        if (OptionPricer.IsLognormal(terms.Model))
        {
            double moneyness = Math.Abs(Elementary.Log(terms.Market.Forward / terms.Strike));
            double turn = Math.Sqrt(2 * moneyness / terms.Market.Years);
            if (turn > bounds.Low && turn < bounds.High)
                volatilities[count++] = turn;
        }

        volatilities[count++] = bounds.High;
        return count;
    }

    /// <summary>The delta of an option that is not American.</summary>
    /// <param name="terms">The option at the present price and time.</param>
    /// <param name="convention">Which delta.</param>
    /// <param name="bounds">Its volatility.</param>
    public static QuotedDelta Of(in OptionTerms terms, DeltaConvention convention, VolatilityBounds bounds)
    {
        Span<double> spots = stackalloc double[Points + 2], volatilities = stackalloc double[3],
            deltas = stackalloc double[3];
        int count = PlaceVolatilities(terms, bounds, volatilities);
        for (int k = 0; k < count; k++)
            deltas[k] = DeltaAt(terms, terms.Market.Spot, volatilities[k], convention);
        double standIn = Middle(terms, convention, volatilities[..count], deltas[..count]);

        double halfWidth = 0;
        int prices = PlacePrices(terms, bounds, spots);
        for (int i = 0; i < prices; i++)
        {
            OptionTerms there = At(terms, spots[i], double.NaN);
            count = PlaceVolatilities(there, bounds, volatilities);
            double at = DeltaAt(terms, spots[i], standIn, convention);
            for (int k = 0; k < count; k++)
                halfWidth = Math.Max(halfWidth, Math.Abs(DeltaAt(terms, spots[i], volatilities[k], convention) - at));
        }

        return Around(terms, standIn, halfWidth);
    }

    /// <summary>With the margin and the prices; nothing where a number is none.</summary>
    public static QuotedDelta Around(in OptionTerms terms, double standIn, double halfWidth)
    {
        double spot = terms.Market.Spot, width = WidthOf(terms);
        return double.IsFinite(halfWidth + spot) && standIn > 0
            ? new QuotedDelta(standIn, Margin * halfWidth, spot - width, spot + width) : None;
    }

    /// <summary>Twice what of the price may be used before it is worth making anew.</summary>
    public static double WidthOf(in OptionTerms terms) =>
        Reach * (OptionPricer.IsLognormal(terms.Model) ? Math.Abs(terms.Market.Spot)
            : Math.Max(Math.Abs(terms.Market.Spot), Math.Abs(terms.Strike)));

    // The middle of all lies between the deltas of two neighbours, and between their volatilities one has it.
    private static double Middle(in OptionTerms terms, DeltaConvention convention, ReadOnlySpan<double> volatilities,
        ReadOnlySpan<double> deltas)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double delta in deltas)
            (low, high) = (Math.Min(low, delta), Math.Max(high, delta));
        double middle = low + (0.5 * (high - low));
        for (int k = 0; k + 1 < deltas.Length; k++)
        {
            double left = volatilities[k], right = volatilities[k + 1], atLeft = deltas[k] - middle;
            if (!(atLeft * (deltas[k + 1] - middle) <= 0))
                continue;
            for (int step = 0; step < BisectionsMax && right - left > 1e-6 * right; step++)
            {
                double centre = right > 4 * left ? Math.Sqrt(left * right) : left + (0.5 * (right - left));
                double at = DeltaAt(terms, terms.Market.Spot, centre, convention) - middle;
                if (at * atLeft > 0)
                    (left, atLeft) = (centre, at);
                else
                    right = centre;
            }

            return left + (0.5 * (right - left));
        }

        return volatilities[^1];
    }

    private static double DeltaAt(in OptionTerms terms, double spot, double volatility, DeltaConvention convention) =>
        OptionPricer.Value(At(terms, spot, volatility)).Delta(convention);

    private static double RatioOf(in OptionTerms terms) =>
        Elementary.Exp((terms.Market.Rate - terms.Market.Yield) * terms.Market.Years);
}
