namespace HedgeFast.Fix.Transport;

/// <summary>Pauses between connection attempts: doubling from the shortest to the longest, each shortened by up to a half at random, so that many clients don't return at once.</summary>
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
