namespace HedgeFast.Simulation.Kernel;

/// <summary>Both clocks of one machine: they drift, the wall clock steps, the monotonic one pauses in sleep.</summary>
/// <param name="timeline">True time.</param>
/// <param name="utcStartNanos">Wall time at the start, nanoseconds since 1970.</param>
internal sealed class SimClock(Timeline timeline, long utcStartNanos) : TimeProvider
{
    // A machine has run for a while when its first process starts.
    private const long UptimeNanos = 1_000_000_000;

    private long _base = timeline.Now;
    private long _monoAtBase = UptimeNanos;
    private long _utcAtBase = utcStartNanos;
    private long _sleptAtBase;
    private long _awakeAt = timeline.Now;
    private double _rate;

    /// <inheritdoc/>
    public override long TimestampFrequency => 1_000_000_000;

    /// <summary>The monotonic clock, nanoseconds.</summary>
    public long MonoNow
    {
        get
        {
            long from = Math.Max(_base, _awakeAt);
            return timeline.Now <= from ? _monoAtBase : _monoAtBase + Measured(timeline.Now - from);
        }
    }

    /// <summary>The wall clock, nanoseconds since 1970.</summary>
    public long UtcNow => _utcAtBase + Measured(timeline.Now - _base);

    /// <summary>Time that the machine slept: the monotonic clock stood meanwhile, nanoseconds.</summary>
    public long SleptNanos => _sleptAtBase + Math.Max(0, Math.Min(timeline.Now, _awakeAt) - _base);

    /// <summary>Whether the machine sleeps now.</summary>
    public bool IsAsleep => timeline.Now < _awakeAt;

    /// <inheritdoc/>
    public override long GetTimestamp() => MonoNow;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(UtcNow / 100);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        throw new NotSupportedException("A simulated machine has no timers; a thread of the pool would run them.");

    /// <summary>Steps the wall clock.</summary>
    public void StepUtc(long nanos)
    {
        Settle();
        _utcAtBase += nanos;
    }

    /// <summary>Sets the rate of both clocks: 1 and so many millionths.</summary>
    public void Drift(double ppm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ppm, -1e6);
        Settle();
        _rate = ppm * 1e-6;
    }

    /// <summary>The machine sleeps from now on for so long.</summary>
    public void Suspend(long nanos)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nanos);
        Settle();
        _awakeAt = Math.Max(_awakeAt, timeline.Now + nanos);
    }

    /// <summary>The machine starts anew: monotonic clock and sleep begin again, the wall clock goes on.</summary>
    public void Reboot()
    {
        Settle();
        _awakeAt = timeline.Now;
        _monoAtBase = UptimeNanos;
        _sleptAtBase = 0;
    }

    private long Measured(long nanos) => nanos + (long)Math.Round(nanos * _rate);

    private void Settle()
    {
        (long mono, long utc, long slept) = (MonoNow, UtcNow, SleptNanos);
        _monoAtBase = mono;
        _utcAtBase = utc;
        _sleptAtBase = slept;
        _base = timeline.Now;
    }
}
