namespace HedgeFast.Core.Book.Files;

/// <summary>One line of the surface file: a point of an expiry's smile, or the parameters of all of it.</summary>
/// <param name="Underlying">Name of the underlying.</param>
/// <param name="ExpiryNanos">Expiry, UTC nanoseconds since 1970.</param>
/// <param name="TimeNanos">When the surface was so, UTC nanoseconds since 1970; before the expiry.</param>
/// <param name="Forward">Forward of the expiry at that time, quote currency. Positive.</param>
/// <param name="Strike">Strike of a point; NaN with parameters.</param>
/// <param name="Volatility">Volatility of a point, a fraction a year; NaN with parameters.</param>
/// <param name="Svi">Parameters; null for a point.</param>
public sealed record SurfaceRow(
    string Underlying, long ExpiryNanos, long TimeNanos, double Forward, double Strike, double Volatility,
    SviParameters? Svi);
