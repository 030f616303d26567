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
    private readonly TimeProvider _time;
    private readonly double _nanosPerTick;
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
        _time = time;
        _nanosPerTick = 1e9 / time.TimestampFrequency;
        _initiator = new FixInitiator(session, endpoint, this, time);
        _session = _initiator.Session;
    }

    /// <inheritdoc/>
    public bool IsUp => _session.IsSynchronised;

    /// <inheritdoc/>
    public bool IsLoggedOut => _loggedOut;

    /// <summary>Messages that made no sense: an unknown symbol, a quantity or price that is no number. Alarm when not 0.</summary>
    public Counter Anomalies { get; } = new();

    /// <summary>Why the last connection or logon failed, or null.</summary>
    public string? LastError => _initiator.LastError;

    /// <inheritdoc/>
    public bool TrySend(in OrderIntent intent) => intent.Kind switch
    {
        IntentKind.New => TrySendNew(intent),
        IntentKind.Cancel => TrySendCancel(intent),
        IntentKind.Status => TrySendStatus(intent),
        _ => false,
    };

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
    public void Dispose() => _initiator.Dispose();

    /// <inheritdoc/>
    void IFixApplication.OnLogon(FixSession session) => EmitSession(ExecutionKind.SessionUp);

    /// <inheritdoc/>
    void IFixApplication.OnLogout(FixSession session, string reason) => EmitSession(ExecutionKind.SessionDown);

    /// <summary>A price that was right then is wrong now: nothing of ours is ever replayed.</summary>
    bool IFixApplication.ShouldReplay(ReadOnlySpan<byte> msgType) => false;

    /// <inheritdoc/>
    void IFixApplication.OnMessage(FixSession session, in FixMessage message)
    {
        if (!ExecutionDecoder.TryDecode(message, _ids, _instruments, NowNanos(), out ExecutionEvent execution))
        {
            if (ExecutionDecoder.IsForUs(message))
                Anomalies.Increment();
            return;
        }

        _sink!.OnExecution(execution);
    }

    private bool TrySendNew(in OrderIntent intent)
    {
        Span<byte> id = stackalloc byte[ClOrdIds.MaxBytes];
        FixBody body = _session.Begin("D"u8);
        body.Add(Tags.ClOrdID, id[.._ids.Format(intent.OrderId, id)]);
        AddInstrument(ref body, intent);
        body.Add(Tags.OrderQty, intent.Lots);
        body.Add(Tags.OrdType, (byte)'2');
        body.AddDecimal(Tags.Price, _instruments.PriceMantissa(intent.Instrument, intent.LimitTicks), _instruments.PriceDecimals(intent.Instrument));
        body.Add(Tags.TimeInForce, (byte)('0' + (int)intent.TimeInForce));
        return _session.TrySend(ref body);
    }

    private bool TrySendCancel(in OrderIntent intent)
    {
        Span<byte> id = stackalloc byte[ClOrdIds.MaxBytes];
        FixBody body = _session.Begin("F"u8);
        body.Add(Tags.OrigClOrdID, id[.._ids.Format(intent.OrderId, id)]);
        body.Add(Tags.ClOrdID, id[.._ids.Format(intent.RequestId, id)]);
        AddInstrument(ref body, intent);
        body.Add(Tags.OrderQty, intent.Lots);
        return _session.TrySend(ref body);
    }

    private bool TrySendStatus(in OrderIntent intent)
    {
        Span<byte> id = stackalloc byte[ClOrdIds.MaxBytes];
        FixBody body = _session.Begin("H"u8);
        body.Add(Tags.ClOrdID, id[.._ids.Format(intent.OrderId, id)]);
        body.Add(Tags.Symbol, _instruments.Symbol(intent.Instrument));
        body.Add(Tags.Side, (byte)('0' + (int)intent.Side));
        return _session.TrySend(ref body);
    }

    private void AddInstrument(ref FixBody body, in OrderIntent intent)
    {
        body.Add(Tags.Symbol, _instruments.Symbol(intent.Instrument));
        body.Add(Tags.Side, (byte)('0' + (int)intent.Side));
        body.AddTimestamp(Tags.TransactTime, NowUtcNanos());
    }

    private void EmitSession(ExecutionKind kind) =>
        _sink?.OnExecution(new ExecutionEvent { ReceiveNanos = NowNanos(), Instrument = -1, Kind = kind });

    private long NowNanos() => (long)(_time.GetTimestamp() * _nanosPerTick);

    private long NowUtcNanos() => (_time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * 100;
}
