namespace HedgeFast.Fix.Session;

/// <summary>
/// Hours of a session in a time zone, daylight saving included; daily, or weekly where <see cref="WeekStart"/> is set.
/// </summary>
/// <remarks>
/// Daily: it opens on each of <see cref="Days"/> at <see cref="Start"/> and closes at the next <see cref="End"/>, on
/// the following day when that is not later. Weekly: it opens once, on <see cref="WeekStart"/>, and closes on
/// <see cref="WeekEnd"/>.
/// </remarks>
public sealed record SessionSchedule
{
    private static readonly DayOfWeek[] EveryDay = Enum.GetValues<DayOfWeek>();

    /// <summary>IANA name of the zone of <see cref="Start"/>.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>IANA name of the zone of <see cref="End"/>, where it's another one; null for the same.</summary>
    public string? EndZone { get; init; }

    /// <summary>Time of day it opens.</summary>
    public required TimeOnly Start { get; init; }

    /// <summary>Time of day it closes; the moment itself is outside.</summary>
    public required TimeOnly End { get; init; }

    /// <summary>Days it opens on, in <see cref="Zone"/>.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = EveryDay;

    /// <summary>Day a weekly session opens; null for a daily one.</summary>
    public DayOfWeek? WeekStart { get; init; }

    /// <summary>Day a weekly session closes.</summary>
    public DayOfWeek? WeekEnd { get; init; }

    /// <summary>The session that is open at a time.</summary>
    /// <param name="utcNanos">UTC nanoseconds since 1970.</param>
    /// <param name="opened">When it opened, likewise.</param>
    /// <param name="closes">When it closes; when none is open, when the next one opens.</param>
    /// <returns>Whether one is open.</returns>
    /// <exception cref="TimeZoneNotFoundException">A zone is not known on this machine.</exception>
    public bool TryGetOpen(long utcNanos, out long opened, out long closes)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        TimeZoneInfo endZone = EndZone is null ? zone : TimeZoneInfo.FindSystemTimeZoneById(EndZone);
        DateTime now = DateTime.UnixEpoch.AddTicks(utcNanos / TimeSpan.NanosecondsPerTick);
        DateOnly today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));

        // The latest opening that is not in the future decides; a weekly session may have opened up to a week ago.
        for (int back = 0; back <= 8; back++)
        {
            DateOnly day = today.AddDays(1 - back);
            if (!OpensOn(day.DayOfWeek))
                continue;
            DateTime start = ToUtc(day, Start, zone);
            if (start > now)
                continue;
            DateTime end = FirstEnd(start, day, zone, endZone);
            if (now >= end)
                break;
            opened = ToNanos(start);
            closes = ToNanos(end);
            return true;
        }

        opened = 0;
        closes = NextStart(now, today, zone);
        return false;
    }

    private bool OpensOn(DayOfWeek day) => WeekStart is { } start ? day == start : Days.Contains(day);

    private DateTime FirstEnd(DateTime startUtc, DateOnly startDay, TimeZoneInfo zone, TimeZoneInfo endZone)
    {
        DateOnly day = ReferenceEquals(zone, endZone)
            ? startDay
            : DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(startUtc, endZone));
        while (true)
        {
            DateTime end = ToUtc(day, End, endZone);
            if (end > startUtc && (WeekStart is null || day.DayOfWeek == (WeekEnd ?? WeekStart)))
                return end;
            day = day.AddDays(1);
        }
    }

    private long NextStart(DateTime now, DateOnly today, TimeZoneInfo zone)
    {
        for (int ahead = -1; ahead <= 8; ahead++)
        {
            DateOnly day = today.AddDays(ahead);
            if (OpensOn(day.DayOfWeek) && ToUtc(day, Start, zone) is var start && start > now)
                return ToNanos(start);
        }

        return long.MaxValue;
    }

    // A time that a clock change skips counts as the moment of the change; a repeated one counts the first time.
    private static DateTime ToUtc(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        DateTime local = day.ToDateTime(time, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1).AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
        TimeSpan offset = zone.IsAmbiguousTime(local)
            ? zone.GetAmbiguousTimeOffsets(local).Max()
            : zone.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }

    private static long ToNanos(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick;
}
