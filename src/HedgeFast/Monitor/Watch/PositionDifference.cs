using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Monitor.Watch;

/// <summary>Positions that the exchange counts otherwise, in words.</summary>
internal static class PositionDifference
{
    /// <summary>Which ones, ours and theirs; null when none differs.</summary>
    /// <param name="instruments">The instruments.</param>
    /// <param name="counters">What the loop shows of each.</param>
    public static string? Text(IReadOnlyList<Instrument> instruments, IReadOnlyList<InstrumentCounters> counters)
    {
        string? text = null;
        for (int i = 0; i < instruments.Count; i++)
        {
            if (counters[i].Differs == 0) continue;
            string symbol = instruments[i].Symbol;
            string one = string.Create(
                CultureInfo.InvariantCulture,
                $"{symbol}: ours {counters[i].OurLots} lots, the exchange's {counters[i].TheirLots}; settle it with: position {symbol} LOTS NAME");
            text = text is null ? one : $"{text} | {one}";
        }

        return text;
    }
}
