using System.Globalization;

namespace HedgeFast.Core.Book.Files;

/// <summary>
/// Turns the fields of one line into a row, reporting every field that is wrong and not only the first.
/// </summary>
internal sealed class BookRowParser(BookRules rules) : ICsvRow<OptionRow>
{
    // The settlement price of an averaging option is the mean of the index over the last half hour (Deribit).
    private const long HalfHourNanos = 1_800_000_000_000;

    private readonly Dictionary<string, int> _lineOfSymbol = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public OptionRow? Parse(CsvFields fields)
    {
        string symbol = Symbol(fields);
        string underlying = Underlying(fields);
        OptionType type = fields.Choice(2, ("call", OptionType.Call), ("put", OptionType.Put));
        double strike = fields.Number(3);
        long expiry = Expiry(fields, underlying);
        (SettlementKind settlement, bool isAveraged) = Settlement(fields);
        OptionModel model = fields.Choice(
            6, ("black76", OptionModel.Black76), ("bsm", OptionModel.Bsm), ("bachelier", OptionModel.Bachelier),
            ("black76-american", OptionModel.Black76American), ("bsm-american", OptionModel.BsmAmerican));
        double quantity = fields.Number(7);
        double multiplier = fields.Number(8);
        double volatility = rules.AllowsNoVolatility ? fields.NumberOrNone(9) : fields.Number(9);

        // A value that could not be read is NaN or 0 here and has been reported; without the model the ranges of strike
        // and volatility are unknown.
        bool hasModel = model != default;
        fields.Check(3, double.IsNaN(strike) || !hasModel ? null : RowLimits.Strike(strike, model));
        fields.Check(6, RowLimits.Model(settlement, model));
        if (isAveraged && hasModel && OptionBook.KindOf(model) == ExpiryKind.American)
        {
            fields.Check(
                5, "is for european options: an option that can be exercised early does not settle on an average");
        }

        fields.Check(7, double.IsNaN(quantity) ? null : RowLimits.Quantity(quantity));
        fields.Check(8, double.IsNaN(multiplier) ? null : RowLimits.Multiplier(multiplier));
        fields.Check(9, double.IsNaN(volatility) || !hasModel ? null : RowLimits.Volatility(volatility, model));
        return fields.IsGood
            ? new OptionRow(
                symbol, underlying, type, strike, expiry, settlement, model, quantity, multiplier,
                volatility)
            { AveragingNanos = isAveraged ? HalfHourNanos : 0 }
            : null;
    }

    private string Symbol(CsvFields fields)
    {
        string symbol = fields.Name(0);
        if (fields.IsGood && !_lineOfSymbol.TryAdd(symbol, fields.Line))
        {
            fields.Check(
                0, string.Create(CultureInfo.InvariantCulture, $"appears already on line {_lineOfSymbol[symbol]}"));
        }

        return symbol;
    }

    private string Underlying(CsvFields fields)
    {
        string underlying = fields[1];
        if (underlying.Length == 0)
            fields.Check(1, "must not be empty");
        else if (rules.Underlyings is not null && !rules.Underlyings.Contains(underlying))
            fields.Check(1, "is not a known underlying; known are " + string.Join(", ", rules.Underlyings));
        return underlying;
    }

    private long Expiry(CsvFields fields, string underlying)
    {
        long nanos = fields.Time(4, rules.ExpiryTime?.Invoke(underlying));
        if (nanos != 0 && nanos <= rules.ValuationNanos && RowLimits.Time(nanos) is null)
            fields.Check(4, "is not after the valuation time");
        return nanos;
    }

    private static (SettlementKind Kind, bool IsAveraged) Settlement(CsvFields fields)
    {
        const string averaged = "-averaged";
        string text = fields[5];
        bool isAveraged = text.EndsWith(averaged, StringComparison.Ordinal);
        ReadOnlySpan<char> kind = isAveraged ? text.AsSpan(0, text.Length - averaged.Length) : text;
        if (kind is "linear")
            return (SettlementKind.Linear, isAveraged);
        if (kind is "inverse")
            return (SettlementKind.Inverse, isAveraged);
        fields.Check(5, "must be linear or inverse or linear-averaged or inverse-averaged");
        return default;
    }
}
