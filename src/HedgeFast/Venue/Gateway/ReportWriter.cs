using System.Buffers.Text;
using HedgeFast.Core.Book;
using HedgeFast.Fix.Codec;
using HedgeFast.Venue.Market;

namespace HedgeFast.Venue.Gateway;

/// <summary>
/// Writes execution reports, cancel rejects and position reports as message bodies of FIX 4.2, or of 4.4 and later.
/// </summary>
public static class ReportWriter
{
    // The average price has this many decimals more than the tick.
    private const int AverageDecimals = 4;
    private const int AverageScale = 10_000;

    /// <summary>The message type of a report.</summary>
    public static ReadOnlySpan<byte> MsgType(in VenueReport report) => report.Kind switch
    {
        VenueReportKind.CancelRejected => "9"u8,
        VenueReportKind.Position => MsgTypes.PositionReport,
        VenueReportKind.NoPositions => MsgTypes.RequestForPositionsAck,
        _ => "8"u8,
    };

    /// <summary>Writes the body fields. Prices carry the instrument's decimals; quantities are lots.</summary>
    /// <param name="body">The body.</param>
    /// <param name="report">The report.</param>
    /// <param name="instrument">The instrument; null when unknown, and no price is written.</param>
    /// <param name="isFix42">Whether the session speaks FIX 4.2, with ExecTransType (20).</param>
    public static void Write(ref FixBody body, in VenueReport report, Instrument? instrument, bool isFix42)
    {
        // PossResend belongs to the header and comes first, right behind the session's header fields.
        if (report.PossResend)
            body.Add(Tags.PossResend, (byte)'Y');
        if (report.Kind is VenueReportKind.Position or VenueReportKind.NoPositions)
        {
            PositionWriter.Write(ref body, report, instrument);
            return;
        }

        if (report.OrderId > 0)
            body.Add(Tags.OrderID, report.OrderId);
        else
            body.Add(Tags.OrderID, "NONE"u8);
        body.Add(Tags.ClOrdID, report.ClOrdId.Span);
        if (report.Kind == VenueReportKind.CancelRejected)
            WriteCancelReject(ref body, report);
        else
            WriteExecution(ref body, report, instrument, isFix42);
        body.AddTimestamp(Tags.TransactTime, report.ExchangeNanos);
        body.Add(Tags.Text, report.Reason.Text());
    }

    private static void WriteCancelReject(ref FixBody body, in VenueReport report)
    {
        body.Add(Tags.OrigClOrdID, report.RelatedId.Span);
        body.Add(Tags.OrdStatus, (byte)report.Status);
        body.Add(Tags.CxlRejResponseTo, report.RefusesReplace ? (byte)'2' : (byte)'1');
        body.Add(Tags.CxlRejReason, report.Reason.CancelRejectCode());
    }

