namespace HedgeFast.Core.Greeks;

/// <summary>Times and prices for which prepared terms hold; none before the first preparation.</summary>
internal struct TermsValidity()
{
    // A weight that falls with the price instead of rising is off by twice this at most.
    private const double AnchorFraction = 2e-4;

    // The open interval of valuation times.
    private long _afterNanos = long.MaxValue;
    private long _beforeNanos = long.MinValue;

    // The prices between which weights that follow the price in another way than the kernel's are close enough.
    private double _lowPrice = double.NegativeInfinity;
    private double _highPrice = double.PositiveInfinity;

    /// <summary>Time of the preparation, UTC nanoseconds since 1970.</summary>
    public long PreparedNanos { get; private set; }

    /// <summary>Price of the preparation, quote currency.</summary>
    public double Price { get; private set; }

    /// <summary>Whether terms are stale at a time, UTC nanoseconds since 1970.</summary>
    public readonly bool IsStaleAt(long utcNanos) => utcNanos >= _beforeNanos || utcNanos <= _afterNanos;

    /// <summary>Whether terms are stale at a price, quote currency.</summary>
    public readonly bool IsStaleAt(double price) => price < _lowPrice || price > _highPrice;

    /// <summary>Begins anew: one time step in either direction, at every price.</summary>
    /// <param name="utcNanos">Valuation time, UTC nanoseconds since 1970.</param>
    /// <param name="stepNanos">The time step, nanoseconds; positive.</param>
    /// <param name="price">Price of the underlying, quote currency.</param>
    public void Begin(long utcNanos, long stepNanos, double price)
    {
        PreparedNanos = utcNanos;
        Price = price;
        _lowPrice = double.NegativeInfinity;
        _highPrice = double.PositiveInfinity;
        _afterNanos = utcNanos < long.MinValue + stepNanos ? long.MinValue : utcNanos - stepNanos;
        _beforeNanos = utcNanos > long.MaxValue - stepNanos ? long.MaxValue : utcNanos + stepNanos;
    }

    /// <summary>Begins no earlier than a time, and ends with another.</summary>
    /// <param name="fromNanos">First valid time, UTC nanoseconds since 1970; the smallest number for none.</param>
    /// <param name="beforeNanos">First invalid time, UTC nanoseconds since 1970.</param>
    public void LimitTo(long fromNanos, long beforeNanos)
    {
        _afterNanos = Math.Max(_afterNanos, fromNanos - (fromNanos == long.MinValue ? 0 : 1));
        EndAt(beforeNanos);
    }

    /// <summary>Ends with a time that lies ahead, UTC nanoseconds since 1970.</summary>
    public void EndAt(long beforeNanos) => _beforeNanos = Math.Min(_beforeNanos, beforeNanos);

    /// <summary>Limits the validity to prices near that of the preparation.</summary>
    public void AnchorToPrice()
    {
        _lowPrice = Price - (AnchorFraction * Price);
        _highPrice = Price + (AnchorFraction * Price);
    }

    /// <summary>Ends now.</summary>
    public void End()
    {
        _afterNanos = long.MaxValue;
        _beforeNanos = long.MinValue;
    }
}
