using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Monitor.Watch;

/// <summary>Positions in doubt, in words: which, why, both numbers and what to do.</summary>
internal static class PositionDoubtText
{
    /// <summary>The doubts; null when there is none. What only differs is told by <see cref="PositionDifference"/>.</summary>
    /// <param name="instruments">The instruments.</param>
    /// <param name="counters">What the loop shows of each.</param>
    public static string? Text(IReadOnlyList<Instrument> instruments, IReadOnlyList<InstrumentCounters> counters)
    {
        string? text = null;
        for (int i = 0; i < instruments.Count; i++)
        {
            var reasons = (DoubtReasons)counters[i].Doubt;
            if ((reasons & ~DoubtReasons.Differs) == 0)
                continue;
            string symbol = instruments[i].Symbol;
            string one = string.Create(
                CultureInfo.InvariantCulture,
                $"{symbol}: {Why(reasons)}; ours {counters[i].DoubtOurLots} lots, against {counters[i].DoubtOtherLots}; settle it with: position {symbol} LOTS NAME");
            text = text is null ? one : $"{text} | {one}";
        }

        return text;
    }

    private static string Why(DoubtReasons reasons) => string.Join(", ", Enum.GetValues<DoubtReasons>().Where(reason => (reasons & reason) != 0).Select(Words));

    private static string Words(DoubtReasons reason) => reason switch
    {
        DoubtReasons.UnknownOrder => "a fill of an order that is not ours",
        DoubtReasons.Overfill => "more filled than ordered",
        DoubtReasons.FillPrice => "a fill at a price that the order does not allow",
        DoubtReasons.PositionLimit => "beyond limits.maxPositionLots by fills that were not ordered",
        DoubtReasons.Differs => "the exchange holds another position",
        DoubtReasons.ReusedId => "an execution id told again with another quantity",
        DoubtReasons.Unreadable => "a report that may be a fill can't be read",
        DoubtReasons.MissingFills => "the exchange counts fills that it never told",
        _ => reason.ToString(),
    };
}
