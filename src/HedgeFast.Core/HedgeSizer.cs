using HedgeFast.Core.Book;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;

namespace HedgeFast.Core;

/// <summary>Turns a delta out of its band into lots of one of an underlying's instruments, and gives the order to the desk with what is in flight in the others counted. Owned by the loop.</summary>
/// <param name="desk">Places orders.</param>
/// <param name="limits">May we?</param>
/// <param name="ledger">Positions and what is in flight.</param>
internal sealed class HedgeSizer(OrderDesk desk, PreTradeLimits limits, PositionLedger ledger)
{
    /// <summary>
    /// The size of the next order. An instrument whose position limit has no room for it is passed over where another one has; where none has, the limit will refuse it in the first.
    /// </summary>
    /// <param name="hedges">The instruments.</param>
    /// <param name="first">The first that may be traded, by order of preference.</param>
    /// <param name="low">Net delta if every live sell fills and no live buy does; units of the underlying.</param>
    /// <param name="high">Net delta if every live buy fills and no live sell does.</param>
    /// <param name="band">The no-trade band.</param>
    /// <param name="tradeTo">Where a hedge ends.</param>
    /// <param name="price">Price of the underlying, quote currency.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public HedgeSize Size(HedgeInstruments hedges, int first, double low, double high, in Band band, TradeTo tradeTo, double price, long nowNanos)
    {
        HedgeSize preferred = SizeIn(first, band);
        if (preferred.Lots == 0 || HasRoom(preferred))
            return preferred;
        for (int i = hedges.NextTradable(first + 1, nowNanos); i >= 0; i = hedges.NextTradable(i + 1, nowNanos))
        {
            HedgeSize size = SizeIn(i, band);
            if (size.Lots != 0 && HasRoom(size))
                return size;
        }

        return preferred;

        HedgeSize SizeIn(int i, in Band band)
        {
            double perLot = hedges.Lot(i).At(price);
            long need = HedgeSizing.Lots(low, high, band, perLot, tradeTo);
            return new HedgeSize(i, perLot, need, desk.Sized(need, hedges[i].Index, nowNanos));
        }

        bool HasRoom(in HedgeSize size) => limits.HasRoom(ledger.Interval(hedges[size.Hedge].Index), size.Lots);
    }

    /// <summary>Sends a decision as an order. False when a limit refused it.</summary>
    /// <param name="hedges">The instruments.</param>
    /// <param name="size">Which of them, and how much.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="optionDelta">Delta of the options, as far as it is hedged; units of the underlying.</param>
    /// <param name="band">The no-trade band.</param>
    /// <param name="tradeTo">Where a hedge ends.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public bool TryPlace(HedgeInstruments hedges, in HedgeSize size, in HedgeDecision decision, double optionDelta, in Band band, TradeTo tradeTo, long nowNanos)
    {
        // What rests on the other side, in whatever instrument, works against the order.
        Side side = size.Lots > 0 ? Side.Buy : Side.Sell;
        CancelResting(hedges, side == Side.Buy ? Side.Sell : Side.Buy, nowNanos);

        // The need from the filled positions alone, as if nothing were in flight; orders in the other instruments are for a part of it.
        double settled = optionDelta + hedges.Filled().At(decision.Price);
        long need = HedgeSizing.Lots(settled, settled, band, size.DeltaPerLot, tradeTo) - hedges.OpenElsewhere(size.Hedge, side, decision.Price);
        Instrument hedge = hedges[size.Hedge];
        bool isPlaced = desk.TryPlace(decision, hedge, ledger.Interval(hedge.Index), need, nowNanos);
        if (isPlaced)
            hedges.CountOrder(size.Hedge);
        return isPlaced;
    }

    /// <summary>Cancels what rests on one side of any of the instruments; it counts as live until the exchange says otherwise.</summary>
    public void CancelResting(HedgeInstruments hedges, Side side, long nowNanos)
    {
        for (int i = 0; i < hedges.Count; i++)
            desk.CancelResting(hedges[i].Index, side, nowNanos);
    }
}
