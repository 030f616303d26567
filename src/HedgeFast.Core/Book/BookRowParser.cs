using System.Globalization;

namespace HedgeFast.Core.Book;

/// <summary>Turns the fields of one line into a row, reporting every field that is wrong and not only the first.</summary>
internal sealed class BookRowParser(int[] columns, BookErrors errors, IReadOnlyCollection<string>? underlyings, long? valuationNanos)
{
    private const int SymbolMax = 64;

    private readonly Dictionary<string, int> _lineOfSymbol = new(StringComparer.Ordinal);
    private int _line;
    private List<string> _fields = [];
    private bool _isGood;

    /// <summary>The row, or null after reporting.</summary>
    public OptionRow? Parse(int line, List<string> fields)
    {
        if (fields.Count != columns.Length)
        {
            errors.Add(line, "", "", string.Create(CultureInfo.InvariantCulture, $"has {fields.Count} fields; the header names {columns.Length}"));
            return null;
        }

        _line = line;
        _fields = fields;
        _isGood = true;

        string symbol = Symbol();
        string underlying = Underlying();
        OptionType type = Choice(2, ("call", OptionType.Call), ("put", OptionType.Put));
        double strike = Number(3);
        long expiry = Expiry();
        SettlementKind settlement = Choice(5, ("linear", SettlementKind.Linear), ("inverse", SettlementKind.Inverse));
        OptionModel model = Choice(6, ("black76", OptionModel.Black76), ("bsm", OptionModel.Bsm), ("bachelier", OptionModel.Bachelier));
        double quantity = Number(7);
        double multiplier = Number(8);
        double volatility = Number(9);

        // A value that could not be read is NaN or 0 here and has been reported; without the model the ranges of strike and volatility are unknown.
        bool hasModel = model != default;
        Check(3, double.IsNaN(strike) || !hasModel ? null : RowLimits.Strike(strike, model));
        Check(6, RowLimits.Model(settlement, model));
        Check(7, double.IsNaN(quantity) ? null : RowLimits.Quantity(quantity));
        Check(8, double.IsNaN(multiplier) ? null : RowLimits.Multiplier(multiplier));
        Check(9, double.IsNaN(volatility) || !hasModel ? null : RowLimits.Volatility(volatility, model));
        return _isGood ? new OptionRow(symbol, underlying, type, strike, expiry, settlement, model, quantity, multiplier, volatility) : null;
    }

    private string Field(int column) => _fields[columns[column]];

    private void Check(int column, string? reason)
    {
        if (reason is null)
            return;
        _isGood = false;
        errors.Add(_line, BookCsv.Columns[column], Field(column), reason);
    }

    private string Symbol()
    {
        string symbol = Field(0);
        bool isText = symbol.Length is > 0 and <= SymbolMax && !symbol.Any(c => char.IsControl(c) || c == '\uFFFD');
        Check(0, isText ? null : "must be 1 to 64 printable characters of valid UTF-8");
        if (isText && !_lineOfSymbol.TryAdd(symbol, _line))
            Check(0, string.Create(CultureInfo.InvariantCulture, $"appears already on line {_lineOfSymbol[symbol]}"));
        return symbol;
    }

    private string Underlying()
    {
        string underlying = Field(1);
        if (underlying.Length == 0)
            Check(1, "must not be empty");
        else if (underlyings is not null && !underlyings.Contains(underlying))
            Check(1, "is not a known underlying; known are " + string.Join(", ", underlyings));
        return underlying;
    }

    private T Choice<T>(int column, params ReadOnlySpan<(string Name, T Value)> choices)
        where T : struct, Enum
    {
        string text = Field(column);
        foreach ((string name, T value) in choices)
        {
            if (string.Equals(name, text, StringComparison.Ordinal))
                return value;
        }

        Check(column, "must be " + string.Join(" or ", choices.ToArray().Select(choice => choice.Name)));
        return default;
    }

    private double Number(int column)
    {
        if (double.TryParse(Field(column), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
            return value;
        Check(column, "is not a finite number");
        return double.NaN;
    }

    private long Expiry()
    {
        if (UtcTime.TryParse(Field(4), out long nanos))
            Check(4, RowLimits.Expiry(nanos) ?? (nanos <= valuationNanos ? "is not after the valuation time" : null));
        else
            Check(4, "must be " + UtcTime.Form);
        return nanos;
    }
}
