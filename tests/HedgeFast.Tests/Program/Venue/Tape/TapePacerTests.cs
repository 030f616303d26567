using CsCheck;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Venue.Tape;

public sealed class TapePacerTests
{
    [Fact]
    public void Rows_are_due_at_the_times_of_the_tape_over_the_speed()
    {
        var pacer = new TapePacer(10, 1);
        pacer.Begin(nowNanos: 5_000, tapeNanos: 1_000_000);
        Assert.Equal(5_000, pacer.DueNanos);
        pacer.Next(5_000, 1_000_400);
        Assert.Equal(5_040, pacer.DueNanos);
        // Playing a row late moves none of those behind it.
        pacer.Next(9_999, 1_001_000);
        Assert.Equal(5_100, pacer.DueNanos);
    }

    [Fact]
    public void Unpaced_rows_keep_their_distance_and_do_not_burst_after_a_pause()
    {
        var pacer = new TapePacer(double.PositiveInfinity, 10_000);
        pacer.Begin(0, 77);
        pacer.Next(0, 78);
        Assert.Equal(100_000, pacer.DueNanos);
        pacer.Next(100_000, 79);
        Assert.Equal(200_000, pacer.DueNanos);
        pacer.Next(10_000_000, 80);
        Assert.Equal(9_600_000, pacer.DueNanos);
    }

    [Fact]
    public void Due_times_do_not_drift_at_any_speed() =>
        Gen.Select(Gen.Double[0.1, 1000], Gen.Long[0, 1_000_000_000].Array[1, 50]).Sample((speed, gaps) =>
        {
            var pacer = new TapePacer(speed, 1);
            pacer.Begin(0, 0);
            long tape = 0;
            foreach (long gap in gaps)
            {
                tape += gap;
                pacer.Next(pacer.DueNanos, tape);
            }

            Assert.InRange(pacer.DueNanos, tape / speed - 2, tape / speed + 2);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_speed_that_is_not_positive_is_refused(double speed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TapePacer(speed, 1));
}
