using HedgeFast.Venue.Tape;

namespace HedgeFast.Venue.Market;

/// <summary>The matching rule of one instrument: sets price and size of each fill, keeps resting orders.</summary>
public interface IMatchingBook
{
    /// <summary>Moves the touch, with fresh displayed sizes; <see cref="TryFillResting"/> follows.</summary>
    void SetTop(long exchangeNanos, in TopOfBook top);

    /// <summary>The displayed touch: the tape's, moved by the impact of trading here.</summary>
    TopOfBook Shown { get; }

    /// <summary>Lots of an arriving order that would fill now, in all fills together; consumes none.</summary>
    long Offered(VenueOrder order);

    /// <summary>Consumes the next fill of an arriving order; false when no more fills now.</summary>
    bool TryTake(VenueOrder order, out long ticks, out long lots);

    /// <summary>Leaves an open order in the book.</summary>
    void Rest(VenueOrder order);

    /// <summary>Removes an order from the book; false when it does not rest here.</summary>
    bool Remove(VenueOrder order);

    /// <summary>Consumes the next fill of a resting order; false when none is due.</summary>
    /// <remarks>The caller books the fill, and removes a filled order, before the next call.</remarks>
    bool TryFillResting(out VenueOrder order, out long ticks, out long lots);
}
