using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;

namespace HedgeFast.Bench.Loop;

/// <summary>Stands where the order stage would: fills every order whole, at its limit, at once.</summary>
/// <param name="intents">From the loop.</param>
/// <param name="executions">To the loop.</param>
internal sealed class FillStage(RingConsumer<OrderIntent> intents, RingProducer<ExecutionEvent> executions) : IStage
{
    private const int BatchIntents = 64;

    private ulong _fills;

    /// <inheritdoc/>
    public string Name => "fills";

    /// <inheritdoc/>
    public int DoWork()
    {
        var handler = new Filling(this);
        return intents.Drain(ref handler, BatchIntents);
    }

    private void Fill(in OrderIntent order)
    {
        bool taken = executions.TryPublish(new ExecutionEvent
        {
            ReceiveNanos = order.CauseNanos,
            OrderId = order.OrderId,
            ExecIdLow = ++_fills,
            LastTicks = order.LimitTicks,
            LastLots = order.Lots,
            CumLots = order.Lots,
            Instrument = order.Instrument,
            Kind = ExecutionKind.Fill,
            Side = order.Side,
        });
        if (!taken)
            throw new InvalidOperationException("There was no room for a fill.");
    }

    private readonly struct Filling(FillStage stage) : IRingHandler<OrderIntent>
    {
        public void OnEvent(in OrderIntent message, bool endOfBatch) => stage.Fill(message);
    }
}
