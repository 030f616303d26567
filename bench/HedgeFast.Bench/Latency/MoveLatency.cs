using HedgeFast.Report;

namespace HedgeFast.Bench.Latency;

/// <summary>Joins the moves of the market with the orders that answer them.</summary>
/// <remarks>
/// A move is the first tick of a new price level, the tick that causes an order; it is charged until the order of the
/// first decision on a price as new or newer has left. A move that came and went while the engine stalled needs no
/// order any more: it is charged until the decision that found so. So no move is left out, and a stall counts for each
/// that it delayed.
/// </remarks>
/// <param name="plan">When ticks were due.</param>
/// <param name="ticksPerMove">Ticks of a price level.</param>
/// <param name="warmupTicks">Moves before this tick are not measured.</param>
internal sealed class MoveLatency(TickPlan plan, long ticksPerMove, long warmupTicks)
{
    private long _lastMove = -1;

    /// <summary>
    /// From the planned time of a move to the order that answers it; every measured move at least once.
    /// </summary>
    public HdrLatencyRecorder PlannedToOrder { get; } = new();

    /// <summary>
    /// From the receipt of the newest tick to the order decided on it: the engine alone. Orders that followed a fill
    /// are not in it.
    /// </summary>
    public HdrLatencyRecorder ReceivedToOrder { get; } = new();

    /// <summary>Measured orders that had to wait for the fill of another one.</summary>
    public long OrdersAfterFill { get; private set; }

    /// <summary>Measured moves that needed no order any more when they were seen.</summary>
    public long MovesWithoutOrder { get; private set; }

    /// <summary>
    /// Adds all that was traced. The orders are those of the answers that have one, in the same order.
    /// </summary>
    public void AddAll(ReadOnlySpan<MoveAnswer> answers, ReadOnlySpan<OrderSent> orders)
    {
        int order = 0;
        foreach (MoveAnswer answer in answers)
        {
            if (answer.HasOrder)
                AddOrder(answer, orders[order++]);
            else
                MovesWithoutOrder += Charge(answer, answer.DecidedNanos);
        }
    }

    private void AddOrder(MoveAnswer answer, OrderSent order)
    {
        if (Charge(answer, order.AtNanos) == 0)
            return;
        if (answer.FollowsFill)
            OrdersAfterFill++;
        else
            ReceivedToOrder.Record(order.SinceReceiptNanos);
    }

    // What is left to trade after a fill answers the last move once more.
    private int Charge(MoveAnswer answer, long untilNanos)
    {
        int charged = 0;
        long newest = answer.NewestTick / ticksPerMove;
        for (long move = Math.Min(_lastMove + 1, newest); move <= newest; move++)
        {
            long tick = move * ticksPerMove;
            if (tick < warmupTicks)
                continue;
            PlannedToOrder.Record(untilNanos - plan.DueNanos(tick));
            charged++;
        }

        _lastMove = newest;
        return charged;
    }
}

/// <summary>A decision that answers a move of the market: with an order, or by finding that none is needed.</summary>
/// <param name="NewestTick">The tick on whose price it was decided, from 0.</param>
/// <param name="DecidedNanos">When, monotonic nanoseconds.</param>
/// <param name="HasOrder">Whether it sent an order. It sent none when the market had moved back before it was
/// seen.</param>
/// <param name="FollowsFill">Whether the tick had been decided on before, and this decision had to wait for the fill of
/// another order.</param>
internal readonly record struct MoveAnswer(long NewestTick, long DecidedNanos, bool HasOrder, bool FollowsFill);
