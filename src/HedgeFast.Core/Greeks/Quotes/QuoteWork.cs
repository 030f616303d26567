namespace HedgeFast.Core.Greeks.Quotes;

/// <summary>Work that an option waits for in the queue, the greater one including the smaller.</summary>
internal enum QuoteWork : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Its delta's bounds at the price of now.</summary>
    Refresh = 1,

    /// <summary>The volatilities that bid and ask allow.</summary>
    Bound = 2,

    /// <summary>The volatility of the middle.</summary>
    Solve = 3,
}
