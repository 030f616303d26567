using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Core.Greeks.Solver;

/// <summary>What the <see cref="SolverStage"/> knows of an underlying from the start.</summary>
/// <param name="Delta">Which delta.</param>
/// <param name="Rate">Continuous interest rate a year, ACT/365.</param>
/// <param name="PriceInstrument">Dense index of the instrument whose mid is its price.</param>
public readonly record struct SolverUnderlying(DeltaConvention Delta, double Rate, int PriceInstrument)
{
    /// <summary>Discrete dividends; null without any.</summary>
    public DividendSchedule? Dividends { get; init; }

    /// <summary>Terms of an option of the book without its volatility.</summary>
    /// <param name="book">The book.</param>
    /// <param name="option">Index of the option.</param>
    /// <param name="spot">Price of the underlying, quote currency.</param>
    /// <param name="nanos">Valuation time, UTC nanoseconds since 1970.</param>
    /// <param name="logRatio">ln(F/S), S net of dividends.</param>
    internal OptionTerms TermsOf(OptionBook book, int option, double spot, long nanos, double logRatio) => new()
    {
        Type = book.Types[option],
        Model = book.Models[option],
        Settlement = book.Settlements[option],
        Strike = book.Strikes[option],
        Volatility = double.NaN,
        Market = ExpiryMarket.OfRatio(
            nanos, DayCount.Years(book.ExpiryNanos[option] - nanos), spot, Rate, logRatio, Dividends),
    };
}
