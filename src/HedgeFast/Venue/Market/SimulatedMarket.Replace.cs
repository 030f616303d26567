using HedgeFast.Core.Limits;

namespace HedgeFast.Venue.Market;

/// <summary>How the market changes an order that rests.</summary>
public sealed partial class SimulatedMarket
{
    private long _replaceRule;

    /// <summary>
    /// Takes a replace request. The order keeps its number and its fills; it keeps its place at its price only when nothing but its quantity becomes smaller. A quantity at or
    /// below what is filled leaves a filled order; a larger one brings a filled day order back to the market.
    /// </summary>
    public void Replace(in ReplaceRequest request)
    {
        NewOrderRequest terms = request.Order;
        IdText requestId = new(terms.ClOrdId);
        IdText orderId = new(request.OrigClOrdId);
        if (_orders.TryGetValue((terms.Owner, requestId), out VenueOrder? known))
        {
            if (terms.MayBeRepeated) ReportStatus(known, known.ClOrdId, default);
            else RefuseReplace(request, known, VenueReason.DuplicateClOrdId);
            return;
        }

        VenueOrder? order = IdText.Fits(request.OrigClOrdId) ? _orders.GetValueOrDefault((terms.Owner, orderId)) : null;
        VenueReason refusal = CheckReplace(terms, order, out long ticks);
        if (order is { TellsPending: true, IsOpen: true }) Report(order, VenueReportKind.PendingReplace, clOrdId: requestId, relatedId: order.ClOrdId);
        if (refusal != VenueReason.None)
        {
            RefuseReplace(request, order, refusal);
            return;
        }

        _orders.Add((terms.Owner, requestId), order!);
        Change(order!, requestId, terms.Lots, ticks);
    }

    private VenueReason CheckReplace(in NewOrderRequest terms, VenueOrder? order, out long ticks)
    {
        ticks = 0;
        if (terms.ClOrdId.IsEmpty || !IdText.Fits(terms.ClOrdId)) return VenueReason.BadClOrdId;
        if (order is null) return VenueReason.UnknownOrder;
        if (!_listings[order.Instrument].IsOpen) return VenueReason.MarketClosed;
        if (!order.IsOpen && !(order.Status == VenueOrderStatus.Filled && order.TimeInForce == TimeInForce.Day && terms.Lots > order.CumLots)) return VenueReason.TooLate;
        if (terms.Side != order.Side || terms.TimeInForce != order.TimeInForce || !new IdText(terms.Symbol).Equals(_listings[order.Instrument].Symbol)) return VenueReason.BadChange;
        VenueReason refusal = CheckTerms(terms, _listings[order.Instrument], out ticks);
        if (refusal != VenueReason.None) return refusal;
        return _faults.RefuseReplaceEvery > 0 && ++_replaceRule % _faults.RefuseReplaceEvery == 0 ? VenueReason.Fault : VenueReason.None;
    }

    private void Change(VenueOrder order, in IdText requestId, long lots, long ticks)
    {
        VenueListing listing = _listings[order.Instrument];
        IdText before = order.ClOrdId;
        bool keepsPlace = ticks == order.LimitTicks && lots <= order.Lots;
        bool wasOpen = order.IsOpen;
        order.Replace(requestId, lots, ticks);
        if (!keepsPlace || !order.IsOpen) listing.Book.Remove(order);
        if (!order.IsOpen) _open.Remove(order);
        else if (!wasOpen) _open.Add(order);
        Report(order, VenueReportKind.Replaced, clOrdId: requestId, relatedId: before);
        if (keepsPlace || !order.IsOpen) return;
        Meet(listing, order);
        if (order.IsOpen) listing.Book.Rest(order);
        else _open.Remove(order);
    }

    private void RefuseReplace(in ReplaceRequest request, VenueOrder? order, VenueReason reason) =>
        RefuseRequest(request.Order.Owner, new IdText(request.Order.ClOrdId), new IdText(request.OrigClOrdId), new IdText(request.Order.Symbol), order, reason, replace: true);
}
