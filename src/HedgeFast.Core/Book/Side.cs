namespace HedgeFast.Core.Book;

/// <summary>Side of an order; the values are those of FIX tag 54.</summary>
public enum Side : byte
{
    /// <summary>Buy.</summary>
    Buy = 1,

    /// <summary>Sell.</summary>
    Sell = 2,
}
