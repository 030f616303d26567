using HedgeFast.Core.Feed;
using static HedgeFast.Tests.Core.Feed.FeedScene;

namespace HedgeFast.Tests.Core.Feed;

/// <summary>
/// Exchange times against a clock that no sender can move. Monotonic and UTC nanoseconds are given by hand.
/// </summary>
public sealed class ExchangeClockTests
{
    private const long Milli = 1_000_000;
    private const long Second = 1_000_000_000;
    private const long Day = 86_400 * Second;
    private const long Stale = 2 * Second;

    /// <summary>Exchange time at the monotonic time 0.</summary>
    private const long Utc = Exchange;

    [Theory]
    [InlineData(0, QuoteFault.None)]
    [InlineData(500 * Milli, QuoteFault.None)]
    [InlineData(501 * Milli, QuoteFault.WrongTime)]
    [InlineData(60 * Day, QuoteFault.WrongTime)]
    [InlineData(400 * Day, QuoteFault.WrongTime)]
    [InlineData(long.MaxValue - Utc, QuoteFault.WrongTime)]
    [InlineData(-2_500 * Milli, QuoteFault.None)]
    [InlineData(-2_501 * Milli, QuoteFault.Stale)]
    [InlineData(-30 * Second, QuoteFault.Stale)]
    [InlineData(-3_601 * Second, QuoteFault.WrongTime)]
    [InlineData(-Utc, QuoteFault.WrongTime)]
    public void The_first_stamp_of_a_live_feed_is_held_against_utc(long ahead, QuoteFault expected) =>
        Assert.Equal(expected, Judge(Live(), Utc + ahead, 0));

    [Fact]
    public void After_a_stamp_ahead_right_ones_are_good_at_once()
    {
        ExchangeClock clock = Live();
        Assert.Equal(QuoteFault.None, Judge(clock, Utc, 0));
        Assert.Equal(QuoteFault.WrongTime, Judge(clock, Utc + (60 * Day), Milli));
        Assert.Equal(QuoteFault.None, Judge(clock, Utc + (2 * Milli), 2 * Milli));
    }

    [Fact]
    public void A_gateway_that_falls_behind_is_stale_when_its_lag_has_grown()
    {
        ExchangeClock clock = Live();
        for (int i = 0; i < 60; i++)
            Assert.Equal(QuoteFault.None, Judge(clock, Utc + (i * Second) + (400 * Milli), i * Second));
        Assert.Equal(QuoteFault.None, Judge(clock, Utc + (58_401 * Milli), 60 * Second));
        Assert.Equal(QuoteFault.Stale, Judge(clock, Utc + (58_399 * Milli), 60 * Second));
        Assert.Equal(QuoteFault.None, Judge(clock, Utc + (60_100 * Milli), 60 * Second));
    }

    [Fact]
    public void A_gateway_that_is_behind_for_good_never_becomes_usual()
    {
        ExchangeClock clock = Live();
        for (int i = 0; i < 600; i++)
            Assert.Equal(QuoteFault.Stale, Judge(clock, Utc + (i * Second) - (30 * Second), i * Second));
    }

    [Fact]
    public void A_repeated_state_of_a_live_feed_proves_its_age_by_a_numbered_quote()
    {
        ExchangeClock clock = Live();
        Assert.Equal(QuoteFault.Stale, clock.Judge(Utc - (60 * Second), 0, isRefresh: true, isTraded: true));
        Assert.Equal(QuoteFault.None, clock.Judge(Utc - (60 * Second), 0, isRefresh: true, isTraded: false));
        Assert.Equal(QuoteFault.None, Judge(clock, Utc, 0));
        Assert.Equal(QuoteFault.None, clock.Judge(Utc - (60 * Second), 0, isRefresh: true, isTraded: true));
        clock.Interrupt();
        Assert.Equal(QuoteFault.Stale, clock.Judge(Utc - (60 * Second), 0, isRefresh: true, isTraded: true));
        Assert.Equal(QuoteFault.WrongTime, clock.Judge(Utc + Day, 0, isRefresh: true, isTraded: false));
    }

    [Fact]
    public void A_step_of_the_wall_clock_is_told_and_lag_is_measured_anew()
    {
        ExchangeClock clock = Live();
        Judge(clock, Utc, 0);
        Assert.False(clock.SetUtc(Utc + (100 * Milli), isFirst: false));
        Assert.True(clock.SetUtc(Utc + (3 * Second), isFirst: false));
        Assert.Equal(QuoteFault.None, Judge(clock, Utc + Second, 0));
    }

