using HedgeFast.Core.Feed;

namespace HedgeFast.Monitor.Watch;

/// <summary>A hedge instrument's market.</summary>
/// <param name="Symbol">Its symbol.</param>
/// <param name="QuoteNanos">Receive stamp of its last quote, nanoseconds; 0 before the first.</param>
/// <param name="Fault">Why it can't be hedged in.</param>
/// <param name="InUse">Whether the underlying's price is taken from it.</param>
internal readonly record struct InstrumentSign(string Symbol, long QuoteNanos, QuoteFault Fault, bool InUse);
