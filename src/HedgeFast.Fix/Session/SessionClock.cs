namespace HedgeFast.Fix.Session;

/// <summary>The clock of a session: holds the times its owner passed last and reads none itself.</summary>
internal sealed class SessionClock
{
    private long _utcAtMonoZero;

    /// <summary>Monotonic time, nanoseconds.</summary>
    public long Mono { get; private set; }

    /// <summary>Wall clock, UTC nanoseconds since 1970.</summary>
    public long Utc { get; private set; }

    /// <summary>
    /// Wall clock as read at connect, carried on by the monotonic clock: a later step does not move it.
    /// </summary>
    public long SteadyUtc => Mono + _utcAtMonoZero;

    /// <summary>Sets both times.</summary>
    public void Set(long nowMono, long nowUtc)
    {
        Mono = nowMono;
        Utc = nowUtc;
    }

    /// <summary>Sets both times at connect, where <see cref="SteadyUtc"/> starts anew.</summary>
    public void Connect(long nowMono, long nowUtc)
    {
        Set(nowMono, nowUtc);
        _utcAtMonoZero = nowUtc - nowMono;
    }
}
