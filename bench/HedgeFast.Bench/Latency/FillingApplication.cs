using System.Buffers.Text;
using HedgeFast.Core.Book;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;

namespace HedgeFast.Bench.Latency;

/// <summary>
/// The exchange behind the FIX acceptor: fills every order whole, at its limit, at once, with one report.
/// </summary>
/// <remarks>
/// It keeps nothing but a position, so that it neither allocates nor takes time that the engine would be charged with.
/// </remarks>
internal sealed class FillingApplication : IFixApplication
{
    private static readonly int PriceDecimals = HedgedBook.Perpetual.TickDecimals;

    private readonly byte[] _id = new byte[20];

    /// <summary>Orders filled.</summary>
    public long Orders { get; private set; }

    /// <summary>Position of the engine as its orders make it, lots.</summary>
    public long PositionLots { get; private set; }

    /// <summary>Messages that were no whole limit order.</summary>
    public long Unexpected { get; private set; }

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
        var order = new OrderRequestView(message);
        if (message.Type != MsgTypes.NewOrderSingle || !order.TryGetOrderQty(0, out long lots)
            || !order.TryGetPrice(PriceDecimals, out long price)
            || !order.TryGetTransactTime(out long transactTime))
        {
            Unexpected++;
            return;
        }

        Orders++;
        PositionLots += order.Side == '0' + (int)Side.Buy ? lots : -lots;
        Utf8Formatter.TryFormat(Orders, _id, out int idBytes);
        FixBody body = session.Begin("8"u8);
        OrderMessages.WriteExecutionReport(ref body, new OrderReport
        {
            OrderID = _id.AsSpan(0, idBytes),
            ExecID = _id.AsSpan(0, idBytes),
            ClOrdID = order.ClOrdID,
            ExecType = (byte)'F',
            OrdStatus = (byte)'2',
            Symbol = order.Symbol,
            Side = order.Side,
            OrderQty = lots,
            LastQty = lots,
            LastPx = price,
            CumQty = lots,
            AvgPx = price,
            PriceDecimals = PriceDecimals,
            TransactTime = transactTime,
        });
        if (!session.TrySend(ref body))
            throw new InvalidOperationException($"The exchange could not send the fill of order {Orders}.");
    }

    /// <inheritdoc/>
    public bool ShouldReplay(ReadOnlySpan<byte> msgType) => true;
}
