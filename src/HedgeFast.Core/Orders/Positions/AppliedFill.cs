namespace HedgeFast.Core.Orders.Positions;

/// <summary>Effect of one execution on position and money, kept so that a bust or correction can reverse it.</summary>
public struct AppliedFill
{
    /// <summary>Our order number; 0 when the order was not ours.</summary>
    public long OrderId;

    /// <summary>Price, ticks.</summary>
    public long Ticks;

    /// <summary>Lots, positive bought; 0 for a bust.</summary>
    public long SignedLots;

    /// <summary>Mid at the decision, quote currency; 0 when the order was not alive here.</summary>
    public double ArrivalMid;

    /// <summary>
    /// Touch at the decision on the side that the order would trade with, quote currency; 0 when the order was not
    /// alive here.
    /// </summary>
    public double ArrivalTouch;

    /// <summary>
    /// Execution id of the correction that replaces this fill, low half; both halves 0 without a correction.
    /// </summary>
    public ulong CorrectedByLow;

    /// <summary>The same, high half.</summary>
    public ulong CorrectedByHigh;

    /// <summary>Dense instrument index.</summary>
    public int Instrument;

    /// <summary>
    /// Low half of the exchange's cumulative lots after the fill; 0 without one. Tells a repetition from another fill
    /// of the same id.
    /// </summary>
    public int CumTag;

    /// <summary>
    /// Whether two fills belong to the same order or, for foreign orders, to the same instrument and side.
    /// </summary>
    /// <remarks>Only then does an execution id mean the same in both.</remarks>
    public readonly bool IsOfSameOrder(in AppliedFill other) => OrderId != 0 || other.OrderId != 0
        ? OrderId == other.OrderId
        : Instrument == other.Instrument
            && (SignedLots == 0 || other.SignedLots == 0 || (SignedLots > 0) == (other.SignedLots > 0));
}
