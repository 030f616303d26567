namespace HedgeFast.Venue.Gateway;

/// <summary>
/// A way that takes a latency and its jitter and keeps the order. Time is the tape's, and the jitter is seeded, so that the same events at the same rows arrive at the same
/// rows.
/// </summary>
/// <param name="latencyNanos">Shortest time on the way, nanoseconds of the tape.</param>
/// <param name="jitterNanos">Up to this much is added, evenly distributed.</param>
/// <param name="seed">Seed of the jitter.</param>
public sealed class TapeDelay(long latencyNanos = 0, long jitterNanos = 0, int seed = 1)
{
    private readonly Random _random = new(seed);
    private long _lastDueNanos;

    /// <summary>Time of the tape; after its last row the end of time, when nothing is on its way any more.</summary>
    public long NowNanos { get; set; }

    /// <summary>Whether the way takes no time.</summary>
    public bool IsDirect => latencyNanos == 0 && jitterNanos == 0;

    /// <summary>When what sets out now arrives: never before what set out earlier.</summary>
    public long DueNanos()
    {
        if (IsDirect || NowNanos == long.MaxValue)
            return NowNanos;
        long arrives = NowNanos + latencyNanos + (jitterNanos > 0 ? _random.NextInt64(jitterNanos + 1) : 0);
        return _lastDueNanos = Math.Max(_lastDueNanos, arrives);
    }
}
