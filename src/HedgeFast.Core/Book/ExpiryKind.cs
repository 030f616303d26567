namespace HedgeFast.Core.Book;

/// <summary>The form that an option's delta takes.</summary>
public enum ExpiryKind : byte
{
    /// <summary>
    /// A normal distribution function of the logarithm of the price: Black-76 and Black-Scholes-Merton.
    /// </summary>
    Lognormal = 1,

    /// <summary>A normal distribution function of the price: Bachelier.</summary>
    Normal = 2,

    /// <summary>
    /// No closed form that a kernel evaluates: American exercise. Valued at nodes, off the tick path.
    /// </summary>
    American = 3,
}
