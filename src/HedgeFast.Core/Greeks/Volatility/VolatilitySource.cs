namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>Where the volatilities of an underlying's options come from.</summary>
public enum VolatilitySource : byte
{
    /// <summary>From the surface file where there is one, else from the book.</summary>
    Files = 0,

    /// <summary>
    /// Implied from quotes of the options while the loop runs. Until an option's first quote it has none.
    /// </summary>
    Quotes = 1,
}
