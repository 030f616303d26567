using System.Text;
using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Core.Orders.Fix;

/// <summary>
/// The order port over our own FIX engine: intents become NewOrderSingle, OrderCancelRequest, OrderCancelReplaceRequest
/// and OrderStatusRequest; reports become execution events.
/// </summary>
public sealed class FixOrderPort : IOrderPort, IFixApplication
{
    // The end of a session, the end before a reset and the logon behind it may each add one event to those of the
    // messages, and so may the last answer to a mass status request.
    private const int ExtraEvents = 4;

    private readonly IFixTransport _transport;
    private readonly FixSession _session;
    private readonly ClOrdIds _ids;
    private readonly FixInstruments _instruments;
    private readonly SentMessages _sent = new();
    private readonly ExecutionDecoder _decoder;
    private readonly TimeProvider _time;
    private readonly NanosClock _clock;
    private readonly int _timeDigits;
    private readonly byte[] _account;
    private readonly byte[] _orderId = new byte[ClOrdIds.MaxBytes];
    private readonly byte[] _requestId = new byte[ClOrdIds.MaxBytes];
    private IExecutionSink? _sink;
    private volatile bool _logoutRequested;
    private volatile bool _loggedOut;
    private volatile string? _linkText;
    private FixLink _link;
    private bool _logoutSent;
    private bool _isToldUp;
    private long _resetsSeen;
    private long _foreignCancels;

    /// <summary>Prepares the session; <see cref="DoWork"/> connects it.</summary>
    /// <param name="instance">Name of this engine, part of every ClOrdID.</param>
    /// <param name="instruments">Instruments that can be traded.</param>
    /// <param name="session">FIX session.</param>
    /// <param name="endpoint">Where to connect.</param>
    /// <param name="machine">Clock, network and disk; the wall clock stamps tag 60.</param>
    /// <param name="birthMillis">Makes the ClOrdIDs of this run, and of those it goes on from, their own: see
    /// <c>RunStart</c>. Null takes the time.</param>
    /// <param name="account">Account whose positions are asked for; empty for the SenderCompID.</param>
    public FixOrderPort(
        string instance, IReadOnlyList<Instrument> instruments, FixSessionSettings session, FixEndpoint endpoint,
        Machine machine, long? birthMillis = null, string account = "")
        : this(
            instance, instruments, port => new FixInitiator(session, endpoint, port, machine), machine, birthMillis,
            account)
    {
    }

    /// <summary>As above, over a transport of the caller's, which the port disposes.</summary>
    internal FixOrderPort(
        string instance, IReadOnlyList<Instrument> instruments, Func<IFixApplication, IFixTransport> transport,
        Machine machine, long? birthMillis = null, string account = "")
    {
        TimeProvider time = machine.Time;
        _ids = new ClOrdIds(instance, birthMillis ?? time.GetUtcNow().ToUnixTimeMilliseconds());
        _instruments = new FixInstruments(instruments);
        _decoder = new ExecutionDecoder(_ids, _instruments, _sent);
        _time = time;

        // Runs that go on from one another share their ids, so these go on too: no run has sent a cancel each
        // millisecond since the first began.
        _foreignCancels = Math.Max(0, time.GetUtcNow().ToUnixTimeMilliseconds() - (birthMillis ?? long.MaxValue));
        _clock = new NanosClock(time);
        _transport = transport(this);
        _session = _transport.Session;
        _timeDigits = _session.Settings.SendingTimeDigits;
        _account = Encoding.ASCII.GetBytes(account.Length > 0 ? account : _session.Settings.SenderCompId);
    }

    /// <summary>The session, for those that watch its state.</summary>
    public FixSession FixSession => _session;

    /// <inheritdoc/>
    public bool IsUp => _session.IsSynchronised;

    /// <inheritdoc/>
    public bool IsLoggedOut => _loggedOut;

    /// <summary>
    /// Messages about orders with unreadable parts, such as an unknown symbol or a malformed price. Alarm when not 0.
    /// </summary>
    public Counter Anomalies { get; } = new();

    /// <summary>
    /// Rejects of messages that carried no instruction of ours, or one too long ago. Alarm when not 0.
    /// </summary>
    public Counter ForeignRejects { get; } = new();

    /// <summary>Fills beyond the order's quantity that were answered with a DontKnowTrade. Alarm when not 0.</summary>
    public Counter RefusedTrades { get; } = new();

    /// <summary>How often orders had to wait because the logons of a minute were used up; alarm when not 0.</summary>
    public Counter LogonWaits { get; } = new();

    /// <summary>Counters of the session; written by the thread that drives it.</summary>
    public SessionCounters Session => _session.Counters;

    /// <summary>
    /// Why the session's message store takes little or nothing more, in words; null while all is well. Any thread.
    /// </summary>
    public string? StoreFailure => _session.StoreFailure;

    /// <summary>Why the last connection or logon failed, or null.</summary>
    public string? LastError => _transport.LastError;

