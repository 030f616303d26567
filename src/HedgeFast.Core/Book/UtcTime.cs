using System.Globalization;

namespace HedgeFast.Core.Book;

/// <summary>Instants as the files write them: ISO 8601 in UTC, or whole milliseconds since 1970.</summary>
public static class UtcTime
{
    private const long NanosPerMilli = 1_000_000;
    private const long NanosPerTick = 100;
    private const string DateFormat = "yyyy-MM-dd";

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm'Z'",
        "yyyy-MM-dd'T'HH:mm'+00:00'", "yyyy-MM-dd'T'HH:mm:ss'+00:00'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'+00:00'",
    ];

    /// <summary>Reads an instant; one that is far out of any range comes back as the largest number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="timeOfDay">UTC time of day that a bare date stands for; null refuses a bare date.</param>
    /// <param name="nanos">UTC nanoseconds since 1970.</param>
    public static bool TryParse(string text, TimeOnly? timeOfDay, out long nanos)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long millis))
        {
            nanos = millis <= long.MaxValue / NanosPerMilli ? millis * NanosPerMilli : long.MaxValue;
            return true;
        }

        nanos = 0;
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, utc, out DateTime time))
        {
            if (timeOfDay is not { } clock || !DateTime.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, utc, out time))
                return false;
            time += clock.ToTimeSpan();
        }

        nanos = time.Year is > 1970 and < 2200 ? (time - DateTime.UnixEpoch).Ticks * NanosPerTick : long.MaxValue;
        return true;
    }

    /// <summary>Whether the text is a date without a time.</summary>
    public static bool IsDate(string text) => DateTime.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
