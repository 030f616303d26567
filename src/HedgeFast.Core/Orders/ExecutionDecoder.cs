using HedgeFast.Core.Limits;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Core.Orders;

/// <summary>Reads ExecutionReport (8), OrderCancelReject (9) and BusinessMessageReject (j) of FIX 4.4 into execution events.</summary>
public static class ExecutionDecoder
{
    /// <summary>Whether a message is of a kind that speaks of orders.</summary>
    public static bool IsForUs(in FixMessage message) => message.Type is (byte)'8' or (byte)'9' or (byte)'j';

    /// <summary>Reads one message. False when it is of another kind, changes nothing (a pending new, say), or makes no sense.</summary>
    public static bool TryDecode(in FixMessage message, ClOrdIds ids, FixInstruments instruments, long receiveNanos, out ExecutionEvent execution)
    {
        switch (message.Type)
        {
            case (byte)'8':
                return TryDecodeReport(message, ids, instruments, receiveNanos, out execution);

            case (byte)'9':
                execution = Bare(message, ids, Tags.OrigClOrdID, receiveNanos, ExecutionKind.CancelRejected);
                return execution.OrderId != 0;

            case (byte)'j':
                execution = Bare(message, ids, Tags.BusinessRejectRefID, receiveNanos, ExecutionKind.Rejected);
                return execution.OrderId != 0;

            default:
                execution = default;
                return false;
        }
    }

    private static ExecutionEvent Bare(in FixMessage message, ClOrdIds ids, int idTag, long receiveNanos, ExecutionKind kind) => new()
    {
        ReceiveNanos = receiveNanos,
        OrderId = message.TryGet(idTag, out ReadOnlySpan<byte> id) ? ids.Parse(id) : 0,
        Instrument = -1,
        Kind = kind,
    };

    private static bool TryDecodeReport(in FixMessage message, ClOrdIds ids, FixInstruments instruments, long receiveNanos, out ExecutionEvent execution)
    {
        execution = default;
        if (!message.TryGetChar(Tags.ExecType, out byte execType) || KindOf(execType) is not { } kind)
            return false;
        int instrument = message.TryGet(Tags.Symbol, out ReadOnlySpan<byte> symbol) ? instruments.Find(symbol) : -1;
        if (instrument < 0 || !message.TryGetChar(Tags.Side, out byte side) || side is not ((byte)'1' or (byte)'2'))
            return false;

        // A report on a cancel request carries the request's id in ClOrdID and the order's in OrigClOrdID.
        long orderId = message.TryGet(Tags.OrigClOrdID, out ReadOnlySpan<byte> original) ? ids.Parse(original) : 0;
        if (orderId == 0 && message.TryGet(Tags.ClOrdID, out ReadOnlySpan<byte> own))
            orderId = ids.Parse(own);

        (ulong low, ulong high) = message.TryGet(Tags.ExecID, out ReadOnlySpan<byte> execId) ? ExecIdHash.Of(execId) : default;
        long lastLots = 0;
        long lastPrice = 0;
        if (kind == ExecutionKind.Fill && !(message.TryGetDecimal(Tags.LastQty, 0, out lastLots) && lastLots > 0
            && message.TryGetDecimal(Tags.LastPx, instruments.PriceDecimals(instrument), out lastPrice)))
            return false;
        message.TryGetDecimal(Tags.CumQty, 0, out long cumLots);
        message.TryGetDecimal(Tags.LeavesQty, 0, out long leavesLots);
        message.TryGetTimestamp(Tags.TransactTime, out long exchangeNanos);

        execution = new ExecutionEvent
        {
            ReceiveNanos = receiveNanos,
            ExchangeNanos = exchangeNanos,
            OrderId = orderId,
            ExecIdLow = low,
            ExecIdHigh = high,
            LastTicks = instruments.Ticks(instrument, lastPrice),
            LastLots = lastLots,
            CumLots = cumLots,
            LeavesLots = leavesLots,
            Instrument = instrument,
            Kind = kind,
            Side = (Side)(side - '0'),
        };
        return true;
    }

    // FIX 4.4 tag 150. What changes neither position nor what may still fill is not an event.
    private static ExecutionKind? KindOf(byte execType) => execType switch
    {
        (byte)'0' => ExecutionKind.New,
        (byte)'F' => ExecutionKind.Fill,
        (byte)'3' or (byte)'4' or (byte)'C' => ExecutionKind.Canceled,
        (byte)'8' => ExecutionKind.Rejected,
        (byte)'6' => ExecutionKind.PendingCancel,
        (byte)'I' => ExecutionKind.Status,
        _ => null,
    };
}