    /// <summary>Reason why the session is down, as text for operators; null while connected. Any thread.</summary>
    public string? LinkText => _linkText;

    /// <summary>State of the connection. Any thread.</summary>
    public FixLink Link => _link;

    /// <inheritdoc/>
    public bool TrySend(in OrderIntent intent)
    {
        if (intent.Kind == IntentKind.Reconnect)
            return _transport.Resume();
        long sequence = _session.NextOutgoing;
        FixBody body = intent.Kind switch
        {
            IntentKind.New => NewOrder(intent),
            IntentKind.Cancel => CancelRequest(intent),
            IntentKind.Replace => ReplaceRequest(intent),
            IntentKind.MassStatus => MassStatusRequest(intent),
            IntentKind.Positions => PositionsRequest(intent),
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
            _transport.RequestLogout();
        }

        if (limit <= ExtraEvents)
            return 0;
        _sink = sink;
        int work = _transport.DoWork(limit - ExtraEvents);
        if (_transport.Link != _link)
            TellLink();
        if (_isToldUp && _session.Counters.Resets != _resetsSeen)
            TellDown();
        if (_logoutSent && !_loggedOut)
            _loggedOut = _transport.IsLoggedOut;
        return work;
    }

    /// <inheritdoc/>
    public void RequestLogout() => _logoutRequested = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        // The port is closing: no sink reads events any more.
        _sink = null;
        _transport.Dispose();
    }

    /// <inheritdoc/>
    void IFixApplication.OnLogon(FixSession session)
    {
        // A reset within the session has no logout. What was under way then is as unknown as after a cut, so it's told
        // as one and recovered from as one.
        if (_isToldUp)
            TellDown();
        _isToldUp = true;
        _resetsSeen = session.Counters.Resets;
        EmitSession(ExecutionKind.SessionUp);
    }

    /// <inheritdoc/>
    void IFixApplication.OnLogout(FixSession session, string reason)
    {
        if (_isToldUp)
            TellDown();
    }

    /// <summary>A price that was right then is wrong now: nothing of ours is ever replayed.</summary>
    bool IFixApplication.ShouldReplay(ReadOnlySpan<byte> msgType) => false;

    /// <inheritdoc/>
    void IFixApplication.OnMessage(FixSession session, in FixMessage message)
    {
        DecodeResult result = _decoder.Decode(
            message, session.NextOutgoing, _clock.Now(), out ExecutionEvent execution);
        if (result == DecodeResult.EventWithFault)
            Anomalies.Increment();
        switch (result)
        {
            case DecodeResult.Event or DecodeResult.EventWithFault:
                _sink!.OnExecution(execution);
                if (message.Type == MsgTypes.ExecutionReport)
                    AnswerReport(message, execution);
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
        FixBody body = _session.Begin(OrderMessageTypes.Of(IntentKind.New));
        OrderMessages.WriteNewOrderSingle(ref body, Terms(intent) with { ClOrdID = Id(intent.OrderId, _orderId) });
        return body;
    }

    // What a new order and a replace both say: the whole quantity, the price, the life time.
    private OrderRequest Terms(scoped in OrderIntent intent) => new()
    {
        Symbol = _instruments.Symbol(intent.Instrument),
        Side = CodeOf(intent.Side),
        OrdType = (byte)'2',
        TimeInForce = (byte)('0' + (int)intent.TimeInForce),
        Quantity = intent.Lots,
        Price = _instruments.PriceMantissa(intent.Instrument, intent.LimitTicks),
        PriceDecimals = _instruments.PriceDecimals(intent.Instrument),
        TransactTime = NowUtcNanos(),
        TransactTimeDigits = _timeDigits,
    };

    private FixBody CancelRequest(in OrderIntent intent)
    {
        FixBody body = _session.Begin(OrderMessageTypes.Of(IntentKind.Cancel));
        OrderMessages.WriteOrderCancelRequest(ref body, new OrderRequest
        {
            OrigClOrdID = Id(intent.NamedId, _orderId),
            ClOrdID = Id(intent.RequestId, _requestId),
            Symbol = _instruments.Symbol(intent.Instrument),
            Side = CodeOf(intent.Side),
            Quantity = intent.Lots,
            TransactTime = NowUtcNanos(),
            TransactTimeDigits = _timeDigits,
        });
        return body;
    }

    private FixBody ReplaceRequest(in OrderIntent intent)
    {
        FixBody body = _session.Begin(OrderMessageTypes.Of(IntentKind.Replace));
        OrderMessages.WriteOrderCancelReplaceRequest(ref body, Terms(intent) with
        {
            OrigClOrdID = Id(intent.NamedId, _orderId),
            ClOrdID = Id(intent.RequestId, _requestId),
        });
        return body;
    }

    private FixBody StatusRequest(in OrderIntent intent)
    {
        FixBody body = _session.Begin(OrderMessageTypes.Of(IntentKind.Status));
        OrderMessages.WriteOrderStatusRequest(ref body, new OrderRequest
        {
            ClOrdID = Id(intent.NamedId, _orderId),
            Symbol = _instruments.Symbol(intent.Instrument),
            Side = CodeOf(intent.Side),
        });
        return body;
    }

    private FixBody MassStatusRequest(in OrderIntent intent)
    {
        FixBody body = _session.Begin(OrderMessageTypes.Of(IntentKind.MassStatus));
        OrderMessages.WriteOrderMassStatusRequest(ref body, Id(intent.RequestId, _requestId));
        return body;
    }

    private FixBody PositionsRequest(in OrderIntent intent)
    {
        FixBody body = _session.Begin(OrderMessageTypes.Of(IntentKind.Positions));
        PositionMessages.WriteRequestForPositions(ref body, Id(intent.RequestId, _requestId), _account, NowUtcNanos());
        return body;
    }

    // What a report asks of us beyond being read. All of it is rare.
    private void AnswerReport(in FixMessage message, in ExecutionEvent execution)
    {
        if (execution.Kind == ExecutionKind.Fill
            && execution.LeavesLots == 0
            && message.TryGetLong(Tags.OrderQty, out long ordered)
            && execution.CumLots > ordered)
        {
            RefuseTrade(message);
        }

        if (execution.Kind != ExecutionKind.Status || !message.TryGet(Tags.MassStatusReqID, out _))
            return;
        if (execution.OrderId == 0 && execution.LeavesLots > 0)
            CancelForeign(message, execution);
        if (message.TryGetChar(Tags.LastRptRequested, out byte last) && last == 'Y')
            EmitSession(ExecutionKind.MassStatusEnd);
    }

    // DontKnowTrade: the exchange filled more than was ordered. The position follows all the same; the message asks
    // the exchange to investigate.
    private void RefuseTrade(in FixMessage message)
    {
        const byte QuantityExceedsOrder = (byte)'C';
        var report = new ExecutionReportView(message);
        FixBody body = _session.Begin("Q"u8);
        body.Add(Tags.OrderID, report.OrderID);
        body.Add(Tags.ExecID, report.ExecID);
        body.Add(Tags.DKReason, QuantityExceedsOrder);
        body.Add(Tags.Symbol, report.Symbol);
        body.Add(Tags.Side, report.Side);
        if (_session.TrySend(ref body))
            RefusedTrades.Increment();
    }

    // An order of this engine that no live process has sent, such as one of a run before, is supervised by no process
    // and is therefore cancelled. One of another desk, or entered by hand, in an account that a venue answers for as a
    // whole, is left alone; the ledger counts it as one that can't be followed.
    private void CancelForeign(in FixMessage message, in ExecutionEvent execution)
    {
        var report = new ExecutionReportView(message);
        if (!_ids.IsOfInstance(report.ClOrdID))
            return;
        FixBody body = _session.Begin(OrderMessageTypes.Of(IntentKind.Cancel));
        OrderMessages.WriteOrderCancelRequest(ref body, new OrderRequest
        {
            OrigClOrdID = report.ClOrdID,
            ClOrdID = _requestId.AsSpan(0, _ids.FormatForeign(++_foreignCancels, _requestId)),
            Symbol = report.Symbol,
            Side = report.Side,
            Quantity = execution.CumLots + execution.LeavesLots,
            TransactTime = NowUtcNanos(),
            TransactTimeDigits = _timeDigits,
        });
        _session.TrySend(ref body);
    }

    private void TellDown()
    {
        _isToldUp = false;
        EmitSession(ExecutionKind.SessionDown);
    }

    // Rare, and only without a connection: it may allocate.
    private void TellLink()
    {
        _link = _transport.Link;
        if (_link == FixLink.LogonsUsedUp)
            LogonWaits.Increment();
        _linkText = _link switch
        {
            FixLink.Connecting => $"connecting to {_transport.Host}",
            FixLink.Pausing => $"pausing before {_transport.Host}: {LastError}",
            FixLink.LogonsUsedUp =>
                $"waiting {_transport.WaitNanos / 1_000_000_000} s, the logons of this minute are used up: {LastError}",
            FixLink.OutOfHours => "outside the hours of the session",
            FixLink.Refused => $"refused, down until an operator reconnects it: {LastError}",
            FixLink.LoggedOut => "logged out",
            _ => null,
        };
    }

    private ReadOnlySpan<byte> Id(long number, byte[] buffer) => buffer.AsSpan(0, _ids.Format(number, buffer));

    // The values of Side are those of tag 54.
    private static byte CodeOf(Side side) => (byte)('0' + (int)side);

    private void EmitSession(ExecutionKind kind) =>
        _sink?.OnExecution(
            new ExecutionEvent
            {
                ReceiveNanos = _clock.Now(),
                Instrument = -1,
                Kind = kind,
                SessionSequence = kind == ExecutionKind.SessionUp ? _session.NextIncoming - 1 : 0,
            });

    private long NowUtcNanos() => (_time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * 100;
}
