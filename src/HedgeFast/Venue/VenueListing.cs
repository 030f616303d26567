using HedgeFast.Core.Book;

namespace HedgeFast.Venue;

/// <summary>One instrument as the market keeps it.</summary>
internal sealed class VenueListing(Instrument instrument, IdText symbol, long tickNanos, IMatchingBook book, VenueAccount account)
{
    public Instrument Instrument { get; } = instrument;

    public IdText Symbol { get; } = symbol;

    public long TickNanos { get; } = tickNanos;

    public IMatchingBook Book { get; } = book;

    public VenueAccount Account { get; } = account;

    /// <summary>Lots that clients have traded here and that nobody has asked for yet.</summary>
    public long NewTradedLots { get; set; }

    public bool IsOpen { get; set; }

    public bool IsHalted { get; set; }
}
