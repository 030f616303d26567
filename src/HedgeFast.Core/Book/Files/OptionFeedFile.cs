using System.Globalization;

namespace HedgeFast.Core.Book.Files;

/// <summary>Reads the file of option feeds: all rows, or every error. The Book README documents the columns.</summary>
public static class OptionFeedFile
{
    /// <summary>The columns; a file has each of them once, in any order.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["symbol", "feed_id", "tick_size"];

    /// <summary>Reads UTF-8, with or without a byte order mark. The stream is left open.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">Its name in errors.</param>
    /// <exception cref="IOException">The stream cannot be read; nothing in its content throws.</exception>
    public static CsvReadResult<OptionFeedRow> Read(Stream stream, string name) =>
        CsvFile.Read(stream, name, Columns, "option", new RowParser());

    /// <summary>Parses one line into an option's feed id and tick size.</summary>
    private sealed class RowParser : ICsvRow<OptionFeedRow>
    {
        private readonly Dictionary<string, int> _lineOfSymbol = new(StringComparer.Ordinal);
        private readonly Dictionary<uint, int> _lineOfId = [];

        /// <inheritdoc/>
        public OptionFeedRow? Parse(CsvFields fields)
        {
            string symbol = fields.Name(0);
            if (!uint.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out uint id))
                fields.Check(1, "must be a whole number from 0 to 4294967295");
            int mantissa = 1, decimals = 0;
            bool isTick =
                decimal.TryParse(fields[2], NumberStyles.Float, CultureInfo.InvariantCulture, out decimal tick)
                && TickStep.TrySplit(tick, out mantissa, out decimals);
            fields.Check(2, isTick ? null : "must be a positive number of at most nine decimals");
            if (fields.IsGood && !_lineOfSymbol.TryAdd(symbol, fields.Line))
            {
                fields.Check(
                    0, string.Create(CultureInfo.InvariantCulture, $"appears already on line {_lineOfSymbol[symbol]}"));
            }

            if (fields.IsGood && !_lineOfId.TryAdd(id, fields.Line))
            {
                fields.Check(
                    1, string.Create(CultureInfo.InvariantCulture, $"appears already on line {_lineOfId[id]}"));
            }
            return fields.IsGood ? new OptionFeedRow(symbol, id, mantissa, decimals) : null;
        }
    }
}

/// <summary>One line of the file of option feeds: id and tick size of a quoted option.</summary>
/// <param name="Symbol">The option, as in the book.</param>
/// <param name="FeedId">Instrument id on the feed.</param>
/// <param name="TickMantissa">The tick is TickMantissa * 10^-TickDecimals, quote currency or coin a unit of the
/// underlying. At least 1.</param>
/// <param name="TickDecimals">0 to 9.</param>
public sealed record OptionFeedRow(string Symbol, uint FeedId, int TickMantissa, int TickDecimals);
