using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Core.Greeks.Dividends;

/// <summary>One option on an underlying with dividends, as <see cref="DividendGrid"/> evaluates it.</summary>
/// <param name="Sign">1 for a call, -1 for a put.</param>
/// <param name="IsAmerican">Whether it may be exercised before expiry.</param>
/// <param name="Strike">K. Positive.</param>
/// <param name="Rate">r a year.</param>
/// <param name="Carry">b a year.</param>
/// <param name="Volatility">sigma a year. Positive.</param>
/// <param name="TimeNanos">Valuation time, UTC nanoseconds since 1970.</param>
/// <param name="Years">T. Positive.</param>
/// <param name="Dividends">The dividends and their model.</param>
internal readonly record struct DividendCase(
    double Sign,
    bool IsAmerican,
    double Strike,
    double Rate,
    double Carry,
    double Volatility,
    long TimeNanos,
    double Years,
    DividendSchedule Dividends)
{
    /// <summary>Gain of exercise at a price, which may be below zero.</summary>
    public double Gain(double price) => Sign * (price - Strike);

    /// <summary>Whether an option needs the grid: a dividend until expiry, and no closed form with it.</summary>
    public static bool Needs(in OptionTerms terms) =>
        terms.Market.HasDividends && NeedsWithDividends(terms.Model, terms.Market.Dividends!.Model);

    /// <summary>The option that terms describe.</summary>
    public static DividendCase Of(in OptionTerms terms) => new(
        terms.Sign, terms.Model == Book.OptionModel.BsmAmerican, terms.Strike, terms.Market.Rate,
        terms.Market.Rate - terms.Market.Yield, terms.Volatility, terms.Market.TimeNanos, terms.Market.Years,
        terms.Market.Dividends!);

    private static bool NeedsWithDividends(Book.OptionModel model, DividendModel dividends) =>
        model == Book.OptionModel.BsmAmerican
        || (model == Book.OptionModel.Bsm && dividends == DividendModel.PiecewiseLognormal);
}
