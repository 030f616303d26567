namespace HedgeFast.Bench.Latency;

/// <summary>How an order left.</summary>
/// <param name="AtNanos">When its bytes had been handed to the kernel, monotonic nanoseconds.</param>
/// <param name="SinceReceiptNanos">Since the engine received the event that it was decided on, nanoseconds.</param>
internal readonly record struct OrderSent(long AtNanos, long SinceReceiptNanos);
