using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>Finds lots, price and life of one order by the configured style. Owned by the loop; deterministic in the
/// stamps of events.</summary>
public sealed class OrderPlacer(OrderSettings settings, int instruments)
{
    private readonly long[] _waitingSinceNanos = FilledWith(instruments, NotWaiting);
    private readonly bool[] _waitingToBuy = new bool[instruments];
    private readonly long[] _nextSliceNanos = FilledWith(instruments, long.MinValue);

    private const long NotWaiting = long.MaxValue;

    /// <summary>
    /// Sizes the next order of a need: within one order's maximum, the slice, and the share of displayed size; 0 to
    /// wait.
    /// </summary>
    /// <param name="needLots">Signed lots that would bring the delta back.</param>
    /// <param name="instrument">Dense instrument index.</param>
    /// <param name="market">Its market.</param>
    /// <param name="maxLots">Most lots that the limits and the traded volume allow one order; not negative.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public long Lots(long needLots, int instrument, in InstrumentState market, long maxLots, long nowNanos)
    {
        if (needLots == 0)
            return 0;
        if (settings.SliceGapNanos > 0 && nowNanos < _nextSliceNanos[instrument])
            return 0;
        long most = settings.SliceLots > 0 ? Math.Min(settings.SliceLots, maxLots) : maxLots;
        if (settings.DepthShare > 0)
        {
            bool buy = needLots > 0;
            bool passive = settings.Style == OrderStyle.Passive && !IsOverdue(instrument, buy, nowNanos);
            most = Math.Min(most, (long)(settings.DepthShare * (buy == passive ? market.BidLots : market.AskLots)));
        }

        return Math.Clamp(needLots, -most, most);
    }

    /// <summary>Price and life of an order; cap or collar bound its price.</summary>
    public OrderPlacement Place(bool buy, in InstrumentState market, int instrument, long nowNanos)
    {
        long touch = buy ? market.AskTicks : market.BidTicks;
        long requestDue = nowNanos + settings.CancelAfterNanos;
        switch (settings.Style)
        {
            case OrderStyle.Market:
                double size = Math.Max(0.5 * Math.Abs((double)market.MidHalfTicks), market.PriceBaseTicks);
                long collarTicks = (long)(settings.MarketCollarFraction * size);
                long mid = market.MidHalfTicks >> 1;
                return new OrderPlacement(
                    buy ? mid + collarTicks : mid - collarTicks, TimeInForce.ImmediateOrCancel, requestDue);

            case OrderStyle.Passive when !IsOverdue(instrument, buy, nowNanos):
                long crossNanos = SinceNanos(instrument, buy, nowNanos) + settings.CrossAfterNanos;
                return new OrderPlacement(
                    buy ? market.BidTicks : market.AskTicks, TimeInForce.Day, Math.Min(requestDue, crossNanos));

            case OrderStyle.Passive:
                return new OrderPlacement(Beyond(touch, buy), TimeInForce.ImmediateOrCancel, requestDue);

            default:
                return new OrderPlacement(Beyond(touch, buy), settings.TimeInForce, requestDue);
        }
    }

    /// <summary>Notes an order that leaves.</summary>
    public void OnPlaced(int instrument, bool buy, TimeInForce timeInForce, long nowNanos)
    {
        _nextSliceNanos[instrument] = nowNanos + settings.SliceGapNanos;
        _waitingSinceNanos[instrument] = settings.Style == OrderStyle.Passive && timeInForce == TimeInForce.Day
            ? SinceNanos(instrument, buy, nowNanos)
            : NotWaiting;
        _waitingToBuy[instrument] = buy;
    }

    /// <summary>Notes a need that an order filled whole; the next need may wait its full time.</summary>
    public void OnFilledWhole(int instrument) => _waitingSinceNanos[instrument] = NotWaiting;

    /// <summary>Whether a resting order must move: its market is faulty, or the touch has passed it.</summary>
    public bool MustMove(in LiveOrder order, in InstrumentState market, long nowNanos)
    {
        if (order.TimeInForce != TimeInForce.Day)
            return false;
        if (market.Fault != QuoteFault.None)
            return true;
        if (settings.Style != OrderStyle.Passive || nowNanos - order.SentNanos < settings.RepriceNanos)
            return false;
        return order.Side == Side.Buy ? market.BidTicks > order.LimitTicks : market.AskTicks < order.LimitTicks;
    }

    /// <summary>Adds everything that later orders depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        for (int i = 0; i < _nextSliceNanos.Length; i++)
        {
            digest.Add(_waitingSinceNanos[i]);
            digest.Add(_waitingToBuy[i] ? 1 : 0);
            digest.Add(_nextSliceNanos[i]);
        }
    }

    private long Beyond(long touchTicks, bool buy) =>
        buy ? touchTicks + settings.CapTicks : touchTicks - settings.CapTicks;

    // A need on the other side is another need; so is one that comes long after the last order for it.
    private long SinceNanos(int instrument, bool buy, long nowNanos)
    {
        long since = _waitingSinceNanos[instrument];
        bool same = since != NotWaiting
            && _waitingToBuy[instrument] == buy
            && nowNanos - since <= 2 * settings.CrossAfterNanos;
        return same ? since : nowNanos;
    }

    private bool IsOverdue(int instrument, bool buy, long nowNanos) =>
        nowNanos - SinceNanos(instrument, buy, nowNanos) >= settings.CrossAfterNanos;

    private static long[] FilledWith(int length, long value)
    {
        var values = new long[length];
        Array.Fill(values, value);
        return values;
    }
}

/// <summary>Price and life of one order.</summary>
/// <param name="LimitTicks">Limit price, ticks.</param>
/// <param name="TimeInForce">Life time.</param>
/// <param name="RequestDueNanos">When it is cancelled or asked about if still live, monotonic nanoseconds.</param>
public readonly record struct OrderPlacement(long LimitTicks, TimeInForce TimeInForce, long RequestDueNanos);
