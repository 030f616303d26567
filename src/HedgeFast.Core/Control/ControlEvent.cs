using System.Runtime.InteropServices;

namespace HedgeFast.Core.Control;

/// <summary>One control event, 48 bytes: config, kill, timer.</summary>
[StructLayout(LayoutKind.Explicit, Size = 48)]
public readonly struct ControlEvent
{
    /// <summary>Monotonic stamp, nanoseconds.</summary>
    [field: FieldOffset(0)] public long ReceiveNanos { get; init; }

    /// <summary>What is asked.</summary>
    [field: FieldOffset(8)] public ControlKind Kind { get; init; }

    /// <summary>The limit that <see cref="ControlKind.SetLimit"/> changes.</summary>
    [field: FieldOffset(9)] public LimitKey Limit { get; init; }

    /// <summary>
    /// Of <see cref="ControlKind.GiveAverage"/> the expiry, by index among those of the underlying that settle on an
    /// average.
    /// </summary>
    [field: FieldOffset(10)] public ushort Expiry { get; init; }

    /// <summary>
    /// Dense index of the instrument that <see cref="ControlKind.SettlePosition"/> is about; -1 for a symbol that is
    /// none of ours. Of <see cref="ControlKind.GiveAverage"/> that of the underlying.
    /// </summary>
    [field: FieldOffset(12)] public int Instrument { get; init; }

    /// <summary>
    /// Of <see cref="ControlKind.SettlePosition"/> the position that a person says is right, signed lots; of a kill its
    /// number, and of a re-arm that of the last kill its author could see. In the place of a value, which those kinds
    /// have not.
    /// </summary>
    [field: FieldOffset(16)] public long Lots { get; init; }

    /// <summary>The limit's new value; or a profit, or an average, quote currency.</summary>
    [field: FieldOffset(16)] public double Value { get; init; }

    /// <summary>Who asks; empty for nobody, who may release the kill switch but no latched limit.</summary>
    [field: FieldOffset(24)] public OperatorName Operator { get; init; }

    /// <summary>
    /// When the day of a <see cref="ControlKind.CarryDay"/> began, UTC nanoseconds since 1970; in the place of the
    /// name, which that kind has not.
    /// </summary>
    [field: FieldOffset(24)] public long DayStartNanos { get; init; }
}
