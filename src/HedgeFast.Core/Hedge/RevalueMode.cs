namespace HedgeFast.Core.Hedge;

/// <summary>What a quote costs. The orders are the same.</summary>
public enum RevalueMode : byte
{
    /// <summary>Every option is revalued at every price.</summary>
    EveryTick = 1,

    /// <summary>Between two trigger prices, proved from the net-delta curve, nothing is revalued.</summary>
    Triggers = 2,
}
