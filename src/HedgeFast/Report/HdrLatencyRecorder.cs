using HdrHistogram;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Report;

/// <summary>Records latencies from a nanosecond to a minute, with three significant digits.</summary>
/// <remarks>
/// All memory is allocated at construction. One thread records; another may read percentiles meanwhile, which are then
/// those of a moment near the one of reading.
/// </remarks>
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

    /// <summary>Records one latency: a negative one as zero, one above a minute as a minute. One thread.</summary>
    public void Record(long nanos)
    {
        long clamped = Math.Clamp(nanos, 0, HighestNanos);
        _histogram.RecordValue(clamped);
        if (nanos > _maxNanos)
            Volatile.Write(ref _maxNanos, nanos);
    }

    /// <summary>Reads a percentile of the recorded values, nanoseconds; 0 without any.</summary>
    /// <param name="percentile">0 to 100.</param>
    public long Percentile(double percentile)
    {
        long count = _histogram.TotalCount;
        if (count == 0)
            return 0;

        // The histogram rounds the rank to the nearest value and answers with the lower end of its bucket. Here the
        // rank is rounded up and the upper end used, so that no latency is understated.
        double rank = Math.Max(1, Math.Ceiling(percentile / 100 * count));
        long value = _histogram.GetValueAtPercentile(100 * rank / count);
        return Math.Min(_histogram.HighestEquivalentValue(value), MaxNanos);
    }

    /// <summary>Reads the report's percentiles.</summary>
    /// <remarks>Counts found between two steps of the recording thread give the last good answer again.</remarks>
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
