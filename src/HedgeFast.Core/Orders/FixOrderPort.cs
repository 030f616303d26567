using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Core.Orders;

/// <summary>The order port over our own FIX engine: intents become NewOrderSingle, OrderCancelRequest and OrderStatusRequest; reports become execution events.</summary>
public sealed class FixOrderPort : IOrderPort, IFixApplication
{
    // OnLogon and OnLogout may each add one event to those of the messages.
    private const int SessionEvents = 2;

    private readonly FixInitiator _initiator;
    private readonly FixSession _session;
    private readonly ClOrdIds _ids;
    private readonly FixInstruments _instruments;
    private readonly SentMessages _sent = new();
    private readonly ExecutionDecoder _decoder;
    private readonly TimeProvider _time;
    private readonly NanosClock _clock;
    private readonly byte[] _orderId = new byte[ClOrdIds.MaxBytes];
    private readonly byte[] _requestId = new byte[ClOrdIds.MaxBytes];
    private IExecutionSink? _sink;
    private volatile bool _logoutRequested;
    private volatile bool _loggedOut;
    private bool _logoutSent;

    /// <summary>Prepares the session; <see cref="DoWork"/> connects it.</summary>
    /// <param name="instance">Name of this engine, part of every ClOrdID.</param>
    /// <param name="instruments">Instruments that can be traded.</param>
    /// <param name="session">FIX session.</param>
    /// <param name="endpoint">Where to connect.</param>
    /// <param name="time">Clock of SendingTime, timers and stamps; its start makes the ClOrdIDs of this process its own.</param>
    public FixOrderPort(string instance, IReadOnlyList<Instrument> instruments, FixSessionSettings session, FixEndpoint endpoint, TimeProvider time)
    {
        _ids = new ClOrdIds(instance, time.GetUtcNow().ToUnixTimeMilliseconds());
        _instruments = new FixInstruments(instruments);
        _decoder = new ExecutionDecoder(_ids, _instruments, _sent);
        _time = time;
        _clock = new NanosClock(time);
        _initiator = new FixInitiator(session, endpoint, this, time);
        _session = _initiator.Session;
    }

    /// <inheritdoc/>
    public bool IsUp => _session.IsSynchronised;

    /// <inheritdoc/>
    public bool IsLoggedOut => _loggedOut;

    /// <summary>Messages about orders that made no sense: an unknown symbol, a quantity or price that is no number, a trade taken back. Alarm when not 0.</summary>
    public Counter Anomalies { get; } = new();

    /// <summary>Rejects of messages that carried no instruction of ours, or one too long ago. Alarm when not 0.</summary>
    public Counter ForeignRejects { get; } = new();

    /// <summary>Why the last connection or logon failed, or null.</summary>
    public string? LastError => _initiator.LastError;

    /// <inheritdoc/>
    public bool TrySend(in OrderIntent intent)
    {
        long sequence = _session.NextOutgoing;
        FixBody body = intent.Kind switch
        {
            IntentKind.New => NewOrder(intent),
            IntentKind.Cancel => CancelRequest(intent),
            _ => StatusRequest(intent),
        };
        if (!_session.TrySend(ref body))
            return false;
        _sent.Add(sequence, intent);
        return true;
    }

    /// <inheritdoc/>
    public int DoWork(IExecutionSink sink, int limit)
    {
        if (_logoutRequested && !_logoutSent)
        {
            _logoutSent = true;
            _initiator.RequestLogout();
        }

        if (limit <= SessionEvents)
            return 0;
        _sink = sink;
        int work = _initiator.DoWork(limit - SessionEvents);
        if (_logoutSent && !_loggedOut)
            _loggedOut = _initiator.IsLoggedOut;
        return work;
    }

    /// <inheritdoc/>
    public void RequestLogout() => _logoutRequested = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nobody takes events any more.
        _sink = null;
        _initiator.Dispose();
    }

    /// <inheritdoc/>
    void IFixApplication.OnLogon(FixSession session) => EmitSession(ExecutionKind.SessionUp);

    /// <inheritdoc/>
    void IFixApplication.OnLogout(FixSession session, string reason) => EmitSession(ExecutionKind.SessionDown);

    /// <summary>A price that was right then is wrong now: nothing of ours is ever replayed.</summary>
    bool IFixApplication.ShouldReplay(ReadOnlySpan<byte> msgType) => false;

    /// <inheritdoc/>
    void IFixApplication.OnMessage(FixSession session, in FixMessage message)
    {
        switch (_decoder.Decode(message, session.NextOutgoing, _clock.Now(), out ExecutionEvent execution))
        {
            case DecodeResult.Event:
                _sink!.OnExecution(execution);
                break;

            case DecodeResult.Anomaly:
                Anomalies.Increment();
                break;

            case DecodeResult.ForeignReject:
                ForeignRejects.Increment();
                break;
        }
    }

    private FixBody NewOrder(in OrderIntent intent)
    {
        FixBody body = _session.Begin([MsgTypes.NewOrderSingle]);
        OrderMessages.WriteNewOrderSingle(ref body, new OrderRequest
        {
            ClOrdID = Id(intent.OrderId, _orderId),
            Symbol = _instruments.Symbol(intent.Instrument),
            Side = CodeOf(intent.Side),
            OrdType = (byte)'2',
            TimeInForce = (byte)('0' + (int)intent.TimeInForce),
            Quantity = intent.Lots,
            Price = _instruments.PriceMantissa(intent.Instrument, intent.LimitTicks),
            PriceDecimals = _instruments.PriceDecimals(intent.Instrument),
            TransactTime = NowUtcNanos(),
        });
        return body;
    }

    private FixBody CancelRequest(in OrderIntent intent)
    {
        FixBody body = _session.Begin([MsgTypes.OrderCancelRequest]);
        OrderMessages.WriteOrderCancelRequest(ref body, new OrderRequest
        {
            OrigClOrdID = Id(intent.OrderId, _orderId),
            ClOrdID = Id(intent.RequestId, _requestId),
            Symbol = _instruments.Symbol(intent.Instrument),
            Side = CodeOf(intent.Side),
            Quantity = intent.Lots,
            TransactTime = NowUtcNanos(),
        });
        return body;
    }

    private FixBody StatusRequest(in OrderIntent intent)
    {
        FixBody body = _session.Begin([MsgTypes.OrderStatusRequest]);
        OrderMessages.WriteOrderStatusRequest(ref body, new OrderRequest
        {
            ClOrdID = Id(intent.OrderId, _orderId),
            Symbol = _instruments.Symbol(intent.Instrument),
            Side = CodeOf(intent.Side),
        });
        return body;
    }

    private ReadOnlySpan<byte> Id(long number, byte[] buffer) => buffer.AsSpan(0, _ids.Format(number, buffer));

    // The values of Side are those of tag 54.
    private static byte CodeOf(Side side) => (byte)('0' + (int)side);

    private void EmitSession(ExecutionKind kind) =>
        _sink?.OnExecution(new ExecutionEvent { ReceiveNanos = _clock.Now(), Instrument = -1, Kind = kind });

    private long NowUtcNanos() => (_time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * 100;
}
