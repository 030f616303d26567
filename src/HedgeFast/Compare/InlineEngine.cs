using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Compare;

/// <summary>The engine on the calling thread, between a tape of quotes and a simulated exchange.</summary>
/// <remarks>Time is the tape's.</remarks>
internal sealed class InlineEngine
{
    private readonly LoopRings _rings;
    private readonly InlineSchedule _schedule;
    private long _firstNanos = long.MinValue;

    /// <summary>Makes an engine with its session up.</summary>
    /// <param name="settings">Resolved settings; quotes are those of the first instrument.</param>
    /// <param name="book">The options held.</param>
    /// <param name="matching">Matches the orders.</param>
    /// <param name="volatilities">Surfaces or smiles; null takes the volatilities of the book.</param>
    public InlineEngine(
        HedgeSettings settings, OptionBook book, IMatchingBook matching, OptionVolatilities? volatilities = null)
    {
        // Time is the tape's in both stamps, at whatever speed the configuration would play it.
        settings = settings with { Feed = settings.Feed with { Clock = ClockRule.None } };
        _rings = new LoopRings(settings, book, new LoopWiring { Volatilities = volatilities, UsesSolver = false });
        Market = new MarketStage(
            _rings.Order.Consumer(0), _rings.Execution.Producer, settings.Instruments[0], matching);
        _schedule = new InlineSchedule(_rings.Stage, Market, _rings.RecordTo(writer: null));
        _rings.Execution.Producer.TryPublish(
            new ExecutionEvent { Instrument = -1, Kind = ExecutionKind.SessionUp });
        _schedule.RunUntilIdle();
    }

    /// <summary>The loop.</summary>
    public HedgeLoop Loop => _rings.Loop;

    /// <summary>The exchange.</summary>
    public MarketStage Market { get; }

    /// <summary>Quotes the first instrument, and runs until every stage is idle.</summary>
    public void Quote(in TapeQuote quote)
    {
        if (_firstNanos == long.MinValue)
            _firstNanos = quote.RecvNanos - 1;
        TopOfBook shown = Market.Show(quote);
        _rings.Market.Producer.TryPublish(new MarketEvent
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
