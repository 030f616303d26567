namespace HedgeFast.Fix.Codec;

/// <summary>
/// Writes the bodies of the messages an order needs. Begin the body with the type named by each method.
/// </summary>
public static class OrderMessages
{
    private const byte Limit = (byte)'2';
    private const byte Automated = (byte)'1';

    /// <summary>NewOrderSingle (D), handled without intervention (21=1).</summary>
    public static void WriteNewOrderSingle(scoped ref FixBody body, in OrderRequest order)
    {
        body.Add(Tags.Account, order.Account);
        body.Add(Tags.ClOrdID, order.ClOrdID);
        body.Add(Tags.HandlInst, Automated);
        body.Add(Tags.Symbol, order.Symbol);
        body.Add(Tags.Side, order.Side);
        body.AddTimestamp(Tags.TransactTime, order.TransactTime, order.TransactTimeDigits);
        body.AddDecimal(Tags.OrderQty, order.Quantity, order.QuantityDecimals);
        body.Add(Tags.OrdType, order.OrdType);
        if (order.OrdType == Limit)
            body.AddDecimal(Tags.Price, order.Price, order.PriceDecimals);
        if (order.TimeInForce != 0)
            body.Add(Tags.TimeInForce, order.TimeInForce);
    }

    /// <summary>OrderCancelRequest (F).</summary>
    public static void WriteOrderCancelRequest(scoped ref FixBody body, in OrderRequest order)
    {
        body.Add(Tags.OrigClOrdID, order.OrigClOrdID);
        body.Add(Tags.ClOrdID, order.ClOrdID);
        body.Add(Tags.Symbol, order.Symbol);
        body.Add(Tags.Side, order.Side);
        body.AddTimestamp(Tags.TransactTime, order.TransactTime, order.TransactTimeDigits);
        body.AddDecimal(Tags.OrderQty, order.Quantity, order.QuantityDecimals);
    }

    /// <summary>
    /// OrderCancelReplaceRequest (G): gives order <see cref="OrderRequest.OrigClOrdID"/> another price or quantity; the
    /// quantity is the whole order's.
    /// </summary>
    public static void WriteOrderCancelReplaceRequest(scoped ref FixBody body, in OrderRequest order)
    {
        body.Add(Tags.OrigClOrdID, order.OrigClOrdID);
        WriteNewOrderSingle(ref body, order);
    }

    /// <summary>OrderMassStatusRequest (AF) for all orders (585=7).</summary>
    /// <param name="body">Begun with <see cref="MsgTypes.OrderMassStatusRequest"/>.</param>
    /// <param name="requestId">Tag 584; every report it causes repeats it.</param>
    public static void WriteOrderMassStatusRequest(scoped ref FixBody body, ReadOnlySpan<byte> requestId)
    {
        body.Add(Tags.MassStatusReqID, requestId);
        body.Add(Tags.MassStatusReqType, 7);
    }

    /// <summary>OrderStatusRequest (H).</summary>
    public static void WriteOrderStatusRequest(scoped ref FixBody body, in OrderRequest order)
    {
        body.Add(Tags.ClOrdID, order.ClOrdID);
        body.Add(Tags.Symbol, order.Symbol);
        body.Add(Tags.Side, order.Side);
    }

    /// <summary>ExecutionReport (8).</summary>
    public static void WriteExecutionReport(scoped ref FixBody body, in OrderReport report)
    {
        body.Add(Tags.OrderID, report.OrderID);
        body.Add(Tags.ExecID, report.ExecID);
        body.Add(Tags.ClOrdID, report.ClOrdID);
        body.Add(Tags.OrigClOrdID, report.OrigClOrdID);
        body.Add(Tags.ExecType, report.ExecType);
        body.Add(Tags.OrdStatus, report.OrdStatus);
        body.Add(Tags.Symbol, report.Symbol);
        body.Add(Tags.Side, report.Side);
        body.AddDecimal(Tags.OrderQty, report.OrderQty, report.QuantityDecimals);
        if (report.LastQty != 0)
        {
            body.AddDecimal(Tags.LastQty, report.LastQty, report.QuantityDecimals);
            body.AddDecimal(Tags.LastPx, report.LastPx, report.PriceDecimals);
        }

        body.AddDecimal(Tags.LeavesQty, report.LeavesQty, report.QuantityDecimals);
        body.AddDecimal(Tags.CumQty, report.CumQty, report.QuantityDecimals);
        body.AddDecimal(Tags.AvgPx, report.AvgPx, report.PriceDecimals);
        body.AddTimestamp(Tags.TransactTime, report.TransactTime);
        body.Add(Tags.Text, report.Text);
    }

    /// <summary>OrderCancelReject (9), in answer to a cancel request (434=1).</summary>
    public static void WriteOrderCancelReject(scoped ref FixBody body, in OrderReport report, int reason)
    {
        body.Add(Tags.OrderID, report.OrderID);
        body.Add(Tags.ClOrdID, report.ClOrdID);
        body.Add(Tags.OrigClOrdID, report.OrigClOrdID);
        body.Add(Tags.OrdStatus, report.OrdStatus);
        body.Add(Tags.CxlRejResponseTo, (byte)'1');
        body.Add(Tags.CxlRejReason, reason);
        body.AddTimestamp(Tags.TransactTime, report.TransactTime);
        body.Add(Tags.Text, report.Text);
    }
}
