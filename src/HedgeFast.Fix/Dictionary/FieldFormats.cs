using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Dictionary;

/// <summary>The types of a data dictionary, and whether a value is written as its type asks.</summary>
internal static class FieldFormats
{
    /// <summary>Format of a dictionary's type name; an unknown type is text.</summary>
    public static FieldFormat Of(string type) => type switch
    {
        "CHAR" => FieldFormat.Character,
        "BOOLEAN" => FieldFormat.Boolean,
        "INT" or "LENGTH" or "SEQNUM" or "NUMINGROUP" or "TAGNUM" or "DAYOFMONTH" => FieldFormat.Integer,
        "FLOAT" or "QTY" or "PRICE" or "PRICEOFFSET" or "AMT" or "PERCENTAGE" or "QUANTITY" => FieldFormat.Decimal,
        "UTCTIMESTAMP" or "TIME" => FieldFormat.UtcTimestamp,
        "UTCTIMEONLY" => FieldFormat.UtcTime,
        "UTCDATE" or "UTCDATEONLY" or "LOCALMKTDATE" or "DATE" => FieldFormat.Date,
        "MONTHYEAR" => FieldFormat.MonthYear,
        "MULTIPLEVALUESTRING" or "MULTIPLESTRINGVALUE" or "MULTIPLECHARVALUE" => FieldFormat.Values,
        "DATA" or "XMLDATA" => FieldFormat.Data,
        _ => FieldFormat.Text,
    };

    /// <summary>
    /// Whether <paramref name="value"/>, which is not empty, is written as <paramref name="format"/> asks.
    /// </summary>
    public static bool Fits(FieldFormat format, ReadOnlySpan<byte> value) => format switch
    {
        FieldFormat.Character => value.Length == 1,
        FieldFormat.Boolean => value is [(byte)'Y' or (byte)'N'],
        FieldFormat.Integer => IsNumber(value, pointAllowed: false),
        FieldFormat.Decimal => IsNumber(value, pointAllowed: true),
        FieldFormat.UtcTimestamp => FixTimestamp.TryRead(value, out _),
        FieldFormat.UtcTime => IsTime(value),
        FieldFormat.Date =>
            value.Length == 8 && IsDigits(value) && IsMonth(value) && value[6] is >= (byte)'0' and <= (byte)'3',
        FieldFormat.MonthYear => value.Length is 6 or 8 && IsDigits(value[..6]) && IsMonth(value),
        _ => true,
    };

    // The number of digits is not bounded here: the reader of the value knows its range.
    private static bool IsNumber(ReadOnlySpan<byte> value, bool pointAllowed)
    {
        if (value[0] == '-')
            value = value[1..];
        int digits = 0;
        foreach (byte c in value)
        {
            if (char.IsAsciiDigit((char)c))
                digits++;
            else if (c == '.' && pointAllowed)
                pointAllowed = false;
            else
                return false;
        }

        return digits > 0;
    }

    private static bool IsTime(ReadOnlySpan<byte> value)
    {
        Span<byte> whole = stackalloc byte[64];
        if (value.Length > whole.Length - 9)
            return false;
        "20000101-"u8.CopyTo(whole);
        value.CopyTo(whole[9..]);
        return FixTimestamp.TryRead(whole[..(9 + value.Length)], out _);
    }

    private static bool IsMonth(ReadOnlySpan<byte> value) => (value[4] - '0') * 10 + value[5] - '0' is >= 1 and <= 12;

    private static bool IsDigits(ReadOnlySpan<byte> value) => !value.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
