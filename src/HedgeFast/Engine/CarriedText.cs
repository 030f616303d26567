using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;

namespace HedgeFast.Engine;

/// <summary>Describes the day so far of a resumed run: profit, cost and what stops trading.</summary>
internal static class CarriedText
{
    /// <summary>Writes the totals as one line.</summary>
    public static string Of(in CarriedTotals totals)
    {
        string profit = totals.ProfitDayStartNanos > 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"profit {totals.DayProfit:0.00} of the day that began {Utc(totals.ProfitDayStartNanos)}")
            : "no profit counted yet";
        string cost = totals.DayStartNanos > 0
            ? string.Create(
                CultureInfo.InvariantCulture, $", cost {totals.DayCost:0.00} of that of {Utc(totals.DayStartNanos)}")
            : "";
        string killed = totals.IsKilled ? "; the kill switch is on" : "";
        string latch = totals.AllLatches == LimitLatches.None ? "" : $"; stopped until re-armed: {totals.AllLatches}";
        return $"carried on: {profit}{cost}{killed}{latch}";
    }

    private static string Utc(long nanos) =>
        UtcTime.Of(nanos).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
