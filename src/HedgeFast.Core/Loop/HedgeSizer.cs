using HedgeFast.Core.Book;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;

namespace HedgeFast.Core.Loop;

/// <summary>
/// Turns a delta out of its band into lots of one of an underlying's instruments, and gives the order to the desk with
/// what is in flight in the others counted. Owned by the loop.
/// </summary>
/// <param name="valuation">Says what the delta asks for.</param>
/// <param name="desk">Places orders.</param>
/// <param name="limits">May we?</param>
/// <param name="ledger">Positions and what is in flight.</param>
internal sealed class HedgeSizer(Valuation valuation, OrderDesk desk, PreTradeLimits limits, PositionLedger ledger)
{
    /// <summary>
    /// The size of the next order. An instrument whose position limit has no room for it is passed over where another
    /// one has; where none has, the limit will refuse it in the first.
    /// </summary>
    /// <param name="u">The underlying.</param>
    /// <param name="first">The first instrument that may be traded, by order of preference.</param>
    /// <param name="position">Delta of all positions.</param>
    /// <param name="band">The no-trade band.</param>
    /// <param name="price">Price of the underlying, quote currency.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    /// <param name="size">The answer.</param>
    /// <returns>Whether the underlying can be valued; if not there is no answer.</returns>
    public bool TrySize(
        int u, int first, in PositionDelta position, in Band band, double price, long nowNanos, out HedgeSize size)
    {
        InstrumentChoice hedges = valuation.Hedges(u);
        if (!TrySizeIn(hedges, u, first, position, band, price, nowNanos, out size))
            return false;
        if (size.Lots == 0 || HasRoom(hedges, size))
            return true;
        for (int i = hedges.NextTradable(first + 1, nowNanos); i >= 0; i = hedges.NextTradable(i + 1, nowNanos))
        {
            if (!TrySizeIn(hedges, u, i, position, band, price, nowNanos, out HedgeSize other)
                || other.Lots == 0
                || !HasRoom(hedges, other))
            {
                continue;
            }

            size = other;
            break;
        }

        return true;
    }

    /// <summary>Sends a decision as an order. False when a limit refused it.</summary>
    /// <param name="hedges">The instruments.</param>
    /// <param name="size">Which of them, and how much.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public bool TryPlace(InstrumentChoice hedges, in HedgeSize size, in HedgeDecision decision, long nowNanos)
    {
        // What rests on the other side, in whatever instrument, works against the order.
        Side side = size.Lots > 0 ? Side.Buy : Side.Sell;
        CancelResting(hedges, side == Side.Buy ? Side.Sell : Side.Buy, nowNanos);

        // Orders in the other instruments are for a part of the need.
        long needLots = size.Need.LotsFromFilled - hedges.OpenElsewhere(size.Hedge, side, decision.Price);
        Instrument hedge = hedges[size.Hedge];
        bool isPlaced = desk.TryPlace(decision, hedge, ledger.Interval(hedge.Index), needLots, nowNanos);
        if (isPlaced)
            hedges.CountOrder(size.Hedge);
        return isPlaced;
    }

    /// <summary>
    /// Cancels what rests on one side of any of the instruments; it counts as live until the exchange says otherwise.
    /// </summary>
    public void CancelResting(InstrumentChoice hedges, Side side, long nowNanos)
    {
        for (int i = 0; i < hedges.Count; i++)
            desk.CancelResting(hedges[i].Index, side, nowNanos);
    }

    private bool TrySizeIn(
        InstrumentChoice hedges, int u, int i, in PositionDelta position, in Band band, double price, long nowNanos,
        out HedgeSize size)
    {
        double perLot = hedges.Lot(i).At(price);
        bool isValued = valuation.TryFindNeed(u, position, band, perLot, out HedgeNeed need);
        size = new HedgeSize(i, perLot, need, isValued ? desk.Sized(need.Lots, hedges[i].Index, nowNanos) : 0);
        return isValued;
    }

    private bool HasRoom(InstrumentChoice hedges, in HedgeSize size) =>
        limits.HasRoom(ledger.Interval(hedges[size.Hedge].Index), size.Lots);
}
