using HedgeFast.Core.Feed;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core;

/// <summary>
/// Feeds the loop from its rings, in a fixed order: control first, so that a kill never waits behind ticks; executions next, so that a decision knows
/// what filled; then what was prepared, and market data last. A batch is only begun when the journal and the order ring have room for all that it can write; otherwise the events wait
/// where they are. Without events there is time for the loop's triggers.
/// </summary>
/// <param name="loop">The loop.</param>
/// <param name="room">Room that a batch needs.</param>
/// <param name="controls">From operator and timer.</param>
/// <param name="executions">From the order port.</param>
/// <param name="market">From the feed.</param>
/// <param name="journal">Where the loop's records go.</param>
/// <param name="intents">Where the loop's orders go.</param>
/// <param name="preparations">From the preparation stage; null where there is none.</param>
public sealed class LoopStage(
    HedgeLoop loop,
    BatchRoom room,
    RingConsumer<ControlEvent> controls,
    RingConsumer<ExecutionEvent> executions,
    RingConsumer<MarketEvent> market,
    IRingProducer<Journal.JournalRecord> journal,
    IRingProducer<Limits.OrderIntent> intents,
    RingConsumer<Greeks.Preparation>? preparations = null) : IStage
{
    // Enough to catch up after a pause in few batches, few enough that an answer to a fill never waits behind a thousand ticks.
    private const int BatchControls = 16;
    private const int BatchExecutions = 64;
    private const int BatchMarket = 256;
    private const int BatchPreparations = 64;
    private const int BatchEvents = BatchControls + BatchExecutions + BatchPreparations + BatchMarket;

    /// <summary>What a batch needs at most; rings that hold less would stop the loop for ever.</summary>
    public static BatchRoom RoomFor(int underlyings, int maxLive) =>
        BatchRoom.For(BatchEvents, BatchControls, underlyings, maxLive);

    /// <inheritdoc/>
    public string Name => "core";

    /// <inheritdoc/>
    public int DoWork()
    {
        if (controls.Available + executions.Available + market.Available + (preparations?.Available ?? 0) == 0)
            return loop.DoIdleSlice() ? 1 : 0;
        if (journal.FreeSlots < room.Records || intents.FreeSlots < room.Intents)
        {
            loop.Counters.BackPressure++;
            return 0;
        }

        var toLoop = new ToLoop(loop);
        int work = controls.Drain(ref toLoop, BatchControls) + executions.Drain(ref toLoop, BatchExecutions);
        work += (preparations?.Drain(ref toLoop, BatchPreparations) ?? 0) + market.Drain(ref toLoop, BatchMarket);
        loop.EndBatch();
        return work;
    }

    private readonly struct ToLoop(HedgeLoop loop) : IRingHandler<ControlEvent>, IRingHandler<ExecutionEvent>, IRingHandler<MarketEvent>, IRingHandler<Greeks.Preparation>
    {
        public void OnEvent(in ControlEvent message, bool endOfBatch) => loop.Apply(message);

        public void OnEvent(in ExecutionEvent message, bool endOfBatch) => loop.Apply(message);

        public void OnEvent(in MarketEvent message, bool endOfBatch) => loop.Apply(message);

        public void OnEvent(in Greeks.Preparation message, bool endOfBatch) => loop.Apply(message);
    }
}
