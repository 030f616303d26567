using HedgeFast.Core.Limits;

namespace HedgeFast.Venue;

/// <summary>What the market does wrong when its settings ask for it.</summary>
public sealed partial class SimulatedMarket
{
    private const long NanosPerSecond = 1_000_000_000;

    private long _lastFillNumber;

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

            case VenueScenarioKind.CancelUnasked when order.IsOpen && order.TimeInForce == TimeInForce.Day:
                order.Cancel();
                Report(order, VenueReportKind.Canceled, VenueReason.Fault);
                break;
        }
    }

    private static void TakeBack(VenueListing listing, VenueOrder order, long ticks, long lots, bool passive)
    {
        order.TakeBack(ticks, lots);
        listing.Account.TakeBack(order.Side, ticks, lots, passive);
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
