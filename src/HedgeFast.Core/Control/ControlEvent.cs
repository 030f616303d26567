using System.Runtime.InteropServices;

namespace HedgeFast.Core.Control;

/// <summary>A control event, 48 bytes: a request of an operator, a kill, a stop or the timer.</summary>
[StructLayout(LayoutKind.Explicit, Size = 48)]
public readonly struct ControlEvent
{
    /// <summary>Monotonic stamp, nanoseconds.</summary>
    [field: FieldOffset(0)] public long ReceiveNanos { get; init; }

    /// <summary>The request.</summary>
    [field: FieldOffset(8)] public ControlKind Kind { get; init; }

    /// <summary>The limit that <see cref="ControlKind.SetLimit"/> changes.</summary>
    [field: FieldOffset(9)] public LimitKey Limit { get; init; }

    /// <summary>
    /// Index of the expiry of a <see cref="ControlKind.GiveAverage"/>, among those of the underlying that settle on an
    /// average.
    /// </summary>
    [field: FieldOffset(10)] public ushort Expiry { get; init; }

    /// <summary>
    /// Instrument of a <see cref="ControlKind.SettlePosition"/>, -1 for an unknown symbol; underlying of a <see
    /// cref="ControlKind.GiveAverage"/>.
    /// </summary>
    [field: FieldOffset(12)] public int Instrument { get; init; }

    /// <summary>
    /// The right position of a <see cref="ControlKind.SettlePosition"/>, signed lots; or a number of kills.
    /// </summary>
    /// <remarks>
    /// A kill carries its own number, a re-arm the number of the last kill that its author could see. Shares its bytes
    /// with <see cref="Value"/>, which those kinds do not use.
    /// </remarks>
    [field: FieldOffset(16)] public long Lots { get; init; }

    /// <summary>The limit's new value; or a profit or an average, quote currency.</summary>
    [field: FieldOffset(16)] public double Value { get; init; }

    /// <summary>The operator; a re-arm without a name releases the kill switch but no latched limit.</summary>
    [field: FieldOffset(24)] public OperatorName Operator { get; init; }

    /// <summary>Begin of the day of a <see cref="ControlKind.CarryDay"/>, UTC nanoseconds since 1970.</summary>
    /// <remarks>Shares its bytes with the name, which that kind does not use.</remarks>
    [field: FieldOffset(24)] public long DayStartNanos { get; init; }
}