    [Theory]
    [InlineData(0, QuoteFault.None)]
    [InlineData(23 * 3_600 * Second, QuoteFault.None)]
    [InlineData(25 * 3_600 * Second, QuoteFault.WrongTime)]
    [InlineData(-25 * 3_600 * Second, QuoteFault.WrongTime)]
    [InlineData(400 * Day, QuoteFault.WrongTime)]
    [InlineData(long.MaxValue - Utc, QuoteFault.WrongTime)]
    public void The_first_stamp_of_a_recording_lies_near_its_begin(long ahead, QuoteFault expected) =>
        Assert.Equal(expected, Judge(new ExchangeClock(ClockRule.Recorded(Utc), Stale), Utc + ahead, 0));

    [Fact]
    public void A_recording_goes_on_with_the_monotonic_clock_at_its_speed()
    {
        ExchangeClock clock = new(ClockRule.Recorded(Utc, speed: 10), Stale);
        Assert.Equal(QuoteFault.None, Judge(clock, Utc, 0));
        Assert.Equal(QuoteFault.None, Judge(clock, Utc + (10 * Second), Second));
        Assert.Equal(QuoteFault.None, Judge(clock, Utc + (15 * Second), Second));
        Assert.Equal(QuoteFault.WrongTime, Judge(clock, Utc + (16 * Second), Second));
        Assert.Equal(QuoteFault.WrongTime, Judge(clock, Utc + (60 * Day), 2 * Second));
        Assert.Equal(QuoteFault.None, Judge(clock, Utc + (20 * Second), 2 * Second));
    }

    [Fact]
    public void No_row_of_stamps_pushes_a_recording_ahead()
    {
        ExchangeClock clock = new(ClockRule.Recorded(Utc, speed: 1), Stale);
        long latest = Utc;
        for (int i = 0; i < 100; i++)
        {
            if (Judge(clock, latest + (400 * Milli), i * Milli) == QuoteFault.None)
                latest += 400 * Milli;
        }

        Assert.InRange(latest - Utc, 0, 1_000 * Milli);
    }

    [Fact]
    public void A_recording_without_pauses_has_a_largest_step_unless_several_stamps_agree()
    {
        ExchangeClock clock = new(ClockRule.Recorded(Utc), Stale);
        Assert.Equal(QuoteFault.None, Judge(clock, Utc, 0));
        Assert.Equal(QuoteFault.None, Judge(clock, Utc + ClockLine.StepNanos, 0));
        Assert.Equal(QuoteFault.WrongTime, Judge(clock, Utc + (60 * Day), 0));
        Assert.Equal(QuoteFault.None, Judge(clock, Utc + ClockLine.StepNanos, 0));

        // The night of a tape.
        for (int i = 0; i < QuoteGuard.JumpQuotes - 1; i++)
            Assert.Equal(QuoteFault.WrongTime, Judge(clock, Utc + Day, i * QuoteGuard.JumpNanos));
        Assert.Equal(QuoteFault.None, Judge(clock, Utc + Day, QuoteGuard.JumpQuotes * QuoteGuard.JumpNanos));
    }

    [Fact]
    public void A_first_stamp_that_was_read_late_blinds_no_recording()
    {
        // The tape has gone on for two seconds while the first row lay in the socket.
        ExchangeClock clock = new(ClockRule.Recorded(Utc, Utc + Day, speed: 1), Stale);
        Assert.Equal(QuoteFault.None, Judge(clock, Utc, 2 * Second));
        int refused = 0;
        while (
            Judge(
                clock, Utc + (2 * Second) + (refused * 60 * Milli),
                (2 * Second) + (refused * 60 * Milli)) != QuoteFault.None)
        {
            refused++;
        }

        Assert.Equal(QuoteGuard.JumpQuotes, refused);
    }

    [Fact]
    public void A_recording_whose_end_is_known_says_nothing_beyond_it()
    {
        ExchangeClock clock = new(ClockRule.Recorded(Utc, Utc + Day), Stale);
        Assert.Equal(QuoteFault.None, Judge(clock, Utc + Day, 0));
        for (int i = 0; i < 20; i++)
            Assert.Equal(QuoteFault.WrongTime, Judge(clock, Utc + (2 * Day), i * Second));
        Assert.Equal(QuoteFault.None, Judge(clock, Utc, 0));
    }

    [Fact]
    public void A_clock_that_is_not_named_and_a_recording_without_a_begin_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ExchangeClock(ClockRule.None, Stale));
        Assert.Contains(
            "book.asOf",
            Assert.Throws<ArgumentException>(() => new ExchangeClock(ClockRule.Recorded(0), Stale)).Message);
    }

    private static ExchangeClock Live()
    {
        ExchangeClock clock = new(ClockRule.Live, Stale);
        clock.SetUtc(Utc, isFirst: true);
        return clock;
    }

    private static QuoteFault Judge(ExchangeClock clock, long exchangeNanos, long receiveNanos) =>
        clock.Judge(exchangeNanos, receiveNanos, isRefresh: false, isTraded: true);
}
