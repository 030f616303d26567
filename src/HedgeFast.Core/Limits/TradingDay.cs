namespace HedgeFast.Core.Limits;

/// <summary>
/// The day of a time zone that it is. Days are found by the zone's rules once a day, so that a change of the clocks
/// makes one 23 or 25 hours long.
/// </summary>
/// <param name="zoneId">Name of the zone as in the IANA database, such as UTC or America/New_York.</param>
/// <exception cref="TimeZoneNotFoundException">The machine does not know the zone.</exception>
internal sealed class TradingDay(string zoneId)
{
    private const long NanosPerTick = 100;

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
    private long _endNanos = long.MinValue;

    /// <summary>
    /// When the day began, UTC nanoseconds since 1970; before any time was seen, the smallest number.
    /// </summary>
    public long StartNanos { get; private set; } = long.MinValue;

    /// <summary>Takes the time. It only goes on: an earlier time belongs to the day that it is.</summary>
    /// <param name="utcNanos">UTC nanoseconds since 1970; what is negative is no time.</param>
    /// <returns>Whether another day has begun.</returns>
    public bool Enter(long utcNanos)
    {
        if (utcNanos < _endNanos || utcNanos < 0)
            return false;
        DateTime local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddTicks(utcNanos / NanosPerTick), _zone);
        StartNanos = Begin(local.Date);
        _endNanos = Math.Max(Begin(local.Date.AddDays(1)), utcNanos + 1);
        return true;
    }

    // Where the clocks go forward at midnight the day begins with the first minute that there is; where they go back
    // then, with the earlier of the two midnights.
    private long Begin(DateTime day)
    {
        DateTime first = day;
        while (_zone.IsInvalidTime(first))
            first = first.AddMinutes(1);
        TimeSpan offset = _zone.IsAmbiguousTime(first)
            ? _zone.GetAmbiguousTimeOffsets(first).Max()
            : _zone.GetUtcOffset(first);
        return (first - offset - DateTime.UnixEpoch).Ticks * NanosPerTick;
    }
}
