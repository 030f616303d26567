using System.Runtime.InteropServices;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>Doubt about one position from this record on, as journaled; 24 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
public readonly struct CarriedDoubt
{
    /// <summary>Our position when the last reason arose, signed lots.</summary>
    [field: FieldOffset(0)] public long OurLots { get; init; }

    /// <summary>
    /// The position it was held against: the exchange's, or ours without the fills in doubt. Signed lots.
    /// </summary>
    [field: FieldOffset(8)] public long OtherLots { get; init; }

    /// <summary>Dense instrument index.</summary>
    [field: FieldOffset(16)] public int Instrument { get; init; }

    /// <summary>Why; None where the doubt is settled.</summary>
    [field: FieldOffset(20)] public DoubtReasons Reasons { get; init; }
}
