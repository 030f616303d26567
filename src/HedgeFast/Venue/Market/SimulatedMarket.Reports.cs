namespace HedgeFast.Venue.Market;

/// <summary>How the market says what happened.</summary>
public sealed partial class SimulatedMarket
{
    private void RefuseCancel(in CancelRequest request, in IdText requestId, in IdText orderId, VenueOrder? order, VenueReason reason) =>
        RefuseRequest(request.Owner, requestId, orderId, new IdText(request.Symbol), order, reason, replace: false);

    private void RefuseRequest(int owner, in IdText requestId, in IdText orderId, in IdText symbol, VenueOrder? order, VenueReason reason, bool replace)
    {
        Volatile.Write(ref _rejects, _rejects + 1);
        _sink.OnReport(new VenueReport
        {
            Epoch = _epoch,
            Number = ++_reports,
            Kind = VenueReportKind.CancelRejected,
            Status = order?.Status ?? VenueOrderStatus.Rejected,
            Reason = reason,
            Owner = owner,
            RefusesReplace = replace,
            OrderId = order?.OrderId ?? 0,
            ClOrdId = requestId,
            RelatedId = orderId,
            Symbol = symbol,
            Instrument = order?.Instrument ?? -1,
            ExchangeNanos = _exchangeNanos,
        });
    }

    private void ReportFill(VenueListing listing, VenueOrder order, long ticks, long lots, bool passive)
    {
        listing.Apply(order, ticks, lots, passive);
        listing.NewTradedLots += lots;
        Volatile.Write(ref _fills, _fills + 1);
        _lastFillNumber = _reports + 1;
        Report(order, VenueReportKind.Trade, lastTicks: ticks, lastLots: lots, passive: passive);
    }

    private void ReportStatus(VenueOrder order, in IdText clOrdId, in IdText queryId) =>
        Report(order, VenueReportKind.Status, clOrdId: clOrdId, relatedId: queryId);

    private void Report(VenueOrder order, VenueReportKind kind, VenueReason reason = VenueReason.None, in IdText clOrdId = default, in IdText relatedId = default,
        long lastTicks = 0, long lastLots = 0, bool passive = false, int? massReports = null, bool isLastOfMass = false) =>
        _sink.OnReport(new VenueReport
        {
            Epoch = _epoch,
            Number = ++_reports,
            Kind = kind,
            Status = order.Status,
            Reason = reason,
            Owner = order.Owner,
            OrderId = order.OrderId,
            ClOrdId = clOrdId.IsEmpty ? order.ClOrdId : clOrdId,
            RelatedId = relatedId,
            Symbol = _listings[order.Instrument].Symbol,
            Instrument = order.Instrument,
            Side = order.Side,
            TimeInForce = order.TimeInForce,
            LimitTicks = order.LimitTicks,
            Lots = order.Lots,
            LastTicks = lastTicks,
            LastLots = lastLots,
            CumLots = order.CumLots,
            LeavesLots = order.LeavesLots,
            FilledLotTicks = order.FilledLotTicks,
            Passive = passive,
            ExchangeNanos = _exchangeNanos,
            RefNumber = kind is VenueReportKind.Bust or VenueReportKind.Correction ? _lastFillNumber : 0,
            MassReports = massReports,
            IsLastOfMass = isLastOfMass,
            Twice = kind == VenueReportKind.Trade && _scenario == VenueScenarioKind.DuplicateExecution,
            AfterNext = (kind == VenueReportKind.New && _scenario == VenueScenarioKind.FillBeforeAck)
                || (kind == VenueReportKind.Trade && _scenario == VenueScenarioKind.LateFill),
        });
}
