using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;
using HedgeFast.Venue;

namespace HedgeFast.Compare;

/// <summary>
/// An exchange of one quote: an order is filled at the touch as far as size is shown and its limit allows, and the rest is cancelled. Nothing in it is random and it has no
/// clock, so that two policies meet the same market.
/// </summary>
/// <param name="intents">From the loop.</param>
/// <param name="executions">To the loop.</param>
internal sealed class TouchStage(RingConsumer<OrderIntent> intents, RingProducer<ExecutionEvent> executions) : IStage
{
    private const int BatchIntents = 64;

    private TapeQuote _quote;
    private ulong _fills;

    /// <inheritdoc/>
    public string Name => "touch";

    /// <summary>The quote that orders meet from now on.</summary>
    public void Show(in TapeQuote quote) => _quote = quote;

    /// <inheritdoc/>
    public int DoWork()
    {
        var handler = new Answering(this);
        return intents.Drain(ref handler, BatchIntents);
    }

    private void Answer(in OrderIntent order)
    {
        if (order.Kind != IntentKind.New)
            return;
        bool buy = order.Side == Side.Buy;
        long ticks = buy ? _quote.AskTicks : _quote.BidTicks;
        bool crosses = buy ? order.LimitTicks >= ticks : order.LimitTicks <= ticks;
        long lots = crosses ? Math.Min(order.Lots, buy ? _quote.AskLots : _quote.BidLots) : 0;
        if (lots > 0)
            Say(order, ExecutionKind.Fill, lots, ticks, ++_fills);
        if (lots < order.Lots)
            Say(order, ExecutionKind.Canceled, lots, 0, 0);
    }

    private void Say(in OrderIntent order, ExecutionKind kind, long cumLots, long ticks, ulong execution)
    {
        bool fills = kind == ExecutionKind.Fill;
        var answer = new ExecutionEvent
        {
            ReceiveNanos = order.CauseNanos,
            OrderId = order.OrderId,
            ExecIdLow = execution,
            LastTicks = ticks,
            LastLots = fills ? cumLots : 0,
            CumLots = cumLots,
            LeavesLots = fills ? order.Lots - cumLots : 0,
            Instrument = order.Instrument,
            Kind = kind,
            Side = order.Side,
        };
        if (!executions.TryPublish(answer))
            throw new InvalidOperationException("there was no room for an answer");
    }

    private readonly struct Answering(TouchStage stage) : IRingHandler<OrderIntent>
    {
        public void OnEvent(in OrderIntent message, bool endOfBatch) => stage.Answer(message);
    }
}
