namespace HedgeFast.Fix.Transport;

/// <summary>
/// Pauses between connection attempts: doubling up to the longest, each shortened at random by up to a half.
/// </summary>
/// <remarks>Many clients then don't return at once.</remarks>
internal sealed class ReconnectPacing(FixEndpoint endpoint, Random random)
{
    private long _pause;

    /// <summary>Pause before the next attempt, nanoseconds.</summary>
    public long Next()
    {
        _pause = _pause == 0 ? endpoint.ReconnectMinNanos : Math.Min(_pause * 2, endpoint.ReconnectMaxNanos);
        return _pause / 2 + (long)(random.NextDouble() * (_pause / 2));
    }

    /// <summary>The session stood; the next pause is the shortest again.</summary>
    public void Succeeded() => _pause = 0;
}
