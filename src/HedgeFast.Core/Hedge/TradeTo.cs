namespace HedgeFast.Core.Hedge;

/// <summary>Where a hedge takes the delta once it has left the band.</summary>
public enum TradeTo : byte
{
    /// <summary>To the nearer edge of the band: the cheapest trade that ends the breach.</summary>
    Edge = 1,

    /// <summary>To the target in the middle of the band.</summary>
    Centre = 2,
}
