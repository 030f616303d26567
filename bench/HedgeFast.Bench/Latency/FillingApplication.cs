using HedgeFast.Core.Limits;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;

namespace HedgeFast.Bench.Latency;

/// <summary>
/// The exchange behind the FIX acceptor: fills every order whole, at its limit, at once, with one report. It keeps nothing but a position, so that it neither
/// allocates nor takes time that the engine would be charged with.
/// </summary>
internal sealed class FillingApplication : IFixApplication
{
    private static readonly int PriceDecimals = HedgedBook.Perpetual.TickDecimals;

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
        if (message.Type != MsgTypes.NewOrderSingle || !order.TryGetOrderQty(0, out long lots) || !order.TryGetPrice(PriceDecimals, out long price))
        {
            Unexpected++;
            return;
        }

        Orders++;
        PositionLots += order.Side == '0' + (int)Side.Buy ? lots : -lots;
        FixBody body = session.Begin("8"u8);
        body.Add(Tags.OrderID, Orders);
        body.Add(Tags.ExecID, Orders);
        body.Add(Tags.ClOrdID, order.ClOrdID);
        body.Add(Tags.ExecType, (byte)'F');
        body.Add(Tags.OrdStatus, (byte)'2');
        body.Add(Tags.Symbol, order.Symbol);
        body.Add(Tags.Side, order.Side);
        body.Add(Tags.OrderQty, lots);
        body.Add(Tags.LastQty, lots);
        body.AddDecimal(Tags.LastPx, price, PriceDecimals);
        body.Add(Tags.LeavesQty, 0L);
        body.Add(Tags.CumQty, lots);
        body.AddDecimal(Tags.AvgPx, price, PriceDecimals);
        if (!session.TrySend(ref body))
            throw new InvalidOperationException($"The exchange could not send the fill of order {Orders}.");
    }

    /// <inheritdoc/>
    public bool ShouldReplay(ReadOnlySpan<byte> msgType) => true;
}
