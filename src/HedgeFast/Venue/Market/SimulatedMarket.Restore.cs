namespace HedgeFast.Venue.Market;

/// <summary>What the market takes back from its ledger after a restart.</summary>
public sealed partial class SimulatedMarket
{
    /// <summary>
    /// Takes back one durable report of an earlier start. Reports must come in the order in which they were made, and before anything else.
    /// </summary>
    /// <exception cref="InvalidDataException">The report does not follow from those before it.</exception>
    public void Restore(in VenueReport report)
    {
        _exchangeNanos = report.ExchangeNanos;
        if (report.Kind == VenueReportKind.New)
        {
            var accepted = new VenueOrder
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
            if (!_orders.TryAdd((report.Owner, report.ClOrdId), accepted)) throw new InvalidDataException($"order {report.ClOrdId} is accepted twice");
            _lastOrderId = Math.Max(_lastOrderId, report.OrderId);
            _open.Add(accepted);
            return;
        }

        if (report.Kind == VenueReportKind.Bust)
        {
            if (!_orders.TryGetValue((report.Owner, report.ClOrdId), out VenueOrder? busted))
                throw new InvalidDataException($"bust {report.Epoch}-{report.Number} does not fit any order");
            TakeBack(_listings[busted.Instrument], busted, report.LastTicks, report.LastLots, report.Passive);
            return;
        }

        if (RestoreChange(report)) return;
        IdText id = report.Kind == VenueReportKind.Canceled && !report.RelatedId.IsEmpty ? report.RelatedId : report.ClOrdId;
        if (!_orders.TryGetValue((report.Owner, id), out VenueOrder? order) || (report.CumLots <= report.Lots && (!order.IsOpen || report.LastLots > order.LeavesLots)))
            throw new InvalidDataException($"execution {report.Epoch}-{report.Number} does not fit any open order");
        if (report.Kind == VenueReportKind.Trade)
        {
            order.Fill(report.LastTicks, report.LastLots);
            _listings[order.Instrument].Apply(order, report.LastTicks, report.LastLots, report.Passive);
        }
        else
        {
            order.Cancel(report.Kind == VenueReportKind.DoneForDay);
            _orders.TryAdd((report.Owner, report.ClOrdId), order);
        }

        if (!order.IsOpen) _open.Remove(order);
    }

    // A change of an order that is known by the id before it.
    private bool RestoreChange(in VenueReport report)
    {
        if (report.Kind is not (VenueReportKind.Replaced or VenueReportKind.Restated or VenueReportKind.Correction)) return false;
        IdText id = report.Kind == VenueReportKind.Replaced ? report.RelatedId : report.ClOrdId;
        if (!_orders.TryGetValue((report.Owner, id), out VenueOrder? order))
            throw new InvalidDataException($"change {report.Epoch}-{report.Number} does not fit any order");
        bool wasOpen = order.IsOpen;
        if (report.Kind == VenueReportKind.Correction)
        {
            Correct(_listings[order.Instrument], order, report.LastTicks, report.LastLots, report.Passive);
        }
        else if (report.Kind == VenueReportKind.Replaced)
        {
            order.Replace(report.ClOrdId, report.Lots, report.LimitTicks);
            _orders.TryAdd((report.Owner, report.ClOrdId), order);
        }
        else
        {
            if (!wasOpen) order.Reinstate();
            order.Resize(report.Lots);
        }

        if (order.IsOpen && !wasOpen) _open.Add(order);
        else if (wasOpen && !order.IsOpen) _open.Remove(order);
        return true;
    }

    /// <summary>Begins a new start after <see cref="Restore"/>: what was open is cancelled, since nobody watched the market meanwhile.</summary>
    public void EndRestore(long epoch)
    {
        _epoch = epoch;
        CancelWhere(VenueReason.Restarted);
    }
}
