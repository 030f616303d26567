namespace HedgeFast.Venue.Tape;

/// <summary>
/// When each row of the tape is due. Paced: the tape's own receive times, shrunk by a speed factor, from the moment the tape starts, so that a late row
/// does not delay those after it. Unpaced: a fixed least distance after the row before, so that nothing is caught up in a burst.
/// </summary>
public sealed class TapePacer
{
    private readonly double _speed;
    private readonly long _distanceNanos;
    private long _startNanos;
    private long _startTapeNanos;

    /// <summary>Makes a pacer for a tape that has not started.</summary>
    /// <param name="speed">How many times faster than recorded; positive. Infinity ignores the tape's times.</param>
    /// <param name="unpacedRowsPerSecond">Most rows a second when the tape's times are ignored; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not positive.</exception>
    public TapePacer(double speed, int unpacedRowsPerSecond)
    {
        if (!(speed > 0))
            throw new ArgumentOutOfRangeException(nameof(speed), speed, "The speed of the tape is positive.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(unpacedRowsPerSecond);
        _speed = speed;
        _distanceNanos = 1_000_000_000 / unpacedRowsPerSecond;
    }

    /// <summary>Whether the tape's times are ignored.</summary>
    public bool IsUnpaced => double.IsPositiveInfinity(_speed);

    /// <summary>Monotonic time at which the next row is due, nanoseconds.</summary>
    public long DueNanos { get; private set; }

    /// <summary>The tape starts now, with the row received at <paramref name="tapeNanos"/>, which is due at once.</summary>
    public void Begin(long nowNanos, long tapeNanos)
    {
        _startNanos = DueNanos = nowNanos;
        _startTapeNanos = tapeNanos;
    }

    /// <summary>A row went out; the next one was received at <paramref name="tapeNanos"/>.</summary>
    public void Next(long nowNanos, long tapeNanos) =>
        DueNanos = IsUnpaced ? Math.Max(DueNanos, nowNanos - BurstNanos) + _distanceNanos : _startNanos + (long)((tapeNanos - _startTapeNanos) / _speed);

    /// <summary>Nothing is due before <paramref name="pauseNanos"/> from now.</summary>
    public void Pause(long nowNanos, long pauseNanos) => DueNanos = Math.Max(DueNanos, nowNanos) + pauseNanos;

    /// <summary>
    /// Unpaced rows that could not go out for longer than this are not caught up. It is the length of an ordinary idle sleep, so that sleeping costs no rate.
    /// </summary>
    private const long BurstNanos = 500_000;
}
