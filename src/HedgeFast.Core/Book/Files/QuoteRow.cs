namespace HedgeFast.Core.Book.Files;

/// <summary>One line of the quote file: what an option is worth, to imply its volatility from.</summary>
/// <param name="Symbol">The option, as in the book.</param>
/// <param name="TimeNanos">Time of the quote, UTC nanoseconds since 1970.</param>
/// <param name="Bid">Best bid a unit of the underlying: quote currency, or coin for an inverse option. NaN for
/// none.</param>
/// <param name="Ask">Best ask, the same. NaN for none.</param>
public sealed record QuoteRow(string Symbol, long TimeNanos, double Bid, double Ask)
{
    /// <summary>
    /// Whether the ask is below the bid, which real chains have and no market: it says nothing of a price.
    /// </summary>
    public bool IsCrossed => Ask < Bid;

    /// <summary>The middle, or NaN unless both sides are there and not crossed.</summary>
    public double Mid => IsCrossed ? double.NaN : 0.5 * (Bid + Ask);
}
