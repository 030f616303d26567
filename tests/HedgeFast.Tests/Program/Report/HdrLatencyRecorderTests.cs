using CsCheck;
using HedgeFast.Report;

namespace HedgeFast.Tests.Program.Report;

public sealed class HdrLatencyRecorderTests
{
    [Fact]
    public void A_recorder_without_values_reads_all_zero()
    {
        var recorder = new HdrLatencyRecorder();
        Assert.Equal(new LatencyReport(), recorder.Read());
        Assert.Equal(0, recorder.Percentile(99));
    }

    [Fact]
    public void Percentiles_are_within_a_thousandth_and_never_below_the_truth()
    {
        Gen.Long[0, 10_000_000].Array[1, 400].Sample(values =>
        {
            var recorder = new HdrLatencyRecorder();
            foreach (long value in values)
                recorder.Record(value);
            long[] sorted = [.. values.Order()];
            foreach (double percentile in new[] { 50, 90, 99, 99.9 })
            {
                long truth = sorted[Math.Max(0, (int)Math.Ceiling(percentile / 100 * sorted.Length) - 1)];
                long got = recorder.Percentile(percentile);
                if (got < truth || got > truth + (truth / 1000) + 1)
                    return false;
            }

            return recorder.Read().Max == sorted[^1] && recorder.Count == values.Length;
        }, iter: 200);
    }

    [Fact]
    public void Values_outside_the_range_are_clamped_and_the_maximum_stays_exact()
    {
        var recorder = new HdrLatencyRecorder();
        recorder.Record(-5);
        Assert.Equal(0, recorder.Percentile(50));
        Assert.Equal(1, recorder.Count);
        recorder.Record(long.MaxValue);
        recorder.Record(long.MinValue);
        Assert.Equal(long.MaxValue, recorder.MaxNanos);
        Assert.Equal(3, recorder.Count);
        Assert.InRange(recorder.Percentile(99.9), 59_900_000_000, 60_100_000_000);
    }

    [Fact]
    public void Reading_while_another_thread_records_gives_plausible_values_and_loses_none()
    {
        const int Values = 300_000;
        var recorder = new HdrLatencyRecorder();
        var writer = new Thread(() =>
        {
            for (int i = 0; i < Values; i++)
                recorder.Record(i);
        });
        writer.Start();
        while (writer.IsAlive)
            Assert.InRange(recorder.Read().P99, 0, Values);
        writer.Join();
        Assert.Equal(Values, recorder.Read().Count);
        Assert.InRange(recorder.Read().P50, Values / 2 - 1, Values / 2 * 1.001);
    }
}
