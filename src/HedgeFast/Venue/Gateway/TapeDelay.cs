namespace HedgeFast.Venue.Gateway;

/// <summary>Latency with seeded jitter, in the tape's time; messages never overtake each other.</summary>
/// <param name="latencyNanos">Least latency, nanoseconds of the tape.</param>
/// <param name="jitterNanos">Largest jitter on top, evenly distributed, nanoseconds of the tape.</param>
/// <param name="seed">Seed of the jitter.</param>
public sealed class TapeDelay(long latencyNanos = 0, long jitterNanos = 0, int seed = 1)
{
    private readonly Random _random = new(seed);
    private long _lastDueNanos;

    /// <summary>Time of the tape; the largest number after its last row, when nothing is delayed any more.</summary>
    public long NowNanos { get; set; }

    /// <summary>Whether there is no delay.</summary>
    public bool IsDirect => latencyNanos == 0 && jitterNanos == 0;

    /// <summary>Arrival time of a message sent now, never before an earlier one's.</summary>
    public long DueNanos()
    {
        if (IsDirect || NowNanos == long.MaxValue)
            return NowNanos;
        long arrives = NowNanos + latencyNanos + (jitterNanos > 0 ? _random.NextInt64(jitterNanos + 1) : 0);
        return _lastDueNanos = Math.Max(_lastDueNanos, arrives);
    }
}
