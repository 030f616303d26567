namespace HedgeFast.Fix.Codec;

/// <summary>
/// Reads and writes UTCTimestamp: yyyyMMdd-HH:mm:ss with 0 to 12 decimals, as nanoseconds since 1970-01-01 UTC.
/// </summary>
/// <remarks>
/// Proleptic Gregorian calendar by the days-from-civil recurrence (H. Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms").
/// </remarks>
internal static class FixTimestamp
{
    /// <summary>Bytes of a timestamp without decimals.</summary>
    public const int SecondsLength = 17;

    /// <summary>Nanoseconds per second.</summary>
    public const long NanosPerSecond = 1_000_000_000;

    private const long SecondsPerDay = 86_400;

    /// <summary>Bytes written for <paramref name="digits"/> decimals of a second.</summary>
    public static int Length(int digits) => digits == 0 ? SecondsLength : SecondsLength + 1 + digits;

    /// <summary>
    /// Writes <paramref name="utcNanos"/> (years 0 to 9999) with <paramref name="digits"/> decimals, 0 to 9, truncated.
    /// </summary>
    public static int Write(Span<byte> target, long utcNanos, int digits)
    {
        long seconds = FloorDiv(utcNanos, NanosPerSecond);
        WriteSeconds(target, seconds);
        if (digits == 0)
            return SecondsLength;
        WriteFraction(target, utcNanos - seconds * NanosPerSecond, digits);
        return SecondsLength + 1 + digits;
    }

    /// <summary>Writes the part up to the seconds, 17 bytes.</summary>
    public static void WriteSeconds(Span<byte> target, long secondsSinceEpoch)
    {
        target = target[..SecondsLength];
        long days = FloorDiv(secondsSinceEpoch, SecondsPerDay);
        ulong second = (ulong)(secondsSinceEpoch - days * SecondsPerDay);

        long z = days + 719_468;
        long era = FloorDiv(z, 146_097);
        long dayOfEra = z - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long shiftedMonth = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        long month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);

        FixNumber.WriteDigits(target, (ulong)year, 4);
        FixNumber.WriteDigits(target[4..], (ulong)month, 2);
        FixNumber.WriteDigits(target[6..], (ulong)day, 2);
        target[8] = (byte)'-';
        FixNumber.WriteDigits(target[9..], second / 3600, 2);
        target[11] = (byte)':';
        FixNumber.WriteDigits(target[12..], second / 60 % 60, 2);
        target[14] = (byte)':';
        FixNumber.WriteDigits(target[15..], second % 60, 2);
    }

    /// <summary>Writes the point and <paramref name="digits"/> decimals behind the seconds.</summary>
    public static void WriteFraction(Span<byte> target, long nanosOfSecond, int digits)
    {
        target[SecondsLength] = (byte)'.';
        ulong fraction = (ulong)(nanosOfSecond / FixNumber.PowerOfTen(9 - digits));
        FixNumber.WriteDigits(target[(SecondsLength + 1)..], fraction, digits);
    }

    /// <summary>
    /// Reads a timestamp; decimals beyond the ninth are cut. A leap second counts as the first second of the next
    /// minute.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out long utcNanos)
    {
        utcNanos = 0;
        if (text.Length < SecondsLength || text[8] != '-' || text[11] != ':' || text[14] != ':')
            return false;
        if (!TryDigits(text[..4], out int year)
            || !TryDigits(text.Slice(4, 2), out int month)
            || !TryDigits(text.Slice(6, 2), out int day))
        {
            return false;
        }

        if (!TryDigits(text.Slice(9, 2), out int hour)
            || !TryDigits(text.Slice(12, 2), out int minute)
            || !TryDigits(text.Slice(15, 2), out int second))
        {
            return false;
        }

        if (year is < 1678 or > 2261 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        if (hour > 23 || minute > 59 || second > 60)
            return false;

        long nanos = 0;
        if (text.Length > SecondsLength)
        {
            int decimals = text.Length - SecondsLength - 1;
            if (text[SecondsLength] != '.' || decimals is 0 or > 12)
                return false;
            for (int i = 0; i < decimals; i++)
            {
                uint digit = (uint)(text[SecondsLength + 1 + i] - '0');
                if (digit > 9)
                    return false;
                if (i < 9)
                    nanos = nanos * 10 + digit;
            }

            if (decimals < 9)
                nanos *= FixNumber.PowerOfTen(9 - decimals);
        }

        long shiftedYear = month <= 2 ? year - 1 : year;
        long era = FloorDiv(shiftedYear, 400);
        long yearOfEra = shiftedYear - era * 400;
        long dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        long days = era * 146_097 + dayOfEra - 719_468;
        utcNanos = (days * SecondsPerDay + hour * 3600 + minute * 60 + second) * NanosPerSecond + nanos;
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte c in text)
        {
            uint digit = (uint)(c - '0');
            if (digit > 9)
                return false;
            value = value * 10 + (int)digit;
        }

        return true;
    }

    private static long FloorDiv(long value, long divisor)
    {
        long quotient = value / divisor;
        return value - quotient * divisor < 0 ? quotient - 1 : quotient;
    }
}
