using System.Runtime.InteropServices;

namespace HedgeFast.Core.Limits;

/// <summary>
/// Latches, kill switch, the day's cost and profit, and session sequence of the run before, as journaled; 48 bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 48)]
public readonly struct CarriedTotals
{
    /// <summary>Sequence number of the last message of the session that was journaled; 0 when none was.</summary>
    [field: FieldOffset(0)] public long SessionSequence { get; init; }

    /// <summary>Start of the day whose cost it is, UTC nanoseconds since 1970.</summary>
    [field: FieldOffset(8)] public long DayStartNanos { get; init; }

    /// <summary>Spread and fees paid on it, quote currency.</summary>
    [field: FieldOffset(16)] public double DayCost { get; init; }

    /// <summary>
    /// The gravest of the limits that had stopped trading; a journal of before version 3 has no other.
    /// </summary>
    [field: FieldOffset(24)] public LimitRefusal Latch { get; init; }

    /// <summary>Whether the kill switch was on.</summary>
    [field: FieldOffset(25)] public bool IsKilled { get; init; }

    /// <summary>Every limit that had stopped trading.</summary>
    [field: FieldOffset(26)] public LimitLatches Latches { get; init; }

    /// <summary>The same, of a journal of any version.</summary>
    public LimitLatches AllLatches => Latches | Latch.ToLatch();

    /// <summary>
    /// Start of the day whose profit it is, UTC nanoseconds since 1970; the smallest number when nothing was marked.
    /// </summary>
    [field: FieldOffset(32)] public long ProfitDayStartNanos { get; init; }

    /// <summary>Profit of that day on the basis that is limited, quote currency; negative is a loss.</summary>
    [field: FieldOffset(40)] public double DayProfit { get; init; }
}
