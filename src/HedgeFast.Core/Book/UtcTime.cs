using System.Globalization;
using HedgeFast.Core.Book.Files;

namespace HedgeFast.Core.Book;

/// <summary>The two ways in which files and settings write a UTC time: ISO 8601, or milliseconds since 1970.</summary>
public static class UtcTime
{
    /// <summary>What a reader is told when a time is neither.</summary>
    public const string Form = "a UTC time such as 2024-08-30T08:00:00Z, or milliseconds since 1970";

    private const long NanosPerMilli = 1_000_000;
    private const long NanosPerTick = 100;
    private const int DateTimeDigits = 7;
    private const int LengthMax = 40;
    private const string DateFormat = "yyyy-MM-dd";
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mm'+00:00'", "yyyy-MM-dd'T'HH:mm:ss'+00:00'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'+00:00'",
    ];

    /// <summary>Reads a time.</summary>
    /// <param name="text">The time; nothing before or after it.</param>
    /// <param name="nanos">UTC nanoseconds since 1970; <see cref="long.MaxValue"/> for a year that nanoseconds cannot
    /// hold or that is before 1971.</param>
    /// <returns>False when it is not <see cref="Form"/>.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out long nanos)
    {
        nanos = 0;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long millis))
            nanos = millis <= RowLimits.TimeMax / NanosPerMilli ? millis * NanosPerMilli : long.MaxValue;
        else if (
            DateTime.TryParseExact(
                Shortened(text, stackalloc char[LengthMax], out int rest), Formats, CultureInfo.InvariantCulture, Utc,
                out DateTime time))
        {
            nanos = Nanos(time) is var whole and < RowLimits.TimeMax ? whole + rest : long.MaxValue;
        }
        else
            return false;
        return true;
    }

    /// <summary>The time, to 100 ns.</summary>
    /// <param name="nanos">UTC nanoseconds since 1970.</param>
    public static DateTime Of(long nanos) => DateTime.UnixEpoch.AddTicks(nanos / NanosPerTick);

    /// <summary>Writes a time as a person does, with its fraction of a second where it has one.</summary>
    public static string Text(DateTime time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads a date without a time, such as 2024-08-30.</summary>
    /// <param name="text">The date; nothing before or after it.</param>
    /// <param name="clock">The UTC time of day that it stands for.</param>
    /// <param name="nanos">As in <see cref="TryParse"/>.</param>
    public static bool TryParseDate(ReadOnlySpan<char> text, TimeOnly clock, out long nanos)
    {
        bool isDate = DateTime.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, Utc, out DateTime date);
        nanos = isDate ? Nanos(date + clock.ToTimeSpan()) : 0;
        return isDate;
    }

    // DateTime reads seven decimals of a second; the eighth and ninth are returned beside the text without them.
    private static ReadOnlySpan<char> Shortened(ReadOnlySpan<char> text, Span<char> room, out int rest)
    {
        rest = 0;
        int first = text.IndexOf('.') + 1;
        if (first == 0 || text.Length > LengthMax)
            return text;
        int digits = text[first..].IndexOfAnyExceptInRange('0', '9');
        int kept = first + DateTimeDigits;
        if (digits is not (8 or 9))
            return text;
        rest = ((text[kept] - '0') * 10) + (digits == 9 ? text[kept + 1] - '0' : 0);
        text[..kept].CopyTo(room);
        text[(first + digits)..].CopyTo(room[kept..]);
        return room[..(text.Length - digits + DateTimeDigits)];
    }

    private static long Nanos(DateTime time) =>
        time.Year is > 1970 and < 2200 ? (time - DateTime.UnixEpoch).Ticks * NanosPerTick : long.MaxValue;
}
