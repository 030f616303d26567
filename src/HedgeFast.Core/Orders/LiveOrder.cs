using HedgeFast.Core.Limits;

namespace HedgeFast.Core.Orders;

/// <summary>An order that may still fill, as the loop sees it.</summary>
public struct LiveOrder
{
    /// <summary>Our order number.</summary>
    public long OrderId;

    /// <summary>Lots ordered.</summary>
    public long Lots;

    /// <summary>Lots filled, from unique fills only.</summary>
    public long CumLots;

    /// <summary>The exchange's final filled quantity once it said the order is out of the market, otherwise -1. The order stays until our fills reach it.</summary>
    public long FinalCumLots;

    /// <summary>When the order is looked after if it is still alive: a resting one is cancelled, an unanswered one asked about. Monotonic nanoseconds.</summary>
    public long ActionDueNanos;

    /// <summary>When it was sent, monotonic nanoseconds.</summary>
    public long SentNanos;

    /// <summary>Limit price, ticks.</summary>
    public long LimitTicks;

    /// <summary>Mid at the decision, quote currency; the price that execution cost is measured from.</summary>
    public double ArrivalMid;

    /// <summary>Touch at the decision on the side that the order would take, quote currency: as far as this the cost is the spread's.</summary>
    public double ArrivalTouch;

    /// <summary>Dense instrument index.</summary>
    public int Instrument;

    /// <summary>Side.</summary>
    public Side Side;

    /// <summary>Life time in the market.</summary>
    public TimeInForce TimeInForce;

    /// <summary>Whether a cancel request is on its way.</summary>
    public bool CancelRequested;

    /// <summary>Whether the exchange has said anything of the order yet.</summary>
    public bool IsAnswered;

    /// <summary>Whether its state has to be asked for: no answer came in time, a request was refused, or the session was lost. It may be anything but forgotten.</summary>
    public bool IsUnknown;

    /// <summary>Cancel and status requests made since the order last moved. They grow rarer, and at the configured number they end in an alarm.</summary>
    public int Requests;

    /// <summary>Whether the requests have ended in an alarm. The order still counts with everything that may fill.</summary>
    public bool IsUnresolved;

    /// <summary>Lots that may still fill.</summary>
    public readonly long LeavesLots => Math.Max(0, (FinalCumLots >= 0 ? FinalCumLots : Lots) - CumLots);
}
