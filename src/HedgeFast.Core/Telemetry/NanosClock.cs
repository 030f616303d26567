namespace HedgeFast.Core.Telemetry;

/// <summary>The monotonic clock in nanoseconds, over whatever frequency the time provider ticks at.</summary>
internal readonly struct NanosClock(TimeProvider time)
{
    private const long NanosPerSecond = 1_000_000_000;
    private readonly long _frequency = time.TimestampFrequency;

    /// <summary>Monotonic nanoseconds; the origin has no meaning.</summary>
    public long Now()
    {
        long stamp = time.GetTimestamp();
        if (_frequency == NanosPerSecond)
            return stamp;

        // Whole seconds and the rest apart, so that the product stays far inside 64 bits.
        (long seconds, long rest) = Math.DivRem(stamp, _frequency);
        return (seconds * NanosPerSecond) + (rest * NanosPerSecond / _frequency);
    }
}
