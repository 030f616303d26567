using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Limits;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Core.Orders.Fix;

/// <summary>
/// Decodes execution reports, rejects and position reports of FIX 4.2, 4.4 and 5.0 SP2 into execution events.
/// </summary>
/// <remarks>
/// <para>Reads ExecutionReport (8), OrderCancelReject (9), BusinessMessageReject (j), the session's Reject (3) and the
/// answers to a request for positions.</para>
/// <para>A report without a field that its meaning depends on is no event: the order stays open in the position
/// interval until a status request settles it. A fill is never lost to a fault of its message: it counts where order
/// and quantity are certain; otherwise the position is put in doubt, and the fault is reported.</para>
/// </remarks>
/// <param name="ids">Our order ids.</param>
/// <param name="instruments">Instruments that can be traded.</param>
/// <param name="sent">What was sent, for rejects.</param>
public sealed class ExecutionDecoder(ClOrdIds ids, FixInstruments instruments, SentMessages sent)
{
    // FIX 4.4 tag 103.
    private const int DuplicateOrder = 6;

    private readonly FillReader _fills = new(instruments);
    private readonly PositionDecoder _positions = new(ids, instruments);

    /// <summary>Reads one message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="nextOutgoing">Sequence number of our next message.</param>
    /// <param name="receiveNanos">Monotonic receive time, nanoseconds.</param>
    /// <param name="execution">The event, on <see cref="DecodeResult.Event"/>.</param>
    public DecodeResult Decode(
        in FixMessage message, long nextOutgoing, long receiveNanos, out ExecutionEvent execution)
    {
        execution = default;
        return message.Type switch
        {
            MsgTypes.ExecutionReport => DecodeReport(message, receiveNanos, out execution),
            MsgTypes.OrderCancelReject => DecodeCancelReject(message, receiveNanos, out execution),
            MsgTypes.BusinessMessageReject or MsgTypes.Reject =>
                DecodeReject(message, nextOutgoing, receiveNanos, out execution),
            _ => _positions.Decode(message, receiveNanos, out execution),
        };
    }

    private DecodeResult DecodeReport(in FixMessage message, long receiveNanos, out ExecutionEvent execution)
    {
        execution = default;
        var report = new ExecutionReportView(message);

        // No order of this session is known: the answer names none.
        if (!report.IsMalformed && message.TryGetLong(Tags.TotNumReports, out long answers) && answers == 0)
        {
            execution = Bare(0, 0, -1, message.SeqNum, receiveNanos, ExecutionKind.MassStatusEnd);
            return DecodeResult.Event;
        }

        // A second order under an id in use was refused, which says nothing of the first: its state has to be asked
        // for.
        ExecutionKind? told = KindOf(report);
        if (told == ExecutionKind.Rejected && report.OrdRejReason == DuplicateOrder)
        {
            execution = Bare(
                ids.Parse(report.ClOrdID), ids.Parse(report.ClOrdID), -1, message.SeqNum, receiveNanos,
                ExecutionKind.RequestRejected);
            return execution.OrderId != 0 ? DecodeResult.Event : DecodeResult.ForeignReject;
        }

        // Pending new, calculated, suspended, stopped, pending replace: none changes what may still fill.
        if (told is null && report.ExecType is (byte)'A' or (byte)'B' or (byte)'9' or (byte)'7' or (byte)'E')
            return DecodeResult.Nothing;

        // A report on a cancel request carries the request's id in ClOrdID and the order's in OrigClOrdID.
        long requestId = ids.Parse(report.ClOrdID);
        long orderId = ids.Parse(report.OrigClOrdID) is not 0 and var original ? original : requestId;
        int named = instruments.Find(report.Symbol);
        int instrument = named < 0 && orderId != 0 && sent.TryFindById(orderId, out SentMessage order)
            ? order.Instrument
            : named;
        if (orderId == 0 && instrument < 0)
            return DecodeResult.Anomaly;
        ExecutionEvent bare = Bare(
            orderId, requestId, instrument, message.SeqNum, receiveNanos, told ?? ExecutionKind.Unreadable) with
        {
            Flags = message.PossDup || message.PossResend ? ReportFlags.IsMarkedRepeated : ReportFlags.None,
        };
        return told is { } kind && !report.IsMalformed
            ? DecodeKnown(report, bare, kind, named >= 0, out execution)
            : DecodeUnreadable(report, bare, message.TryGet(Tags.LastQty, out _), out execution);
    }

