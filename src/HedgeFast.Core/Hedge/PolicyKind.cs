namespace HedgeFast.Core.Hedge;

/// <summary>What sets the no-trade band of an underlying.</summary>
public enum PolicyKind : byte
{
    /// <summary>A half-width of the configuration.</summary>
    Fixed = 1,

    /// <summary>
    /// The change of delta that a move of the price by a configured fraction would bring: |gamma| S times that
    /// fraction.
    /// </summary>
    Gamma = 2,

    /// <summary>The asymptotic band of Whalley and Wilmott (1997).</summary>
    WhalleyWilmott = 3,

    /// <summary>The band and adjusted volatility of Zakamouline (2006).</summary>
    Zakamouline = 4,

    /// <summary>The delta at Leland's adjusted volatility (1985), restored at fixed intervals.</summary>
    Leland = 5,

    /// <summary>The delta restored at fixed intervals.</summary>
    Timed = 6,
}
