using System.Runtime.CompilerServices;

namespace HedgeFast.Fix.Codec;

/// <summary>
/// Reads and writes FIX integers and decimals: ASCII digits, an optional sign, at most one point, no exponent.
/// </summary>
internal static class FixNumber
{
    /// <summary>Most bytes <see cref="WriteLong"/> writes: a sign and 19 digits.</summary>
    public const int MaxLongBytes = 20;

    // An array and not a span of constants: without optimisation the runtime allocates at each use of the span.
    private static readonly long[] PowersOfTen =
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    /// <summary>Largest supported number of decimals.</summary>
    public const int MaxDecimals = 18;

    /// <summary>10 to the power <paramref name="exponent"/>, 0 to 18.</summary>
    public static long PowerOfTen(int exponent) => PowersOfTen[exponent];

    /// <summary>Number of decimal digits of <paramref name="value"/>; 1 for 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Digits(ulong value)
    {
        int digits = 1;
        while (value >= 10_000)
        { value /= 10_000; digits += 4; }
        return value < 10 ? digits : value < 100 ? digits + 1 : value < 1000 ? digits + 2 : digits + 3;
    }

    /// <summary>Writes exactly <paramref name="count"/> digits, with leading zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteDigits(Span<byte> target, ulong value, int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            ulong tenth = value / 10;
            target[i] = (byte)('0' + (value - tenth * 10));
            value = tenth;
        }
    }

    /// <summary>
    /// Writes <paramref name="value"/> and returns the number of bytes; <paramref name="target"/> holds at least
    /// <see cref="MaxLongBytes"/>.
    /// </summary>
    public static int WriteLong(Span<byte> target, long value)
    {
        int sign = 0;
        ulong magnitude = (ulong)value;
        if (value < 0)
        {
            target[0] = (byte)'-';
            sign = 1;
            magnitude = 0UL - magnitude;
        }

        int digits = Digits(magnitude);
        WriteDigits(target[sign..], magnitude, digits);
        return sign + digits;
    }

    /// <summary>
    /// Writes <paramref name="mantissa"/> / 10^<paramref name="decimals"/>, all decimals kept, and returns the number
    /// of bytes (at most 22).
    /// </summary>
    public static int WriteDecimal(Span<byte> target, long mantissa, int decimals)
    {
        if (decimals == 0)
            return WriteLong(target, mantissa);
        int position = 0;
        ulong magnitude = (ulong)mantissa;
        if (mantissa < 0)
        {
            target[position++] = (byte)'-';
            magnitude = 0UL - magnitude;
        }

        (ulong whole, ulong fraction) = Math.DivRem(magnitude, (ulong)PowersOfTen[decimals]);
        int digits = Digits(whole);
        WriteDigits(target[position..], whole, digits);
        position += digits;
        target[position++] = (byte)'.';
        WriteDigits(target[position..], fraction, decimals);
        return position + decimals;
    }

    /// <summary>
    /// Reads an integer: an optional minus sign and 1 to 19 digits. False on anything else or on overflow.
    /// </summary>
    public static bool TryReadLong(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        bool negative = text.Length > 0 && text[0] == '-';
        if (negative)
            text = text[1..];
        if (text.Length is 0 or > 19)
            return false;
        ulong magnitude = 0;
        foreach (byte c in text)
        {
            uint digit = (uint)(c - '0');
            if (digit > 9)
                return false;
            magnitude = magnitude * 10 + digit;
        }

        if (magnitude > long.MaxValue)
            return false;
        value = negative ? -(long)magnitude : (long)magnitude;
        return true;
    }

    /// <summary>Reads a decimal, scaled to <paramref name="decimals"/>: "1.25" at 4 decimals is 12500.</summary>
    /// <remarks>False when malformed, when a further decimal is not zero, or when the result does not fit.</remarks>
    public static bool TryReadDecimal(ReadOnlySpan<byte> text, int decimals, out long mantissa)
    {
        mantissa = 0;
        if ((uint)decimals > MaxDecimals)
            return false;
        bool negative = text.Length > 0 && text[0] == '-';
        if (negative)
            text = text[1..];
        ulong magnitude = 0;
        int digits = 0, fraction = -1;
        foreach (byte c in text)
        {
            uint digit = (uint)(c - '0');
            if (digit > 9)
            {
                if (c != '.' || fraction >= 0)
                    return false;
                fraction = 0;
                continue;
            }

            digits++;
            if (fraction >= 0 && ++fraction > decimals)
            {
                if (digit != 0)
                    return false;
                continue;
            }

            if (magnitude > ((ulong)long.MaxValue - digit) / 10)
                return false;
            magnitude = magnitude * 10 + digit;
        }

        if (digits == 0)
            return false;
        int missing = decimals - Math.Clamp(fraction, 0, decimals);
        UInt128 scaled = (UInt128)magnitude * (ulong)PowersOfTen[missing];
        if (scaled > long.MaxValue)
            return false;
        mantissa = negative ? -(long)scaled : (long)scaled;
        return true;
    }
}
