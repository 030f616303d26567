using HedgeFast.Core.Book;
using HedgeFast.Core.Orders.Positions;

namespace HedgeFast.Core.Orders;

/// <summary>Settings of order placement, supervision and recovery.</summary>
public sealed record OrderSettings
{
    private const int MaxDoublings = 6;

    /// <summary>Where orders are placed.</summary>
    public OrderStyle Style { get; init; } = OrderStyle.Touch;

    /// <summary>
    /// For <see cref="OrderStyle.Touch"/>: immediate-or-cancel or fill-or-kill at the touch, or a day order that rests.
    /// </summary>
    public TimeInForce TimeInForce { get; init; } = TimeInForce.ImmediateOrCancel;

    /// <summary>Ticks beyond the touch that an order may pay; 0 is the touch itself.</summary>
    public int CapTicks { get; init; }

    /// <summary>
    /// For <see cref="OrderStyle.Market"/>: the price may differ from the mid by at most this fraction. Positive.
    /// </summary>
    public double MarketCollarFraction { get; init; } = 0.002;

    /// <summary>
    /// For <see cref="OrderStyle.Passive"/>: after waiting this long for one need, nanoseconds, the next order crosses
    /// the spread. Positive.
    /// </summary>
    public long CrossAfterNanos { get; init; } = 2_000_000_000;

    /// <summary>
    /// For <see cref="OrderStyle.Passive"/>: an order is left at its price for at least this long, nanoseconds, before
    /// it follows the touch. Positive.
    /// </summary>
    public long RepriceNanos { get; init; } = 100_000_000;

    /// <summary>For <see cref="OrderStyle.Passive"/>: how an order follows the touch.</summary>
    public Repricing Repricing { get; init; } = Repricing.Cancel;

    /// <summary>
    /// Largest share of the displayed size at the order's price that one order may have, 0 to 1; 0 ignores the size.
    /// </summary>
    public double DepthShare { get; init; }

    /// <summary>
    /// Largest share of others' traded volume in <see cref="VolumeWindowNanos"/>, open orders included, 0 to 1; 0
    /// ignores volume.
    /// </summary>
    public double VolumeShare { get; init; }

    /// <summary>The trailing time over which <see cref="VolumeShare"/> holds, nanoseconds. Positive.</summary>
    public long VolumeWindowNanos { get; init; } = 60_000_000_000;

    /// <summary>Least time between two new orders of an instrument, nanoseconds; 0 for none.</summary>
    public long SliceGapNanos { get; init; }

    /// <summary>
    /// Largest hedge order, lots; a larger need is sent in several orders. 0 sends the whole need, as far as limits
    /// allow.
    /// </summary>
    public long SliceLots { get; init; }

    /// <summary>A resting order is cancelled after this long, nanoseconds. Positive.</summary>
    public long CancelAfterNanos { get; init; } = 500_000_000;

    /// <summary>
    /// Pause of an instrument after a reject or an incomplete fill on the same quote, nanoseconds. Positive.
    /// </summary>
    /// <remarks>Doubles with each further reject in a row, up to 64 times.</remarks>
    public long RejectPauseNanos { get; init; } = 250_000_000;

    /// <summary>
    /// Cancel and status requests about one order that has not moved before they end in an alarm. Positive.
    /// </summary>
    public int MaxRequests { get; init; } = 10;

    /// <summary>
    /// Whether the exchange answers OrderMassStatusRequest (35=AF); otherwise each order is asked about by itself.
    /// </summary>
    public bool MassStatus { get; init; }

    /// <summary>Whether positions are reconciled with the exchange after each logon (35=AN).</summary>
    /// <remarks>A position that differs stops its underlying until a named person settles it.</remarks>
    public bool ReconcilePositions { get; init; }

    /// <summary>
    /// Interval of further reconciliations while the session is up, nanoseconds; 0 reconciles after logons only.
    /// </summary>
    /// <remarks>In such a reconciliation a difference counts once the exchange has reported it twice.</remarks>
    public long ReconcileEveryNanos { get; init; }

    /// <summary>Treatment of fills of orders that are not ours.</summary>
    public ForeignFills ForeignFills { get; init; } = ForeignFills.Stop;

    /// <summary>
    /// For <see cref="ForeignFills.Count"/>: most lots of foreign fills a minute in an instrument; more stop the
    /// underlying. Positive.
    /// </summary>
    public long ForeignLotsPerMinute { get; init; } = 100;

    /// <summary>Account whose positions are asked for, tag 1; empty for the SenderCompID.</summary>
    public string Account { get; init; } = "";

    /// <summary>
    /// After a logon no new order leaves before every live order is accounted for, but for at most this long,
    /// nanoseconds; then an alarm. Positive.
    /// </summary>
    public long RecoveryNanos { get; init; } = 5_000_000_000;

    /// <summary>Most orders alive at once; 1 to 4096.</summary>
    public int MaxLive { get; init; } = 64;

    /// <summary>A wait that doubles each time, up to 64 times the first.</summary>
    /// <param name="firstNanos">The first wait, nanoseconds.</param>
    /// <param name="times">Waits before this one; not negative.</param>
    internal static long Doubled(long firstNanos, int times) => firstNanos << Math.Min(times, MaxDoublings);
}

/// <summary>Where hedge orders are placed.</summary>
public enum OrderStyle : byte
{
    /// <summary>At the opposite touch, up to the cap beyond.</summary>
    Touch = 1,

    /// <summary>At any price within a collar around the mid, as a market order whose loss is bounded.</summary>
    Market = 2,

    /// <summary>At the own touch, following its moves; at the opposite touch after the waiting time.</summary>
    Passive = 3,
}

/// <summary>How a passive order follows a touch that has moved away.</summary>
public enum Repricing : byte
{
    /// <summary>The order is cancelled, and placed anew once the cancel is confirmed.</summary>
    Cancel = 1,

    /// <summary>
    /// The order is replaced in one message, or cancelled where the limits or the exchange refuse the replace.
    /// </summary>
    Replace = 2,
}
