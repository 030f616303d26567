using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>Sizes the next order of a need: instrument, lots, price and life. Owned by the desk.</summary>
/// <param name="settings">Order style, slices and shares.</param>
/// <param name="limits">Limits on quantity, notional and position.</param>
/// <param name="ledger">Positions with everything in flight.</param>
/// <param name="market">Latest quotes.</param>
/// <param name="counters">Counts needs that wait for traded volume.</param>
internal sealed class OrderSizer(
    OrderSettings settings, PreTradeLimits limits, PositionLedger ledger, MarketState market, LoopCounters counters)
{
    private readonly Participation _participation = new(settings, market.Count);

    /// <summary>Places orders.</summary>
    public OrderPlacer Placer { get; } = new(settings, market.Count);

    /// <summary>Sizes the next order.</summary>
    /// <remarks>
    /// An instrument whose position limit has no room is passed over where another one has room. Where none has, the
    /// order is sized in the first, for the limit to refuse.
    /// </remarks>
    /// <param name="demand">Finds the need.</param>
    /// <param name="hedges">Instruments of the underlying.</param>
    /// <param name="first">The first tradable one, by order of preference.</param>
    /// <param name="price">Price of the underlying, quote currency.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    /// <param name="order">The order, not placed yet.</param>
    /// <returns>Whether the underlying can be valued; if not there is no order.</returns>
    public bool TrySize<TDemand>(
        in TDemand demand, InstrumentChoice hedges, int first, double price, long nowNanos, out HedgeOrder order)
        where TDemand : IHedgeDemand
    {
        if (!TrySizeIn(demand, hedges, first, price, nowNanos, out order))
            return false;
        if (order.Lots == 0 || HasRoom(hedges, order))
            return true;
        for (int i = hedges.NextTradable(first + 1, nowNanos); i >= 0; i = hedges.NextTradable(i + 1, nowNanos))
        {
            bool isValued = TrySizeIn(demand, hedges, i, price, nowNanos, out HedgeOrder other);
            if (!isValued || other.Lots == 0 || !HasRoom(hedges, other))
                continue;
            order = other;
            break;
        }

        return true;
    }

    /// <summary>Counts a trade that the feed printed.</summary>
    public void OnTrade(in MarketEvent trade) => _participation.OnTrade(trade);

    /// <summary>Counts a fill of ours, once.</summary>
    /// <param name="instrument">Dense instrument index.</param>
    /// <param name="lots">Lots filled; positive.</param>
    /// <param name="nowNanos">Receive stamp of its report.</param>
    public void OnOwnFill(int instrument, long lots, long nowNanos) =>
        _participation.OnOwnFill(instrument, lots, nowNanos);

    /// <summary>Adds the volumes that later sizes depend on.</summary>
    public void AddVolumesTo(ref StateDigest digest) => _participation.AddTo(ref digest);

    private bool TrySizeIn<TDemand>(
        in TDemand demand, InstrumentChoice hedges, int i, double price, long nowNanos, out HedgeOrder order)
        where TDemand : IHedgeDemand
    {
        double perLot = hedges.Lot(i).At(price);
        bool isValued = demand.TryFindNeed(perLot, out HedgeNeed need);
        order = new HedgeOrder(i, perLot, need, 0);
        if (!isValued)
            return false;

        int instrument = hedges[i].Index;
        ref InstrumentState quote = ref market[instrument];
        long lots = Placer.Lots(need.Lots, instrument, quote, MaxLots(need.Lots, instrument, nowNanos), nowNanos);
        if (lots == 0)
            return true;

        // Where not even one lot is within the limit on notional the order is for one lot, for the limit to refuse.
        OrderPlacement placement = Placer.Place(lots > 0, quote, instrument, nowNanos);
        lots = ledger.LotsWithin(instrument, lots, placement.LimitTicks, limits.Settings.MaxOrderNotional);
        order = order with { Lots = lots, Placement = placement };
        return true;
    }

    private long MaxLots(long needLots, int instrument, long nowNanos)
    {
        long max = limits.Settings.MaxOrderLots;
        if (!_participation.IsOn)
            return max;
        max = Math.Min(max, _participation.RoomLots(instrument, ledger.Interval(instrument), nowNanos));
        counters.VolumeWaits += max == 0 && needLots != 0 ? 1 : 0;
        return max;
    }

    private bool HasRoom(InstrumentChoice hedges, in HedgeOrder order) =>
        limits.HasRoom(ledger.Interval(hedges[order.Hedge].Index), order.Lots);
}
