namespace HedgeFast.Core.Book.Files;

/// <summary>What a book file is held against, beside the documented ranges.</summary>
public sealed record BookRules
{
    /// <summary>The underlyings that may appear; null allows any.</summary>
    public IReadOnlyCollection<string>? Underlyings { get; init; }

    /// <summary>UTC nanoseconds; an expiry at or before it is refused. Null allows any.</summary>
    public long? ValuationNanos { get; init; }

    /// <summary>Whether <c>iv</c> may be empty, because volatilities come from somewhere else too.</summary>
    public bool AllowsNoVolatility { get; init; }

    /// <summary>
    /// Whether the rows beside wrong ones are kept. Positions are never read so: only what is priced.
    /// </summary>
    public bool KeepsGood { get; init; }

    /// <summary>
    /// UTC time of day at which an underlying's options expire, for expiries that are bare dates; where it gives null a
    /// bare date is refused.
    /// </summary>
    public Func<string, TimeOnly?>? ExpiryTime { get; init; }
}
