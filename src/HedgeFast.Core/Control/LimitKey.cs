namespace HedgeFast.Core.Control;

/// <summary>A limit that may be changed while the engine runs.</summary>
public enum LimitKey : byte
{
    /// <summary>None; the event changes no limit.</summary>
    None = 0,

    /// <summary><c>LimitSettings.MaxOrderLots</c>.</summary>
    MaxOrderLots = 1,

    /// <summary><c>LimitSettings.MaxPositionLots</c>.</summary>
    MaxPositionLots = 2,

    /// <summary><c>LimitSettings.MaxOrderNotional</c>.</summary>
    MaxOrderNotional = 3,

    /// <summary><c>LimitSettings.CollarFraction</c>.</summary>
    CollarFraction = 4,

    /// <summary><c>LimitSettings.MaxDayCost</c>.</summary>
    MaxDayCost = 5,

    /// <summary><c>LimitSettings.MaxDayLoss</c>.</summary>
    MaxDayLoss = 6,
}
