namespace HedgeFast.Core.Greeks.American;

/// <summary>Rates, volatility and time of an American put, as <see cref="AmericanPut"/> takes them.</summary>
/// <param name="Rate">r a year, continuous.</param>
/// <param name="Yield">q a year, continuous.</param>
/// <param name="Volatility">sigma a year. Positive.</param>
/// <param name="Years">T. Positive.</param>
internal readonly record struct AmericanMarket(double Rate, double Yield, double Volatility, double Years);
