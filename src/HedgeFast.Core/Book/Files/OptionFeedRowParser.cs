using System.Globalization;

namespace HedgeFast.Core.Book.Files;

/// <summary>Turns the fields of one line into the place of an option on the feed.</summary>
internal sealed class OptionFeedRowParser : ICsvRow<OptionFeedRow>
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
        bool isTick = decimal.TryParse(fields[2], NumberStyles.Float, CultureInfo.InvariantCulture, out decimal tick)
            && TickStep.TrySplit(tick, out mantissa, out decimals);
        fields.Check(2, isTick ? null : "must be a positive number of at most nine decimals");
        if (fields.IsGood && !_lineOfSymbol.TryAdd(symbol, fields.Line))
        {
            fields.Check(
                0, string.Create(CultureInfo.InvariantCulture, $"appears already on line {_lineOfSymbol[symbol]}"));
        }

        if (fields.IsGood && !_lineOfId.TryAdd(id, fields.Line))
            fields.Check(1, string.Create(CultureInfo.InvariantCulture, $"appears already on line {_lineOfId[id]}"));
        return fields.IsGood ? new OptionFeedRow(symbol, id, mantissa, decimals) : null;
    }
}
