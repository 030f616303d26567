using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Core.Greeks;

/// <summary>Gives the forward of each expiry group of one underlying: by a curve, or by carry.</summary>
internal sealed class UnderlyingForwards
{
    private readonly UnderlyingCarry _carry;
    private readonly ExpiryGroup[] _groups;
    private readonly long _lastExpiryNanos;

    // By the curve when last read; NaN where carry gives the forward.
    private readonly double[] _logRatios;
    private ForwardCurve? _curve;

    /// <summary>Allocates everything that later calls need; forwards are the carry's.</summary>
    /// <param name="groups">The underlying's expiry groups.</param>
    /// <param name="carry">Rate, carry, dividends and time step.</param>
    public UnderlyingForwards(ExpiryGroup[] groups, UnderlyingCarry carry)
    {
        _groups = groups;
        _carry = carry;
        _lastExpiryNanos = groups.Select(group => group.ExpiryNanos).DefaultIfEmpty(long.MinValue).Max();
        _logRatios = new double[groups.Length];
        Array.Fill(_logRatios, double.NaN);
    }

    /// <summary>Number of readings so far.</summary>
    public long Readings { get; private set; }

    /// <summary>Present value of the dividends until the last expiry, quote currency.</summary>
    /// <remarks>The price of a stock is above; negative infinity without dividends.</remarks>
    public double DividendsHeld { get; private set; } = double.NegativeInfinity;

    /// <summary>Years from a time to an expiry.</summary>
    /// <remarks>Expiries are positive: a time before 1970 is the only way to overflow the difference.</remarks>
    public static double YearsTo(in ExpiryGroup group, long utcNanos) =>
        DayCount.Years(group.ExpiryNanos - Math.Max(utcNanos, 0));

    /// <summary>Replaces the carry by a curve, from the next reading on.</summary>
    public void Use(ForwardCurve curve) => _curve = curve;

    /// <summary>Reads the curve and the dividends for a time.</summary>
    /// <param name="utcNanos">Valuation time, UTC nanoseconds since 1970.</param>
    public void Read(long utcNanos)
    {
        Readings++;
        DividendsHeld = _carry.Dividends is { } dividends && _lastExpiryNanos > utcNanos
            ? dividends.PresentValue(utcNanos, DayCount.Years(_lastExpiryNanos - Math.Max(utcNanos, 0)), _carry.Carry)
            : double.NegativeInfinity;
        if (_curve is not { } curve)
            return;
        curve.NowNanos = utcNanos;
        for (int i = 0; i < _groups.Length; i++)
            _logRatios[i] = curve.LogRatioAt(_groups[i].ExpiryNanos);
    }

    /// <summary>ln(F/S) of a group, S net of dividends: by the curve last read, else by carry.</summary>
    /// <param name="group">Index among the underlying's groups.</param>
    /// <param name="years">Years to its expiry.</param>
    public double LogRatio(int group, double years) =>
        double.IsNaN(_logRatios[group]) ? _carry.Carry * years : _logRatios[group];

    /// <summary>ln(F/S) of a group at a time; NaN where a curve does not know the forward.</summary>
    /// <param name="group">Index among the underlying's groups.</param>
    /// <param name="utcNanos">The time, UTC nanoseconds since 1970.</param>
    public double LogRatioAt(int group, long utcNanos) =>
        _curve is null ? LogRatio(group, YearsTo(_groups[group], utcNanos)) : _logRatios[group];

    /// <summary>First expiry whose forward is missing or stale, UTC nanoseconds since 1970; 0 for none.</summary>
    /// <param name="utcNanos">Valuation time, UTC nanoseconds since 1970.</param>
    public long UnusableExpiry(long utcNanos) => _curve?.UnusableExpiry(utcNanos, _lastExpiryNanos) ?? 0;
}
