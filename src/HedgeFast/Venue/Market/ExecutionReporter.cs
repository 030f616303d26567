using HedgeFast.Core.Book;

namespace HedgeFast.Venue.Market;

/// <summary>Makes and numbers the market's reports from orders and requests; counts fills and rejects.</summary>
internal sealed class ExecutionReporter(IVenueReportSink sink, VenueListings listings, MarketClock clock, long epoch)
{
    private long _reports;
    private long _lastFillNumber;
    private long _fills;
    private long _rejects;

    /// <summary>Number of this start of the venue; with a report's number it makes the ExecID.</summary>
    public long Epoch { get; set; } = epoch;

    /// <summary>Scenario of the order being entered, which may send reports twice or late.</summary>
    public VenueScenarioKind Scenario { get; set; }

    /// <summary>Fills reported; any thread may read.</summary>
    public long Fills => Volatile.Read(ref _fills);

    /// <summary>Refusals reported; any thread may read.</summary>
    public long Rejects => Volatile.Read(ref _rejects);

    /// <summary>Reports an order's state after an event without a request of its own.</summary>
    public void Report(VenueOrder order, VenueReportKind kind, VenueReason reason = VenueReason.None) =>
        sink.OnReport(Of(order, kind) with { Reason = reason });

    /// <summary>Answers a cancel or replace request under its own id, with the order's id as FIX 41.</summary>
    public void Answer(VenueOrder order, VenueReportKind kind, in IdText requestId, in IdText orderId) =>
        sink.OnReport(Of(order, kind) with { ClOrdId = requestId, RelatedId = orderId });

    /// <summary>Reports a fill.</summary>
    public void Trade(VenueOrder order, long ticks, long lots, bool passive)
    {
        Volatile.Write(ref _fills, _fills + 1);
        _lastFillNumber = _reports + 1;
        sink.OnReport(Of(order, VenueReportKind.Trade) with { LastTicks = ticks, LastLots = lots, Passive = passive });
    }

    /// <summary>Reports that the latest fill was busted, or corrected to another size and price.</summary>
    public void Amend(VenueOrder order, VenueReportKind kind, long ticks, long lots) =>
        sink.OnReport(Of(order, kind) with { LastTicks = ticks, LastLots = lots, RefNumber = _lastFillNumber });

    /// <summary>Answers a status request, or a repeated message, with the state of its order.</summary>
    public void Status(VenueOrder order, in IdText clOrdId, in IdText queryId) =>
        sink.OnReport(Of(order, VenueReportKind.Status) with
        {
            ClOrdId = clOrdId.IsEmpty ? order.ClOrdId : clOrdId,
            RelatedId = queryId,
        });

    /// <summary>Answers a mass status request with the state of one of its orders.</summary>
    public void MassStatus(VenueOrder order, in IdText queryId, int reports, bool isLast) =>
        sink.OnReport(Of(order, VenueReportKind.Status) with
        {
            RelatedId = queryId,
            MassReports = reports,
            IsLastOfMass = isLast,
        });

    /// <summary>Answers a mass status request of a client without open orders.</summary>
    public void NoOpenOrders(int owner, in IdText queryId) =>
        sink.OnReport(Unknown(owner, queryId) with { MassReports = 0, IsLastOfMass = true });

    /// <summary>Answers a status request for an order that the venue does not know.</summary>
    public void UnknownOrder(int owner, in IdText queryId, in IdText clOrdId, in IdText symbol, Side side) =>
        sink.OnReport(Unknown(owner, queryId) with
        {
            Reason = VenueReason.UnknownOrder,
            ClOrdId = clOrdId,
            Symbol = symbol,
            Instrument = listings.IndexOf(symbol),
            Side = side,
        });

    /// <summary>Answers a request for positions with the one in an instrument, valued at the bid.</summary>
    public void Position(int owner, in IdText queryId, in IdText account, VenueListing listing, int reports) =>
        sink.OnReport(PositionAnswer(owner, queryId, account, VenueReportKind.Position, reports) with
        {
            Symbol = listing.Symbol,
            Instrument = listing.Instrument.Index,
            LastLots = listing.PositionOf(owner),
            LastTicks = listing.Book.Shown.BidTicks,
        });

    /// <summary>Answers a request for positions of a client that holds nothing.</summary>
    public void NoPositions(int owner, in IdText queryId, in IdText account) =>
        sink.OnReport(PositionAnswer(owner, queryId, account, VenueReportKind.NoPositions, reports: 0));

