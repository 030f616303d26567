namespace HedgeFast.Core.Orders.Positions;

/// <summary>
/// What a fill of an order that is not ours does: one traded by hand in the same account, or a fault of the exchange.
/// </summary>
public enum ForeignFills
{
    /// <summary>It counts, and stops its underlying until the position is settled.</summary>
    Stop = 0,

    /// <summary>It counts and is hedged, up to so many lots a minute.</summary>
    Count = 1,
}
