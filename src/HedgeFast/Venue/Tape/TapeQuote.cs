namespace HedgeFast.Venue.Tape;

/// <summary>One top of book of a tape.</summary>
/// <param name="RecvNanos">When the recorder received it, UTC nanoseconds since 1970.</param>
/// <param name="ExchangeNanos">When the exchange sent it, UTC nanoseconds since 1970.</param>
/// <param name="BidTicks">Best bid in ticks.</param>
/// <param name="BidLots">Size of the bid in lots.</param>
/// <param name="AskTicks">Best ask in ticks.</param>
/// <param name="AskLots">Size of the ask in lots.</param>
public readonly record struct TapeQuote(long RecvNanos, long ExchangeNanos, long BidTicks, long BidLots, long AskTicks, long AskLots);
