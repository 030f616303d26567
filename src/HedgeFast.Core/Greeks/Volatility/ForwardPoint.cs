namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>The forward of an expiry as a multiple of the underlying's price.</summary>
/// <param name="ExpiryNanos">Expiry, UTC nanoseconds since 1970.</param>
/// <param name="Ratio">F / S. Positive.</param>
public readonly record struct ForwardPoint(long ExpiryNanos, double Ratio);
