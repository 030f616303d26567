using System.Globalization;

namespace HedgeFast.Core.Book.Files;

/// <summary>Reads the dividend file: all rows, or every error. The Book README documents the columns.</summary>
public static class DividendFile
{
    /// <summary>The columns; a file has each of them once, in any order.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["underlying", "ex_date", "amount", "currency"];

    /// <summary>Reads UTF-8, with or without a byte order mark. The stream is left open.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">Its name in errors.</param>
    /// <exception cref="IOException">The stream cannot be read; nothing in its content throws.</exception>
    public static CsvReadResult<DividendRow> Read(Stream stream, string name) =>
        CsvFile.Read(stream, name, Columns, "dividend", new RowParser());

    /// <summary>
    /// Parses one line into a dividend; those of one underlying have rising ex dates and one currency.
    /// </summary>
    private sealed class RowParser : ICsvRow<DividendRow>
    {
        private const double AmountMin = 1e-12;

        private readonly Dictionary<string, (DividendRow Row, int Line, int Count)> _last = new(StringComparer.Ordinal);

        /// <inheritdoc/>
        public DividendRow? Parse(CsvFields fields)
        {
            string underlying = fields.Name(0);

            // A bare date begins at midnight, after one day's trading in Europe and America and before the next.
            long exNanos = fields.Time(1, TimeOnly.MinValue);
            double amount = fields.Number(2);
            fields.Check(2, double.IsNaN(amount) || amount is >= AmountMin and <= RowLimits.DividendAmountMax
                ? null
                : RowLimits.Range(AmountMin, RowLimits.DividendAmountMax, "in quote currency"));
            string currency = fields.Name(3);
            if (!fields.IsGood)
                return null;
            DividendRow row = new(underlying, exNanos, amount, currency);
            bool isFirst = !_last.TryGetValue(underlying, out (DividendRow Row, int Line, int Count) last);
            string there = string.Create(CultureInfo.InvariantCulture, $"that of line {last.Line}");
            if (!isFirst && exNanos <= last.Row.ExNanos)
                fields.Check(1, $"is not after {there}; the ex dates of an underlying rise");
            else if (!isFirst && currency != last.Row.Currency)
                fields.Check(3, $"is not {there}; all amounts are in the currency of the price");
            else if (last.Count == RowLimits.DividendsMax)
                fields.Check(0, string.Create(CultureInfo.InvariantCulture, $"has more than {last.Count} dividends"));
            _last[underlying] = (row, fields.Line, last.Count + 1);
            return fields.IsGood ? row : null;
        }
    }
}

/// <summary>One line of the dividend file.</summary>
/// <param name="Underlying">Name of the underlying.</param>
/// <param name="ExNanos">Ex date, UTC nanoseconds since 1970: from then on the price is without the dividend.</param>
/// <param name="Amount">Amount a unit of the underlying, in the currency. Positive.</param>
/// <param name="Currency">Its currency: that in which the underlying is quoted.</param>
public sealed record DividendRow(string Underlying, long ExNanos, double Amount, string Currency);
