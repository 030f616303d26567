namespace HedgeFast.Fix.Transport;

/// <summary>Monotonic and wall time of a <see cref="TimeProvider"/> in nanoseconds.</summary>
internal readonly struct TransportClock(TimeProvider time)
{
    private const long NanosPerSecond = 1_000_000_000;
    private readonly long _frequency = time.TimestampFrequency;

    /// <summary>Monotonic nanoseconds from an arbitrary origin.</summary>
    public long Mono
    {
        get
        {
            long stamp = time.GetTimestamp();
            return _frequency == NanosPerSecond ? stamp : (long)((Int128)stamp * NanosPerSecond / _frequency);
        }
    }

    /// <summary>UTC nanoseconds since 1970, in steps of 100.</summary>
    public long Utc => (time.GetUtcNow().Ticks - DateTime.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick;
}
