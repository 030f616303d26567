using HedgeFast.Venue.Market;

namespace HedgeFast.Tests.Program.Venue.Market;

/// <summary>Compares chosen fields of a report and names those that differ.</summary>
internal static class ReportAssert
{
    public static void Shows(
        this VenueReport report,
        VenueReportKind? kind = null,
        VenueOrderStatus? status = null,
        VenueReason? reason = null,
        string? clOrdId = null,
        string? relatedId = null,
        long? limitTicks = null,
        long? lots = null,
        long? lastTicks = null,
        long? lastLots = null,
        long? cumLots = null,
        long? leavesLots = null,
        long? refNumber = null,
        bool? refusesReplace = null)
    {
        var differences = new List<string>();
        Compare(kind, report.Kind, nameof(kind));
        Compare(status, report.Status, nameof(status));
        Compare(reason, report.Reason, nameof(reason));
        Compare(limitTicks, report.LimitTicks, nameof(limitTicks));
        Compare(lots, report.Lots, nameof(lots));
        Compare(lastTicks, report.LastTicks, nameof(lastTicks));
        Compare(lastLots, report.LastLots, nameof(lastLots));
        Compare(cumLots, report.CumLots, nameof(cumLots));
        Compare(leavesLots, report.LeavesLots, nameof(leavesLots));
        Compare(refNumber, report.RefNumber, nameof(refNumber));
        Compare(refusesReplace, report.RefusesReplace, nameof(refusesReplace));
        CompareText(clOrdId, report.ClOrdId, nameof(clOrdId));
        CompareText(relatedId, report.RelatedId, nameof(relatedId));
        Assert.True(differences.Count == 0, string.Join("; ", differences));

        void Compare<T>(T? expected, T actual, string field)
            where T : struct
        {
            if (expected is { } value && !value.Equals(actual))
                differences.Add($"{field} is {actual}, expected {value}");
        }

        void CompareText(string? expected, IdText actual, string field)
        {
            if (expected is not null && expected != actual.ToString())
                differences.Add($"{field} is {actual}, expected {expected}");
        }
    }
}
