using HdrHistogram;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Report;

/// <summary>
/// Latencies in an HDR histogram with three significant digits, from a nanosecond to a minute; all memory at construction, none afterwards.
/// One thread records; another may read percentiles meanwhile, which are then those of a moment near the one of reading.
/// </summary>
internal sealed class HdrLatencyRecorder : ILatencyRecorder
{
    private const long LowestNanos = 1;
    private const long HighestNanos = 60L * 1_000_000_000;
    private const int SignificantDigits = 3;

    private readonly LongHistogram _histogram = new(LowestNanos, HighestNanos, SignificantDigits);
    private long _maxNanos;
    private LatencyReport _last = new();

    /// <summary>Values recorded.</summary>
    public long Count => _histogram.TotalCount;

    /// <summary>Largest value recorded, exact even above the histogram's range, nanoseconds.</summary>
    public long MaxNanos => Volatile.Read(ref _maxNanos);

    /// <summary>Records one latency. Negative counts as zero, above a minute as a minute. Called by one thread.</summary>
    public void Record(long nanos)
    {
        long clamped = Math.Clamp(nanos, 0, HighestNanos);
        _histogram.RecordValue(clamped);
        if (nanos > _maxNanos)
            Volatile.Write(ref _maxNanos, nanos);
    }

    /// <summary>The value below which <paramref name="percentile"/> percent of the recorded values lie, nanoseconds; 0 when there are none.</summary>
    public long Percentile(double percentile)
    {
        long count = _histogram.TotalCount;
        if (count == 0)
            return 0;

        // The histogram rounds the rank to the nearest value and answers with the lower end of its bucket. The rank is rounded up here and the upper
        // end taken, so that a latency is never flattered.
        double rank = Math.Max(1, Math.Ceiling(percentile / 100 * count));
        long value = _histogram.GetValueAtPercentile(100 * rank / count);
        return Math.Min(_histogram.HighestEquivalentValue(value), MaxNanos);
    }

    /// <summary>The report's percentiles. Reading while another thread records may find the counts between two steps; the last good answer is then given again.</summary>
    public LatencyReport Read()
    {
        try
        {
            return _last = new LatencyReport
            {
                P50 = Percentile(50),
                P90 = Percentile(90),
                P99 = Percentile(99),
                P999 = Percentile(99.9),
                Max = MaxNanos,
                Count = Count,
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return _last;
        }
    }
}
