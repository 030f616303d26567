using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Compare;

/// <summary>Fills the orders of one instrument from a matching book and cancels the rest at once.</summary>
/// <remarks>
/// An exchange without a session. Fill-or-kill orders trade whole or not at all; whatever its time in force, no order
/// rests. No randomness and no clock, so that two policies meet the same market.
/// </remarks>
/// <param name="intents">Orders of the loop.</param>
/// <param name="executions">Receives the answers.</param>
/// <param name="instrument">The traded instrument.</param>
/// <param name="book">Matches the orders.</param>
internal sealed class MarketStage(
    RingConsumer<OrderIntent> intents,
    RingProducer<ExecutionEvent> executions,
    Instrument instrument,
    IMatchingBook book)
    : IStage
{
    private const int BatchIntents = 64;

    private double _tapeMid;
    private ulong _fills;

    /// <inheritdoc/>
    public string Name => "market";

    /// <summary>Cost of the fills so far against the tape's mid: spread, fees and impact, quote currency.</summary>
    /// <remarks>Our own trading does not move the tape's mid.</remarks>
    public double Cost { get; private set; }

    /// <summary>Advances the tape to a quote.</summary>
    /// <returns>The touch that the market shows: the tape's, changed by what was traded here.</returns>
    public TopOfBook Show(in TapeQuote quote)
    {
        _tapeMid = 0.5 * instrument.TickSize * (quote.BidTicks + quote.AskTicks);
        book.SetTop(quote.ExchangeNanos, new TopOfBook(quote.BidTicks, quote.BidLots, quote.AskTicks, quote.AskLots));
        return book.Shown;
    }

    /// <inheritdoc/>
    public int DoWork()
    {
        var handler = new Answering(this);
        return intents.Drain(ref handler, BatchIntents);
    }

    private void Answer(in OrderIntent intent)
    {
        if (intent.Kind != IntentKind.New)
            return;
        var order = new VenueOrder
        {
            OrderId = intent.OrderId,
            Owner = 0,
            ClOrdId = default,
            Instrument = intent.Instrument,
            Side = intent.Side,
            TimeInForce = intent.TimeInForce,
            LimitTicks = intent.LimitTicks,
            Lots = intent.Lots,
        };
        bool trades = order.TimeInForce != TimeInForce.FillOrKill || book.Offered(order) == order.Lots;
        while (trades && book.TryTake(order, out long ticks, out long lots))
        {
            order.Fill(ticks, lots);
            Charge(intent.Side == Side.Buy ? lots : -lots, ticks * instrument.TickSize);
            Say(intent, order, ExecutionKind.Fill, ticks, lots);
        }

        if (order.LeavesLots > 0)
        {
            order.Cancel();
            Say(intent, order, ExecutionKind.Canceled, 0, 0);
        }
    }

    private void Charge(long signedLots, double price) =>
        Cost += instrument.ExecutionCost(signedLots, _tapeMid, price)
            + (instrument.TakerFee * instrument.Notional(Math.Abs(signedLots), price));

    private void Say(in OrderIntent intent, VenueOrder order, ExecutionKind kind, long ticks, long lots)
    {
        var answer = new ExecutionEvent
        {
            ReceiveNanos = intent.CauseNanos,
            OrderId = intent.OrderId,
            ExecIdLow = kind == ExecutionKind.Fill ? ++_fills : 0,
            LastTicks = ticks,
            LastLots = lots,
            CumLots = order.CumLots,
            LeavesLots = order.LeavesLots,
            Instrument = intent.Instrument,
            Kind = kind,
            Side = intent.Side,
        };
        if (!executions.TryPublish(answer))
            throw new InvalidOperationException("there was no room for an answer");
    }

    private readonly struct Answering(MarketStage stage) : IRingHandler<OrderIntent>
    {
        public void OnEvent(in OrderIntent message, bool endOfBatch) => stage.Answer(message);
    }
}
