namespace HedgeFast.Core.Orders.Positions;

/// <summary>Why a position is in doubt; several may hold at once.</summary>
[Flags]
public enum DoubtReasons
{
    /// <summary>The position is not in doubt.</summary>
    None = 0,

    /// <summary>The exchange reported a fill of an order that is not ours.</summary>
    UnknownOrder = 1,

    /// <summary>The exchange reported, or counts, more lots filled than were ordered.</summary>
    Overfill = 2,

    /// <summary>The exchange reported a fill at no price, beyond the order's limit, or far from the market.</summary>
    FillPrice = 4,

    /// <summary>Fills of no live order took the position beyond the position limit.</summary>
    PositionLimit = 8,

    /// <summary>The exchange holds another position for us.</summary>
    Differs = 16,

    /// <summary>
    /// An execution id came again for the same order with another quantity, not marked as a repetition.
    /// </summary>
    ReusedId = 32,

    /// <summary>A report that may carry a fill could not be read.</summary>
    Unreadable = 64,

    /// <summary>The exchange counts lots of an ended order as filled without having reported their fills.</summary>
    MissingFills = 128,
}
