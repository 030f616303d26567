namespace HedgeFast.Venue.Market;

/// <summary>Rebuilds orders, positions and money from the durable reports of earlier starts of the venue.</summary>
internal sealed class MarketRestore(VenueListings listings, OrderRegister orders)
{
    /// <summary>Applies one durable report, in the order in which the reports were made.</summary>
    /// <exception cref="InvalidDataException">The report does not follow from those before it.</exception>
    public void Apply(in VenueReport report)
    {
        switch (report.Kind)
        {
            case VenueReportKind.New:
                Accept(report);
                break;

            case VenueReportKind.Bust:
                VenueOrder busted = Find(report, report.ClOrdId, "bust", "any order");
                listings.Of(busted).Bust(busted, report.LastTicks, report.LastLots, report.Passive);
                break;

            case VenueReportKind.Replaced or VenueReportKind.Restated or VenueReportKind.Correction:
                Change(report);
                break;

            default:
                FillOrEnd(report);
                break;
        }
    }

    private void Accept(in VenueReport report)
    {
        var order = new VenueOrder
        {
            OrderId = report.OrderId,
            Owner = report.Owner,
            ClOrdId = report.ClOrdId,
            Instrument = report.Instrument,
            Side = report.Side,
            TimeInForce = report.TimeInForce,
            LimitTicks = report.LimitTicks,
            Lots = report.Lots,
        };
        if (!orders.TryAdd(report.ClOrdId, order))
            throw new InvalidDataException($"order {report.ClOrdId} is accepted twice");
        orders.SkipNumber(report.OrderId);
        orders.Enter(order);
    }

    private void Change(in VenueReport report)
    {
        bool isReplace = report.Kind == VenueReportKind.Replaced;
        VenueOrder order = Find(report, isReplace ? report.RelatedId : report.ClOrdId, "change", "any order");
        bool wasOpen = order.IsOpen;
        if (report.Kind == VenueReportKind.Correction)
        {
            listings.Of(order).Correct(order, report.LastTicks, report.LastLots, report.Passive);
        }
        else if (isReplace)
        {
            order.Replace(report.ClOrdId, report.Lots, report.LimitTicks);
            orders.TryAdd(report.ClOrdId, order);
        }
        else
        {
            if (!wasOpen)
                order.Reinstate();
            order.Resize(report.Lots);
        }

        if (order.IsOpen && !wasOpen)
            orders.Enter(order);
        else if (wasOpen && !order.IsOpen)
            orders.Leave(order);
    }

    private void FillOrEnd(in VenueReport report)
    {
        // The answer to a cancel request carries the request's id and names the order's in FIX 41.
        bool isAnswer = report.Kind == VenueReportKind.Canceled && !report.RelatedId.IsEmpty;
        VenueOrder order = Find(report, isAnswer ? report.RelatedId : report.ClOrdId, "execution", "any open order");

        // Only an overfill comes to an order that is filled already.
        bool isOverfill = report.CumLots > report.Lots;
        if (!isOverfill && (!order.IsOpen || report.LastLots > order.LeavesLots))
            throw Misfit(report, "execution", "any open order");
        if (report.Kind == VenueReportKind.Trade)
        {
            listings.Of(order).Fill(order, report.LastTicks, report.LastLots, report.Passive);
        }
        else
        {
            order.Cancel(forToday: report.Kind == VenueReportKind.DoneForDay);
            orders.TryAdd(report.ClOrdId, order);
        }

        if (!order.IsOpen)
            orders.Leave(order);
    }

    private VenueOrder Find(in VenueReport report, in IdText id, string what, string where) =>
        orders.Find(report.Owner, id) ?? throw Misfit(report, what, where);

    private static InvalidDataException Misfit(in VenueReport report, string what, string where) =>
        new($"{what} {report.Epoch}-{report.Number} does not fit {where}");
}
