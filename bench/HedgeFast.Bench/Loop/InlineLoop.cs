using HedgeFast.Core;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Bench.Loop;

/// <summary>The loop with its real rings on the calling thread; quotes go in by hand, orders are filled at once, journal records are taken out and dropped.</summary>
internal sealed class InlineLoop
{
    private const long NanosPerTick = 1_000_000;
    private const long LotsShown = 1_000_000_000;

    private readonly RingBuffer<MarketEvent> _market;
    private readonly InlineSchedule _schedule;
    private long _tick;

    /// <summary>Makes the loop over a book, with its session up.</summary>
    public InlineLoop(HedgedBook book)
    {
        var rings = new RingSettings();
        _market = new RingBuffer<MarketEvent>(rings.Market);
        var executions = new RingBuffer<ExecutionEvent>(rings.Execution);
        var controls = new RingBuffer<ControlEvent>(rings.Control);
        var intents = new RingBuffer<OrderIntent>(rings.Order);
        var journal = new RingBuffer<JournalRecord>(rings.Journal);
        HedgeSettings settings = book.Settings(
            new FeedSettings { Host = "127.0.0.1", Port = 1 }, new ScheduleSettings { Kind = ScheduleKind.Inline, Wait = WaitKind.Spin });
        Loop = HedgeLoop.Create(settings, book.Book, intents.Producer, journal.Producer, LatencyProbe.Off);
        BatchRoom room = LoopStage.RoomFor(settings.Underlyings.Count, settings.Orders.MaxLive);
        _schedule = new InlineSchedule(
            new LoopStage(Loop, room, controls.Consumer(0), executions.Consumer(0), _market.Consumer(0), journal.Producer, intents.Producer),
            new FillStage(intents.Consumer(0), executions.Producer),
            new JournalStage(journal.Consumer(0), writer: null));
        executions.Producer.TryPublish(new ExecutionEvent { Instrument = -1, Kind = ExecutionKind.SessionUp });
        _schedule.RunUntilIdle();
    }

    /// <summary>The loop.</summary>
    public HedgeLoop Loop { get; }

    /// <summary>One quote, and one turn of every stage: the quote is decided on, an order it makes is filled, but the loop has not seen the fill.</summary>
    /// <param name="step">Even for the lower price level, odd for the upper one.</param>
    public void Quote(long step)
    {
        long bid = HedgedBook.BidTicks(++_tick, step);
        _market.Producer.TryPublish(new MarketEvent
        {
            ReceiveNanos = _tick * NanosPerTick,
            ExchangeNanos = KernelBook.Now,
            BidTicks = bid,
            AskTicks = bid + HedgedBook.SpreadTicks,
            BidLots = LotsShown,
            AskLots = LotsShown,
            Kind = MarketEventKind.Quote,
        });
        _schedule.RunRound();
    }

    /// <summary>One more turn of every stage: the loop takes in the fill and decides again.</summary>
    public void TakeFill() => _schedule.RunRound();
}
