using HedgeFast.Core.Limits;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Core.Orders;

/// <summary>
/// Reads ExecutionReport (8), OrderCancelReject (9), BusinessMessageReject (j) and the session's Reject (3) of FIX 4.2, 4.4 and 5.0 SP2, and what answers a request for positions, into execution events. A report that
/// lacks what its meaning hangs on is no event: the order then stays in the interval, is asked about, and the answer settles it.
/// </summary>
/// <param name="ids">Our order ids.</param>
/// <param name="instruments">Instruments that can be traded.</param>
/// <param name="sent">What was sent, for rejects.</param>
public sealed class ExecutionDecoder(ClOrdIds ids, FixInstruments instruments, SentMessages sent)
{
    // FIX 4.4 tag 103.
    private const int DuplicateOrder = 6;

    private readonly PositionDecoder _positions = new(ids, instruments);

    /// <summary>Reads one message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="nextOutgoing">Sequence number of our next message.</param>
    /// <param name="receiveNanos">Monotonic receive time, nanoseconds.</param>
    /// <param name="execution">The event, on <see cref="DecodeResult.Event"/>.</param>
    public DecodeResult Decode(in FixMessage message, long nextOutgoing, long receiveNanos, out ExecutionEvent execution)
    {
        execution = default;
        return message.Type switch
        {
            MsgTypes.ExecutionReport => DecodeReport(message, receiveNanos, out execution),
            MsgTypes.OrderCancelReject => DecodeCancelReject(message, receiveNanos, out execution),
            MsgTypes.BusinessMessageReject or MsgTypes.Reject => DecodeReject(message, nextOutgoing, receiveNanos, out execution),
            _ => _positions.Decode(message, receiveNanos, out execution),
        };
    }

    private DecodeResult DecodeReport(in FixMessage message, long receiveNanos, out ExecutionEvent execution)
    {
        execution = default;
        var report = new ExecutionReportView(message);
        if (report.IsMalformed)
            return DecodeResult.Anomaly;

        // No order of this session is known: the answer names none.
        if (message.TryGetLong(Tags.TotNumReports, out long answers) && answers == 0)
        {
            execution = Bare(0, 0, -1, message.SeqNum, receiveNanos, ExecutionKind.MassStatusEnd);
            return DecodeResult.Event;
        }

        // A second order under an id in use was refused, which says nothing of the first: its state has to be asked for.
        ExecutionKind? told = KindOf(report);
        if (told == ExecutionKind.Rejected && report.OrdRejReason == DuplicateOrder)
        {
            execution = Bare(ids.Parse(report.ClOrdID), ids.Parse(report.ClOrdID), -1, message.SeqNum, receiveNanos, ExecutionKind.RequestRejected);
            return execution.OrderId != 0 ? DecodeResult.Event : DecodeResult.ForeignReject;
        }

        // Pending new, calculated, suspended, stopped, pending replace: none changes what may still fill.
        if (told is null && report.ExecType is (byte)'A' or (byte)'B' or (byte)'9' or (byte)'7' or (byte)'E')
            return DecodeResult.Nothing;

        int instrument = instruments.Find(report.Symbol);
        if (told is not { } kind || instrument < 0 || report.Side is not ((byte)'1' or (byte)'2'))
            return DecodeResult.Anomaly;

        long lastLots = 0;
        long lastTicks = 0;
        if (kind is ExecutionKind.Fill or ExecutionKind.Correction && !TryReadFill(report, instrument, out lastLots, out lastTicks))
            return DecodeResult.Anomaly;
        if (kind is ExecutionKind.Bust or ExecutionKind.Correction && (report.ExecID.IsEmpty || report.ExecRefID.IsEmpty))
            return DecodeResult.Anomaly;
        if (kind == ExecutionKind.Bust)
            TryReadFill(report, instrument, out lastLots, out lastTicks);
        bool hasCum = report.TryGetCumQty(0, out long cumLots) && cumLots >= 0;
        bool hasLeaves = report.TryGetLeavesQty(0, out long leavesLots) && leavesLots >= 0;
        bool isState = kind is ExecutionKind.Status or ExecutionKind.Restated or ExecutionKind.Replaced;
        if (((isState || kind == ExecutionKind.Canceled) && !hasCum) || (isState && !hasLeaves))
            return DecodeResult.Anomaly;

        // A report on a cancel request carries the request's id in ClOrdID and the order's in OrigClOrdID.
        long orderId = ids.Parse(report.OrigClOrdID);
        long requestId = ids.Parse(report.ClOrdID);
        // FIX allows an id of 0 where nothing was executed.
        bool noId = kind != ExecutionKind.Fill && report.ExecID is [(byte)'0'];
        (ulong low, ulong high) = ExecIdHash.Of(noId ? default : report.ExecID);
        (ulong refLow, ulong refHigh) = ExecIdHash.Of(report.ExecRefID);
        report.TryGetTransactTime(out long exchangeNanos);
        execution = new ExecutionEvent
        {
            ReceiveNanos = receiveNanos,
            ExchangeNanos = exchangeNanos,
            OrderId = orderId != 0 ? orderId : requestId,
            RequestId = requestId,
            SessionSequence = message.SeqNum,
            ExecIdLow = low,
            ExecIdHigh = high,
            ExecRefLow = refLow,
            ExecRefHigh = refHigh,
            LastTicks = lastTicks,
            LastLots = lastLots,
            CumLots = hasCum ? cumLots : 0,
            LeavesLots = hasLeaves ? leavesLots : 0,
            Instrument = instrument,
            Kind = kind,
            Side = (Side)(report.Side - '0'),
        };
        return DecodeResult.Event;
    }

