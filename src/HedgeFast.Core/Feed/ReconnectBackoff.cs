namespace HedgeFast.Core.Feed;

/// <summary>
/// Pauses between attempts to connect: none at first, then doubling up to the longest until a good frame arrives.
/// </summary>
internal sealed class ReconnectBackoff(long minNanos, long maxNanos)
{
    private long _pauseNanos;
    private long _notBefore = long.MinValue;

    /// <summary>Whether the pause is over.</summary>
    public bool IsDue(long nowNanos) => nowNanos >= _notBefore;

    /// <summary>Starts the next pause.</summary>
    public void Failed(long nowNanos)
    {
        _pauseNanos = _pauseNanos == 0 ? minNanos : _pauseNanos > maxNanos / 2 ? maxNanos : _pauseNanos * 2;
        _notBefore = nowNanos + _pauseNanos;
    }

    /// <summary>Resets the pause after a good frame.</summary>
    /// <remarks>A mere connection does not count, or a peer that accepts and sends garbage would be hammered.</remarks>
    public void Succeeded() => _pauseNanos = 0;
}
