using HedgeFast.Core.Telemetry;

namespace HedgeFast.Bench.Loop;

/// <summary>Counts of every whole nanosecond up to a millisecond; longer ones count as that.</summary>
internal sealed class NanosCounts : ILatencyRecorder
{
    private readonly long[] _counts = new long[1_000_000];

    public void Record(long nanos) => _counts[Math.Clamp(nanos, 0, _counts.Length - 1)]++;

    public void Clear() => Array.Clear(_counts);

    public long Percentile(double percent)
    {
        double rank = _counts.Sum() * percent / 100;
        long seen = 0;
        for (int nanos = 0; nanos < _counts.Length; nanos++)
        {
            seen += _counts[nanos];
            if (seen >= rank)
                return nanos;
        }

        return _counts.Length;
    }
}
