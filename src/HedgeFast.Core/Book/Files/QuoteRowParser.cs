using System.Globalization;

namespace HedgeFast.Core.Book.Files;

/// <summary>Turns the fields of one line into a quote.</summary>
internal sealed class QuoteRowParser : ICsvRow<QuoteRow>
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
