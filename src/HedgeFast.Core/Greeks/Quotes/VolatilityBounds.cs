using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Core.Greeks.Quotes;

/// <summary>The volatilities that bid and ask allow: an option is worth at least its bid and at most its ask.</summary>
/// <param name="Low">Lowest, a year; the smallest of a book where there is no bid above intrinsic value.</param>
/// <param name="High">Highest, a year; the largest of a book where there is no ask below the bound of the
/// price.</param>
internal readonly record struct VolatilityBounds(double Low, double High)
{
    /// <summary>Every volatility that a book may have.</summary>
    public static VolatilityBounds All(OptionModel model) => model == OptionModel.Bachelier
        ? new VolatilityBounds(RowLimits.NormalVolatilityMin, RowLimits.NormalVolatilityMax)
        : new VolatilityBounds(RowLimits.VolatilityMin, RowLimits.VolatilityMax);

    /// <summary>Those of an option that is not American.</summary>
    /// <param name="terms">The option at price and time of its quote; its own volatility is not looked at.</param>
    /// <param name="bid">Price of a unit, as quoted; NaN for none.</param>
    /// <param name="ask">The same; NaN for none. At least a tick of time value is allowed: underlying and forward are
    /// known no better.</param>
    /// <param name="tick">Step of the quote.</param>
    public static VolatilityBounds Of(in OptionTerms terms, double bid, double ask, double tick)
    {
        VolatilityBounds all = All(terms.Model);
        if (!(terms.Market.Years > 0))
            return all;
        double intrinsic = Math.Max(0, terms.Sign * (terms.Market.Forward - terms.Strike));
        double most = Math.Max(QuotedVolatility.Undiscounted(terms, ask), intrinsic
            + QuotedVolatility.Undiscounted(terms, tick));
        double least = QuotedVolatility.Undiscounted(terms, bid);
        double high = QuotedVolatility.SolveUndiscounted(terms, most),
            low = QuotedVolatility.SolveUndiscounted(terms, least);
        return all.Clamped(low, high);
    }

    /// <summary>Both within these; NaN is no bound.</summary>
    public VolatilityBounds Clamped(double low, double high)
    {
        double upper = double.IsNaN(high) ? High : Math.Clamp(high, Low, High);
        return new VolatilityBounds(double.IsNaN(low) ? Low : Math.Clamp(low, Low, upper), upper);
    }

    /// <summary>Volatilities that both allow; the first alone where they exclude each other.</summary>
    public VolatilityBounds And(VolatilityBounds other)
    {
        double low = Math.Max(Low, other.Low), high = Math.Min(High, other.High);
        return low <= high ? new VolatilityBounds(low, high) : this;
    }

    /// <summary>Whether a volatility is between them.</summary>
    public bool Allows(double volatility) => volatility >= Low && volatility <= High;
}
