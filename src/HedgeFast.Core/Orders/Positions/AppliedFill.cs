namespace HedgeFast.Core.Orders.Positions;

/// <summary>What one execution did to us, kept so that the exchange can take it back or correct it.</summary>
public struct AppliedFill
{
    /// <summary>Our order number; 0 when the order was not ours.</summary>
    public long OrderId;

    /// <summary>Price, ticks.</summary>
    public long Ticks;

    /// <summary>Lots, positive bought; 0 where it takes a fill back.</summary>
    public long SignedLots;

    /// <summary>Mid at the decision, quote currency; 0 when the order was not alive here.</summary>
    public double ArrivalMid;

    /// <summary>Touch at the decision on the side that it would take, quote currency; 0 likewise.</summary>
    public double ArrivalTouch;

    /// <summary>
    /// Execution id of the correction that stands in its place, low half; both halves 0 when none does.
    /// </summary>
    public ulong CorrectedByLow;

    /// <summary>The same, high half.</summary>
    public ulong CorrectedByHigh;

    /// <summary>Dense instrument index.</summary>
    public int Instrument;

    /// <summary>
    /// The low half of what the exchange counted as filled with it; 0 when it said nothing. It tells a repetition from
    /// another fill of the same id.
    /// </summary>
    public int CumTag;

    /// <summary>
    /// Whether an execution id means the same here and there: it has the same order or, where that is not ours, the
    /// same instrument and side.
    /// </summary>
    public readonly bool IsOfSameOrder(in AppliedFill other) => OrderId != 0 || other.OrderId != 0
        ? OrderId == other.OrderId
        : Instrument == other.Instrument
            && (SignedLots == 0 || other.SignedLots == 0 || (SignedLots > 0) == (other.SignedLots > 0));
}
