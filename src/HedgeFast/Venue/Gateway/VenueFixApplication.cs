using HedgeFast.Core.Book;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Venue.Market;

namespace HedgeFast.Venue.Gateway;

/// <summary>The market's side of the FIX sessions: decodes requests, sends reports, cancels on disconnect.</summary>
/// <remarks>
/// After a reconnect the session resends the reports that it was handed; the outbox keeps the others for the next
/// logon.
/// </remarks>
public sealed class VenueFixApplication : IFixApplication
{
    private const byte DontKnowTrade = (byte)'Q';

    private readonly SimulatedMarket _market;
    private readonly RequestLine _line;
    private readonly ReportOutbox _outbox;
    private readonly Channel[] _channels;
    private readonly bool _cancelOnDisconnect;
    private volatile bool _muted;

    /// <summary>Connects the market to the sessions.</summary>
    /// <param name="market">The market.</param>
    /// <param name="line">The line to the market.</param>
    /// <param name="outbox">The market's sink.</param>
    /// <param name="instruments">What is traded.</param>
    /// <param name="clients">CompID of the client, by owner index.</param>
    /// <param name="cancelOnDisconnect">Whether the end of a session, of any cause, cancels its resting orders.</param>
    public VenueFixApplication(
        SimulatedMarket market,
        RequestLine line,
        ReportOutbox outbox,
        IReadOnlyList<Instrument> instruments,
        IReadOnlyList<string> clients,
        bool cancelOnDisconnect)
    {
        _market = market;
        _line = line;
        _outbox = outbox;
        _cancelOnDisconnect = cancelOnDisconnect;
        _channels = [.. clients.Select(client => new Channel(client, instruments))];
    }

    /// <inheritdoc/>
    public void OnLogon(FixSession session)
    {
        int owner = OwnerOf(session);
        _channels[owner].Session = _channels[owner].LastSeen = session;
        _outbox.Flush(owner, _channels[owner]);
    }

    /// <inheritdoc/>
    public void OnLogout(FixSession session, string reason)
    {
        int owner = OwnerOf(session);
        _channels[owner].Session = null;
        if (_cancelOnDisconnect && !_muted)
            _market.CancelOwner(owner, VenueReason.Disconnected);
    }

    /// <inheritdoc/>
    public void OnMessage(FixSession session, in FixMessage message)
    {
        if (_muted)
            return;
        int owner = OwnerOf(session);
        _channels[owner].LastSeen = session;
        if (message.MsgType.SequenceEqual(MsgTypes.OrderMassStatusRequest))
        {
            _line.QueryAll(owner, Text(message, Tags.MassStatusReqID));
            _outbox.Flush(owner, _channels[owner]);
            return;
        }

        if (message.MsgType.SequenceEqual(MsgTypes.RequestForPositions) && !IsFix42(session))
        {
            _line.QueryPositions(owner, Text(message, Tags.PosReqID), Text(message, Tags.Account));
            _outbox.Flush(owner, _channels[owner]);
            return;
        }

        switch (message.Type)
        {
            case MsgTypes.NewOrderSingle:
                _line.Submit(Terms(owner, message));
                break;
            case MsgTypes.OrderCancelRequest:
                Cancel(owner, message);
                break;
            case MsgTypes.OrderCancelReplaceRequest:
                Replace(owner, message);
                break;
            case MsgTypes.OrderStatusRequest:
                message.TryGet(Tags.OrdStatusReqID, out ReadOnlySpan<byte> queryId);
                _line.QueryStatus(
                    owner, Text(message, Tags.ClOrdID), Text(message, Tags.Symbol), SideOf(message), queryId);
                break;
            case DontKnowTrade:
                // The trade stands; settling the dispute is the operators' business.
                break;
            case MsgTypes.Reject or MsgTypes.BusinessMessageReject:
            case MsgTypes.ExecutionReport or MsgTypes.OrderCancelReject:
                // A reject of a reject could be rejected in turn, without end.
                break;
            default:
                session.TrySendBusinessReject(
                    message,
                    RejectReasons.BusinessUnsupportedMessageType,
                    default,
                    "only orders, cancels, replaces and status requests"u8);
                break;
        }

        _outbox.Flush(owner, _channels[owner]);
    }

    /// <inheritdoc/>
    public bool ShouldReplay(ReadOnlySpan<byte> msgType) =>
        msgType.Length == 1 && msgType[0] is MsgTypes.ExecutionReport or MsgTypes.OrderCancelReject;

