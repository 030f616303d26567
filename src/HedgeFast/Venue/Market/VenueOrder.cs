using HedgeFast.Core.Limits;

namespace HedgeFast.Venue.Market;

/// <summary>An accepted order. The market alone changes it.</summary>
public sealed class VenueOrder
{
    /// <summary>The venue's number, from 1, ascending; FIX 37.</summary>
    public required long OrderId { get; init; }

    /// <summary>Index of the session that sent it.</summary>
    public required int Owner { get; init; }

    /// <summary>The client's id, or that of its last replace; FIX 11.</summary>
    public required IdText ClOrdId { get; set; }

    /// <summary>Dense instrument index.</summary>
    public required int Instrument { get; init; }

    /// <summary>Side.</summary>
    public required Side Side { get; init; }

    /// <summary>Life time.</summary>
    public required TimeInForce TimeInForce { get; init; }

    /// <summary>Limit price, ticks.</summary>
    public required long LimitTicks { get; set; }

    /// <summary>Ordered, lots; positive.</summary>
    public required long Lots { get; set; }

    /// <summary>Whether every request about it is first answered as pending, on purpose.</summary>
    public bool TellsPending { get; init; }

    /// <summary>Filled so far, lots.</summary>
    public long CumLots { get; private set; }

    /// <summary>Sum of fill size times fill price, lot ticks; the average price is this over <see cref="CumLots"/>.</summary>
    public Int128 FilledLotTicks { get; private set; }

    /// <summary>State.</summary>
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

    // What was filled and is taken back does not come to the market again.
    internal void TakeBack(long ticks, long lots)
    {
        CumLots -= lots;
        FilledLotTicks -= (Int128)lots * ticks;
        if (!IsOpen)
            Status = VenueOrderStatus.Canceled;
        else
            Status = CumLots == 0 ? VenueOrderStatus.New : VenueOrderStatus.PartiallyFilled;
    }

    // A trade stands with another size or price; the order does not come to the market again for that.
    internal void Correct(long oldTicks, long oldLots, long ticks, long lots)
    {
        LastFill = (ticks, lots);
        CumLots += lots - oldLots;
        FilledLotTicks += ((Int128)lots * ticks) - ((Int128)oldLots * oldTicks);
        if (!IsOpen)
            Status = CumLots >= Lots ? VenueOrderStatus.Filled : VenueOrderStatus.Canceled;
    }

    // What is filled already can't be taken away: the order is then filled, and for that much. A filled order that becomes larger works again.
    internal void Replace(in IdText clOrdId, long lots, long ticks)
    {
        (ClOrdId, LimitTicks) = (clOrdId, ticks);
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

    internal void Reinstate() => Status = CumLots == 0 ? VenueOrderStatus.New : VenueOrderStatus.PartiallyFilled;

    internal void Cancel(bool forToday = false) => Status = forToday ? VenueOrderStatus.DoneForDay : VenueOrderStatus.Canceled;
}

/// <summary>State of an order; the values are the characters of FIX tag 39.</summary>
public enum VenueOrderStatus : byte
{
    /// <summary>Accepted, nothing filled.</summary>
    New = (byte)'0',

    /// <summary>Part filled and still open.</summary>
    PartiallyFilled = (byte)'1',

    /// <summary>Wholly filled.</summary>
    Filled = (byte)'2',

    /// <summary>Out of the market for today with something unfilled.</summary>
    DoneForDay = (byte)'3',

    /// <summary>Out of the market with something unfilled.</summary>
    Canceled = (byte)'4',

    /// <summary>Never accepted, or not known.</summary>
    Rejected = (byte)'8',
}
