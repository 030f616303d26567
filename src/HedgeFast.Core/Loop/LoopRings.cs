using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Loop;

/// <summary>The loop between its rings: the one place that wires them, live, inline and in tests.</summary>
/// <remarks>
/// Three rings lead to the loop (market, execution, control) and two away from it (order, journal); where the book
/// needs a solver, <see cref="Solver"/> adds its own. The stages at the outer ends come from the caller: a feed or a
/// tape, an order port or a simulated exchange.
/// </remarks>
public sealed class LoopRings
{
    /// <summary>Allocates the rings, the loop and its stage; nothing runs yet.</summary>
    /// <param name="settings">Resolved settings.</param>
    /// <param name="book">The options held.</param>
    /// <param name="wiring">Everything else that the loop is connected to; null connects nothing.</param>
    /// <exception cref="ArgumentException">The journal's or the order ring can't hold one batch, or the execution ring
    /// is smaller than two order rings.</exception>
    public LoopRings(HedgeSettings settings, OptionBook book, LoopWiring? wiring = null)
    {
        wiring ??= new LoopWiring();
        RingSettings rings = settings.Rings;
        BatchRoom room = LoopStage.RoomFor(settings.Underlyings.Count, settings.Orders.MaxLive);
        RequireRoom(settings, room);

        // 1. The rings. The journal's thread is never woken: it looks every millisecond, and waking it would cost the
        // loop a system call a tick.
        Market = new RingBuffer<MarketEvent>(rings.Market, wakeup: wiring.WakesLoop);
        Execution = new RingBuffer<ExecutionEvent>(rings.Execution, wakeup: wiring.WakesLoop);
        Control = new RingBuffer<ControlEvent>(rings.Control, wakeup: wiring.WakesLoop);
        Order = new RingBuffer<OrderIntent>(rings.Order, wakeup: wiring.WakesOrders);
        Journal = new RingBuffer<JournalRecord>(rings.Journal);

        // 2. The solver's rings; quotes of options go there, the others to the loop.
        Solver = wiring.UsesSolver ? SolverRings.For(settings, book, wiring.QuotedOptions, wiring.WakesLoop) : null;
        Sink = Solver?.Split(Market.Producer, settings.Instruments.Count) ?? new ToRing(Market.Producer);

        // 3. The loop, and the stage that feeds it from the rings.
        Loop = HedgeLoop.Create(
            settings, book, Order.Producer, Journal.Producer, wiring.TickToDecision, wiring.Volatilities,
            Solver?.Requests, wiring.Start);
        Stage = new LoopStage(
            Loop, room, Control.Consumer(0), Execution.Consumer(0), Market.Consumer(0), Journal.Producer,
            Order.Producer, Solver?.Results, wiring.KillSwitch, LoopStage.ReserveFor(rings.Journal, room));
    }

    /// <summary>Feed to loop.</summary>
    public RingBuffer<MarketEvent> Market { get; }

    /// <summary>Order port to loop.</summary>
    public RingBuffer<ExecutionEvent> Execution { get; }

    /// <summary>Timer and operator to loop.</summary>
    public RingBuffer<ControlEvent> Control { get; }

    /// <summary>Loop to order port.</summary>
    public RingBuffer<OrderIntent> Order { get; }

    /// <summary>Loop to journal.</summary>
    public RingBuffer<JournalRecord> Journal { get; }

    /// <summary>The solver's stage and rings; null where the book needs none.</summary>
    public SolverRings? Solver { get; }

    /// <summary>Accepts the feed's events and passes each to loop or solver.</summary>
    public IMarketSink Sink { get; }

    /// <summary>The loop; other threads may read its <see cref="HedgeLoop.Counters"/> only.</summary>
    public HedgeLoop Loop { get; }

    /// <summary>Feeds the loop from its rings.</summary>
    public LoopStage Stage { get; }

    /// <summary>Makes the stage that empties the journal's ring; call once.</summary>
    /// <param name="writer">The journal's file; null discards the records.</param>
    public JournalStage RecordTo(JournalWriter? writer) => new(Journal.Consumer(0), writer);

    private static void RequireRoom(HedgeSettings settings, BatchRoom room)
    {
        RingSettings rings = settings.Rings;
        if (rings.Journal < room.Records || rings.Order < room.Intents)
        {
            throw new ArgumentException(
                $"one batch needs {room.Records} slots in the journal's ring and {room.Intents} in the order ring; "
                + $"they have {rings.Journal} and {rings.Order}",
                nameof(settings));
        }

        if (rings.Execution < 2 * rings.Order)
        {
            throw new ArgumentException(
                $"the execution ring must hold twice as much as the order ring; they have {rings.Execution} and "
                + $"{rings.Order}",
                nameof(settings));
        }
    }

    private sealed class ToRing(RingProducer<MarketEvent> ring) : IMarketSink
    {
        public bool TryPublish(in MarketEvent e) => ring.TryPublish(e);
    }
}
