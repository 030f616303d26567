namespace HedgeFast.Core.Greeks;

/// <summary>
/// The forwards of an underlying as multiples of its price: given for an expiry, or from dated futures. Between two known expiries the logarithm of the ratio is linear in
/// time; from now (ratio 1) to the first likewise; beyond the last it grows at the last one's rate. Nothing is allocated after construction.
/// </summary>
public sealed class ForwardCurve
{
    // A forward that far from the price is a mistake; within it no exponential overflows.
    private const double LogRatioMax = 100;

    private readonly long[] _expiries;
    private readonly double[] _logRatios;
    private readonly int _capacity;

    /// <summary>An empty curve for at most <paramref name="capacity"/> expiries.</summary>
    public ForwardCurve(int capacity)
    {
        _capacity = capacity;
        _expiries = new long[capacity];
        _logRatios = new double[capacity];
    }

    /// <summary>Expiries known.</summary>
    public int Count { get; private set; }

    /// <summary>The time that ratios are interpolated from, UTC nanoseconds since 1970.</summary>
    public long NowNanos { get; set; }

    /// <summary>Sets or replaces the forward of an expiry; false, with nothing changed, when a number is not positive and finite, they are more than a factor e^100 apart, or the curve is full.</summary>
    /// <param name="expiryNanos">Expiry, UTC nanoseconds since 1970.</param>
    /// <param name="forward">The forward, or the price of the dated future, quote currency.</param>
    /// <param name="price">The underlying's price at the same time.</param>
    public bool TrySet(long expiryNanos, double forward, double price)
    {
        if (!(forward > 0 && forward < double.PositiveInfinity && price > 0 && price < double.PositiveInfinity))
            return false;
        double logRatio = Elementary.Log(forward) - Elementary.Log(price);
        if (Math.Abs(logRatio) > LogRatioMax)
            return false;
        int at = Array.BinarySearch(_expiries, 0, Count, expiryNanos);
        if (at < 0)
        {
            if (Count == _capacity)
                return false;
            at = ~at;
            Array.Copy(_expiries, at, _expiries, at + 1, Count - at);
            Array.Copy(_logRatios, at, _logRatios, at + 1, Count - at);
            _expiries[at] = expiryNanos;
            Count++;
        }

        _logRatios[at] = logRatio;
        return true;
    }

    /// <summary>ln(F/S) of an expiry; NaN while nothing is known.</summary>
    public double LogRatioAt(long expiryNanos)
    {
        int at = Array.BinarySearch(_expiries, 0, Count, expiryNanos);
        if (at >= 0)
            return _logRatios[at];
        if (Count == 0)
            return double.NaN;
        at = Math.Min(~at, Count - 1);

        // The neighbour before: a known expiry, or now with the ratio 1. Beyond the last, the last one's rate from now.
        bool isBetween = at > 0 && expiryNanos < _expiries[at];
        long start = isBetween ? _expiries[at - 1] : NowNanos;
        double from = isBetween ? _logRatios[at - 1] : 0;
        return _expiries[at] <= start ? _logRatios[at] : from + ((_logRatios[at] - from) * (expiryNanos - start) / (_expiries[at] - start));
    }
}
