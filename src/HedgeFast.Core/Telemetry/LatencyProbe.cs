namespace HedgeFast.Core.Telemetry;

/// <summary>
/// Measures from a stamp to now. The only clock that stages after Feed may look at, because nothing is decided by what
/// it says.
/// </summary>
/// <param name="recorder">Takes the measurement.</param>
/// <param name="time">The clock of the stamps.</param>
public sealed class LatencyProbe(ILatencyRecorder recorder, TimeProvider time)
{
    private readonly NanosClock _clock = new(time);

    /// <summary>A probe that looks at no clock: replay, where the time between two events means nothing.</summary>
    public static LatencyProbe Off { get; } = new(NullLatencyRecorder.Instance, TimeProvider.System) { IsOff = true };

    private bool IsOff { get; init; }

    /// <summary>Records the time since a monotonic stamp, nanoseconds.</summary>
    public void RecordSince(long startNanos)
    {
        if (!IsOff)
            recorder.Record(_clock.Now() - startNanos);
    }
}
