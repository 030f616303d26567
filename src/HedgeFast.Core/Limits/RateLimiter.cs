using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Limits;

/// <summary>Rate limiter: at most so many events in a trailing window.</summary>
/// <param name="capacity">Events allowed in the window; positive.</param>
/// <param name="nanos">Length of the window, nanoseconds.</param>
internal sealed class RateLimiter(int capacity, long nanos)
{
    // Stamps of the last events, oldest at _oldest: another fits once the oldest is out of the window.
    private readonly long[] _stamps = FilledWithLongAgo(capacity);
    private int _oldest;

    /// <summary>Whether the window has no room for another event.</summary>
    public bool IsFull(long nowNanos) => nowNanos - _stamps[_oldest] < nanos;

    /// <summary>Counts an event.</summary>
    public void Add(long nowNanos)
    {
        _stamps[_oldest] = nowNanos;
        _oldest = _oldest + 1 == _stamps.Length ? 0 : _oldest + 1;
    }

    /// <summary>Adds the stamps, from the oldest on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        for (int i = 0; i < _stamps.Length; i++)
            digest.Add(_stamps[(_oldest + i) % _stamps.Length]);
    }

    private static long[] FilledWithLongAgo(int length)
    {
        var stamps = new long[length];
        Array.Fill(stamps, long.MinValue / 2);
        return stamps;
    }
}
