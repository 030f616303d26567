using System.Runtime.InteropServices;

namespace HedgeFast.Core.Limits;

/// <summary>What else the run before has left, as journaled; 32 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
public readonly struct CarriedTotals
{
    /// <summary>Sequence number of the last message of the session that was journaled; 0 when none was.</summary>
    [field: FieldOffset(0)] public long SessionSequence { get; init; }

    /// <summary>Start of the day, UTC nanoseconds since 1970.</summary>
    [field: FieldOffset(8)] public long DayStartNanos { get; init; }

    /// <summary>Spread and fees paid on it, quote currency.</summary>
    [field: FieldOffset(16)] public double DayCost { get; init; }

    /// <summary>The limit that had stopped trading.</summary>
    [field: FieldOffset(24)] public LimitRefusal Latch { get; init; }

    /// <summary>Whether the kill switch was on.</summary>
    [field: FieldOffset(25)] public bool IsKilled { get; init; }
}
