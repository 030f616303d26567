using System.Buffers.Text;
using System.Diagnostics;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;

namespace HedgeFast.Bench.Kill;

/// <summary>
/// An exchange behind the FIX acceptor at which every order rests until it is cancelled. It stamps each cancel when it
/// has read it.
/// </summary>
internal sealed class RestingApplication : IFixApplication
{
    private readonly byte[] _id = new byte[20];
    private long _reports;
    private long _orders;
    private long _cancels;
    private long _lastCancelStamp;

    /// <summary>Orders taken. Any thread.</summary>
    public long Orders => Volatile.Read(ref _orders);

    /// <summary>Cancels read. Any thread.</summary>
    public long Cancels => Volatile.Read(ref _cancels);

    /// <summary>When the last of them was read, in ticks of the stopwatch. Any thread.</summary>
    public long LastCancelStamp => Volatile.Read(ref _lastCancelStamp);

    /// <inheritdoc/>
    public void OnLogon(FixSession session)
    {
    }

    /// <inheritdoc/>
    public void OnLogout(FixSession session, string reason)
    {
    }

    /// <inheritdoc/>
    public void OnMessage(FixSession session, in FixMessage message)
    {
        bool isOrder = message.Type == MsgTypes.NewOrderSingle;
        if (!isOrder)
            Volatile.Write(ref _lastCancelStamp, Stopwatch.GetTimestamp());
        var order = new OrderRequestView(message);
        if (!order.TryGetOrderQty(0, out long lots) || !order.TryGetTransactTime(out long transactTime))
            throw new InvalidOperationException("neither an order nor a cancel");
        Utf8Formatter.TryFormat(++_reports, _id, out int idBytes);
        FixBody body = session.Begin("8"u8);
        OrderMessages.WriteExecutionReport(ref body, new OrderReport
        {
            OrderID = _id.AsSpan(0, idBytes),
            ExecID = _id.AsSpan(0, idBytes),
            ClOrdID = order.ClOrdID,
            OrigClOrdID = isOrder ? default : order.OrigClOrdID,
            ExecType = isOrder ? (byte)'0' : (byte)'4',
            OrdStatus = isOrder ? (byte)'0' : (byte)'4',
            Symbol = order.Symbol,
            Side = order.Side,
            OrderQty = lots,
            LeavesQty = isOrder ? lots : 0,
            PriceDecimals = HedgedBook.Perpetual.TickDecimals,
            TransactTime = transactTime,
        });
        if (!session.TrySend(ref body))
            throw new InvalidOperationException("the exchange could not send a report");
        if (isOrder)
            Volatile.Write(ref _orders, _orders + 1);
        else
            Volatile.Write(ref _cancels, _cancels + 1);
    }

    /// <inheritdoc/>
    public bool ShouldReplay(ReadOnlySpan<byte> msgType) => true;
}
