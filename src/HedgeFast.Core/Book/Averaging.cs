namespace HedgeFast.Core.Book;

/// <summary>The linear decay of delta while a settlement price is averaged.</summary>
/// <remarks>
/// With a mean of equal weights, fixed bit by bit, the delta falls linearly to zero (Deribit, "Settlement": 30 minutes,
/// options and dated futures alike; a perpetual does not decay).
/// </remarks>
public static class Averaging
{
    /// <summary>Part of the average that is still open: 1 before the averaging period, 0 from expiry on.</summary>
    /// <param name="expiryNanos">Expiry, UTC nanoseconds since 1970.</param>
    /// <param name="averagingNanos">Length of the averaging period; 0 settles at the instant of expiry.</param>
    /// <param name="utcNanos">Now, UTC nanoseconds since 1970.</param>
    public static double OpenFraction(long expiryNanos, long averagingNanos, long utcNanos)
    {
        if (utcNanos >= expiryNanos)
            return 0;
        long left = expiryNanos - Math.Max(utcNanos, 0);
        return left >= averagingNanos ? 1 : left / (double)averagingNanos;
    }
}
