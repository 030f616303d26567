using HedgeFast.Report;

namespace HedgeFast.Bench.Latency;

/// <summary>One distribution, nanoseconds; all zero when nothing was recorded.</summary>
internal sealed record LatencyPercentiles(long Count, long P50, long P90, long P99, long P999, long P9999, long Max)
{
    /// <summary>Reads a recorder to which nobody writes any more.</summary>
    public static LatencyPercentiles Of(HdrLatencyRecorder recorder) => new(
        recorder.Count, recorder.Percentile(50), recorder.Percentile(90), recorder.Percentile(99), recorder.Percentile(99.9), recorder.Percentile(99.99), recorder.MaxNanos);
}
