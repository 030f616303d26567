using HedgeFast.Core.Telemetry;
using HedgeFast.Report;

namespace HedgeFast.Bench.Latency;

/// <summary>Stands behind the send of every new order, on the thread of the order stage, and keeps when its bytes had been handed to the kernel.</summary>
/// <param name="plan">The clock.</param>
/// <param name="totalTicks">Ticks of the run.</param>
internal sealed class OrderTrace(TickPlan plan, long totalTicks) : ILatencyRecorder
{
    private readonly Sent[] _sent = new Sent[2 * totalTicks];
    private long _orders;

    /// <summary>Orders sent.</summary>
    public long Orders => _orders;

    /// <inheritdoc/>
    public void Record(long nanos) => _sent[_orders++] = new Sent(plan.Now(), nanos);

    /// <summary>Joins every order with its cause; when the engine has ended.</summary>
    /// <param name="causes">For each order the tick it is charged to, or <see cref="DecisionTrace.NoTick"/>.</param>
    /// <param name="warmupTicks">Orders charged to an earlier tick are left out.</param>
    /// <param name="plannedToOrder">Takes the time from the tick's planned time to the order.</param>
    /// <param name="receivedToOrder">Takes the time from the receipt of the newest tick to the order.</param>
    /// <returns>Orders of the measurement that no tick caused; they are in neither histogram.</returns>
    public long Join(ReadOnlySpan<long> causes, long warmupTicks, HdrLatencyRecorder plannedToOrder, HdrLatencyRecorder receivedToOrder)
    {
        long withoutTick = 0;
        bool measuring = false;
        for (int order = 0; order < causes.Length; order++)
        {
            long tick = causes[order];
            measuring |= tick >= warmupTicks;
            if (!measuring)
                continue;
            if (tick == DecisionTrace.NoTick)
            {
                withoutTick++;
                continue;
            }

            plannedToOrder.Record(_sent[order].AtNanos - plan.DueNanos(tick));
            receivedToOrder.Record(_sent[order].SinceReceiptNanos);
        }

        return withoutTick;
    }

    private readonly record struct Sent(long AtNanos, long SinceReceiptNanos);
}
