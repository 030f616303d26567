namespace HedgeFast.Core.Greeks.Dividends;

/// <summary>A dividend of an underlying.</summary>
/// <param name="ExNanos">Ex date, UTC nanoseconds since 1970: from this instant on the price is without it.</param>
/// <param name="Amount">Amount a unit of the underlying, quote currency. Positive.</param>
public readonly record struct Dividend(long ExNanos, double Amount);
