using System.Text;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Bench.Peers;

/// <summary>The one order and the one report that every FIX measurement uses, so that their numbers compare.</summary>
internal static class SampleOrders
{
    /// <summary>2026-03-02 14:30:00.123456789 UTC.</summary>
    public const long Now = 1_772_461_800_123_456_789;

    /// <summary>Sum of the fields of the report when <see cref="SumReport"/> reads them right.</summary>
    public const long ReportSum = 6_543_250 + 25 + 0 + 25 + Now + 'F' + 4;

    /// <summary>Sum of the fields of the order when <see cref="SumOrder"/> reads them right.</summary>
    public const long OrderSum = 25 + 6_543_250 + '1' + 4 + 8;

    /// <summary>A limit order: 2.5 at 65432.50.</summary>
    public static void WriteOrder(scoped ref FixBody body) =>
        OrderMessages.WriteNewOrderSingle(ref body, new OrderRequest
        {
            ClOrdID = "H1-7"u8,
            Symbol = "BTC-PERP"u8,
            Side = (byte)'1',
            OrdType = (byte)'2',
            TimeInForce = (byte)'3',
            Quantity = 25,
            QuantityDecimals = 1,
            Price = 6_543_250,
            PriceDecimals = 2,
            TransactTime = Now,
        });

    /// <summary>Its complete fill.</summary>
    public static void WriteReport(scoped ref FixBody body) =>
        OrderMessages.WriteExecutionReport(ref body, new OrderReport
        {
            OrderID = "V-000123"u8,
            ExecID = "E-000456"u8,
            ClOrdID = "H1-7"u8,
            Symbol = "BTC-PERP"u8,
            ExecType = (byte)'F',
            OrdStatus = (byte)'2',
            Side = (byte)'1',
            OrderQty = 25,
            LastQty = 25,
            CumQty = 25,
            QuantityDecimals = 1,
            LastPx = 6_543_250,
            AvgPx = 6_543_250,
            PriceDecimals = 2,
            TransactTime = Now,
        });

    /// <summary>Reads what the hedger reads of a report.</summary>
    public static long SumReport(in FixMessage message)
    {
        var view = new ExecutionReportView(message);
        view.TryGetLastPx(2, out long px);
        view.TryGetLastQty(1, out long last);
        view.TryGetLeavesQty(1, out long leaves);
        view.TryGetCumQty(1, out long cum);
        view.TryGetTransactTime(out long time);
        return px + last + leaves + cum + time + view.ExecType + view.ClOrdID.Length;
    }

    /// <summary>Reads what a venue reads of an order.</summary>
    public static long SumOrder(in FixMessage message)
    {
        var view = new OrderRequestView(message);
        view.TryGetOrderQty(1, out long quantity);
        view.TryGetPrice(2, out long price);
        return quantity + price + view.Side + view.ClOrdID.Length + view.Symbol.Length;
    }

    /// <summary>The bytes with '|' for SOH.</summary>
    public static string Show(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes).Replace('\u0001', '|');
}
