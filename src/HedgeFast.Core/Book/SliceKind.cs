namespace HedgeFast.Core.Book;

/// <summary>The variable in which an option's delta is a normal distribution function.</summary>
public enum SliceKind : byte
{
    /// <summary>Linear in the logarithm of the price: Black-76 and Black-Scholes-Merton.</summary>
    Lognormal = 1,

    /// <summary>Linear in the price: Bachelier.</summary>
    Normal = 2,
}
