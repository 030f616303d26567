using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Quotes;

namespace HedgeFast.Commands;

/// <summary>Finds volatilities given in percent: 57 is out of range, but 14.08 would be priced as 1,408 %.</summary>
internal static class VolatilityHint
{
    /// <summary>Highest volatility a year, as a fraction, that nobody is asked about.</summary>
    public const double Usual = 5;

    /// <summary>A sentence where there are such options; none otherwise.</summary>
    /// <param name="volatilities">Those of the book, or of a surface.</param>
    /// <param name="what">Which of the two, in words.</param>
    public static IEnumerable<string> Of(OptionVolatilities volatilities, string what)
    {
        OptionBook book = volatilities.Book;
        return Of([.. Enumerable.Range(0, book.Count)
            .Select(i => (book.Symbols[i], book.Models[i], volatilities.Values[i]))], what);
    }

    /// <summary>A sentence where there are such options; none otherwise.</summary>
    /// <param name="options">Symbol, model and volatility of each; NaN for none.</param>
    /// <param name="what">Where they are from, in words.</param>
    public static IEnumerable<string> Of(
        IReadOnlyCollection<(string Symbol, OptionModel Model, double Volatility)> options, string what)
    {
        var high = options.Where(option => option.Model != OptionModel.Bachelier && option.Volatility > Usual).ToList();
        if (high.Count == 0)
            yield break;
        (string symbol, _, double volatility) = high[0];
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {high.Count} options have an iv above {Usual}, {symbol} for one with {volatility}, that is "
            + $"{volatility * 100:0.##} % a year; iv is a fraction, 0.57 for 57 %");
    }
}
