namespace HedgeFast.Core.Limits;

/// <summary>Why an order was not allowed to leave.</summary>
public enum LimitRefusal : byte
{
    /// <summary>Allowed.</summary>
    None = 0,

    /// <summary>The kill switch is on.</summary>
    Killed = 1,

    /// <summary>The quote is older than the limit.</summary>
    StaleQuote = 2,

    /// <summary>More lots than one order may have.</summary>
    OrderQuantity = 3,

    /// <summary>The position, with everything that may still fill, would be too large.</summary>
    Position = 4,

    /// <summary>Too many orders within a second.</summary>
    OrderRate = 5,

    /// <summary>The limit price is too far from the mid.</summary>
    PriceCollar = 6,

    /// <summary>Too many orders alive.</summary>
    LiveOrders = 7,
}
