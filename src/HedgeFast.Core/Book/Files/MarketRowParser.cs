using System.Globalization;

namespace HedgeFast.Core.Book.Files;

/// <summary>Turns the fields of one line into a market row.</summary>
internal sealed class MarketRowParser(Func<string, TimeOnly?>? expiryTime) : ICsvRow<MarketRow>
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
        double dividendYield = fields.NumberOrNone(6, -RowLimits.RateMax, RowLimits.RateMax, "a year, as a fraction");
        if (fields.IsGood && !_lineOfKey.TryAdd((underlying, expiry ?? 0), fields.Line))
        {
            int line = _lineOfKey[(underlying, expiry ?? 0)];
            fields.Check(
                1, string.Create(CultureInfo.InvariantCulture, $"has a row for {underlying} already, on line {line}"));
        }

        return fields.IsGood ? new MarketRow(underlying, expiry, time, spot, forward, rate, dividendYield) : null;
    }
}
