using HedgeFast.Core.Feed;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Core.Orders.Fix;

/// <summary>
/// Decodes PositionReport (AP) and RequestForPositionsAck (AO) of FIX 4.4 and 5.0 SP2 into execution events.
/// </summary>
/// <remarks>
/// A position is the net of the entry TOT (tag 703), or of TQ without one, in lots. Reports that answer no request of
/// ours are ignored: an exchange may send them unasked.
/// </remarks>
/// <param name="ids">Our order ids, of which the request had one.</param>
/// <param name="instruments">Instruments that can be traded.</param>
public sealed class PositionDecoder(ClOrdIds ids, FixInstruments instruments)
{
    // FIX 4.4 tag 728.
    private const long ValidRequest = 0;
    private const long NothingHeld = 2;

    // FIX 4.4 tag 729.
    private const long Rejected = 2;

    /// <summary>Decodes one message; any other message gives <see cref="DecodeResult.Nothing"/>.</summary>
    /// <param name="message">The message.</param>
    /// <param name="receiveNanos">Monotonic receive time, nanoseconds.</param>
    /// <param name="execution">The event, on <see cref="DecodeResult.Event"/>.</param>
    public DecodeResult Decode(in FixMessage message, long receiveNanos, out ExecutionEvent execution)
    {
        execution = default;
        bool isReport = message.MsgType.SequenceEqual(MsgTypes.PositionReport);
        if (!isReport && !message.MsgType.SequenceEqual(MsgTypes.RequestForPositionsAck))
            return DecodeResult.Nothing;
        var report = new PositionReportView(message);
        long request = ids.Parse(report.PosReqID);
        if (request == 0)
            return DecodeResult.Nothing;

        ExecutionKind kind = isReport ? ExecutionKind.Position : ExecutionKind.PositionCount;
        long count = Math.Min(report.TotalNumPosReports, QuoteGuard.Bound);
        if (report.PosReqResult == NothingHeld)
        {
            kind = ExecutionKind.PositionCount;
            count = 0;
        }
        else if (report.PosReqResult > ValidRequest
            || (message.TryGetLong(Tags.PosReqStatus, out long status) && status == Rejected))
        {
            kind = ExecutionKind.PositionsRefused;
        }
        else if (!isReport && count < 0)
        {
            return DecodeResult.Nothing;
        }

        int instrument = -1;
        long lots = 0;
        (ulong Low, ulong High) id = default;
        if (kind == ExecutionKind.Position)
        {
            instrument = instruments.Find(report.Symbol);
            if (report.IsMalformed
                || (instrument >= 0
                    && !report.TryGetNet("TOT"u8, 0, out lots)
                    && !report.TryGetNet("TQ"u8, 0, out lots)))
            {
                return DecodeResult.Anomaly;
            }

            if (lots is < -QuoteGuard.Bound or > QuoteGuard.Bound)
                return DecodeResult.Anomaly;
            id = ExecIdHash.Of(report.PosMaintRptID);
        }

        execution = new ExecutionEvent
        {
            ReceiveNanos = receiveNanos,
            RequestId = request,
            SessionSequence = message.SeqNum,
            ExecIdLow = id.Low,
            ExecIdHigh = id.High,
            LastLots = lots,
            LeavesLots = count,
            Instrument = instrument,
            Kind = kind,
        };
        return DecodeResult.Event;
    }
}
