using System.Runtime.CompilerServices;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Loop;

/// <summary>
/// Feeds the loop from its rings, in a fixed order: the words of the kill switch at every turn, before anything else
/// and whatever the rings hold; control, so that a request never waits behind ticks; executions next, so that a
/// decision knows what filled; then what was prepared, and market data last.
/// <para>
/// A batch is only begun when the journal and the order ring have room for all that it can write; otherwise the events
/// wait where they are. Some slots of the journal's ring are kept back from that: a kill, a stop, and what their
/// cancels are answered go on behind a disk that does not write. Records that find no room even there are counted as
/// lost, and the cancels leave all the same. Without events there is time for the loop's triggers.
/// </para>
/// </summary>
/// <param name="loop">The loop.</param>
/// <param name="room">Room that a batch needs.</param>
/// <param name="controls">From operator and timer.</param>
/// <param name="executions">From the order port.</param>
/// <param name="market">From the feed.</param>
/// <param name="journal">Where the loop's records go.</param>
/// <param name="intents">Where the loop's orders go.</param>
/// <param name="preparations">From the preparation stage; null where there is none.</param>
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
    RingConsumer<SolverResult>? preparations = null,
    SwitchReader? killSwitch = null,
    int reserve = 0) : IStage
{
    // Enough to catch up after a pause in few batches, few enough that an answer to a fill never waits behind a
    // thousand ticks.
    private const int BatchControls = 16;
    private const int BatchExecutions = 64;
    private const int BatchMarket = 256;
    private const int BatchPreparations = 64;
    private const int BatchEvents = BatchControls + BatchExecutions + BatchPreparations + BatchMarket;

    // A quarter of the default ring of 65,536 is 16,384 records. 500 orders at five cancels a second take 100 s: twenty
    // records a second for time, some fifty for cancels tried before their turn, and ten for each order are 12,000.
    private const int ReserveParts = 4;

    // While the disk does not write, time is applied this often: every one that comes would use the reserve up.
    private const long SparseTimerNanos = 100_000_000;

    // Re-arms that came while the disk did not write: what follows from one has to be recorded.
    private readonly Queue<ControlEvent> _rearms = new();
    private long _timerDueNanos = long.MinValue;

    /// <summary>What a batch needs at most; rings that hold less would stop the loop for ever.</summary>
    public static BatchRoom RoomFor(int underlyings, int maxLive) =>
        BatchRoom.For(BatchEvents, BatchControls, underlyings, maxLive);

    /// <summary>Slots of a journal ring that are kept for clearing: a quarter, or what a batch leaves.</summary>
    public static int ReserveFor(int journalSlots, BatchRoom room) =>
        Math.Max(0, Math.Min(journalSlots / ReserveParts, journalSlots - room.Records));

    /// <inheritdoc/>
    public string Name => "core";

    /// <inheritdoc/>
    public int DoWork()
    {
        int work = killSwitch is { HasNews: true } ? ApplyWords(killSwitch) : 0;
        if (controls.Available
            + executions.Available + market.Available + (preparations?.Available ?? 0) + _rearms.Count == 0)
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
        work += (preparations?.Drain(ref toLoop, BatchPreparations) ?? 0) + market.Drain(ref toLoop, BatchMarket);
        loop.EndBatch();
        return work;
    }

    // The cancels of one batch must find room on their way out; the thread that takes them there touches no disk that
    // the journal is on.
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

    // While everything is being cancelled, what is said of the orders is heard without a disk too. A re-arm waits for
    // the disk: what it lets trade has to be recorded.
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
        int told = executions.Drain(ref toLoop, BatchExecutions);
        if (sparse.Applied + told > 0)
            loop.EndBatch();
        loop.MayLoseRecords = false;
        _timerDueNanos = sparse.DueNanos;
        return work + told;
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
