namespace HedgeFast.Core.Feed;

/// <summary>
/// When to try again: at once the first time, then after a pause that doubles from the least to the longest until
/// something good arrives.
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

    /// <summary>
    /// A good frame arrived: the next pause is the least again. A mere connection does not count, or a peer that
    /// accepts and sends garbage would be hammered.
    /// </summary>
    public void Succeeded() => _pauseNanos = 0;
}
