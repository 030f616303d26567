using HedgeFast.Report;

namespace HedgeFast.Bench.Latency;

/// <summary>
/// Joins orders with the moves of the market that they answer. A move is the first tick of a new price level, the tick that causes an order. It is charged until
/// the first order that was decided on a price as new or newer. So a move that came and went during a stall, which no order ever answered, is charged until the order
/// after it: no move is left out, and the stall counts for each of them.
/// </summary>
/// <param name="plan">When ticks were due.</param>
/// <param name="ticksPerMove">Ticks of a price level.</param>
/// <param name="warmupTicks">Moves before this tick are not measured.</param>
internal sealed class MoveLatency(TickPlan plan, long ticksPerMove, long warmupTicks)
{
    private long _lastMove = -1;

    /// <summary>From the planned time of a move to the order that answers it.</summary>
    public HdrLatencyRecorder PlannedToOrder { get; } = new();

    /// <summary>From the receipt of the newest tick to the order decided on it: the engine alone. Orders that followed a fill are not in it.</summary>
    public HdrLatencyRecorder ReceivedToOrder { get; } = new();

    /// <summary>Measured orders that had to wait for the fill of another one.</summary>
    public long OrdersAfterFill { get; private set; }

    /// <summary>Adds the next order.</summary>
    public void Add(OrderCause cause, OrderSent sent)
    {
        // What is left to trade after a fill answers the last move once more.
        long newest = cause.NewestTick / ticksPerMove;
        for (long move = Math.Min(_lastMove + 1, newest); move <= newest; move++)
        {
            long tick = move * ticksPerMove;
            if (tick >= warmupTicks)
                PlannedToOrder.Record(sent.AtNanos - plan.DueNanos(tick));
        }

        _lastMove = newest;
        if (cause.NewestTick < warmupTicks)
            return;
        if (cause.FollowsFill)
            OrdersAfterFill++;
        else
            ReceivedToOrder.Record(sent.SinceReceiptNanos);
    }
}
