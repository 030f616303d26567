using HedgeFast.Core.Limits;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>Sends order intents from the loop to the exchange and brings execution events back.</summary>
/// <remarks>
/// An intent that cannot leave because the session is down fails at once, and the loop learns of the failure: no intent
/// is queued. Execution events are never dropped: the port is asked for at most as many as the ring has room for.
/// </remarks>
public sealed class OrderStage : IStage, IExecutionSink
{
    private const int BatchIntents = 64;
    private const int BatchExecutions = 256;

    private readonly RingConsumer<OrderIntent> _intents;
    private readonly RingProducer<ExecutionEvent> _executions;
    private readonly IOrderPort _port;
    private readonly LatencyProbe _tickToOrder;
    private readonly NanosClock _clock;
    private readonly int _answers;
    private readonly long _staleNanos;

    /// <summary>Makes the stage; it owns neither ring nor port.</summary>
    /// <param name="intents">From the loop.</param>
    /// <param name="executions">To the loop.</param>
    /// <param name="answers">
    /// Slots of the ring to the loop that the port may not fill: as many as intents can wait. The loop reads no
    /// executions while the ring of intents is full, so each intent must find room for its "not sent", or the two would
    /// wait for each other for ever.
    /// </param>
    /// <param name="port">The exchange.</param>
    /// <param name="tickToOrder">Measures from the tick's receive stamp to the order's bytes handed to the
    /// kernel.</param>
    /// <param name="time">Stamps the answer to an intent that could not leave.</param>
    /// <param name="staleNanos">A new order whose cause is older than this waited on the way and does not leave,
    /// nanoseconds.</param>
    public OrderStage(
        RingConsumer<OrderIntent> intents, RingProducer<ExecutionEvent> executions, int answers, IOrderPort port,
        LatencyProbe tickToOrder, TimeProvider time, long staleNanos = long.MaxValue)
    {
        _intents = intents;
        _executions = executions;
        _answers = answers;
        _staleNanos = staleNanos;
        _port = port;
        _tickToOrder = tickToOrder;
        _clock = new NanosClock(time);
    }

    /// <inheritdoc/>
    public string Name => "orders";

    /// <summary>New orders handed to the kernel.</summary>
    public Counter Sent { get; } = new();

    /// <summary>Intents that could not leave.</summary>
    public Counter NotSent { get; } = new();

    /// <inheritdoc/>
    public int DoWork()
    {
        int room = _executions.FreeSlots;
        var handler = new Sending(this);
        int work = _intents.Drain(ref handler, Math.Min(BatchIntents, room));
        return work + _port.DoWork(this, Math.Min(BatchExecutions, room - work - _answers));
    }

    /// <inheritdoc/>
    public void OnExecution(in ExecutionEvent execution)
    {
        if (!_executions.TryPublish(execution))
            throw new InvalidOperationException("the order port passed more execution events than it was asked for");
    }

    private void Send(in OrderIntent intent)
    {
        if (!IsLate(intent) && _port.TrySend(intent))
        {
            if (intent.Kind == IntentKind.New)
            {
                _tickToOrder.RecordSince(intent.CauseNanos);
                Sent.Increment();
            }

            return;
        }

        NotSent.Increment();

        // A question that did not leave needs no answer: the loop asks again when its time comes, or waits in vain and
        // says so.
        if (intent.Kind is IntentKind.Status or IntentKind.MassStatus or IntentKind.Positions)
            return;
        OnExecution(new ExecutionEvent
        {
            ReceiveNanos = _clock.Now(),
            OrderId = intent.OrderId,
            RequestId = intent.RequestId,
            Instrument = intent.Instrument,
            Side = intent.Side,
            Kind = intent.Kind switch
            {
                IntentKind.New => ExecutionKind.NotSent,
                IntentKind.Reconnect => ExecutionKind.ReconnectRefused,
                _ => ExecutionKind.CancelNotSent,
            },
        });
    }

    // The loop knows the age of events by their stamps alone: after a pause of its own thread, the inputs of its
    // decision are older than their stamps show.
    private bool IsLate(in OrderIntent intent) =>
        intent.Kind is IntentKind.New or IntentKind.Replace && _clock.Now() - intent.CauseNanos > _staleNanos;

    private readonly struct Sending(OrderStage stage) : IRingHandler<OrderIntent>
    {
        public void OnEvent(in OrderIntent message, bool endOfBatch) => stage.Send(message);
    }
}
