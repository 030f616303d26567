using HedgeFast.Core.Book;

namespace HedgeFast.Venue.Market;

/// <summary>An accepted order and its state, changed by the market alone.</summary>
public sealed class VenueOrder
{
    /// <summary>The venue's number, from 1, ascending; FIX 37.</summary>
    public required long OrderId { get; init; }

    /// <summary>Index of the client's session.</summary>
    public required int Owner { get; init; }

    /// <summary>The client's id, or that of its last replace; FIX 11.</summary>
    public required IdText ClOrdId { get; set; }

    /// <summary>Dense instrument index.</summary>
    public required int Instrument { get; init; }

    /// <summary>Side; FIX 54.</summary>
    public required Side Side { get; init; }

    /// <summary>Time in force; FIX 59.</summary>
    public required TimeInForce TimeInForce { get; init; }

    /// <summary>Limit price, ticks.</summary>
    public required long LimitTicks { get; set; }

    /// <summary>Quantity ordered, lots; positive.</summary>
    public required long Lots { get; set; }

    /// <summary>Whether a scenario answers every request about it as pending first.</summary>
    public bool TellsPending { get; init; }

    /// <summary>Filled so far, lots.</summary>
    public long CumLots { get; private set; }

    /// <summary>Sum of size times price of the fills, lot ticks; by <see cref="CumLots"/> the average price.</summary>
    public Int128 FilledLotTicks { get; private set; }

    /// <summary>State of the order; FIX 39.</summary>
    public VenueOrderStatus Status { get; private set; } = VenueOrderStatus.New;

    /// <summary>Still open, lots; 0 once the order is out of the market.</summary>
    public long LeavesLots => IsOpen ? Lots - CumLots : 0;

    /// <summary>Whether the order can still fill.</summary>
    public bool IsOpen => Status is VenueOrderStatus.New or VenueOrderStatus.PartiallyFilled;

    /// <summary>Price and size of the last fill.</summary>
    internal (long Ticks, long Lots) LastFill { get; private set; }

    internal void Fill(long ticks, long lots)
    {
        LastFill = (ticks, lots);
        CumLots += lots;
        FilledLotTicks += (Int128)lots * ticks;
        Status = CumLots >= Lots ? VenueOrderStatus.Filled : VenueOrderStatus.PartiallyFilled;
    }

    // A busted quantity does not work again.
    internal void TakeBack(long ticks, long lots)
    {
        CumLots -= lots;
        FilledLotTicks -= (Int128)lots * ticks;
        if (!IsOpen)
            Status = VenueOrderStatus.Canceled;
        else
            Status = CumLots == 0 ? VenueOrderStatus.New : VenueOrderStatus.PartiallyFilled;
    }

    // A corrected quantity does not work again either.
    internal void Correct(long oldTicks, long oldLots, long ticks, long lots)
    {
        LastFill = (ticks, lots);
        CumLots += lots - oldLots;
        FilledLotTicks += ((Int128)lots * ticks) - ((Int128)oldLots * oldTicks);
        if (!IsOpen)
            Status = CumLots >= Lots ? VenueOrderStatus.Filled : VenueOrderStatus.Canceled;
    }

    // The quantity never falls below the fills: the order is then filled. A filled order that becomes larger works
    // again.
    internal void Replace(in IdText clOrdId, long lots, long ticks)
    {
        ClOrdId = clOrdId;
        LimitTicks = ticks;
        Resize(lots);
    }

    internal void Resize(long lots)
    {
        Lots = Math.Max(lots, CumLots);
        if (CumLots >= Lots)
            Status = VenueOrderStatus.Filled;
        else if (Status == VenueOrderStatus.Filled)
            Status = VenueOrderStatus.PartiallyFilled;
    }

    internal void Reinstate() =>
        Status = CumLots == 0 ? VenueOrderStatus.New : VenueOrderStatus.PartiallyFilled;

    internal void Cancel(bool forToday = false) =>
        Status = forToday ? VenueOrderStatus.DoneForDay : VenueOrderStatus.Canceled;
}

/// <summary>State of an order; the values are the characters of FIX tag 39.</summary>
public enum VenueOrderStatus : byte
{
    /// <summary>Accepted and open, without fills.</summary>
    New = (byte)'0',

    /// <summary>Open, with fills.</summary>
    PartiallyFilled = (byte)'1',

    /// <summary>Filled whole.</summary>
    Filled = (byte)'2',

    /// <summary>Out of the market for today, not filled whole.</summary>
    DoneForDay = (byte)'3',

    /// <summary>Out of the market, not filled whole.</summary>
    Canceled = (byte)'4',

    /// <summary>Refused, or unknown.</summary>
    Rejected = (byte)'8',
}