    /// <summary>Sends waiting reports of every session, and cancels orders of sessions that have ended.</summary>
    /// <returns>Reports sent.</returns>
    public int DoWork()
    {
        int sent = 0;
        for (int owner = 0; owner < _channels.Length; owner++)
        {
            // An order that came in a resend may rest although its session ended before its logon was announced,
            // so OnLogout alone does not see every end.
            if (_cancelOnDisconnect && !_muted && _channels[owner].LastSeen is { IsLoggedOn: false })
                _market.CancelOwner(owner, VenueReason.Disconnected);
            sent += _outbox.Flush(owner, _channels[owner]);
        }

        return sent;
    }

    /// <summary>Cancels every resting order and sends the reports that can be sent.</summary>
    public void CancelAll(VenueReason reason)
    {
        for (int owner = 0; owner < _channels.Length; owner++)
            _market.CancelOwner(owner, reason);
        DoWork();
    }

    /// <summary>Detaches the market from its sessions, for a venue that goes down.</summary>
    public void Mute() => _muted = true;

    private static bool IsFix42(FixSession session) => session.Settings.BeginString == "FIX.4.2";

    private static ReadOnlySpan<byte> Text(in FixMessage message, int tag) =>
        message.TryGet(tag, out ReadOnlySpan<byte> value) ? value : default;

    private static Side SideOf(in FixMessage message) =>
        message.TryGetChar(Tags.Side, out byte side) ? (Side)(side - '0') : 0;

    private static NewOrderRequest Terms(int owner, in FixMessage message)
    {
        bool hasLots = message.TryGetDecimal(Tags.OrderQty, 0, out long lots);
        bool hasPrice = message.TryGetDecimal(Tags.Price, NewOrderRequest.PriceDecimals, out long limit);
        return new NewOrderRequest
        {
            Owner = owner,
            ClOrdId = Text(message, Tags.ClOrdID),
            Symbol = Text(message, Tags.Symbol),
            Side = SideOf(message),
            Lots = hasLots ? lots : 0,
            LimitNanos = hasPrice ? limit : null,
            TimeInForce = TimeInForceOf(message),
            IsLimit = message.TryGetChar(Tags.OrdType, out byte type) && type == '2',
            MayBeRepeated = message.PossDup || message.PossResend,
        };
    }

    // FIX: an absent TimeInForce means a day order; a malformed one is refused by the market.
    private static TimeInForce TimeInForceOf(in FixMessage message)
    {
        if (message.TryGetChar(Tags.TimeInForce, out byte timeInForce))
            return (TimeInForce)(timeInForce - '0');
        return message.TryGet(Tags.TimeInForce, out _) ? (TimeInForce)byte.MaxValue : TimeInForce.Day;
    }

    private void Replace(int owner, in FixMessage message) => _line.Replace(new ReplaceRequest
    {
        Order = Terms(owner, message),
        OrigClOrdId = Text(message, Tags.OrigClOrdID),
    });

    private void Cancel(int owner, in FixMessage message) => _line.Cancel(new CancelRequest
    {
        Owner = owner,
        ClOrdId = Text(message, Tags.ClOrdID),
        OrigClOrdId = Text(message, Tags.OrigClOrdID),
        Symbol = Text(message, Tags.Symbol),
        MayBeRepeated = message.PossDup || message.PossResend,
    });

    private int OwnerOf(FixSession session)
    {
        for (int owner = 0; owner < _channels.Length; owner++)
        {
            if (_channels[owner].Client == session.TargetCompId)
                return owner;
        }

        throw new InvalidOperationException($"no client {session.TargetCompId} is configured at the venue");
    }

    private sealed class Channel(string client, IReadOnlyList<Instrument> instruments) : IReportChannel
    {
        public string Client { get; } = client;

        /// <summary>The session while it is logged on; null otherwise.</summary>
        public FixSession? Session { get; set; }

        /// <summary>The session that last logged on or sent a message.</summary>
        public FixSession? LastSeen { get; set; }

        public bool TrySend(in VenueReport report)
        {
            if (Session is not { IsLoggedOn: true, IsSynchronised: true } session)
                return false;
            FixBody body = session.Begin(ReportWriter.MsgType(report));
            Instrument? instrument = report.Instrument >= 0 ? instruments[report.Instrument] : null;
            ReportWriter.Write(ref body, report, instrument, IsFix42(session));
            return session.TrySend(ref body);
        }
    }
}
