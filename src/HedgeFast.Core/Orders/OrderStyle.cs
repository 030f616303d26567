namespace HedgeFast.Core.Orders;

/// <summary>Where hedge orders are placed.</summary>
public enum OrderStyle : byte
{
    /// <summary>At the opposite touch, up to the cap beyond it.</summary>
    Touch = 1,

    /// <summary>Whatever is there, up to a collar around the mid: a market order that can't run away.</summary>
    Market = 2,

    /// <summary>
    /// At the own touch, moved along with it; at the opposite touch once the time for waiting is over.
    /// </summary>
    Passive = 3,
}