    private static void WriteExecution(ref FixBody body, in VenueReport report, Instrument? instrument, bool isFix42)
    {
        // FIX 4.2 has no id of a status request, and no mass status.
        if (report.Kind != VenueReportKind.Status)
            body.Add(Tags.OrigClOrdID, report.RelatedId.Span);
        else if (report.MassReports is not null)
            WriteMassStatus(ref body, report);
        else if (!isFix42)
            body.Add(Tags.OrdStatusReqID, report.RelatedId.Span);
        WriteId(ref body, Tags.ExecID, report.Epoch, report.Number);
        if (report.RefNumber > 0)
            WriteId(ref body, Tags.ExecRefID, report.Epoch, report.RefNumber);
        if (isFix42)
            body.Add(Tags.ExecTransType, ExecTransType(report.Kind));
        body.Add(Tags.ExecType, isFix42 ? ExecType42(report) : (byte)report.Kind);
        body.Add(Tags.OrdStatus, OrdStatus(report));
        if (report.Kind == VenueReportKind.Restated)
            body.Add(Tags.ExecRestatementReason, PartialDecline);
        if (report.Status == VenueOrderStatus.Rejected && report.MassReports is null)
            body.Add(Tags.OrdRejReason, report.Reason.OrderRejectCode());
        body.Add(Tags.Symbol, report.Symbol.Span);
        if (report.Side is Side.Buy or Side.Sell)
            body.Add(Tags.Side, (byte)('0' + (byte)report.Side));
        body.Add(Tags.OrderQty, report.Lots);
        body.Add(Tags.OrdType, (byte)'2');
        if (instrument is not null && report.LimitTicks != 0)
            WritePrice(ref body, Tags.Price, report.LimitTicks, instrument);
        if (report.TimeInForce is TimeInForce.Day or TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill)
            body.Add(Tags.TimeInForce, (byte)('0' + (byte)report.TimeInForce));
        if (report.Kind is VenueReportKind.Trade or VenueReportKind.Bust or VenueReportKind.Correction)
        {
            body.Add(Tags.LastQty, report.LastLots);
            WritePrice(ref body, Tags.LastPx, report.LastTicks, instrument!);
            if (!isFix42)
                body.Add(LastLiquidityInd, report.Passive ? (byte)'1' : (byte)'2');
        }

        body.Add(Tags.LeavesQty, report.LeavesLots);
        body.Add(Tags.CumQty, report.CumLots);
        if (report.CumLots > 0 && instrument is not null)
        {
            Int128 scaled = report.FilledLotTicks * instrument.TickMantissa * AverageScale;
            body.AddDecimal(Tags.AvgPx, (long)(scaled / report.CumLots), instrument.TickDecimals + AverageDecimals);
        }
        else
        {
            body.Add(Tags.AvgPx, 0L);
        }
    }

    // FIX 378: the venue declined part of the quantity.
    private const byte PartialDecline = (byte)'5';

    // While a request is pending, its own letter stands in place of the order's state.
    private static byte OrdStatus(in VenueReport report) =>
        report.Kind is VenueReportKind.PendingNew or VenueReportKind.PendingCancel or VenueReportKind.PendingReplace
            ? (byte)report.Kind
            : (byte)report.Status;

    private static void WriteMassStatus(ref FixBody body, in VenueReport report)
    {
        body.Add(Tags.MassStatusReqID, report.RelatedId.Span);
        body.Add(Tags.TotNumReports, report.MassReports!.Value);
        body.Add(Tags.LastRptRequested, report.IsLastOfMass ? (byte)'Y' : (byte)'N');
    }

    // FIX 4.2 tag 20: new, cancel, correct or status.
    private static byte ExecTransType(VenueReportKind kind) => kind switch
    {
        VenueReportKind.Bust => (byte)'1',
        VenueReportKind.Correction => (byte)'2',
        VenueReportKind.Status => (byte)'3',
        _ => (byte)'0',
    };

    // FIX 4.2 tag 150: a fill is whole or partial; a bust, correction or status has the order's state.
    private static byte ExecType42(in VenueReport report) => report.Kind switch
    {
        VenueReportKind.Trade => (byte)(report.LeavesLots == 0 ? '2' : '1'),
        VenueReportKind.Bust or VenueReportKind.Correction or VenueReportKind.Status => (byte)report.Status,
        _ => (byte)report.Kind,
    };

    /// <summary>FIX 851: 1 for adding liquidity, 2 for taking it.</summary>
    private const int LastLiquidityInd = 851;

    internal static void WritePrice(ref FixBody body, int tag, long ticks, Instrument instrument) =>
        body.AddDecimal(tag, ticks * instrument.TickMantissa, instrument.TickDecimals);

    /// <summary>Writes an ExecID: the venue's epoch and the report's number, so that none repeats.</summary>
    internal static void WriteId(ref FixBody body, int tag, long epoch, long number)
    {
        Span<byte> text = stackalloc byte[48];
        Utf8Formatter.TryFormat(epoch, text, out int epochBytes);
        text[epochBytes] = (byte)'-';
        Utf8Formatter.TryFormat(number, text[(epochBytes + 1)..], out int numberBytes);
        body.Add(tag, text[..(epochBytes + 1 + numberBytes)]);
    }
}
