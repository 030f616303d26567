using System.Globalization;

namespace HedgeFast.Core.Book.Files;

/// <summary>Turns the fields of one line into a dividend. Those of one underlying stand in the order of their ex dates,
/// in one currency.</summary>
internal sealed class DividendRowParser : ICsvRow<DividendRow>
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
        fields.Check(2, double.IsNaN(amount) || amount is >= AmountMin and <= DividendLimits.AmountMax
            ? null
            : RowLimits.Range(AmountMin, DividendLimits.AmountMax, "in quote currency"));
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
        else if (last.Count == DividendLimits.CountMax)
            fields.Check(0, string.Create(CultureInfo.InvariantCulture, $"has more than {last.Count} dividends"));
        _last[underlying] = (row, fields.Line, last.Count + 1);
        return fields.IsGood ? row : null;
    }
}
