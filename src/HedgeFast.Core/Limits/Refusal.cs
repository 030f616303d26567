using System.Runtime.InteropServices;

namespace HedgeFast.Core.Limits;

/// <summary>A decision that a limit refused, as journaled; 16 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public readonly struct Refusal
{
    /// <summary>Number of the decision.</summary>
    [field: FieldOffset(0)] public long DecisionSequence { get; init; }

    /// <summary>The limit.</summary>
    [field: FieldOffset(8)] public LimitRefusal Reason { get; init; }
}
