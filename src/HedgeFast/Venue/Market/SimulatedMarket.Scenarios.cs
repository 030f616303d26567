using HedgeFast.Core.Limits;

namespace HedgeFast.Venue.Market;

/// <summary>What the market does wrong when its settings ask for it.</summary>
public sealed partial class SimulatedMarket
{
    private const long NanosPerSecond = 1_000_000_000;

    private long _lastFillNumber;
    private VenueScenarioKind _scenarioAtRest;

    // After an order has met the market.
    private void Misbehave(VenueListing listing, VenueOrder order)
    {
        switch (_scenario)
        {
            case VenueScenarioKind.Overfill when order.Status == VenueOrderStatus.Filled:
                order.Fill(order.LimitTicks, 1);
                ReportFill(listing, order, order.LimitTicks, 1, passive: false);
                break;

            case VenueScenarioKind.Bust when order.CumLots > 0:
                (long ticks, long lots) = order.LastFill;
                TakeBack(listing, order, ticks, lots, passive: false);
                Report(order, VenueReportKind.Bust, lastTicks: ticks, lastLots: lots);
                break;

            case VenueScenarioKind.Correct when order.CumLots > 0:
                (long oldTicks, long oldLots) = order.LastFill;
                Correct(listing, order, oldTicks, Math.Max(1, oldLots - 1), passive: false);
                Report(order, VenueReportKind.Correction, lastTicks: oldTicks, lastLots: order.LastFill.Lots);
                break;

            case VenueScenarioKind.CancelUnasked when order.IsOpen && order.TimeInForce == TimeInForce.Day:
                order.Cancel();
                Report(order, VenueReportKind.Canceled, VenueReason.Fault);
                break;

            case VenueScenarioKind.Enlarge when order.Status == VenueOrderStatus.Filled && order.TimeInForce == TimeInForce.Day:
                order.Resize(order.CumLots + 1);
                Report(order, VenueReportKind.Restated);
                break;

            case VenueScenarioKind.ForeignFill:
                TradeOfTheDesk(listing, order);
                break;
        }

        _scenarioAtRest = _scenario;
    }

    // After what is left of an order has come to rest.
    private void MisbehaveAtRest(VenueOrder order)
    {
        switch (_scenarioAtRest)
        {
            case VenueScenarioKind.DoneForDay:
                TakeOut(order, forToday: true);
                Report(order, VenueReportKind.DoneForDay);
                break;

            case VenueScenarioKind.Restate when order.LeavesLots > 1:
                order.Resize(order.CumLots + (order.LeavesLots / 2));
                Report(order, VenueReportKind.Restated);
                break;

            case VenueScenarioKind.Reinstate:
                TakeOut(order);
                Report(order, VenueReportKind.Canceled, VenueReason.Fault);
                BringBack(order);
                break;
        }
    }

    // The desk trades a lot for the client under an id that the client has never seen.
    private void TradeOfTheDesk(VenueListing listing, VenueOrder beside)
    {
        var order = new VenueOrder
        {
            OrderId = ++_lastOrderId,
            Owner = beside.Owner,
            ClOrdId = IdText.Of($"DESK-{_epoch}-{_lastOrderId}"),
            Instrument = beside.Instrument,
            Side = beside.Side,
            TimeInForce = TimeInForce.ImmediateOrCancel,
            LimitTicks = beside.LimitTicks,
            Lots = 1,
        };
        _orders.Add((order.Owner, order.ClOrdId), order);
        Report(order, VenueReportKind.New);
        order.Fill(order.LimitTicks, 1);
        ReportFill(listing, order, order.LimitTicks, 1, passive: false);
    }

    private static void Correct(VenueListing listing, VenueOrder order, long ticks, long lots, bool passive)
    {
        (long oldTicks, long oldLots) = order.LastFill;
        order.Correct(oldTicks, oldLots, ticks, lots);
        listing.TakeBack(order, oldTicks, oldLots, passive);
        listing.Apply(order, ticks, lots, passive);
    }

    private static void TakeBack(VenueListing listing, VenueOrder order, long ticks, long lots, bool passive)
    {
        order.TakeBack(ticks, lots);
        listing.TakeBack(order, ticks, lots, passive);
    }

    // Seconds are the tape's, so that the answers depend on the tape and the requests alone.
    private bool IsThrottled()
    {
        if (_faults.OrdersPerSecond == 0) return false;
        long second = _exchangeNanos / NanosPerSecond;
        if (second != _throttleSecond) (_throttleSecond, _throttleCount) = (second, 0);
        return ++_throttleCount > _faults.OrdersPerSecond;
    }
}
