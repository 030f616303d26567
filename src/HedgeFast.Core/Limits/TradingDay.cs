namespace HedgeFast.Core.Limits;

/// <summary>The current trading day in a configured time zone.</summary>
/// <remarks>Its bounds are found by the zone's rules once a day: a change of the clocks makes a day of 23 or 25
/// hours.</remarks>
/// <param name="zoneId">Name of the zone as in the IANA database, such as UTC or America/New_York.</param>
/// <exception cref="TimeZoneNotFoundException">The machine does not know the zone.</exception>
internal sealed class TradingDay(string zoneId)
{
    private const long NanosPerTick = 100;

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
    private long _endNanos = long.MinValue;

    /// <summary>Start of the day, UTC nanoseconds since 1970; the smallest number before the first time.</summary>
    public long StartNanos { get; private set; } = long.MinValue;

    /// <summary>Advances to a time. An earlier time stays in the current day.</summary>
    /// <param name="utcNanos">UTC nanoseconds since 1970; a negative number is no time.</param>
    /// <returns>Whether another day began.</returns>
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
