namespace HedgeFast.Core.Telemetry;

/// <summary>
/// What the loop has done in one hedge instrument, for other threads to look at while it runs; as whole as
/// <see cref="LoopCounters"/>.
/// </summary>
public sealed class InstrumentCounters
{
    /// <summary>New orders handed to the order port.</summary>
    public long Orders;

    /// <summary>
    /// Latest basis against the preferred instrument, a fraction of the forward; 0 for the preferred one, NaN before it
    /// was measured.
    /// </summary>
    public double Basis = double.NaN;

    /// <summary>Whether the underlying's price is taken from it and new hedges go to it first: 1 or 0.</summary>
    public long InUse;

    /// <summary>
    /// Receive stamp of the last quote, as of the last timer, nanoseconds of the loop's clock; 0 before the first.
    /// </summary>
    public long QuoteNanos;

    /// <summary>
    /// Why it can't be hedged in, as of the last timer, as a number of <c>QuoteFault</c>; 0 when it can.
    /// </summary>
    public long Fault;

    /// <summary>Whether our position and the exchange's differ, so that the underlying isn't hedged: 1 or 0.</summary>
    public long Differs;

    /// <summary>Our position when they were compared last, signed lots.</summary>
    public long OurLots;

    /// <summary>The exchange's position then, signed lots.</summary>
    public long TheirLots;

    /// <summary>
    /// Why our position is in doubt, so that the underlying isn't hedged, as a number of <c>DoubtReasons</c>; 0 when it
    /// is not.
    /// </summary>
    public long Doubt;

    /// <summary>Our position when the last of these reasons arose, signed lots.</summary>
    public long DoubtOurLots;

    /// <summary>
    /// What it was held against: the exchange's position, or ours without the fills in doubt, signed lots.
    /// </summary>
    public long DoubtOtherLots;
}
