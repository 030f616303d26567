using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Shell;

namespace HedgeFast.Engine;

/// <summary>Makes the quoted options of a book instruments of the feed.</summary>
internal static class QuotedOptions
{
    /// <summary>
    /// Finds the options of underlyings whose volatilities come from quotes, in the order of the book.
    /// </summary>
    /// <param name="book">The options.</param>
    /// <param name="rows">Feed ids and ticks of options; rows of options not held are ignored.</param>
    /// <param name="settings">Resolved settings.</param>
    /// <exception cref="StartFailure">An option is not in the file, or has the feed id of an instrument.</exception>
    public static IReadOnlyList<Instrument> Find(
        OptionBook book, IReadOnlyList<OptionFeedRow> rows, HedgeSettings settings)
    {
        Dictionary<string, OptionFeedRow> rowOf = rows.ToDictionary(row => row.Symbol, StringComparer.Ordinal);
        Dictionary<uint, Instrument> instrumentOf = settings.Instruments.ToDictionary(instrument => instrument.FeedId);
        List<Instrument> quoted = [];
        foreach (ExpiryGroup slice in book.Groups)
        {
            if (settings.Underlyings[slice.Underlying].Volatility.Source != VolatilitySource.Quotes)
                continue;
            for (int i = slice.Start; i < slice.Start + slice.Count; i++)
            {
                if (!rowOf.TryGetValue(book.Symbols[i], out OptionFeedRow? row))
                {
                    throw new StartFailure(
                        $"book.quotes: {book.Symbols[i]} is not in it, "
                        + $"but the volatilities of {book.Underlyings[slice.Underlying]} come from quotes");
                }

                if (instrumentOf.TryGetValue(row.FeedId, out Instrument? taken))
                {
                    throw new StartFailure(
                        $"book.quotes: {row.Symbol} has the feed id {row.FeedId}, which is that of {taken.Symbol}");
                }

                quoted.Add(Option(row, settings.Instruments.Count + i, slice.Underlying));
            }
        }

        return quoted;
    }

    // An option's price moves by large fractions; what no volatility can explain, the solver refuses.
    private static Instrument Option(OptionFeedRow row, int index, int underlying) => new()
    {
        Index = index,
        Symbol = row.Symbol,
        FeedId = row.FeedId,
        Underlying = underlying,
        Kind = InstrumentKind.Linear,
        TickMantissa = row.TickMantissa,
        TickDecimals = row.TickDecimals,
        ContractSize = 1,
        MaxMoveFraction = double.MaxValue,
    };
}
