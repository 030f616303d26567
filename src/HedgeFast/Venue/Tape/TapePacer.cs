namespace HedgeFast.Venue.Tape;

/// <summary>Computes when each row of the tape is due.</summary>
/// <remarks>
/// Paced, rows are due at their receive times divided by the speed, counted from the start, so that lateness does not
/// add up. Unpaced, a row is due a fixed distance after the one before, so that nothing is caught up in a burst.
/// </remarks>
public sealed class TapePacer
{
    private readonly double _speed;
    private readonly long _distanceNanos;
    private long _startNanos;
    private long _startTapeNanos;

    /// <summary>Makes a pacer for a tape that has not started.</summary>
    /// <param name="speed">Times faster than recorded; positive. Infinity ignores the tape's times.</param>
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

    /// <summary>Starts the tape with the row received at <paramref name="tapeNanos"/>, due at once.</summary>
    public void Begin(long nowNanos, long tapeNanos)
    {
        _startNanos = DueNanos = nowNanos;
        _startTapeNanos = tapeNanos;
    }

    /// <summary>Schedules the next row, received at <paramref name="tapeNanos"/>, after one went out.</summary>
    public void Next(long nowNanos, long tapeNanos) =>
        DueNanos = IsUnpaced
            ? Math.Max(DueNanos, nowNanos - BurstNanos) + _distanceNanos
            : _startNanos + (long)((tapeNanos - _startTapeNanos) / _speed);

    /// <summary>Delays the next row to at least <paramref name="pauseNanos"/> from now.</summary>
    public void Pause(long nowNanos, long pauseNanos) => DueNanos = Math.Max(DueNanos, nowNanos) + pauseNanos;

    // Unpaced rows late by more than this are not caught up: the length of an idle sleep, so that sleeping costs no
    // rate.
    private const long BurstNanos = 500_000;
}
