using HedgeFast.Core.Telemetry;
using HedgeFast.Report;

namespace HedgeFast.Bench.Latency;

/// <summary>
/// Stands at the end of the engine's decision, on the loop's thread. The loop's own counters say which ticks it has taken in by then and whether it sent an order,
/// so nothing in the engine changes for the measurement.
/// </summary>
/// <param name="plan">When ticks were due.</param>
/// <param name="warmupTicks">Ticks that are not measured.</param>
/// <param name="totalTicks">Ticks of the run.</param>
internal sealed class DecisionTrace(TickPlan plan, long warmupTicks, long totalTicks) : ILatencyRecorder
{
    // At most one decision follows a tick, and one follows the fill of its order.
    private readonly OrderCause[] _causes = new OrderCause[2 * totalTicks];
    private LoopCounters _counters = new();
    private long _decidedTicks;
    private long _orders;

    /// <summary>From the planned time of a tick to the decision that took it in; every measured tick once, conflated or not.</summary>
    public HdrLatencyRecorder PlannedToDecision { get; } = new();

    /// <summary>From the receipt of the newest tick to the decision on it: the engine alone.</summary>
    public HdrLatencyRecorder ReceivedToDecision { get; } = new();

    /// <summary>What each order, in the order sent, was decided on. To be read when the engine has ended.</summary>
    public ReadOnlySpan<OrderCause> Causes => _causes.AsSpan(0, (int)_orders);

    /// <summary>Names the loop; before the engine starts.</summary>
    public void Attach(LoopCounters counters) => _counters = counters;

    /// <inheritdoc/>
    public void Record(long nanos)
    {
        long now = plan.Now();
        long first = _decidedTicks;
        long end = _counters.Ticks;
        for (long tick = Math.Max(first, warmupTicks); tick < end; tick++)
            PlannedToDecision.Record(now - plan.DueNanos(tick));
        if (end > first && end > warmupTicks)
            ReceivedToDecision.Record(nanos);
        _decidedTicks = end;

        // One underlying and no slices: a decision sends one order at most.
        if (_counters.Orders > _orders)
            _causes[_orders++] = new OrderCause(end - 1, end == first);
    }
}