    // A fill without an ExecID can't be told from its own repetition. A price between two ticks is real (a fill at the mid, say) and must not cost us the fill.
    private bool TryReadFill(in ExecutionReportView report, int instrument, out long lots, out long ticks)
    {
        ticks = 0;
        if (report.ExecID.IsEmpty || !report.TryGetLastQty(0, out lots) || lots <= 0)
        {
            lots = 0;
            return false;
        }

        for (int decimals = instruments.PriceDecimals(instrument); decimals <= FixInstruments.MaxPriceDecimals; decimals++)
        {
            if (report.TryGetLastPx(decimals, out long price))
            {
                ticks = instruments.NearestTicks(instrument, price, decimals);
                return true;
            }
        }

        return false;
    }

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

    // The business reject may name our ClOrdID; both name the sequence number. RefMsgType (372), where it is given, must agree.
    private DecodeResult DecodeReject(in FixMessage message, long nextOutgoing, long receiveNanos, out ExecutionEvent execution)
    {
        execution = default;
        SentMessage refused = default;
        bool named = message.TryGet(Tags.BusinessRejectRefID, out ReadOnlySpan<byte> id) && sent.TryFindById(ids.Parse(id), out refused);
        if (!named && !(message.TryGetLong(Tags.RefSeqNum, out long sequence) && sent.TryFind(sequence, nextOutgoing, out refused)))
            return DecodeResult.ForeignReject;
        if (message.TryGet(Tags.RefMsgType, out ReadOnlySpan<byte> type) && !type.SequenceEqual(OrderMessageTypes.Of(refused.Kind)))
            return DecodeResult.ForeignReject;

        // What was a new order is out of the market; of a cancel, replace or status request only the request is refused.
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

    private static ExecutionEvent Bare(long orderId, long requestId, int instrument, long sequence, long receiveNanos, ExecutionKind kind) => new()
    {
        ReceiveNanos = receiveNanos,
        OrderId = orderId,
        RequestId = requestId,
        SessionSequence = sequence,
        Instrument = instrument,
        Kind = kind,
    };

    // Up to FIX 4.2 tag 20 says whether a report is news, takes back or corrects an earlier one, or only tells the state again; from 4.3 on tag 150 says that too.
    private static ExecutionKind? KindOf(in ExecutionReportView report) => report.ExecTransType switch
    {
        (byte)'1' => ExecutionKind.Bust,
        (byte)'2' => ExecutionKind.Correction,
        (byte)'3' => ExecutionKind.Status,
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
