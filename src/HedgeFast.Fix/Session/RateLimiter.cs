namespace HedgeFast.Fix.Session;

/// <summary>
/// Rate limiter: at most <paramref name="eventsMax"/> events in any <paramref name="windowNanos"/>, on the monotonic
/// clock. Allocates at construction alone.
/// </summary>
internal sealed class RateLimiter(int eventsMax, long windowNanos)
{
    private readonly long[] _times = new long[eventsMax];
    private int _count;
    private int _oldest;

    /// <summary>Earliest time of the next event; long.MinValue when it may be now.</summary>
    public long NextAllowed => _count < _times.Length ? long.MinValue : _times[_oldest] + windowNanos;

    /// <summary>Counts an event.</summary>
    public void Add(long nowMono)
    {
        if (_count < _times.Length)
        {
            _times[_count++] = nowMono;
            return;
        }

        _times[_oldest] = nowMono;
        if (++_oldest == _times.Length)
            _oldest = 0;
    }
}
