namespace HedgeFast.Venue.Tape;

/// <summary>Best bid and ask of the tape: prices in ticks, sizes in lots. A side of zero lots shows nothing to trade with.</summary>
public readonly record struct TopOfBook(long BidTicks, long BidLots, long AskTicks, long AskLots);
