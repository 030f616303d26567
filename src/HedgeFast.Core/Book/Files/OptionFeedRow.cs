namespace HedgeFast.Core.Book.Files;

/// <summary>How an option is quoted on the tick feed.</summary>
/// <param name="Symbol">The option, as in the book.</param>
/// <param name="FeedId">Instrument id on the feed.</param>
/// <param name="TickMantissa">The tick is TickMantissa * 10^-TickDecimals, quote currency or coin a unit of the
/// underlying. At least 1.</param>
/// <param name="TickDecimals">0 to 9.</param>
public sealed record OptionFeedRow(string Symbol, uint FeedId, int TickMantissa, int TickDecimals);
