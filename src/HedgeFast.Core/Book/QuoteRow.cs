namespace HedgeFast.Core.Book;

/// <summary>One line of the quote file: what an option is worth, to imply its volatility from.</summary>
/// <param name="Symbol">The option, as in the book.</param>
/// <param name="TimeNanos">Time of the quote, UTC nanoseconds since 1970.</param>
/// <param name="Bid">Best bid a unit of the underlying: quote currency, or coin for an inverse option. NaN for none.</param>
/// <param name="Ask">Best ask, the same; at least the bid. NaN for none.</param>
public sealed record QuoteRow(string Symbol, long TimeNanos, double Bid, double Ask)
{
    /// <summary>The middle, or NaN unless both sides are there.</summary>
    public double Mid => 0.5 * (Bid + Ask);
}
