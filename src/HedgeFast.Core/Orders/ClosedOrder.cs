using System.Runtime.InteropServices;

namespace HedgeFast.Core.Orders;

/// <summary>An order that was closed because its position was settled, as journaled; 16 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public readonly struct ClosedOrder
{
    /// <summary>Our order number.</summary>
    [field: FieldOffset(0)] public long OrderId { get; init; }

    /// <summary>Lots of it that the settled position has in it although their fills were never told.</summary>
    [field: FieldOffset(8)] public long SettledLots { get; init; }
}
