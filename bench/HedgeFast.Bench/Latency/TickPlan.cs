using HedgeFast.Core.Telemetry;

namespace HedgeFast.Bench.Latency;

/// <summary>Computes when each tick is due; latencies are measured from that time.</summary>
/// <remarks>
/// They are not measured from the time of sending: when engine, exchange or machine stalls, the delay is charged to
/// every tick held up. One thread begins the plan; the others see the plan once they see a tick.
/// </remarks>
/// <param name="ticksPerSecond">The fixed rate; positive.</param>
internal sealed class TickPlan(int ticksPerSecond)
{
    private const double NanosPerSecond = 1e9;

    private readonly NanosClock _clock = new(TimeProvider.System);
    private long _startNanos;

    /// <summary>Monotonic nanoseconds: the clock of every stamp in the engine.</summary>
    public long Now() => _clock.Now();

    /// <summary>Makes tick 0 due at <paramref name="startNanos"/>.</summary>
    public void Begin(long startNanos) => _startNanos = startNanos;

    /// <summary>When a tick, from 0, is due; monotonic nanoseconds.</summary>
    public long DueNanos(long tick) => _startNanos + SinceStartNanos(tick);

    /// <summary>The same, since the start.</summary>
    public long SinceStartNanos(long tick) => (long)(tick * (NanosPerSecond / ticksPerSecond));
}
