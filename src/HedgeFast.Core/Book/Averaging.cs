namespace HedgeFast.Core.Book;

/// <summary>
/// Settlement on an average: over the last minutes before expiry the settlement price is fixed bit by bit, and what is
/// fixed no longer moves with the market. With a mean of equal weights the delta decays linearly to zero (Deribit,
/// "Settlement": 30 minutes, options and dated futures alike; a perpetual does not decay).
/// </summary>
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
