using HedgeFast.Simulation.Kernel;

namespace HedgeFast.Tests.Simulation.Kernel;

/// <summary>The clocks of a simulated machine: arithmetic of drift, steps, sleep and restart.</summary>
public sealed class SimClockTests
{
    private const long Second = 1_000_000_000;
    private const long Start = 1_772_461_800 * Second;

    private readonly Timeline _timeline = new();
    private readonly SimClock _clock;

    public SimClockTests() => _clock = new SimClock(_timeline, Start);

    [Fact]
    public void Both_clocks_follow_true_time()
    {
        long mono = _clock.GetTimestamp();
        _timeline.MoveTo(5 * Second);
        Assert.Equal(mono + (5 * Second), _clock.GetTimestamp());
        Assert.Equal(Start + (5 * Second), _clock.UtcNow);
        Assert.Equal(_clock.UtcNow / 100, _clock.GetUtcNow().Ticks - DateTime.UnixEpoch.Ticks);
        Assert.Equal(Second, _clock.TimestampFrequency);
    }

    [Fact]
    public void A_step_moves_the_wall_clock_alone()
    {
        long mono = _clock.MonoNow;
        _clock.StepUtc(-3600 * Second);
        Assert.Equal(mono, _clock.MonoNow);
        Assert.Equal(Start - (3600 * Second), _clock.UtcNow);
    }

    [Theory]
    [InlineData(200, 1000 * Second + 200_000_000)]
    [InlineData(-100, 1000 * Second - 100_000_000)]
    public void Drift_changes_the_rate_of_both_clocks_from_now_on(double ppm, long measured)
    {
        _timeline.MoveTo(10 * Second);
        long mono = _clock.MonoNow, utc = _clock.UtcNow;
        _clock.Drift(ppm);
        Assert.Equal(mono, _clock.MonoNow);
        _timeline.MoveTo(1010 * Second);
        Assert.Equal(measured, _clock.MonoNow - mono);
        Assert.Equal(measured, _clock.UtcNow - utc);
    }

    [Fact]
    public void In_sleep_the_monotonic_clock_stands_and_the_wall_clock_goes_on()
    {
        long mono = _clock.MonoNow;
        _clock.Suspend(30 * Second);
        _timeline.MoveTo(10 * Second);
        Assert.True(_clock.IsAsleep);
        Assert.Equal(mono, _clock.MonoNow);
        Assert.Equal(10 * Second, _clock.SleptNanos);
        _clock.StepUtc(7);
        _timeline.MoveTo(31 * Second);
        Assert.False(_clock.IsAsleep);
        Assert.Equal(mono + Second, _clock.MonoNow);
        Assert.Equal(30 * Second, _clock.SleptNanos);
        Assert.Equal(Start + (31 * Second) + 7, _clock.UtcNow);
    }

    [Fact]
    public void A_restart_begins_the_monotonic_clock_anew()
    {
        long mono = _clock.MonoNow;
        _clock.Suspend(Second);
        _timeline.MoveTo(100 * Second);
        _clock.Reboot();
        Assert.Equal(mono, _clock.MonoNow);
        Assert.Equal(0, _clock.SleptNanos);
        Assert.Equal(Start + (100 * Second), _clock.UtcNow);
    }

    [Fact]
    public void There_are_no_timers() =>
        Assert.Throws<NotSupportedException>(
            () => _clock.CreateTimer(_ => { }, null, TimeSpan.Zero, TimeSpan.Zero));

    [Fact]
    public void Time_does_not_go_back()
    {
        _timeline.MoveTo(5);
        Assert.Throws<ArgumentOutOfRangeException>(() => _timeline.MoveTo(4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_monotonic_clock_never_goes_back_whatever_happens(ulong seed)
    {
        var draw = new HedgeFast.Simulation.Draw(seed);
        long mono = _clock.MonoNow;
        for (int i = 0; i < 2000; i++)
        {
            switch (draw.Below(4))
            {
                case 0:
                    _clock.StepUtc(draw.Between(-Second, Second));
                    break;
                case 1:
                    _clock.Drift(draw.Between(-500, 500));
                    break;
                case 2:
                    _clock.Suspend(draw.Between(0, Second));
                    break;
            }

            _timeline.MoveTo(_timeline.Now + draw.Between(0, Second));
            Assert.True(_clock.MonoNow >= mono, $"step {i}: {mono} then {_clock.MonoNow}");
            mono = _clock.MonoNow;
        }
    }
}
