using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>
/// Forwards of an underlying as multiples of its price, given for some expiries or from dated futures.
/// </summary>
/// <remarks>
/// Between two known expiries the logarithm of the ratio is linear in time; from now (ratio 1) to the first likewise;
/// beyond the last it grows at the last one's rate. Expired ones no longer count. Nothing is allocated after
/// construction.
/// </remarks>
public sealed class ForwardCurve
{
    /// <summary>Time of a forward without an age: a given one.</summary>
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
    /// <param name="capacity">Largest number of expiries.</param>
    /// <param name="ageNanosMax">A forward older than this is stale, nanoseconds. Positive.</param>
    public ForwardCurve(int capacity, long ageNanosMax = long.MaxValue)
    {
        _capacity = capacity;
        _ageNanosMax = ageNanosMax;
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

    /// <summary>Number of expiries, known or expected.</summary>
    public int Count { get; private set; }

    /// <summary>Time from which ratios are interpolated, UTC nanoseconds since 1970.</summary>
    public long NowNanos { get; set; }

    /// <summary>
    /// Sets the forward of an expiry; false, with nothing changed, for a wrong number or a full curve.
    /// </summary>
    /// <remarks>Numbers are positive and finite, and no more than a factor e^100 apart.</remarks>
    /// <param name="expiryNanos">Expiry, UTC nanoseconds since 1970.</param>
    /// <param name="forward">The forward, or the price of the dated future, quote currency.</param>
    /// <param name="price">The underlying's price at the same time.</param>
    /// <param name="timeNanos">Time of both, UTC nanoseconds since 1970; <see cref="Ageless"/> for a forward without an
    /// age.</param>
    public bool TrySet(long expiryNanos, double forward, double price, long timeNanos = Ageless)
    {
        if (!(forward > 0 && forward < double.PositiveInfinity && price > 0 && price < double.PositiveInfinity))
            return false;
        double logRatio = Elementary.Log(forward) - Elementary.Log(price);
        return Math.Abs(logRatio) <= LogRatioMax && TryPut(expiryNanos, logRatio, timeNanos);
    }

    /// <summary>
    /// Marks the forward of an expiry as wanted and unknown, unusable until set. False when the curve is full.
    /// </summary>
    public bool TryExpect(long expiryNanos) => TryPut(expiryNanos, double.NaN, Never);

    /// <summary>Whether the expiry's forward is set.</summary>
    public bool Knows(long expiryNanos) => IndexOf(expiryNanos) is >= 0 and var at && _timesNanos[at] != Never;

    /// <summary>The first expiry ahead whose missing or stale forward stops hedging; 0 for none.</summary>
    /// <remarks>
    /// None before it is at or beyond the last expiry that is needed. The last one itself when nothing ahead is known
    /// at all.
    /// </remarks>
    /// <param name="utcNanos">Now, UTC nanoseconds since 1970.</param>
    /// <param name="lastNanos">Last expiry needed, UTC nanoseconds since 1970.</param>
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

    /// <summary>ln(F/S) of an expiry; NaN while no forward ahead is known.</summary>
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

/// <summary>The forward of an expiry as a multiple of the underlying's price.</summary>
/// <param name="ExpiryNanos">Expiry, UTC nanoseconds since 1970.</param>
/// <param name="Ratio">F / S. Positive.</param>
public readonly record struct ForwardPoint(long ExpiryNanos, double Ratio);
