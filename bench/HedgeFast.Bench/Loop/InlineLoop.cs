using HedgeFast.Core;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Loop;
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
    private readonly JournalStage _journal;
    private long _tick;
    private long _quotes;

    /// <summary>Makes the loop over a book, with its session up.</summary>
    /// <param name="book">The book.</param>
    /// <param name="mode">When options are revalued.</param>
    /// <param name="tickToDecision">Measures from a quote's receive stamp to the decision on it; null looks at no clock.</param>
    public InlineLoop(HedgedBook book, RevalueMode mode = RevalueMode.EveryTick, LatencyProbe? tickToDecision = null)
    {
        var rings = new RingSettings();
        _market = new RingBuffer<MarketEvent>(rings.Market);
        var executions = new RingBuffer<ExecutionEvent>(rings.Execution);
        var controls = new RingBuffer<ControlEvent>(rings.Control);
        var intents = new RingBuffer<OrderIntent>(rings.Order);
        var journal = new RingBuffer<JournalRecord>(rings.Journal);
        HedgeSettings settings = book.Settings(
            new FeedSettings { Host = "127.0.0.1", Port = 1 }, new ScheduleSettings { Kind = ScheduleKind.Inline, Wait = WaitKind.Spin });
        settings = settings with { Underlyings = [settings.Underlyings[0] with { Revalue = mode }] };
        Loop = HedgeLoop.Create(settings, book.Book, intents.Producer, journal.Producer, tickToDecision ?? LatencyProbe.Off);
        BatchRoom room = LoopStage.RoomFor(settings.Underlyings.Count, settings.Orders.MaxLive);
        _journal = new JournalStage(journal.Consumer(0), writer: null);
        _schedule = new InlineSchedule(
            new LoopStage(Loop, room, controls.Consumer(0), executions.Consumer(0), _market.Consumer(0), journal.Producer, intents.Producer),
            new FillStage(intents.Consumer(0), executions.Producer),
            _journal);
        executions.Producer.TryPublish(new ExecutionEvent { Instrument = -1, Kind = ExecutionKind.SessionUp });
        _schedule.RunUntilIdle();
    }

    /// <summary>The loop.</summary>
    public HedgeLoop Loop { get; }

    /// <summary>One quote, and one turn of every stage: the quote is decided on, an order it makes is filled, but the loop has not seen the fill.</summary>
    /// <param name="step">Even for the lower price level, odd for the upper one.</param>
    public void Quote(long step)
    {
        _market.Producer.TryPublish(NextQuote(step, ++_tick * NanosPerTick));
        _schedule.RunRound();
    }

    /// <summary>One quote past the market ring, as the loop meets it there: applied and decided on. <see cref="TakeRecords"/> makes room for the next.</summary>
    /// <param name="step">Even for the lower price level, odd for the upper one.</param>
    /// <param name="receiveNanos">Its receive stamp.</param>
    public void QuotePastRing(long step, long receiveNanos)
    {
        Loop.Apply(NextQuote(step, receiveNanos));
        Loop.EndBatch();
    }

    /// <summary>Takes the journal's records out of their ring.</summary>
    public void TakeRecords() => _journal.DoWork();

    /// <summary>Turns of every stage until none finds work: fills are taken in and triggers are built.</summary>
    public void Settle() => _schedule.RunUntilIdle();

    /// <summary>One more turn of every stage: the loop takes in the fill and decides again.</summary>
    public void TakeFill() => _schedule.RunRound();

    private MarketEvent NextQuote(long step, long receiveNanos)
    {
        long bid = HedgedBook.BidTicks(++_quotes, step);
        return new MarketEvent
        {
            ReceiveNanos = receiveNanos,
            ExchangeNanos = KernelBook.Now,
            BidTicks = bid,
            AskTicks = bid + HedgedBook.SpreadTicks,
            BidLots = LotsShown,
            AskLots = LotsShown,
            Kind = MarketEventKind.Quote,
        };
    }
}
