using System.Runtime.InteropServices;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>
/// A position that the run before has left, or that was adopted from the exchange, as journaled; 16 bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public readonly struct CarriedPosition
{
    /// <summary>Signed lots.</summary>
    [field: FieldOffset(0)] public long Lots { get; init; }

    /// <summary>Dense instrument index.</summary>
    [field: FieldOffset(8)] public int Instrument { get; init; }
}
