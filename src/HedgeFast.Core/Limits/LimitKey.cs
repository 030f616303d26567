namespace HedgeFast.Core.Limits;

/// <summary>A limit that may be changed while the engine runs.</summary>
public enum LimitKey : byte
{
    /// <summary>None; the event changes no limit.</summary>
    None = 0,

    /// <summary><see cref="LimitSettings.MaxOrderLots"/>.</summary>
    MaxOrderLots = 1,

    /// <summary><see cref="LimitSettings.MaxPositionLots"/>.</summary>
    MaxPositionLots = 2,

    /// <summary><see cref="LimitSettings.MaxOrderNotional"/>.</summary>
    MaxOrderNotional = 3,

    /// <summary><see cref="LimitSettings.CollarFraction"/>.</summary>
    CollarFraction = 4,

    /// <summary><see cref="LimitSettings.MaxDayCost"/>.</summary>
    MaxDayCost = 5,

    /// <summary><see cref="LimitSettings.MaxDayLoss"/>.</summary>
    MaxDayLoss = 6,
}
