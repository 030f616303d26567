using System.Globalization;

namespace HedgeFast.Core.Book.Files;

/// <summary>Reads the quote file: all rows, or every error. The Book README documents the columns.</summary>
public static class QuoteFile
{
    /// <summary>The columns; a file has each of them once, in any order.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["symbol", "time", "bid", "ask"];

    /// <summary>Reads UTF-8, with or without a byte order mark. The stream is left open.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">Its name in errors.</param>
    /// <param name="keepsGood">Whether the rows beside wrong ones are kept.</param>
    /// <exception cref="IOException">The stream cannot be read; nothing in its content throws.</exception>
    public static CsvReadResult<QuoteRow> Read(Stream stream, string name, bool keepsGood = false) =>
        CsvFile.Read(stream, name, Columns, "quote", new RowParser(), keepsGood);

    /// <summary>Parses one line into a quote.</summary>
    private sealed class RowParser : ICsvRow<QuoteRow>
    {
        private readonly Dictionary<string, int> _lineOfSymbol = new(StringComparer.Ordinal);

        /// <inheritdoc/>
        public QuoteRow? Parse(CsvFields fields)
        {
            string symbol = fields.Name(0);
            if (fields.IsGood && !_lineOfSymbol.TryAdd(symbol, fields.Line))
            {
                fields.Check(
                    0, string.Create(CultureInfo.InvariantCulture, $"appears already on line {_lineOfSymbol[symbol]}"));
            }

            long time = fields.Time(1);
            double bid = fields.NumberOrNone(2, 0, RowLimits.PriceMax, "a unit of the underlying");
            double ask = fields.NumberOrNone(3, 0, RowLimits.PriceMax, "a unit of the underlying");
            return fields.IsGood ? new QuoteRow(symbol, time, bid, ask) : null;
        }
    }
}

/// <summary>One line of the quote file: bid and ask of an option, from which its volatility is implied.</summary>
/// <param name="Symbol">The option, as in the book.</param>
/// <param name="TimeNanos">Time of the quote, UTC nanoseconds since 1970.</param>
/// <param name="Bid">Best bid a unit of the underlying: quote currency, or coin for an inverse option. NaN for
/// none.</param>
/// <param name="Ask">Best ask, the same. NaN for none.</param>
public sealed record QuoteRow(string Symbol, long TimeNanos, double Bid, double Ask)
{
    /// <summary>Whether the ask is below the bid, as happens in real chains; such a quote implies nothing.</summary>
    public bool IsCrossed => Ask < Bid;

    /// <summary>The middle, or NaN unless both sides are there and not crossed.</summary>
    public double Mid => IsCrossed ? double.NaN : 0.5 * (Bid + Ask);
}
