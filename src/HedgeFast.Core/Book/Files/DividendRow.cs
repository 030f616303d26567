namespace HedgeFast.Core.Book.Files;

/// <summary>One line of the dividend file.</summary>
/// <param name="Underlying">Name of the underlying.</param>
/// <param name="ExNanos">Ex date, UTC nanoseconds since 1970: from this instant on the price is without it.</param>
/// <param name="Amount">Amount a unit of the underlying, in the currency. Positive.</param>
/// <param name="Currency">Its currency: that in which the underlying is quoted.</param>
public sealed record DividendRow(string Underlying, long ExNanos, double Amount, string Currency);
