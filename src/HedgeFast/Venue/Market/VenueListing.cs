using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;

namespace HedgeFast.Venue.Market;

/// <summary>One instrument as the market keeps it.</summary>
internal sealed class VenueListing(Instrument instrument, IdText symbol, long tickNanos, IMatchingBook book, VenueAccount account)
{
    private readonly Dictionary<int, long> _owned = [];

    public Instrument Instrument { get; } = instrument;

    public IdText Symbol { get; } = symbol;

    public long TickNanos { get; } = tickNanos;

    public IMatchingBook Book { get; } = book;

    public VenueAccount Account { get; } = account;

    /// <summary>Lots that clients have traded here and that nobody has asked for yet.</summary>
    public long NewTradedLots { get; set; }

    public bool IsOpen { get; set; }

    public bool IsHalted { get; set; }

    /// <summary>Signed lots of a client, with those it is said to have held at the start.</summary>
    public long PositionOf(int owner) => Instrument.StartLots + _owned.GetValueOrDefault(owner);

    /// <summary>A fill of an order.</summary>
    public void Apply(VenueOrder order, long ticks, long lots, bool passive)
    {
        Account.Apply(order.Side, ticks, lots, passive);
        Own(order, lots);
    }

    /// <summary>A fill of an order is no more.</summary>
    public void TakeBack(VenueOrder order, long ticks, long lots, bool passive)
    {
        Account.TakeBack(order.Side, ticks, lots, passive);
        Own(order, -lots);
    }

    private void Own(VenueOrder order, long lots) => _owned[order.Owner] = _owned.GetValueOrDefault(order.Owner) + (order.Side == Side.Buy ? lots : -lots);
}
