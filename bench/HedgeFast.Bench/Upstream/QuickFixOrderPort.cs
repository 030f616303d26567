using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Fix;
using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;
using QuickFix;
using QuickFix.Fields;
using QuickFix.FIX44;
using QuickFix.Logger;
using QuickFix.Store;
using QuickFix.Transport;
using Message = QuickFix.Message;

namespace HedgeFast.Bench.Upstream;

/// <summary>
/// The order port over QuickFIX/n, FIX 4.4. Its engine has threads of its own; what they receive waits in a queue for
/// <see cref="DoWork"/>.
/// </summary>
/// <remarks>
/// It sends at once and holds nothing back for a resend. It has no proof that the other side misses nothing when a
/// session comes up, which our own engine asks for.
/// </remarks>
internal sealed class QuickFixOrderPort : IOrderPort, IApplication
{
    // The last answer to a mass status request adds an event to that of its message.
    private const int ExtraEvents = 1;

    private readonly ClOrdIds _ids;
    private readonly FixInstruments _instruments;
    private readonly SentMessages _sent = new();
    private readonly ExecutionDecoder _decoder;
    private readonly TimeProvider _time;
    private readonly NanosClock _clock;
    private readonly ConcurrentQueue<QuickFixNotice> _received = new();
    private readonly SocketInitiator _initiator;
    private readonly byte[] _id = new byte[ClOrdIds.MaxBytes];
    private Session? _session;
    private volatile bool _isUp;
    private bool _isToldUp;
    private volatile bool _logoutRequested;

    /// <summary>Starts the engine's threads, which connect at once.</summary>
    public QuickFixOrderPort(
        string instance, IReadOnlyList<Instrument> instruments, FixSessionSettings session, FixEndpoint endpoint,
        TimeProvider time)
    {
        _ids = new ClOrdIds(instance, time.GetUtcNow().ToUnixTimeMilliseconds());
        _instruments = new FixInstruments(instruments);
        _decoder = new ExecutionDecoder(_ids, _instruments, _sent);
        _time = time;
        _clock = new NanosClock(time);
        var settings = new SessionSettings(new StringReader(Text(session, endpoint)));
        _initiator = new SocketInitiator(
            this, new FileStoreFactory(settings), settings, new NullLogFactory(), new QuickFix.FIX44.MessageFactory());
        _initiator.Start();
    }

    /// <inheritdoc/>
    public bool IsUp => _isToldUp && _session is { IsLoggedOn: true };

    /// <inheritdoc/>
    public bool IsLoggedOut => _logoutRequested && !_isUp && _received.IsEmpty;

    /// <inheritdoc/>
    public bool TrySend(in OrderIntent intent)
    {
        // QuickFIX/n tries again for ever, so there is nothing to reconnect; and it asks for no positions.
        if (!IsUp || intent.Kind is IntentKind.Reconnect or IntentKind.Positions)
            return false;
        Message message = intent.Kind switch
        {
            IntentKind.New => NewOrder(intent),
            IntentKind.Cancel => CancelRequest(intent),
            IntentKind.Replace => ReplaceRequest(intent),
            IntentKind.MassStatus => MassStatusRequest(intent),
            _ => StatusRequest(intent),
        };
        if (!_session!.Send(message))
            return false;
        _sent.Add((long)message.Header.GetULong(QuickFix.Fields.Tags.MsgSeqNum), intent);
        return true;
    }

    /// <inheritdoc/>
    public int DoWork(IExecutionSink sink, int limit)
    {
        int work = 0;
        while (work < limit - ExtraEvents && _received.TryDequeue(out QuickFixNotice notice))
        {
            work++;
            if (notice.Session is { } kind)
            {
                _isToldUp = kind == ExecutionKind.SessionUp;
                sink.OnExecution(new ExecutionEvent { ReceiveNanos = _clock.Now(), Instrument = -1, Kind = kind });
            }
            else
            {
                Pass(sink, notice.Message);
            }
        }

        return work;
    }

    /// <inheritdoc/>
    public void RequestLogout()
    {
        _logoutRequested = true;
        _session?.Logout();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _initiator.Stop(true);
        _initiator.Dispose();
    }

    void IApplication.OnCreate(SessionID sessionID) => _session = Session.LookupSession(sessionID);

    void IApplication.OnLogon(SessionID sessionID)
    {
        _isUp = true;
        _received.Enqueue(new QuickFixNotice(ExecutionKind.SessionUp, []));
    }

    void IApplication.OnLogout(SessionID sessionID)
    {
        if (_isUp)
            _received.Enqueue(new QuickFixNotice(ExecutionKind.SessionDown, []));
        _isUp = false;
    }

    void IApplication.ToAdmin(Message message, SessionID sessionID)
    {
    }

    void IApplication.FromAdmin(Message message, SessionID sessionID)
    {
        if (message is Reject)
            Keep(message);
    }

    // A price that was right then is wrong now: nothing of ours is ever replayed, a gap fill takes its place.
    void IApplication.ToApp(Message message, SessionID sessionID)
    {
        if (message.Header.IsSetField(QuickFix.Fields.Tags.PossDupFlag)
            && message.Header.GetBoolean(QuickFix.Fields.Tags.PossDupFlag))
        {
            throw new DoNotSend();
        }
    }

