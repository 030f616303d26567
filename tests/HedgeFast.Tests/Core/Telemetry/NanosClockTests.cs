using HedgeFast.Core.Telemetry;
using HedgeFast.Tests.Core.Feed;

namespace HedgeFast.Tests.Core.Telemetry;

public sealed class NanosClockTests
{
    [Theory]
    [InlineData(10_000_000)]
    [InlineData(1_000_000_000)]
    public void Nanoseconds_are_exact_after_years_at_any_frequency(long frequency)
    {
        FeedClock clock = new(frequency);
        clock.AdvanceNanos(long.MaxValue / 2);
        long before = new NanosClock(clock).Now();
        Assert.Equal(clock.Nanos, before);
        clock.AdvanceNanos(100);
        Assert.Equal(before + 100, new NanosClock(clock).Now());
    }

    [Fact]
    public void A_probe_measures_on_it()
    {
        FeedClock clock = new(10_000_000);
        clock.AdvanceNanos(long.MaxValue / 2);
        var recorder = new KeepingRecorder();
        var probe = new LatencyProbe(recorder, clock);
        long start = clock.Nanos;
        clock.AdvanceNanos(700);
        probe.RecordSince(start);
        Assert.Equal(700, recorder.Last);
    }

    private sealed class KeepingRecorder : ILatencyRecorder
    {
        public long Last { get; private set; }

        public void Record(long nanos) => Last = nanos;
    }
}
