using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Compare;

/// <summary>The engine on the inline schedule: its loop and its rings on the calling thread, quotes of a tape in, orders answered by a <see cref="MarketStage"/>. Time is the tape's.</summary>
internal sealed class InlineEngine
{
    private readonly RingBuffer<MarketEvent> _market;
    private readonly InlineSchedule _schedule;
    private long _firstNanos = long.MinValue;

    /// <summary>Makes an engine with its session up.</summary>
    public InlineEngine(HedgeSettings settings, OptionBook book, IMatchingBook matching, OptionVolatilities? volatilities = null)
    {
        _market = new RingBuffer<MarketEvent>(settings.Rings.Market);
        var executions = new RingBuffer<ExecutionEvent>(settings.Rings.Execution);
        var controls = new RingBuffer<ControlEvent>(settings.Rings.Control);
        var intents = new RingBuffer<OrderIntent>(settings.Rings.Order);
        var journal = new RingBuffer<JournalRecord>(settings.Rings.Journal);

        // Time is the tape's in both stamps, at whatever speed the configuration would play it.
        settings = settings with { Feed = settings.Feed with { Clock = ClockRule.None } };
        Loop = HedgeLoop.Create(settings, book, intents.Producer, journal.Producer, LatencyProbe.Off, volatilities);
        BatchRoom room = LoopStage.RoomFor(settings.Underlyings.Count, settings.Orders.MaxLive);
        Market = new MarketStage(intents.Consumer(0), executions.Producer, settings.Instruments[0], matching);
        _schedule = new InlineSchedule(
            new LoopStage(Loop, room, controls.Consumer(0), executions.Consumer(0), _market.Consumer(0), journal.Producer, intents.Producer),
            Market,
            new JournalStage(journal.Consumer(0), writer: null));
        executions.Producer.TryPublish(new ExecutionEvent { Instrument = -1, Kind = ExecutionKind.SessionUp });
        _schedule.RunUntilIdle();
    }

    /// <summary>The loop.</summary>
    public HedgeLoop Loop { get; }

    /// <summary>The exchange.</summary>
    public MarketStage Market { get; }

    /// <summary>One quote of the first instrument, and everything that follows from it.</summary>
    public void Quote(in TapeQuote quote)
    {
        if (_firstNanos == long.MinValue)
            _firstNanos = quote.RecvNanos - 1;
        TopOfBook shown = Market.Show(quote);
        _market.Producer.TryPublish(new MarketEvent
        {
            Kind = MarketEventKind.Quote,
            ReceiveNanos = quote.RecvNanos - _firstNanos,
            ExchangeNanos = quote.ExchangeNanos,
            BidTicks = shown.BidTicks,
            BidLots = shown.BidLots,
            AskTicks = shown.AskTicks,
            AskLots = shown.AskLots,
        });
        _schedule.RunUntilIdle();
    }
}
