namespace HedgeFast.Config;

/// <summary>Limits that a configuration leaves to be derived.</summary>
[Flags]
internal enum LimitKeys
{
    /// <summary>None: all are given.</summary>
    None = 0,

    /// <summary>limits.maxOrderNotional</summary>
    MaxOrderNotional = 1,

    /// <summary>limits.maxRepeats</summary>
    MaxRepeats = 2,

    /// <summary>limits.maxDayCost</summary>
    MaxDayCost = 4,

    /// <summary>limits.maxDayLoss</summary>
    MaxDayLoss = 8,
}