    private DecodeResult DecodeKnown(
        in ExecutionReportView report, in ExecutionEvent bare, ExecutionKind kind, bool isNamed,
        out ExecutionEvent execution)
    {
        Side? side = SideOf(report.Side);
        ReportFlags flags = bare.Flags | (side is null ? ReportFlags.HasNoSide : ReportFlags.None);
        bool hasFault = !isNamed || side is null;
        bool hasCum = report.TryGetCumQty(0, out long cumLots) && cumLots is >= 0 and <= QuoteGuard.Bound;
        bool hasLeaves = report.TryGetLeavesQty(0, out long leavesLots) && leavesLots is >= 0 and <= QuoteGuard.Bound;
        hasFault |= cumLots > QuoteGuard.Bound || leavesLots > QuoteGuard.Bound;
        bool isTrade = kind is ExecutionKind.Fill or ExecutionKind.Correction or ExecutionKind.Bust;
        bool isState = kind is ExecutionKind.Status or ExecutionKind.Restated or ExecutionKind.Replaced;
        execution = default;
        if (!isTrade
            && ((side is null && bare.OrderId == 0)
                || ((isState || kind == ExecutionKind.Canceled) && !hasCum)
                || (isState && !hasLeaves)))
        {
            return DecodeResult.Anomaly;
        }

        // FIX allows an id of 0 where nothing was executed.
        bool noId = kind != ExecutionKind.Fill && report.ExecID is [(byte)'0'];
        (ulong Low, ulong High) id = ExecIdHash.Of(noId ? default : report.ExecID);
        long lastLots = 0;
        long lastTicks = 0;
        if (isTrade)
        {
            bool hasLots = FillReader.TryReadLots(report, out lastLots);
            bool isCertain = hasLots || kind == ExecutionKind.Bust;
            if (kind == ExecutionKind.Fill && id is (0, 0))
            {
                id = bare.OrderId != 0 ? FillReader.IdOfTotal(lastLots, hasCum ? cumLots : 0) : default;
                hasFault = true;
            }

            if (!isCertain
                || id is (0, 0)
                || (side is null && bare.OrderId == 0)
                || (kind != ExecutionKind.Fill && report.ExecRefID.IsEmpty))
            {
                return DecodeUnreadable(report, bare, namesLots: true, out execution);
            }

            if (hasLots && !_fills.TryReadTicks(report, bare.Instrument, out lastTicks))
            {
                flags |= ReportFlags.HasNoPrice;
                hasFault |= kind != ExecutionKind.Bust;
            }
        }

        (ulong refLow, ulong refHigh) = ExecIdHash.Of(report.ExecRefID);
        report.TryGetTransactTime(out long exchangeNanos);
        execution = bare with
        {
            ExchangeNanos = exchangeNanos,
            ExecIdLow = id.Low,
            ExecIdHigh = id.High,
            ExecRefLow = refLow,
            ExecRefHigh = refHigh,
            LastTicks = lastTicks,
            LastLots = lastLots,
            CumLots = hasCum ? cumLots : 0,
            LeavesLots = hasLeaves ? leavesLots : 0,
            Kind = kind,
            Side = side ?? default,
            Flags = flags,
        };
        return hasFault ? DecodeResult.EventWithFault : DecodeResult.Event;
    }

    // What can't be read may carry a fill if it says so, or if it names lots or a state that only a fill brings.
    private static DecodeResult DecodeUnreadable(
        in ExecutionReportView report, in ExecutionEvent bare, bool namesLots, out ExecutionEvent execution)
    {
        bool saysFill = KindOf(report) is ExecutionKind.Fill or ExecutionKind.Correction or ExecutionKind.Bust;
        bool mayFill = KindOf(report) is null
            && (report.OrdStatus is (byte)'1' or (byte)'2'
                || (namesLots && (!report.TryGetLastQty(0, out long lots) || lots != 0)));
        execution = saysFill || mayFill ? bare with { Kind = ExecutionKind.Unreadable } : default;
        return saysFill || mayFill ? DecodeResult.EventWithFault : DecodeResult.Anomaly;
    }

    // Tag 54: buy and buy minus; sell, sell plus, sell short and sell short exempt.
    private static Side? SideOf(byte code) => code switch
    {
        (byte)'1' or (byte)'3' => Side.Buy,
        (byte)'2' or (byte)'4' or (byte)'5' or (byte)'6' => Side.Sell,
        _ => null,
    };

