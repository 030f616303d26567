using HedgeFast.Core.Book;

namespace HedgeFast.Venue.Market;

/// <summary>Takes orders, cancels and replaces: checks them, hands them to matching and answers them.</summary>
internal sealed class OrderEntry(
    VenueListings listings,
    OrderRegister orders,
    OrderChecks checks,
    MatchingEngine matching,
    ScenarioPlayer scenarios,
    ExecutionReporter reporter,
    VenueFaults faults)
{
    private long _accepted;
    private long _entered;
    private long _cancels;

    /// <summary>Orders accepted; any thread may read.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Accepts and matches an order, or refuses it.</summary>
    public void Submit(in NewOrderRequest request)
    {
        IdText clOrdId = new(request.ClOrdId);
        if (request.MayBeRepeated && orders.Find(request.Owner, clOrdId) is { } known)
        {
            reporter.Status(known, clOrdId, default);
            return;
        }

        int instrument = listings.IndexOf(new IdText(request.Symbol));
        VenueReason refusal = checks.Order(request, instrument, out long limitTicks);
        if (refusal != VenueReason.None)
        {
            reporter.RefuseOrder(request, instrument, limitTicks, refusal);
            return;
        }

        VenueScenarioKind scenario = faults.ScenarioOf(++_entered);
        if (scenario == VenueScenarioKind.NoAnswer)
            return;

        reporter.Scenario = scenario;
        VenueOrder order = Accept(request, instrument, limitTicks, scenario == VenueScenarioKind.Pending);
        if (order.TimeInForce != TimeInForce.FillOrKill || matching.Offered(order) == order.Lots)
            matching.Take(order);
        scenarios.AfterMatching(scenario, order);
        reporter.Scenario = VenueScenarioKind.None;
        if (!order.IsOpen)
            return;

        if (order.TimeInForce != TimeInForce.Day)
        {
            order.Cancel();
            bool isWhole = order.TimeInForce == TimeInForce.FillOrKill;
            VenueReason reason = isWhole ? VenueReason.NotWhole : VenueReason.ImmediateRest;
            reporter.Report(order, VenueReportKind.Canceled, reason);
            return;
        }

        matching.Rest(order);
        scenarios.AtRest(scenario, order);
    }

    /// <summary>Cancels an order, or refuses to.</summary>
    public void Cancel(in CancelRequest request)
    {
        IdText requestId = new(request.ClOrdId);
        if (orders.Find(request.Owner, requestId) is { } known)
        {
            if (request.MayBeRepeated)
                reporter.Status(known, known.ClOrdId, default);
            else
                reporter.RefuseCancel(request, known, VenueReason.DuplicateClOrdId);
            return;
        }

        if (requestId.IsEmpty || !IdText.Fits(request.ClOrdId))
        {
            reporter.RefuseCancel(request, null, VenueReason.BadClOrdId);
            return;
        }

        if (Named(request.Owner, request.OrigClOrdId) is not { } order)
        {
            reporter.RefuseCancel(request, null, VenueReason.UnknownOrder);
            return;
        }

        if (!order.IsOpen || (faults.RefuseCancelEvery > 0 && ++_cancels % faults.RefuseCancelEvery == 0))
        {
            reporter.RefuseCancel(request, order, VenueReason.TooLate);
            return;
        }

        orders.Add(requestId, order);
        if (order.TellsPending)
            reporter.Answer(order, VenueReportKind.PendingCancel, requestId, order.ClOrdId);
        matching.TakeOut(order);
        reporter.Answer(order, VenueReportKind.Canceled, requestId, order.ClOrdId);
    }

    /// <summary>Changes an order, or refuses to; see <see cref="SimulatedMarket.Replace"/> for the rules.</summary>
    public void Replace(in ReplaceRequest request)
    {
        NewOrderRequest terms = request.Order;
        IdText requestId = new(terms.ClOrdId);
        if (orders.Find(terms.Owner, requestId) is { } known)
        {
            if (terms.MayBeRepeated)
                reporter.Status(known, known.ClOrdId, default);
            else
                reporter.RefuseReplace(request, known, VenueReason.DuplicateClOrdId);
            return;
        }

        VenueOrder? order = Named(terms.Owner, request.OrigClOrdId);
        VenueReason refusal = checks.Replace(terms, order, out long ticks);
        if (order is { TellsPending: true, IsOpen: true })
            reporter.Answer(order, VenueReportKind.PendingReplace, requestId, order.ClOrdId);
        if (refusal != VenueReason.None)
        {
            reporter.RefuseReplace(request, order, refusal);
            return;
        }

        orders.Add(requestId, order!);
        matching.Replace(order!, requestId, terms.Lots, ticks);
    }

    private VenueOrder Accept(in NewOrderRequest request, int instrument, long limitTicks, bool tellsPending)
    {
        var order = new VenueOrder
        {
            OrderId = orders.NextNumber(),
            Owner = request.Owner,
            ClOrdId = new IdText(request.ClOrdId),
            Instrument = instrument,
            Side = request.Side,
            TimeInForce = request.TimeInForce,
            LimitTicks = limitTicks,
            Lots = request.Lots,
            TellsPending = tellsPending,
        };
        orders.Add(order.ClOrdId, order);
        Volatile.Write(ref _accepted, _accepted + 1);
        if (tellsPending)
            reporter.Report(order, VenueReportKind.PendingNew);
        reporter.Report(order, VenueReportKind.New);
        return order;
    }

    private VenueOrder? Named(int owner, ReadOnlySpan<byte> clOrdId) =>
        IdText.Fits(clOrdId) ? orders.Find(owner, new IdText(clOrdId)) : null;
}
