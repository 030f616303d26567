using System.Runtime.InteropServices;

namespace HedgeFast.Core;

/// <summary>One control event, 16 bytes: config, kill, timer.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public readonly struct ControlEvent
{
    /// <summary>Monotonic stamp, nanoseconds.</summary>
    [field: FieldOffset(0)] public long ReceiveNanos { get; init; }

    /// <summary>What is asked.</summary>
    [field: FieldOffset(8)] public ControlKind Kind { get; init; }
}
