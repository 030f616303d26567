using System.Globalization;

namespace HedgeFast.Simulation.Judge.Wire;

/// <summary>A FIX message as text.</summary>
/// <param name="text">Fields, each with SOH behind it.</param>
/// <param name="link">Number of its connection.</param>
internal readonly struct WireMessage(string text, int link = 0)
{
    private const char Soh = '\u0001';

    private static readonly string[] Types =
        ["0", "1", "2", "3", "4", "5", "8", "9", "A", "D", "F", "G", "H", "Q", "j", "AF", "AN", "AO", "AP"];

    public string Text => text;

    public int Link => link;

    /// <summary>Tag 35.</summary>
    public string Type { get; } = TypeOf(text);

    /// <summary>Tag 34; 0 without one.</summary>
    public long Sequence => Number(34);

    /// <summary>Tag 43: a resend.</summary>
    public bool IsDuplicate => Is(43, "Y");

    /// <summary>Whether it is marked as a repetition, by tag 43 or 97.</summary>
    public bool IsMarkedRepeated => Is(43, "Y") || Is(97, "Y");

    /// <summary>Whether it is a new order or a replace.</summary>
    public bool IsOrder => Type is "D" or "G";

    /// <summary>The first value of a tag; empty without one.</summary>
    public ReadOnlySpan<char> ValueOf(int tag)
    {
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf(Soh);
            ReadOnlySpan<char> field = end < 0 ? rest : rest[..end];
            int equals = field.IndexOf('=');
            if (equals > 0 && IsTag(field[..equals], tag))
                return field[(equals + 1)..];
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return default;
    }

    /// <summary>The first value of a tag; empty without one.</summary>
    public string Of(int tag) => ValueOf(tag).ToString();

    /// <summary>Whether a tag is there.</summary>
    public bool Has(int tag) => !ValueOf(tag).IsEmpty;

    public bool Is(int tag, string value) => ValueOf(tag).SequenceEqual(value);

    /// <summary>A whole number; 0 without one.</summary>
    public long Number(int tag) => NumberOf(tag) ?? 0;

    /// <summary>A whole number; null where there is none, or none that can be read.</summary>
    public long? NumberOf(int tag)
    {
        ReadOnlySpan<char> value = ValueOf(tag);
        int point = value.IndexOf('.');
        if (point >= 0 && value[(point + 1)..].IndexOfAnyExcept('0') < 0)
            value = value[..point];
        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;
    }

    /// <summary>A price as mantissa of some decimals; null where there is none that fits.</summary>
    public long? MantissaOf(int tag, int decimals)
    {
        if (!decimal.TryParse(
            ValueOf(tag), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out decimal price))
        {
            return null;
        }

        for (int i = 0; i < decimals; i++)
            price *= 10;
        return price == decimal.Truncate(price) && Math.Abs(price) < long.MaxValue ? (long)price : null;
    }

    public override string ToString() => text.Replace(Soh, '|');

    private static bool IsTag(ReadOnlySpan<char> digits, int tag)
    {
        int number = 0;
        foreach (char digit in digits)
        {
            if (digit is < '0' or > '9' || number > 100_000)
                return false;
            number = (10 * number) + (digit - '0');
        }

        return number == tag;
    }

    private static string TypeOf(string text)
    {
        int at = text.IndexOf("\u000135=", StringComparison.Ordinal);
        if (at < 0)
            return "";
        ReadOnlySpan<char> value = text.AsSpan(at + 4);
        int end = value.IndexOf(Soh);
        value = end < 0 ? value : value[..end];
        foreach (string type in Types)
        {
            if (value.SequenceEqual(type))
                return type;
        }

        return value.ToString();
    }
}
