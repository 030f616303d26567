namespace HedgeFast.Core.Telemetry;

/// <summary>Counts and levels of one hedge instrument, written by the loop while others read.</summary>
/// <remarks>As whole as <see cref="LoopCounters"/>.</remarks>
public sealed record InstrumentCounters
{
    /// <summary>Filled position, signed lots; written when it has changed.</summary>
    public long PositionLots;

    /// <summary>Unique fills applied.</summary>
    public long Fills;

    /// <summary>New orders handed to the order port.</summary>
    public long Orders;

    /// <summary>
    /// Latest basis against the preferred instrument, a fraction of the forward; NaN before the first.
    /// </summary>
    /// <remarks>The preferred instrument's is 0.</remarks>
    public double Basis = double.NaN;

    /// <summary>
    /// Whether the underlying's price comes from this instrument and new hedges go there first: 1 or 0.
    /// </summary>
    public long InUse;

    /// <summary>Receive stamp of the last quote, nanoseconds of the loop's clock; 0 before the first.</summary>
    /// <remarks>Written at the timer.</remarks>
    public long QuoteNanos;

    /// <summary>Fault that keeps hedges away, as a number of <c>QuoteFault</c>; 0 for none.</summary>
    /// <remarks>Written at the timer.</remarks>
    public long Fault;

    /// <summary>Whether our position and the exchange's differ, which stops the underlying's hedge: 1 or 0.</summary>
    public long Differs;

    /// <summary>Our position at the last comparison, signed lots.</summary>
    public long OurLots;

    /// <summary>The exchange's position at the last comparison, signed lots.</summary>
    public long TheirLots;

    /// <summary>
    /// Reasons that put the position in doubt and stop the hedge, as a number of <c>DoubtReasons</c>.
    /// </summary>
    public long Doubt;

    /// <summary>Our position when the last of these reasons arose, signed lots.</summary>
    public long DoubtOurLots;

    /// <summary>The position that disagreed, signed lots: the exchange's, or ours without the fills in doubt.</summary>
    public long DoubtOtherLots;
}
