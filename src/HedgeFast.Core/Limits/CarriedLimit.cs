using System.Runtime.InteropServices;
using HedgeFast.Core.Control;

namespace HedgeFast.Core.Limits;

/// <summary>A limit that was changed in the run before, as journaled; 16 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public readonly struct CarriedLimit
{
    /// <summary>Its value.</summary>
    [field: FieldOffset(0)] public double Value { get; init; }

    /// <summary>Which.</summary>
    [field: FieldOffset(8)] public LimitKey Key { get; init; }
}
