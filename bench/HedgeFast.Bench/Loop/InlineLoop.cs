using HedgeFast.Core;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Bench.Loop;

/// <summary>
/// The loop with its real rings on the calling thread; quotes are given by hand, orders filled at once, journal records
/// dropped.
/// </summary>
internal sealed class InlineLoop
{
    private const long NanosPerTick = 1_000_000;
    private const long LotsShown = 1_000_000_000;

    private readonly LoopRings _rings;
    private readonly InlineSchedule _schedule;
    private readonly JournalStage _journal;
    private long _tick;
    private long _quotes;

    /// <summary>Makes the loop over a book, with its session up.</summary>
    /// <param name="book">The book.</param>
    /// <param name="mode">When options are revalued.</param>
    /// <param name="tickToDecision">Measures from a quote's receive stamp to the decision on it; null looks at no
    /// clock.</param>
    public InlineLoop(HedgedBook book, RevalueMode mode = RevalueMode.EveryTick, LatencyProbe? tickToDecision = null)
    {
        HedgeSettings settings = book.Settings(
            new FeedSettings { Host = "127.0.0.1", Port = 1 },
            new ScheduleSettings { Kind = ScheduleKind.Inline, Wait = WaitKind.Spin });
        settings = settings with { Underlyings = [settings.Underlyings[0] with { Revalue = mode }] };
        _rings = new LoopRings(
            settings, book.Book, new LoopWiring { TickToDecision = tickToDecision ?? LatencyProbe.Off });
        _journal = _rings.RecordTo(writer: null);
        _schedule = new InlineSchedule(
            _rings.Stage, new FillStage(_rings.Order.Consumer(0), _rings.Execution.Producer), _journal);
        _rings.Execution.Producer.TryPublish(
            new ExecutionEvent { Instrument = -1, Kind = ExecutionKind.SessionUp });
        _schedule.RunUntilIdle();
    }

    /// <summary>The loop.</summary>
    public HedgeLoop Loop => _rings.Loop;

    /// <summary>
    /// One quote, and one turn of every stage: the quote is decided, its order is filled, and the loop has yet to see
    /// the fill.
    /// </summary>
    /// <param name="step">Even for the lower price level, odd for the upper one.</param>
    public void Quote(long step)
    {
        _rings.Market.Producer.TryPublish(NextQuote(step, ++_tick * NanosPerTick));
        _schedule.RunRound();
    }

    /// <summary>
    /// One quote past the market ring, as the loop meets it there: applied and decided on. <see cref="TakeRecords"/>
    /// makes room for the next.
    /// </summary>
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
