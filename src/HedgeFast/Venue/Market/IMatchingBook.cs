using HedgeFast.Venue.Tape;

namespace HedgeFast.Venue.Market;

/// <summary>
/// The rule by which the orders of one instrument trade. It decides price and size of each fill and keeps resting orders; the market keeps everything
/// else. Queues and market impact are other implementations.
/// </summary>
public interface IMatchingBook
{
    /// <summary>The tape moved: displayed sizes are fresh again. Ask for passive fills with <see cref="TryFillResting"/> afterwards.</summary>
    void SetTop(long exchangeNanos, in TopOfBook top);

    /// <summary>What the market shows: the tape, or what trading here has made of it.</summary>
    TopOfBook Shown { get; }

    /// <summary>Lots of an arriving order that would trade now, in all fills together. Takes nothing.</summary>
    long Offered(VenueOrder order);

    /// <summary>The next fill of an arriving order, or false when nothing more trades now. What is returned is consumed.</summary>
    bool TryTake(VenueOrder order, out long ticks, out long lots);

    /// <summary>Leaves an open order in the book.</summary>
    void Rest(VenueOrder order);

    /// <summary>Takes an order out of the book; false when it does not rest here.</summary>
    bool Remove(VenueOrder order);

    /// <summary>
    /// The next fill of a resting order, or false when none is due. The caller books the fill, and removes the order when it is filled, before it asks again.
    /// </summary>
    bool TryFillResting(out VenueOrder order, out long ticks, out long lots);
}
