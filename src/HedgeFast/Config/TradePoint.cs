namespace HedgeFast.Config;

/// <summary>Where a hedge takes the delta, as the configuration says it.</summary>
internal enum TradePoint
{
    /// <summary>The nearer edge of the band.</summary>
    Edge,

    /// <summary>A point between edge and centre, given by another key.</summary>
    Between,

    /// <summary>The target.</summary>
    Centre,
}
