using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Limits;

/// <summary>Counts what happened within a time that ends now, up to a most.</summary>
/// <param name="capacity">The most; positive.</param>
/// <param name="nanos">The time, nanoseconds.</param>
internal sealed class RateLimiter(int capacity, long nanos)
{
    // Stamps of the last events, oldest at _oldest: one more fits when the oldest is out of the window.
    private readonly long[] _stamps = FilledWithLongAgo(capacity);
    private int _oldest;

    /// <summary>Whether one more would be too many.</summary>
    public bool IsFull(long nowNanos) => nowNanos - _stamps[_oldest] < nanos;

    /// <summary>Counts one.</summary>
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
