using System.Runtime.InteropServices;
using HedgeFast.Core.Control;

namespace HedgeFast.Core.Limits;

/// <summary>
/// The limits in force when the run before ended, as journaled whole; 80 bytes. A limit changed by hand is restored
/// from here.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 80)]
public readonly struct CarriedLimits
{
    /// <summary>Largest order, lots.</summary>
    [field: FieldOffset(0)] public long MaxOrderLots { get; init; }

    /// <summary>Largest position, lots.</summary>
    [field: FieldOffset(8)] public long MaxPositionLots { get; init; }

    /// <summary>Largest notional of one order, quote currency.</summary>
    [field: FieldOffset(16)] public double MaxOrderNotional { get; init; }

    /// <summary>Price collar, a fraction.</summary>
    [field: FieldOffset(24)] public double CollarFraction { get; init; }

    /// <summary>Largest cost of a day, quote currency.</summary>
    [field: FieldOffset(32)] public double MaxDayCost { get; init; }

    /// <summary>Largest loss of a day, quote currency.</summary>
    [field: FieldOffset(40)] public double MaxDayLoss { get; init; }

    /// <summary>The limits that were changed by hand: bit n stands for the <see cref="LimitKey"/> of value n.</summary>
    [field: FieldOffset(48)] public long ByHand { get; init; }

    /// <summary>Name of the last operator who changed a limit; empty without one.</summary>
    [field: FieldOffset(56)] public OperatorName Operator { get; init; }

    /// <summary>The limits in force as a record.</summary>
    public static CarriedLimits Of(LimitSettings settings, long byHand, OperatorName by) => new()
    {
        MaxOrderLots = settings.MaxOrderLots,
        MaxPositionLots = settings.MaxPositionLots,
        MaxOrderNotional = settings.MaxOrderNotional,
        CollarFraction = settings.CollarFraction,
        MaxDayCost = settings.MaxDayCost,
        MaxDayLoss = settings.MaxDayLoss,
        ByHand = byHand,
        Operator = by,
    };

    /// <summary>Whether a limit was changed by hand.</summary>
    public bool IsByHand(LimitKey key) => (ByHand & (1L << (int)key)) != 0;

    /// <summary>Settings with the limits that were changed by hand in the place of their own.</summary>
    public LimitSettings Over(LimitSettings settings) => settings with
    {
        MaxOrderLots = IsByHand(LimitKey.MaxOrderLots) ? MaxOrderLots : settings.MaxOrderLots,
        MaxPositionLots = IsByHand(LimitKey.MaxPositionLots) ? MaxPositionLots : settings.MaxPositionLots,
        MaxOrderNotional = IsByHand(LimitKey.MaxOrderNotional) ? MaxOrderNotional : settings.MaxOrderNotional,
        CollarFraction = IsByHand(LimitKey.CollarFraction) ? CollarFraction : settings.CollarFraction,
        MaxDayCost = IsByHand(LimitKey.MaxDayCost) ? MaxDayCost : settings.MaxDayCost,
        MaxDayLoss = IsByHand(LimitKey.MaxDayLoss) ? MaxDayLoss : settings.MaxDayLoss,
    };
}
