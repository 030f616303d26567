using System.Globalization;

namespace HedgeFast.Core.Book.Files;

/// <summary>
/// The fields of one line, read by column and type. What cannot be read is reported and leaves a value that stands for
/// nothing: NaN, 0, the default.
/// </summary>
internal sealed class CsvFields(IReadOnlyList<string> columns, int[] places, CsvErrors errors)
{
    private const int NameMax = 64;

    private List<string> _values = [];

    /// <summary>The line, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Whether nothing has been reported for this line.</summary>
    public bool IsGood { get; private set; }

    /// <summary>The text of a field.</summary>
    public string this[int column] => _values[places[column]];

    /// <summary>Starts a line; false, after reporting, when it has not as many fields as the header.</summary>
    public bool Begin(int line, List<string> values)
    {
        (Line, _values) = (line, values);
        IsGood = values.Count == places.Length;
        if (!IsGood)
        {
            errors.Add(
                line, "", "",
                string.Create(
                    CultureInfo.InvariantCulture, $"has {values.Count} fields; the header names {places.Length}"));
        }

        return IsGood;
    }

    /// <summary>Whether a field holds nothing.</summary>
    public bool IsEmpty(int column) => this[column].Length == 0;

    /// <summary>Reports a field when there is a reason to.</summary>
    public void Check(int column, string? reason)
    {
        if (reason is null)
            return;
        IsGood = false;
        errors.Add(Line, columns[column], this[column], reason);
    }

    /// <summary>A name that identifies something: 1 to 64 printable characters.</summary>
    public string Name(int column)
    {
        string name = CsvCell.Read(this[column]);
        bool isText = name.Length is > 0 and <= NameMax;
        foreach (char c in name)
            isText &= !char.IsControl(c) && c != '\uFFFD';
        Check(column, isText ? null : "must be 1 to 64 printable characters of valid UTF-8");
        return name;
    }

    /// <summary>One of some words.</summary>
    public T Choice<T>(int column, params ReadOnlySpan<(string Name, T Value)> choices)
        where T : struct, Enum
    {
        string text = this[column];
        foreach ((string name, T value) in choices)
        {
            if (string.Equals(name, text, StringComparison.Ordinal))
                return value;
        }

        Check(column, "must be " + string.Join(" or ", choices.ToArray().Select(choice => choice.Name)));
        return default;
    }

    /// <summary>A finite number, or NaN after reporting.</summary>
    public double Number(int column)
    {
        if (double.TryParse(this[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value))
        {
            return value;
        }

        Check(column, "is not a finite number");
        return double.NaN;
    }

    /// <summary>A finite number, or NaN where the field is empty or after reporting.</summary>
    public double NumberOrNone(int column) => IsEmpty(column) ? double.NaN : Number(column);

    /// <summary>
    /// A number in a closed range, or NaN after reporting; the range is said with <paramref name="unit"/>.
    /// </summary>
    public double NumberOrNone(int column, double min, double max, string unit)
    {
        double value = NumberOrNone(column);
        if (double.IsNaN(value))
            return value;
        Check(column, value >= min && value <= max ? null : RowLimits.Range(min, max, unit));
        return value;
    }

    /// <summary>An instant, UTC nanoseconds since 1970, or 0 after reporting.</summary>
    /// <param name="column">The column.</param>
    /// <param name="timeOfDay">UTC time of day that a bare date stands for; null refuses a bare date.</param>
    public long Time(int column, TimeOnly? timeOfDay = null)
    {
        string text = this[column];
        if (!UtcTime.TryParse(text, out long nanos)
            && !(timeOfDay is { } clock && UtcTime.TryParseDate(text, clock, out nanos)))
        {
            bool isDate = timeOfDay is null && UtcTime.TryParseDate(text, default, out _);
            string date = isDate ? "; a date alone needs the time of day at which its options expire" : "";
            Check(column, $"must be {UtcTime.Form}{date}");
            return 0;
        }

        Check(column, RowLimits.Time(nanos));
        return nanos;
    }
}