    private DecodeResult DecodeCancelReject(in FixMessage message, long receiveNanos, out ExecutionEvent execution)
    {
        var reject = new ExecutionReportView(message);
        long orderId = ids.Parse(reject.OrigClOrdID);
        long requestId = ids.Parse(reject.ClOrdID);
        if (orderId == 0 && sent.TryFindById(requestId, out SentMessage request))
            orderId = request.OrderId;
        execution = Bare(orderId, requestId, -1, message.SeqNum, receiveNanos, ExecutionKind.RequestRejected);
        return orderId != 0 ? DecodeResult.Event : DecodeResult.ForeignReject;
    }

    // The business reject may name our ClOrdID; both name the sequence number. RefMsgType (372), where it is given,
    // must agree.
    private DecodeResult DecodeReject(
        in FixMessage message, long nextOutgoing, long receiveNanos, out ExecutionEvent execution)
    {
        execution = default;
        SentMessage refused = default;
        bool named = message.TryGet(Tags.BusinessRejectRefID, out ReadOnlySpan<byte> id)
            && sent.TryFindById(ids.Parse(id), out refused);
        if (!named
            && !(message.TryGetLong(Tags.RefSeqNum, out long sequence)
                && sent.TryFind(sequence, nextOutgoing, out refused)))
        {
            return DecodeResult.ForeignReject;
        }

        if (message.TryGet(Tags.RefMsgType, out ReadOnlySpan<byte> type)
            && !type.SequenceEqual(OrderMessageTypes.Of(refused.Kind)))
        {
            return DecodeResult.ForeignReject;
        }

        // What was a new order is out of the market; of a cancel, replace or status request only the request is
        // refused.
        ExecutionKind kind = refused.Kind switch
        {
            IntentKind.New => ExecutionKind.Rejected,
            IntentKind.MassStatus => ExecutionKind.MassStatusEnd,
            IntentKind.Positions => ExecutionKind.PositionsRefused,
            _ => ExecutionKind.RequestRejected,
        };
        execution = Bare(refused.OrderId, refused.RequestId, refused.Instrument, message.SeqNum, receiveNanos, kind);
        return DecodeResult.Event;
    }

    private static ExecutionEvent Bare(
        long orderId, long requestId, int instrument, long sequence, long receiveNanos, ExecutionKind kind) =>
        new()
        {
            ReceiveNanos = receiveNanos,
            OrderId = orderId,
            RequestId = requestId,
            SessionSequence = sequence,
            Instrument = instrument,
            Kind = kind,
        };

    // Up to FIX 4.2 tag 20 says whether a report is news, takes back or corrects an earlier one, or only tells the
    // state again; from 4.3 on tag 150 says that too.
    private static ExecutionKind? KindOf(in ExecutionReportView report) => report.ExecTransType switch
    {
        (byte)'1' => ExecutionKind.Bust,
        (byte)'2' => ExecutionKind.Correction,
        (byte)'3' => ExecutionKind.Status,
        // Where tag 150 is not used at all, tag 39 says what a report with a quantity is.
        (byte)'0' or 0 when report is { ExecType: 0, OrdStatus: (byte)'1' or (byte)'2' }
            && FillReader.TryReadLots(report, out _) =>
            ExecutionKind.Fill,
        (byte)'0' or 0 => KindOf(report.ExecType),
        _ => null,
    };

    // Tag 150. A fill is 1 (in part) or 2 (whole) up to FIX 4.2, and F from 4.3 on.
    private static ExecutionKind? KindOf(byte execType) => execType switch
    {
        (byte)'0' => ExecutionKind.New,
        (byte)'F' or (byte)'1' or (byte)'2' => ExecutionKind.Fill,
        (byte)'3' or (byte)'4' or (byte)'C' => ExecutionKind.Canceled,
        (byte)'8' => ExecutionKind.Rejected,
        (byte)'6' => ExecutionKind.PendingCancel,
        (byte)'I' => ExecutionKind.Status,
        (byte)'H' => ExecutionKind.Bust,
        (byte)'G' => ExecutionKind.Correction,
        (byte)'D' => ExecutionKind.Restated,
        (byte)'5' => ExecutionKind.Replaced,
        _ => null,
    };
}

/// <summary>Outcomes of decoding a message.</summary>
public enum DecodeResult : byte
{
    /// <summary>The message is an event.</summary>
    Event = 1,

    /// <summary>
    /// The message changes neither position nor open lots: a pending new, say, or a message of another kind.
    /// </summary>
    Nothing = 2,

    /// <summary>The message is about an order and has no consistent meaning.</summary>
    Anomaly = 3,

    /// <summary>A reject of a message that carried no instruction, or one too long ago.</summary>
    ForeignReject = 4,

    /// <summary>The message is an event and has a fault to report.</summary>
    EventWithFault = 5,
}
