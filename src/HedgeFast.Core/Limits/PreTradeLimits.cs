using HedgeFast.Core.Book;

namespace HedgeFast.Core.Limits;

/// <summary>
/// The last question before an order leaves: may we? Owned by the loop; deterministic in the stamps it is given. An order that a limit refuses is
/// not made smaller here: size is the decision's business.
/// </summary>
public sealed class PreTradeLimits(LimitSettings settings)
{
    private const long OneSecondNanos = 1_000_000_000;

    // Send times of the last OrdersPerSecond orders, oldest at _oldest: one more is allowed when the oldest is a second or more away.
    private readonly long[] _sentNanos = FilledWithLongAgo(settings.OrdersPerSecond);
    private int _oldest;

    /// <summary>Whether the kill switch is on.</summary>
    public bool IsKilled { get; set; }

    /// <summary>Checks one order. Counts it against the order rate only when it is allowed.</summary>
    /// <param name="lots">Signed lots of the order.</param>
    /// <param name="position">Position of the instrument without this order, with everything in flight.</param>
    /// <param name="limitTicks">Limit price of the order, ticks.</param>
    /// <param name="bidTicks">Best bid, ticks.</param>
    /// <param name="askTicks">Best ask, ticks.</param>
    /// <param name="quoteNanos">Receive stamp of that quote.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public LimitRefusal Check(long lots, PositionInterval position, long limitTicks, long bidTicks, long askTicks, long quoteNanos, long nowNanos)
    {
        if (IsKilled)
            return LimitRefusal.Killed;
        if (nowNanos - quoteNanos > settings.StaleNanos)
            return LimitRefusal.StaleQuote;
        if (Math.Abs(lots) > settings.MaxOrderLots)
            return LimitRefusal.OrderQuantity;
        long reached = lots > 0 ? position.High + lots : -(position.Low + lots);
        if (reached > settings.MaxPositionLots)
            return LimitRefusal.Position;

        double mid = 0.5 * ((double)bidTicks + askTicks);
        if (!(Math.Abs(limitTicks - mid) <= settings.CollarFraction * Math.Abs(mid)))
            return LimitRefusal.PriceCollar;
        if (nowNanos - _sentNanos[_oldest] < OneSecondNanos)
            return LimitRefusal.OrderRate;

        _sentNanos[_oldest] = nowNanos;
        _oldest = _oldest + 1 == _sentNanos.Length ? 0 : _oldest + 1;
        return LimitRefusal.None;
    }

    private static long[] FilledWithLongAgo(int length)
    {
        var times = new long[length];
        Array.Fill(times, long.MinValue / 2);
        return times;
    }
}