    /// <summary>Refuses an order.</summary>
    public void RefuseOrder(in NewOrderRequest request, int instrument, long limitTicks, VenueReason reason)
    {
        Volatile.Write(ref _rejects, _rejects + 1);
        sink.OnReport(new VenueReport
        {
            Epoch = Epoch,
            Number = ++_reports,
            Kind = VenueReportKind.Rejected,
            Status = VenueOrderStatus.Rejected,
            Reason = reason,
            Owner = request.Owner,
            ClOrdId = new IdText(request.ClOrdId),
            Symbol = new IdText(request.Symbol),
            Instrument = instrument,
            Side = request.Side,
            TimeInForce = request.TimeInForce,
            LimitTicks = limitTicks,
            Lots = Math.Max(request.Lots, 0),
            ExchangeNanos = clock.ExchangeNanos,
        });
    }

    /// <summary>Refuses a cancel request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="order">The order that it names; null when there is none.</param>
    /// <param name="reason">The first rule that it breaks.</param>
    public void RefuseCancel(in CancelRequest request, VenueOrder? order, VenueReason reason) =>
        Refuse(order, reason, new VenueReport
        {
            Owner = request.Owner,
            ClOrdId = new IdText(request.ClOrdId),
            RelatedId = new IdText(request.OrigClOrdId),
            Symbol = new IdText(request.Symbol),
        });

    /// <summary>Refuses a replace request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="order">The order that it names; null when there is none.</param>
    /// <param name="reason">The first rule that it breaks.</param>
    public void RefuseReplace(in ReplaceRequest request, VenueOrder? order, VenueReason reason) =>
        Refuse(order, reason, new VenueReport
        {
            Owner = request.Order.Owner,
            ClOrdId = new IdText(request.Order.ClOrdId),
            RelatedId = new IdText(request.OrigClOrdId),
            Symbol = new IdText(request.Order.Symbol),
            RefusesReplace = true,
        });

    private void Refuse(VenueOrder? order, VenueReason reason, in VenueReport request)
    {
        Volatile.Write(ref _rejects, _rejects + 1);
        sink.OnReport(request with
        {
            Epoch = Epoch,
            Number = ++_reports,
            Kind = VenueReportKind.CancelRejected,
            Status = order?.Status ?? VenueOrderStatus.Rejected,
            Reason = reason,
            OrderId = order?.OrderId ?? 0,
            Instrument = order?.Instrument ?? -1,
            ExchangeNanos = clock.ExchangeNanos,
        });
    }

    private VenueReport Of(VenueOrder order, VenueReportKind kind) => new()
    {
        Epoch = Epoch,
        Number = ++_reports,
        Kind = kind,
        Status = order.Status,
        Owner = order.Owner,
        OrderId = order.OrderId,
        ClOrdId = order.ClOrdId,
        Symbol = listings.Of(order).Symbol,
        Instrument = order.Instrument,
        Side = order.Side,
        TimeInForce = order.TimeInForce,
        LimitTicks = order.LimitTicks,
        Lots = order.Lots,
        CumLots = order.CumLots,
        LeavesLots = order.LeavesLots,
        FilledLotTicks = order.FilledLotTicks,
        ExchangeNanos = clock.ExchangeNanos,
        Twice = kind == VenueReportKind.Trade && Scenario == VenueScenarioKind.DuplicateExecution,
        AfterNext = (kind == VenueReportKind.New && Scenario == VenueScenarioKind.FillBeforeAck)
            || (kind == VenueReportKind.Trade && Scenario == VenueScenarioKind.LateFill),
    };

    private VenueReport Unknown(int owner, in IdText queryId) => new()
    {
        Epoch = Epoch,
        Number = ++_reports,
        Kind = VenueReportKind.Status,
        Status = VenueOrderStatus.Rejected,
        Owner = owner,
        RelatedId = queryId,
        Instrument = -1,
        ExchangeNanos = clock.ExchangeNanos,
    };

    private VenueReport PositionAnswer(
        int owner, in IdText queryId, in IdText account, VenueReportKind kind, int reports) => new()
        {
            Epoch = Epoch,
            Number = ++_reports,
            Kind = kind,
            Owner = owner,
            ClOrdId = account,
            RelatedId = queryId,
            Instrument = -1,
            ExchangeNanos = clock.ExchangeNanos,
            MassReports = reports,
        };
}
