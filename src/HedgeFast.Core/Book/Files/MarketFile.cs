using System.Globalization;

namespace HedgeFast.Core.Book.Files;

/// <summary>Reads the market file: all rows, or every error. The Book README documents the columns.</summary>
public static class MarketFile
{
    /// <summary>The columns; a file has each of them once, in any order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "underlying", "expiry", "time", "spot", "forward", "rate", "dividend_yield",
    ];

    /// <summary>Reads UTF-8, with or without a byte order mark. The stream is left open.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">Its name in errors.</param>
    /// <param name="expiryTime">UTC time of day at which an underlying's options expire, for expiries that are bare
    /// dates.</param>
    /// <exception cref="IOException">The stream cannot be read; nothing in its content throws.</exception>
    public static CsvReadResult<MarketRow> Read(
        Stream stream, string name, Func<string, TimeOnly?>? expiryTime = null) =>
        CsvFile.Read(stream, name, Columns, "market row", new RowParser(expiryTime));

    /// <summary>Parses one line into a market row.</summary>
    private sealed class RowParser(Func<string, TimeOnly?>? expiryTime) : ICsvRow<MarketRow>
    {
        private readonly Dictionary<(string Underlying, long Expiry), int> _lineOfKey = [];

        /// <inheritdoc/>
        public MarketRow? Parse(CsvFields fields)
        {
            string underlying = fields.Name(0);
            long? expiry = fields.IsEmpty(1) ? null : fields.Time(1, expiryTime?.Invoke(underlying));
            long? time = fields.IsEmpty(2) ? null : fields.Time(2);
            const double price = RowLimits.PriceMax;
            double spot = fields.NumberOrNone(3, -price, price, "in quote currency");
            double forward = fields.NumberOrNone(4, -price, price, "in quote currency");
            double rate = fields.NumberOrNone(5, -RowLimits.RateMax, RowLimits.RateMax, "a year, as a fraction");
            double dividendYield = fields.NumberOrNone(
                6, -RowLimits.RateMax, RowLimits.RateMax, "a year, as a fraction");
            if (fields.IsGood && !_lineOfKey.TryAdd((underlying, expiry ?? 0), fields.Line))
            {
                int line = _lineOfKey[(underlying, expiry ?? 0)];
                fields.Check(
                    1,
                    string.Create(CultureInfo.InvariantCulture, $"has a row for {underlying} already, on line {line}"));
            }

            return fields.IsGood ? new MarketRow(underlying, expiry, time, spot, forward, rate, dividendYield) : null;
        }
    }
}

/// <summary>
/// One line of the market file: time, prices and rates of an underlying, for one expiry or all. NaN and null are empty.
/// </summary>
/// <param name="Underlying">Name of the underlying.</param>
/// <param name="ExpiryNanos">Expiry of the row, UTC nanoseconds since 1970; null for all expiries.</param>
/// <param name="TimeNanos">Valuation time, UTC nanoseconds since 1970.</param>
/// <param name="Spot">Price of the underlying, quote currency.</param>
/// <param name="Forward">Forward of the expiry, quote currency.</param>
/// <param name="Rate">Continuous interest rate a year, ACT/365.</param>
/// <param name="DividendYield">Continuous yield a year, ACT/365.</param>
public sealed record MarketRow(
    string Underlying, long? ExpiryNanos, long? TimeNanos, double Spot, double Forward, double Rate,
    double DividendYield);
