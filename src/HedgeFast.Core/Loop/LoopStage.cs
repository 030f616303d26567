using System.Runtime.CompilerServices;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Loop;

/// <summary>
/// Feeds the loop from its rings in a fixed order: kill switch, control, executions, solver results, market data.
/// </summary>
/// <remarks>
/// The kill switch is read at every turn, whatever the rings hold. Control comes next, so that a request never waits
/// behind ticks; executions before market data, so that a decision knows every fill. A batch only begins when the
/// journal and the order ring have room for all that it can write; otherwise the events wait in their rings. Some slots
/// of the journal's ring are reserved: a kill, a stop and the answers to their cancels are handled behind a disk that
/// does not write. Records that find no room even there are counted as lost, and the cancels leave all the same. A turn
/// without events builds the loop's triggers.
/// </remarks>
/// <param name="loop">The loop.</param>
/// <param name="room">Room that a batch needs.</param>
/// <param name="controls">From operator and timer.</param>
/// <param name="executions">From the order port.</param>
/// <param name="market">From the feed.</param>
/// <param name="journal">Where the loop's records go.</param>
/// <param name="intents">Where the loop's orders go.</param>
/// <param name="results">From the solver stage; null where there is none.</param>
/// <param name="killSwitch">The words of the kill switch; null where there is none.</param>
/// <param name="reserve">Slots of the journal's ring that are kept for clearing; see <see cref="ReserveFor"/>.</param>
public sealed class LoopStage(
    HedgeLoop loop,
    BatchRoom room,
    RingConsumer<ControlEvent> controls,
    RingConsumer<ExecutionEvent> executions,
    RingConsumer<MarketEvent> market,
    IRingProducer<Journal.JournalRecord> journal,
    IRingProducer<Limits.OrderIntent> intents,
    RingConsumer<SolverResult>? results = null,
    SwitchReader? killSwitch = null,
    int reserve = 0) : IStage
{
    // Enough to catch up after a pause in few batches; few enough that a fill never waits behind a thousand ticks.
    private const int BatchControls = 16;
    private const int BatchExecutions = 64;
    private const int BatchMarket = 256;
    private const int BatchResults = 64;
    private const int BatchEvents = BatchControls + BatchExecutions + BatchResults + BatchMarket;

    // A quarter of the default ring of 65,536 is 16,384 records. 500 orders at five cancels a second take 100 s: twenty
    // records a second for time, some fifty for cancels tried before their turn, and ten for each order are 12,000.
    private const int ReserveParts = 4;

    // While the disk does not write, time is applied this often: every one that comes would use the reserve up.
    private const long SparseTimerNanos = 100_000_000;

    // Re-arms that came while the disk did not write: orders that follow have to be recorded.
    private readonly Queue<ControlEvent> _rearms = new();
    private long _timerDueNanos = long.MinValue;

    /// <summary>The room that the largest batch needs; smaller rings would stop the loop for ever.</summary>
    public static BatchRoom RoomFor(int underlyings, int maxLive) =>
        BatchRoom.For(BatchEvents, BatchControls, underlyings, maxLive);

    /// <summary>Slots of a journal ring reserved for clearing: a quarter, or as many as a batch leaves.</summary>
    public static int ReserveFor(int journalSlots, BatchRoom room) =>
        Math.Max(0, Math.Min(journalSlots / ReserveParts, journalSlots - room.Records));

    /// <inheritdoc/>
    public string Name => "core";

    /// <inheritdoc/>
    public int DoWork()
    {
        int work = killSwitch is { HasNews: true } ? ApplyWords(killSwitch) : 0;
        if (controls.Available
            + executions.Available + market.Available + (results?.Available ?? 0) + _rearms.Count == 0)
        {
            return work + (loop.DoIdleSlice() ? 1 : 0);
        }

        if (journal.FreeSlots < room.Records + reserve || intents.FreeSlots < room.Intents)
            return work + Wait();

        var toLoop = new ToLoop(loop);
        int held = 0;
        for (; held < BatchControls && _rearms.TryDequeue(out ControlEvent rearm); held++)
            loop.Apply(rearm);
        work += held + controls.Drain(ref toLoop, BatchControls - held) + executions.Drain(ref toLoop, BatchExecutions);
        work += (results?.Drain(ref toLoop, BatchResults) ?? 0) + market.Drain(ref toLoop, BatchMarket);
        loop.EndBatch();
        return work;
    }

    // The cancels of one batch must find room in the order ring, whose thread touches no disk of the journal.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ApplyWords(SwitchReader words)
    {
        if (intents.FreeSlots < room.Intents)
            return 0;
        int work = 0;
        loop.MayLoseRecords = true;
        for (; words.TryTake(out ControlEvent control); work++)
            loop.Apply(control);
        loop.EndBatch();
        loop.MayLoseRecords = false;
        return work;
    }

    // While orders are being cancelled, answers to them are applied without a disk too. A re-arm waits for the disk:
    // the orders that it permits have to be recorded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Wait()
    {
        loop.Counters.BackPressure++;
        if (!loop.IsClearing || loop.AwaitsRearm || intents.FreeSlots < room.Intents || controls.Available
            + executions.Available == 0)
        {
            return 0;
        }

        var sparse = new Sparse(loop, _rearms) { DueNanos = _timerDueNanos };
        var toLoop = new ToLoop(loop);
        loop.MayLoseRecords = true;
        int work = controls.Drain(ref sparse, BatchControls);
        int answers = executions.Drain(ref toLoop, BatchExecutions);
        if (sparse.Applied + answers > 0)
            loop.EndBatch();
        loop.MayLoseRecords = false;
        _timerDueNanos = sparse.DueNanos;
        return work + answers;
    }

    private struct Sparse(HedgeLoop loop, Queue<ControlEvent> rearms) : IRingHandler<ControlEvent>
    {
        public long DueNanos;
        public int Applied;

        public void OnEvent(in ControlEvent message, bool endOfBatch)
        {
            if (message.Kind == ControlKind.Rearm)
            {
                rearms.Enqueue(message);
                return;
            }

            if (message.Kind == ControlKind.Timer)
            {
                if (message.ReceiveNanos < DueNanos)
                    return;
                DueNanos = message.ReceiveNanos + SparseTimerNanos;
            }

            Applied++;
            loop.Apply(message);
        }
    }

    private readonly struct ToLoop(
        HedgeLoop loop) : IRingHandler<ControlEvent>, IRingHandler<ExecutionEvent>, IRingHandler<MarketEvent>,
        IRingHandler<SolverResult>
    {
        public void OnEvent(in ControlEvent message, bool endOfBatch) => loop.Apply(message);

        public void OnEvent(in ExecutionEvent message, bool endOfBatch) => loop.Apply(message);

        public void OnEvent(in MarketEvent message, bool endOfBatch) => loop.Apply(message);

        public void OnEvent(in SolverResult message, bool endOfBatch) => loop.Apply(message);
    }
}

/// <summary>Free slots that the loop needs before it begins a batch, so that every record and order fits.</summary>
/// <param name="Records">In the journal's ring.</param>
/// <param name="Intents">In the order ring.</param>
public readonly record struct BatchRoom(int Records, int Intents)
{
    // One to reconnect, one about all orders or all positions, and one to cancel an order beyond the table.
    private const int SessionIntents = 3;

    // One expired position, and one change of a doubt. An order closed by a settled position sends no message.
    private const int PositionRecords = 2;

    // One settlement average.
    private const int AverageRecords = 1;

    /// <summary>The largest batch: every event, answer, decision, order and cancel that it can write.</summary>
    /// <remarks>
    /// Records: the events, one answer to each control event, the end; for each underlying a decision, of this batch or
    /// the one before, with its order or refusal; for each live order one message.
    /// </remarks>
    public static BatchRoom For(int events, int controls, int underlyings, int maxLive) => new(
        events + controls + 1 + (3 * underlyings) + maxLive + SessionIntents + PositionRecords + AverageRecords,
        underlyings + maxLive + SessionIntents);
}
