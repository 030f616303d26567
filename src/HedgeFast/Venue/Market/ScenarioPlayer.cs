using HedgeFast.Core.Book;

namespace HedgeFast.Venue.Market;

/// <summary>Plays the configured scenarios: busts, corrections, overfills and unsolicited changes.</summary>
internal sealed class ScenarioPlayer(
    VenueListings listings, OrderRegister orders, MatchingEngine matching, ExecutionReporter reporter)
{
    /// <summary>Plays the scenario of an order that has just met the market.</summary>
    public void AfterMatching(VenueScenarioKind scenario, VenueOrder order)
    {
        switch (scenario)
        {
            case VenueScenarioKind.Overfill when order.Status == VenueOrderStatus.Filled:
                matching.Force(order, order.LimitTicks, lots: 1);
                break;

            case VenueScenarioKind.Bust when order.CumLots > 0:
                (long ticks, long lots) = order.LastFill;
                listings.Of(order).Bust(order, ticks, lots, passive: false);
                reporter.Amend(order, VenueReportKind.Bust, ticks, lots);
                break;

            case VenueScenarioKind.Correct when order.CumLots > 0:
                (long price, long size) = order.LastFill;
                listings.Of(order).Correct(order, price, Math.Max(1, size - 1), passive: false);
                reporter.Amend(order, VenueReportKind.Correction, price, order.LastFill.Lots);
                break;

            case VenueScenarioKind.CancelUnasked when order.IsOpen && order.TimeInForce == TimeInForce.Day:
                order.Cancel();
                reporter.Report(order, VenueReportKind.Canceled, VenueReason.Fault);
                break;

            case VenueScenarioKind.Enlarge
                when order.Status == VenueOrderStatus.Filled && order.TimeInForce == TimeInForce.Day:
                order.Resize(order.CumLots + 1);
                reporter.Report(order, VenueReportKind.Restated);
                break;

            case VenueScenarioKind.ForeignFill:
                TradeForClient(order);
                break;
        }
    }

    /// <summary>Plays what befalls an order that has just come to rest.</summary>
    public void AtRest(VenueScenarioKind scenario, VenueOrder order)
    {
        switch (scenario)
        {
            case VenueScenarioKind.DoneForDay:
                matching.TakeOut(order, forToday: true);
                reporter.Report(order, VenueReportKind.DoneForDay);
                break;

            case VenueScenarioKind.Restate when order.LeavesLots > 1:
                order.Resize(order.CumLots + (order.LeavesLots / 2));
                reporter.Report(order, VenueReportKind.Restated);
                break;

            case VenueScenarioKind.Reinstate:
                matching.TakeOut(order);
                reporter.Report(order, VenueReportKind.Canceled, VenueReason.Fault);
                matching.Reinstate(order);
                break;
        }
    }

    // One lot under an id of the venue's own, which the client has never seen.
    private void TradeForClient(VenueOrder beside)
    {
        long number = orders.NextNumber();
        var order = new VenueOrder
        {
            OrderId = number,
            Owner = beside.Owner,
            ClOrdId = IdText.Of($"DESK-{reporter.Epoch}-{number}"),
            Instrument = beside.Instrument,
            Side = beside.Side,
            TimeInForce = TimeInForce.ImmediateOrCancel,
            LimitTicks = beside.LimitTicks,
            Lots = 1,
        };
        orders.Add(order.ClOrdId, order);
        reporter.Report(order, VenueReportKind.New);
        matching.Force(order, order.LimitTicks, lots: 1);
    }
}
