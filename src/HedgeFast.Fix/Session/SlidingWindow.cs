namespace HedgeFast.Fix.Session;

/// <summary>At most so many events within any stretch of time, on the monotonic clock. Memory is taken at once, for the last events allowed.</summary>
internal sealed class SlidingWindow(int eventsMax, long windowNanos)
{
    private readonly long[] _times = new long[eventsMax];
    private int _count;
    private int _oldest;

    /// <summary>Earliest time of the next event; long.MinValue when it may be now.</summary>
    public long NextAllowed => _count < _times.Length ? long.MinValue : _times[_oldest] + windowNanos;

    /// <summary>An event happened.</summary>
    public void Add(long nowMono)
    {
        if (_count < _times.Length)
        {
            _times[_count++] = nowMono;
            return;
        }

        _times[_oldest] = nowMono;
        if (++_oldest == _times.Length) _oldest = 0;
    }
}
