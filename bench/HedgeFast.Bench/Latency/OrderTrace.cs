using HedgeFast.Core.Telemetry;

namespace HedgeFast.Bench.Latency;

/// <summary>
/// Stamps every new order, on the thread of the order stage, when its bytes have been handed to the kernel.
/// </summary>
/// <param name="plan">The clock.</param>
/// <param name="totalTicks">Ticks of the run.</param>
internal sealed class OrderTrace(TickPlan plan, long totalTicks) : ILatencyRecorder
{
    private readonly OrderSent[] _sent = new OrderSent[2 * totalTicks];
    private long _orders;

    /// <summary>When each order left, in the order sent. To be read when the engine has ended.</summary>
    public ReadOnlySpan<OrderSent> Sent => _sent.AsSpan(0, (int)_orders);

    /// <inheritdoc/>
    public void Record(long nanos) => _sent[_orders++] = new OrderSent(plan.Now(), nanos);
}

/// <summary>How an order left.</summary>
/// <param name="AtNanos">When its bytes had been handed to the kernel, monotonic nanoseconds.</param>
/// <param name="SinceReceiptNanos">Since the engine received the event that it was decided on, nanoseconds.</param>
internal readonly record struct OrderSent(long AtNanos, long SinceReceiptNanos);