    void IApplication.FromApp(Message message, SessionID sessionID) => Keep(message);

    private static string Text(FixSessionSettings session, FixEndpoint endpoint) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        [DEFAULT]
        ConnectionType=initiator
        StartTime=00:00:00
        EndTime=00:00:00
        UseDataDictionary=N
        SocketNodelay=Y
        ReconnectInterval=1
        FileStorePath={session.StoreDirectory}
        [SESSION]
        BeginString={session.BeginString}
        SenderCompID={session.SenderCompId}
        TargetCompID={session.TargetCompId}
        HeartBtInt={session.HeartbeatSeconds}
        SocketConnectHost={endpoint.Host}
        SocketConnectPort={endpoint.Port}
        """);

    private void Keep(Message message) =>
        _received.Enqueue(new QuickFixNotice(null, Encoding.Latin1.GetBytes(message.ConstructString())));

    private void Pass(IExecutionSink sink, byte[] bytes)
    {
        if (!FixMessage.TryRead(bytes, out FixMessage message))
            return;
        long nextOutgoing = (long)_session!.NextSenderMsgSeqNum;
        if (_decoder.Decode(message, nextOutgoing, _clock.Now(), out ExecutionEvent execution) != DecodeResult.Event)
            return;
        sink.OnExecution(execution);
        bool isLast = execution.Kind == ExecutionKind.Status
            && message.TryGetChar(HedgeFast.Fix.Codec.Tags.LastRptRequested, out byte last) && last == 'Y';
        if (isLast)
        {
            sink.OnExecution(
                new ExecutionEvent
                {
                    ReceiveNanos = _clock.Now(),
                    Instrument = -1,
                    Kind = ExecutionKind.MassStatusEnd,
                });
        }
    }

    private NewOrderSingle NewOrder(in OrderIntent intent) => new(
        new ClOrdID(Id(intent.OrderId)),
        Symbol(intent),
        SideOf(intent),
        new TransactTime(_time.GetUtcNow().UtcDateTime),
        new OrdType(OrdType.LIMIT))
    {
        HandlInst = new HandlInst(HandlInst.AUTOMATED_EXECUTION_ORDER_PRIVATE),
        OrderQty = new OrderQty(intent.Lots),
        Price = new Price(Price(intent)),
        TimeInForce = new QuickFix.Fields.TimeInForce((char)('0' + (int)intent.TimeInForce)),
    };

    private OrderCancelRequest CancelRequest(in OrderIntent intent) => new(
        new OrigClOrdID(Id(intent.NamedId)), new ClOrdID(Id(intent.RequestId)), Symbol(intent), SideOf(intent),
        new TransactTime(_time.GetUtcNow().UtcDateTime))
    {
        OrderQty = new OrderQty(intent.Lots),
    };

    private OrderCancelReplaceRequest ReplaceRequest(in OrderIntent intent) => new(
        new OrigClOrdID(Id(intent.NamedId)), new ClOrdID(Id(intent.RequestId)), Symbol(intent), SideOf(intent),
        new TransactTime(_time.GetUtcNow().UtcDateTime), new OrdType(OrdType.LIMIT))
    {
        HandlInst = new HandlInst(HandlInst.AUTOMATED_EXECUTION_ORDER_PRIVATE),
        OrderQty = new OrderQty(intent.Lots),
        Price = new Price(Price(intent)),
        TimeInForce = new QuickFix.Fields.TimeInForce((char)('0' + (int)intent.TimeInForce)),
    };

    private OrderStatusRequest StatusRequest(in OrderIntent intent) =>
        new(new ClOrdID(Id(intent.NamedId)), Symbol(intent), SideOf(intent));

    private OrderMassStatusRequest MassStatusRequest(in OrderIntent intent) =>
        new(new MassStatusReqID(Id(intent.RequestId)), new MassStatusReqType(MassStatusReqType.STATUS_FOR_ALL_ORDERS));

    private string Id(long number) => Encoding.ASCII.GetString(_id, 0, _ids.Format(number, _id));

    private Symbol Symbol(in OrderIntent intent) =>
        new(Encoding.ASCII.GetString(_instruments.Symbol(intent.Instrument)));

    private decimal Price(in OrderIntent intent)
    {
        decimal price = _instruments.PriceMantissa(intent.Instrument, intent.LimitTicks);
        for (int i = 0; i < _instruments.PriceDecimals(intent.Instrument); i++)
            price /= 10;
        return price;
    }

    private static QuickFix.Fields.Side SideOf(in OrderIntent intent) => new((char)('0' + (int)intent.Side));
}

/// <summary>An event that a thread of QuickFIX/n hands to the thread that owns the port.</summary>
/// <param name="Session">The session came up or went down; null for a message.</param>
/// <param name="Message">The bytes of a message; empty for the session.</param>
internal readonly record struct QuickFixNotice(ExecutionKind? Session, byte[] Message);
