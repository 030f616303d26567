using HedgeFast.Core.Book;
using HedgeFast.Fix.Codec;
using HedgeFast.Venue.Market;

namespace HedgeFast.Venue.Gateway;

/// <summary>
/// Writes positions as bodies of FIX 4.4 and later: PositionReport (AP), or RequestForPositionsAck (AO).
/// </summary>
internal static class PositionWriter
{
    private const int NothingHeld = 2;
    private const int Completed = 0;
    private const int CarriedOnCustomerSide = 1;
    private const int Theoretical = 2;

    /// <summary>Writes the body fields.</summary>
    /// <param name="body">The body.</param>
    /// <param name="report">The report.</param>
    /// <param name="instrument">The instrument; null where nothing is held.</param>
    public static void Write(ref FixBody body, in VenueReport report, Instrument? instrument)
    {
        ReportWriter.WriteId(ref body, Tags.PosMaintRptID, report.Epoch, report.Number);
        body.Add(Tags.PosReqID, report.RelatedId.Span);
        body.Add(Tags.TotalNumPosReports, report.MassReports!.Value);
        body.Add(Tags.PosReqResult, instrument is null ? NothingHeld : 0);
        if (instrument is null)
            body.Add(Tags.PosReqStatus, Completed);
        else
            PositionMessages.WriteClearingDate(ref body, report.ExchangeNanos);
        body.Add(Tags.Account, report.ClOrdId.Span);
        body.Add(Tags.AccountType, CarriedOnCustomerSide);
        if (instrument is null)
            return;

        body.Add(Tags.Symbol, report.Symbol.Span);
        ReportWriter.WritePrice(ref body, Tags.SettlPrice, report.LastTicks, instrument);
        body.Add(Tags.SettlPriceType, Theoretical);
        ReportWriter.WritePrice(ref body, Tags.PriorSettlPrice, report.LastTicks, instrument);
        body.Add(Tags.NoPositions, 1);
        body.Add(Tags.PosType, "TOT"u8);
        body.Add(report.LastLots < 0 ? Tags.ShortQty : Tags.LongQty, Math.Abs(report.LastLots));
    }
}
