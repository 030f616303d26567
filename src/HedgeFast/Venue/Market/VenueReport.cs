using HedgeFast.Core.Limits;

namespace HedgeFast.Venue.Market;

/// <summary>One answer of the market to a client: everything an execution report or a cancel reject says, by value.</summary>
public readonly struct VenueReport
{
    /// <summary>Start of the venue in which the report was made; with <see cref="Number"/> it makes the ExecID.</summary>
    public long Epoch { get; init; }

    /// <summary>Number of the report within its epoch, from 1.</summary>
    public long Number { get; init; }

    /// <summary>What it says.</summary>
    public VenueReportKind Kind { get; init; }

    /// <summary>Session it goes to.</summary>
    public int Owner { get; init; }

    /// <summary>The venue's order number; 0 when there is no order.</summary>
    public long OrderId { get; init; }

    /// <summary>FIX 11: the id of the order, or of the cancel or replace request that is answered; in a position report FIX 1, the account.</summary>
    public IdText ClOrdId { get; init; }

    /// <summary>FIX 41 in the answer to a cancel or replace, 790 in that to a status request, 584 in those to a mass status request, 710 in those to a request for positions; empty otherwise.</summary>
    public IdText RelatedId { get; init; }

    /// <summary>FIX 55, as the client wrote it.</summary>
    public IdText Symbol { get; init; }

    /// <summary>Dense instrument index; -1 when the symbol is unknown.</summary>
    public int Instrument { get; init; }

    /// <summary>Side; 0 when the client gave none that is known.</summary>
    public Side Side { get; init; }

    /// <summary>Life time.</summary>
    public TimeInForce TimeInForce { get; init; }

    /// <summary>State of the order after this report.</summary>
    public VenueOrderStatus Status { get; init; }

    /// <summary>Why, where something was refused or cancelled.</summary>
    public VenueReason Reason { get; init; }

    /// <summary>Whether this fill gave liquidity (the order rested) and so pays no fee.</summary>
    public bool Passive { get; init; }

    /// <summary>Whether the report is sent again after a restart, because it may not have been sent before it.</summary>
    public bool PossResend { get; init; }

    /// <summary>Limit of the order, ticks; 0 when it had no valid one.</summary>
    public long LimitTicks { get; init; }

    /// <summary>Ordered, lots.</summary>
    public long Lots { get; init; }

    /// <summary>Price of this fill, or at which a position is valued, ticks.</summary>
    public long LastTicks { get; init; }

    /// <summary>Size of this fill, lots; in a position report what is held, signed; 0 otherwise.</summary>
    public long LastLots { get; init; }

    /// <summary>Filled so far, lots.</summary>
    public long CumLots { get; init; }

    /// <summary>Still open, lots.</summary>
    public long LeavesLots { get; init; }

    /// <summary>Sum of fill size times fill price, lot ticks.</summary>
    public Int128 FilledLotTicks { get; init; }

    /// <summary>Exchange time of the tape, UTC nanoseconds.</summary>
    public long ExchangeNanos { get; init; }

    /// <summary>Number of the fill that is taken back or corrected, of the same start of the venue; 0 otherwise.</summary>
    public long RefNumber { get; init; }

    /// <summary>Whether it refuses a replace and not a cancel; FIX 434.</summary>
    public bool RefusesReplace { get; init; }

    /// <summary>Reports that answer the mass status request, FIX 911, or the request for positions, FIX 727; null when this answers none.</summary>
    public int? MassReports { get; init; }

    /// <summary>Whether it is the last of them, FIX 912.</summary>
    public bool IsLastOfMass { get; init; }

    /// <summary>Whether it is sent twice, on purpose.</summary>
    public bool Twice { get; init; }

    /// <summary>Whether it is sent after the report that follows it, on purpose.</summary>
    public bool AfterNext { get; init; }

    /// <summary>Whether the report changes what the venue must remember: an acceptance, a change, a fill, a fill taken back or corrected, an end.</summary>
    public bool IsDurable => Kind is VenueReportKind.New or VenueReportKind.Trade or VenueReportKind.Bust or VenueReportKind.Correction
        or VenueReportKind.Canceled or VenueReportKind.DoneForDay or VenueReportKind.Replaced or VenueReportKind.Restated;
}

/// <summary>Takes what the market answers. It must not call the market back from within.</summary>
public interface IVenueReportSink
{
    /// <summary>Takes one report; the market has already changed its own state.</summary>
    void OnReport(in VenueReport report);
}
