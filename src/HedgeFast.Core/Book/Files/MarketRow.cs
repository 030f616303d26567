namespace HedgeFast.Core.Book.Files;

/// <summary>
/// One line of the market file: what is known of an underlying, for one expiry or for all. NaN and null are empty
/// fields.
/// </summary>
/// <param name="Underlying">Name of the underlying.</param>
/// <param name="ExpiryNanos">The expiry it is about, UTC nanoseconds since 1970; null for all expiries.</param>
/// <param name="TimeNanos">Valuation time, UTC nanoseconds since 1970.</param>
/// <param name="Spot">Price of the underlying, quote currency.</param>
/// <param name="Forward">Forward of the expiry, quote currency.</param>
/// <param name="Rate">Continuous interest rate a year, ACT/365.</param>
/// <param name="DividendYield">Continuous yield a year, ACT/365.</param>
public sealed record MarketRow(
    string Underlying, long? ExpiryNanos, long? TimeNanos, double Spot, double Forward, double Rate,
    double DividendYield);
