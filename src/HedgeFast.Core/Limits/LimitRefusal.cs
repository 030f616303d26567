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

    /// <summary>The order's notional is too large.</summary>
    Notional = 8,

    /// <summary>There is no quote to check the order's price against.</summary>
    NoReference = 9,

    /// <summary>Too many messages within a second.</summary>
    MessageRate = 10,

    /// <summary>Too many orders to the same side in a row; no order leaves until an operator re-arms by name.</summary>
    Repetition = 11,

    /// <summary>The day's cost is too large; no order leaves until an operator re-arms by name.</summary>
    DayCost = 12,

    /// <summary>The same order again.</summary>
    Duplicate = 13,

    /// <summary>With what is open already, more than the hedge needs.</summary>
    Overshoot = 14,

    /// <summary>It could trade with an order of our own, which is cancelled first.</summary>
    SelfMatch = 15,

    /// <summary>The day's loss, marked to market, is too large; no order leaves until an operator re-arms by
    /// name.</summary>
    DayLoss = 16,

    /// <summary>The day's loss is limited, and the book has not been valued for too long.</summary>
    NoMark = 17,
}
