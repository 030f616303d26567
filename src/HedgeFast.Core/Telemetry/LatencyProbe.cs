namespace HedgeFast.Core.Telemetry;

/// <summary>Measures the time from a stamp to now.</summary>
/// <remarks>The only clock that stages after Feed may read, because no decision depends on its readings.</remarks>
/// <param name="recorder">Takes the measurement.</param>
/// <param name="time">The clock of the stamps.</param>
public sealed class LatencyProbe(ILatencyRecorder recorder, TimeProvider time)
{
    private readonly NanosClock _clock = new(time);

    /// <summary>Probe that reads no clock, for replays, where the time between two events has no meaning.</summary>
    public static LatencyProbe Off { get; } = new(NullLatencyRecorder.Instance, TimeProvider.System) { IsOff = true };

    private bool IsOff { get; init; }

    /// <summary>Records the time since a monotonic stamp, nanoseconds.</summary>
    public void RecordSince(long startNanos)
    {
        if (!IsOff)
            recorder.Record(_clock.Now() - startNanos);
    }
}
