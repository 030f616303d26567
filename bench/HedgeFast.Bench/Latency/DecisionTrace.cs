using HedgeFast.Core.Loop;
using HedgeFast.Core.Telemetry;
using HedgeFast.Report;

namespace HedgeFast.Bench.Latency;

/// <summary>Traces the end of the engine's decisions, on the loop's thread.</summary>
/// <remarks>
/// The loop's own counters say which ticks it has taken in by then and whether it sent an order, so nothing in the
/// engine changes for the measurement.
/// </remarks>
/// <param name="plan">When ticks were due.</param>
/// <param name="ticksPerMove">Ticks of a price level; the first of them is a move.</param>
/// <param name="warmupTicks">Ticks that are not measured.</param>
/// <param name="totalTicks">Ticks of the run.</param>
internal sealed class DecisionTrace(
    TickPlan plan, long ticksPerMove, long warmupTicks, long totalTicks) : ILatencyRecorder
{
    // At most one decision follows a tick, and one follows the fill of its order.
    private readonly MoveAnswer[] _answers = new MoveAnswer[2 * totalTicks];
    private HedgeLoop? _loop;
    private long _decidedTicks;
    private long _answeredMove = -1;
    private int _answerCount;

    /// <summary>
    /// From the planned time of a tick to the decision that took it in; every measured tick once, conflated or not.
    /// </summary>
    public HdrLatencyRecorder PlannedToDecision { get; } = new();

    /// <summary>From the receipt of the newest tick to the decision on it: the engine alone.</summary>
    public HdrLatencyRecorder ReceivedToDecision { get; } = new();

    /// <summary>Decisions that sent an order.</summary>
    public long Orders { get; private set; }

    /// <summary>The decisions that answered moves, in order. To be read when the engine has ended.</summary>
    public ReadOnlySpan<MoveAnswer> Answers => _answers.AsSpan(0, _answerCount);

    /// <summary>Names the loop; before the engine starts.</summary>
    public void Attach(HedgeLoop loop) => _loop = loop;

    /// <inheritdoc/>
    public void Record(long nanos)
    {
        long now = plan.Now();
        HedgeLoop loop = _loop!;
        long first = _decidedTicks;
        long end = loop.Counters.Ticks;
        for (long tick = Math.Max(first, warmupTicks); tick < end; tick++)
            PlannedToDecision.Record(now - plan.DueNanos(tick));
        if (end > first && end > warmupTicks)
            ReceivedToDecision.Record(nanos);
        _decidedTicks = end;

        // One underlying and no slices: a decision sends one order at most. Without an order, and with none in flight
        // that it would have to wait for, none was needed.
        long move = (end - 1) / ticksPerMove;
        bool ordered = loop.Counters.Orders > Orders;
        if (!ordered && (move <= _answeredMove || loop.Ledger.Live.Count > 0))
            return;
        Orders += ordered ? 1 : 0;
        _answeredMove = move;
        _answers[_answerCount++] = new MoveAnswer(end - 1, now, ordered, end == first);
    }
}
