using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>
/// The forwards of an underlying as multiples of its price: given for an expiry, or from dated futures. Between two
/// known expiries the logarithm of the ratio is linear in time; from now (ratio 1) to the first likewise; beyond the
/// last it grows at the last one's rate. What has expired counts no more. Nothing is allocated after construction.
/// </summary>
public sealed class ForwardCurve
{
    /// <summary>The time of a forward that has no age: one that is given.</summary>
    public const long Ageless = long.MaxValue;

    // The time of a forward that is expected and not known.
    private const long Never = long.MinValue;

    // A forward that far from the price is a mistake; within it no exponential overflows.
    private const double LogRatioMax = 100;

    private readonly long[] _expiries;
    private readonly double[] _logRatios;
    private readonly long[] _timesNanos;
    private readonly int _capacity;
    private readonly long _ageNanosMax;

    /// <summary>An empty curve.</summary>
    /// <param name="capacity">Most expiries it holds.</param>
    /// <param name="ageNanosMax">A forward older than this is stale, nanoseconds. Positive.</param>
    public ForwardCurve(int capacity, long ageNanosMax = long.MaxValue)
    {
        (_capacity, _ageNanosMax) = (capacity, ageNanosMax);
        _expiries = new long[capacity];
        _logRatios = new double[capacity];
        _timesNanos = new long[capacity];
    }

    /// <summary>A curve of given forwards, which have no age.</summary>
    /// <param name="given">The forwards, in any order.</param>
    public static ForwardCurve OfGiven(IReadOnlyList<ForwardPoint> given)
    {
        ForwardCurve curve = new(given.Count);
        foreach (ForwardPoint point in given)
            curve.TrySet(point.ExpiryNanos, point.Ratio, 1);
        return curve;
    }

    /// <summary>Expiries known or expected.</summary>
    public int Count { get; private set; }

    /// <summary>The time that ratios are interpolated from, UTC nanoseconds since 1970.</summary>
    public long NowNanos { get; set; }

    /// <summary>
    /// Sets or replaces the forward of an expiry; false, with nothing changed, when a number is not positive and
    /// finite, they are more than a factor e^100 apart, or the curve is full.
    /// </summary>
    /// <param name="expiryNanos">Expiry, UTC nanoseconds since 1970.</param>
    /// <param name="forward">The forward, or the price of the dated future, quote currency.</param>
    /// <param name="price">The underlying's price at the same time.</param>
    /// <param name="timeNanos">That time, UTC nanoseconds since 1970; <see cref="Ageless"/> where it does not
    /// matter.</param>
    public bool TrySet(long expiryNanos, double forward, double price, long timeNanos = Ageless)
    {
        if (!(forward > 0 && forward < double.PositiveInfinity && price > 0 && price < double.PositiveInfinity))
            return false;
        double logRatio = Elementary.Log(forward) - Elementary.Log(price);
        return Math.Abs(logRatio) <= LogRatioMax && TryPut(expiryNanos, logRatio, timeNanos);
    }

    /// <summary>
    /// Says that an expiry's forward is wanted and not known, or not any more: until it is set it is unusable. False
    /// when the curve is full.
    /// </summary>
    public bool TryExpect(long expiryNanos) => TryPut(expiryNanos, double.NaN, Never);

    /// <summary>Whether the expiry's forward has been set and not been taken back since.</summary>
    public bool Knows(long expiryNanos) => IndexOf(expiryNanos) is >= 0 and var at && _timesNanos[at] != Never;

    /// <summary>
    /// The first expiry whose forward is missing or stale and matters: it lies ahead, and none before it is at or
    /// beyond the last expiry that is asked for. That last one itself when nothing that lies ahead is known at all. 0
    /// when all is well.
    /// </summary>
    /// <param name="utcNanos">Now, UTC nanoseconds since 1970.</param>
    /// <param name="lastNanos">Last expiry that will be asked for.</param>
    public long UnusableExpiry(long utcNanos, long lastNanos)
    {
        bool isAhead = false;
        for (int i = 0; i < Count; i++)
        {
            if (_expiries[i] <= utcNanos)
                continue;
            long time = _timesNanos[i];
            if (time == Never || (time != Ageless && utcNanos - time > _ageNanosMax))
                return _expiries[i];
            isAhead = true;
            if (_expiries[i] >= lastNanos)
                break;
        }

        return isAhead || lastNanos <= utcNanos ? 0 : lastNanos;
    }

    /// <summary>ln(F/S) of an expiry; NaN while nothing that lies ahead is known.</summary>
    public double LogRatioAt(long expiryNanos)
    {
        int at = IndexOf(expiryNanos);
        if (at >= 0)
            return _logRatios[at];
        if (Count == 0 || _expiries[Count - 1] <= NowNanos)
            return double.NaN;
        at = Math.Min(~at, Count - 1);

        // The neighbour before: a known expiry, or now with the ratio 1. Beyond the last, the last one's rate from now.
        bool isBetween = at > 0 && expiryNanos < _expiries[at] && _expiries[at - 1] > NowNanos;
        long start = isBetween ? _expiries[at - 1] : NowNanos;
        double from = isBetween ? _logRatios[at - 1] : 0;
        return _expiries[at] <= start
            ? _logRatios[at]
            : from + ((_logRatios[at] - from) * (expiryNanos - start) / (_expiries[at] - start));
    }

    private int IndexOf(long expiryNanos) => Array.BinarySearch(_expiries, 0, Count, expiryNanos);

    private bool TryPut(long expiryNanos, double logRatio, long timeNanos)
    {
        int at = IndexOf(expiryNanos);
        if (at < 0)
        {
            if (Count == _capacity)
                return false;
            at = ~at;
            Array.Copy(_expiries, at, _expiries, at + 1, Count - at);
            Array.Copy(_logRatios, at, _logRatios, at + 1, Count - at);
            Array.Copy(_timesNanos, at, _timesNanos, at + 1, Count - at);
            _expiries[at] = expiryNanos;
            Count++;
        }

        (_logRatios[at], _timesNanos[at]) = (logRatio, timeNanos);
        return true;
    }
}
