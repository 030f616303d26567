using HedgeFast.Core.Book;

namespace HedgeFast.Venue.Market;

/// <summary>One report to a client, by value: execution report, cancel reject or position report.</summary>
public readonly struct VenueReport
{
    /// <summary>Start of the venue that made the report; with <see cref="Number"/> the ExecID.</summary>
    public long Epoch { get; init; }

    /// <summary>Number of the report within its epoch, from 1.</summary>
    public long Number { get; init; }

    /// <summary>The event reported.</summary>
    public VenueReportKind Kind { get; init; }

    /// <summary>Index of the client's session.</summary>
    public int Owner { get; init; }

    /// <summary>The venue's order number, FIX 37; 0 without an order.</summary>
    public long OrderId { get; init; }

    /// <summary>FIX 11: id of the order or of the request answered; in a position report the account, FIX 1.</summary>
    public IdText ClOrdId { get; init; }

    /// <summary>Id answered: FIX 41 of a cancel or replace, 790, 584 or 710 of a query; empty otherwise.</summary>
    public IdText RelatedId { get; init; }

    /// <summary>FIX 55, as the client sent it.</summary>
    public IdText Symbol { get; init; }

    /// <summary>Dense instrument index; -1 when the symbol is unknown.</summary>
    public int Instrument { get; init; }

    /// <summary>Side; 0 when the client sent none that is known.</summary>
    public Side Side { get; init; }

    /// <summary>Time in force.</summary>
    public TimeInForce TimeInForce { get; init; }

    /// <summary>State of the order after this report.</summary>
    public VenueOrderStatus Status { get; init; }

    /// <summary>The reason of a refusal or cancellation.</summary>
    public VenueReason Reason { get; init; }

    /// <summary>Whether the fill gave liquidity, from a resting order, and pays no fee.</summary>
    public bool Passive { get; init; }

    /// <summary>Whether a restart repeats the report, which may not have been sent.</summary>
    public bool PossResend { get; init; }

    /// <summary>Limit of the order, ticks; 0 without a valid one.</summary>
    public long LimitTicks { get; init; }

    /// <summary>Quantity ordered, lots.</summary>
    public long Lots { get; init; }

    /// <summary>Price of the fill, or of a position's valuation, ticks.</summary>
    public long LastTicks { get; init; }

    /// <summary>Size of the fill, lots; in a position report the signed position; 0 otherwise.</summary>
    public long LastLots { get; init; }

    /// <summary>Filled so far, lots.</summary>
    public long CumLots { get; init; }

    /// <summary>Still open, lots.</summary>
    public long LeavesLots { get; init; }

    /// <summary>Sum of size times price of the fills, lot ticks.</summary>
    public Int128 FilledLotTicks { get; init; }

    /// <summary>Exchange time of the tape, UTC nanoseconds.</summary>
    public long ExchangeNanos { get; init; }

    /// <summary>Number of the fill that is busted or corrected, of the same epoch; 0 otherwise.</summary>
    public long RefNumber { get; init; }

    /// <summary>Whether a replace is refused and not a cancel; FIX 434.</summary>
    public bool RefusesReplace { get; init; }

    /// <summary>Reports answering a mass status request, 911, or a request for positions, 727; else null.</summary>
    public int? MassReports { get; init; }

    /// <summary>Whether the report is the last answer, FIX 912.</summary>
    public bool IsLastOfMass { get; init; }

    /// <summary>Whether a scenario sends the report twice.</summary>
    public bool Twice { get; init; }

    /// <summary>Whether a scenario sends the report after its successor.</summary>
    public bool AfterNext { get; init; }

    /// <summary>Whether the ledger keeps the report, since it changes an order or a position.</summary>
    public bool IsDurable => Kind is VenueReportKind.New or VenueReportKind.Replaced or VenueReportKind.Restated
        or VenueReportKind.Trade or VenueReportKind.Bust or VenueReportKind.Correction
        or VenueReportKind.Canceled or VenueReportKind.DoneForDay;
}

/// <summary>Receives the market's reports. It must not call the market back from within.</summary>
public interface IVenueReportSink
{
    /// <summary>Receives one report; the market has already changed its state.</summary>
    void OnReport(in VenueReport report);
}
