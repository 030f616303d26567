using System.Globalization;
using HedgeFast.Core.Limits;

namespace HedgeFast.Tests.Core.Limits;

public sealed class TradingDayTests
{
    [Theory]
    [InlineData("UTC", "2026-03-08 00:00", "2026-03-09 00:00")]
    [InlineData("Asia/Singapore", "2026-03-07 16:00", "2026-03-08 16:00")]
    [InlineData("America/New_York", "2026-03-08 05:00", "2026-03-09 04:00")] // the clocks go forward: 23 hours
    [InlineData("America/New_York", "2026-11-01 04:00", "2026-11-02 05:00")] // and back: 25
    public void A_day_begins_at_midnight_of_its_zone(string zone, string first, string next)
    {
        long begin = Nanos(first), end = Nanos(next);
        var day = new TradingDay(zone);
        Assert.True(day.Enter(begin));
        Assert.Equal(begin, day.StartNanos);
        Assert.False(day.Enter(end - 1));
        Assert.True(day.Enter(end));
        Assert.Equal(end, day.StartNanos);
    }

    [Fact]
    public void Time_that_goes_back_stays_in_the_day_and_no_time_is_no_day()
    {
        var day = new TradingDay("UTC");
        Assert.False(day.Enter(-1));
        Assert.True(day.Enter(Nanos("2026-03-08 00:01")));
        Assert.False(day.Enter(Nanos("2026-03-07 23:59")));
        Assert.Equal(Nanos("2026-03-08 00:00"), day.StartNanos);
    }

    // In Beirut the clocks go forward at midnight: the day begins at one.
    [Fact]
    public void Where_midnight_is_left_out_the_day_begins_after_it()
    {
        var day = new TradingDay("Asia/Beirut");
        Assert.True(day.Enter(Nanos("2022-03-27 10:00")));
        Assert.Equal(Nanos("2022-03-26 22:00"), day.StartNanos);
    }

    private static long Nanos(string utc) =>
        (DateTime.ParseExact(
            utc, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
            - DateTime.UnixEpoch).Ticks * 100;
}
