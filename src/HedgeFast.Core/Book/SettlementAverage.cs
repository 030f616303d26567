namespace HedgeFast.Core.Book;

/// <summary>The time-weighted mean of an underlying's prices over the averaging window before one expiry.</summary>
/// <remarks>
/// Between two prices their mean counts. A price that diffuses with variance sigma^2 a second strays from that mean by
/// a variance sigma^2 g^3 / 12 over a gap of g seconds (Brownian bridge; Karatzas and Shreve, "Brownian Motion and
/// Stochastic Calculus", 5.6.B), and four times that where the window began unseen. While the sum of these stays below
/// a ten-thousandth of the whole mean's own variance, w^3 / 3, the average is known; beyond it is lost. With 30 minutes
/// that is one gap of 132 seconds, a start that is missed by 83, or a price every 30 all along.
/// A function of the observed prices alone. Allocates nothing. Not thread-safe.
/// </remarks>
/// <param name="underlying">Index of the underlying in the book.</param>
/// <param name="expiryNanos">Expiry, UTC nanoseconds since 1970.</param>
/// <param name="averagingNanos">Length of the averaging window. Positive.</param>
public sealed class SettlementAverage(int underlying, long expiryNanos, long averagingNanos)
{
    /// <summary>Largest distance of an operator's average from the price, a fraction of the price.</summary>
    public const double GivenFractionMax = 0.1;

    // Steps back in time up to this are jitter; a larger one means that the time before was wrong.
    private const long SlackNanos = 60_000_000_000;

    private const double SecondsPerNano = 1e-9;
    private const double UnseenMax = 4e-4;
    private const double OneSided = 4;

    private readonly double _windowSeconds = averagingNanos * SecondsPerNano;
    private long _fromNanos;
    private double _sum;
    private double _price;
    private double _unseen;

    /// <summary>Index of the underlying in the book.</summary>
    public int Underlying => underlying;

    /// <summary>Expiry, UTC nanoseconds since 1970.</summary>
    public long ExpiryNanos => expiryNanos;

    /// <summary>Length of the averaging window, nanoseconds.</summary>
    public long AveragingNanos => averagingNanos;

    /// <summary>When the window begins, UTC nanoseconds since 1970.</summary>
    public long StartNanos => expiryNanos - averagingNanos;

    /// <summary>State of the average.</summary>
    public AverageState State { get; private set; }

    /// <summary>Whether an operator gave the average of the first part.</summary>
    public bool IsGiven { get; private set; }

    /// <summary>The settlement price, quote currency; NaN unless the window was seen to its end.</summary>
    public double Final => State == AverageState.Complete ? _sum / _windowSeconds : double.NaN;

    /// <summary>Whether the window ended so long before a time that no jitter leads back into it.</summary>
    public bool IsOver(long utcNanos) => utcNanos - SlackNanos > expiryNanos;

    /// <summary>Adds a price of the underlying.</summary>
    /// <param name="price">Quote currency; finite.</param>
    /// <param name="utcNanos">Its exchange time, UTC nanoseconds since 1970.</param>
    /// <returns>Whether the state has changed.</returns>
    public bool Observe(double price, long utcNanos)
    {
        if (State != AverageState.Ahead && utcNanos < _fromNanos)
            return StepBack(price, utcNanos);
        if (utcNanos <= StartNanos || State is AverageState.Lost or AverageState.Complete)
            return false;
        long until = Math.Min(utcNanos, expiryNanos);
        AverageState before = State;
        if (before == AverageState.Ahead)
        {
            double missed = (until - StartNanos) * SecondsPerNano;
            (_sum, _unseen) = (price * missed, OneSided * Cube(missed));
        }
        else
        {
            // Beyond the expiry the price is that of a later time, and no nearer than if nothing had come.
            double step = (until - _fromNanos) * SecondsPerNano;
            _sum += 0.5 * (_price + price) * step;
            _unseen += Math.Min(Cube((utcNanos - _fromNanos) * SecondsPerNano), OneSided * Cube(step));
        }

        (_price, _fromNanos) = (price, until);
        bool isKnown = _unseen <= UnseenMax * Cube(_windowSeconds);
        State = !isKnown ? AverageState.Lost : until == expiryNanos ? AverageState.Complete : AverageState.Running;
        return State != before;
    }

    /// <summary>
    /// Sets the average so far to the exchange's own, given by an operator; unseen time before no longer counts.
    /// </summary>
    /// <param name="average">Mean of the window up to now, quote currency.</param>
    /// <param name="price">The underlying's price now.</param>
    /// <param name="utcNanos">Now, exchange time in UTC nanoseconds since 1970.</param>
    /// <returns>Whether the average was accepted: now lies in the window, and the average within
    /// <see cref="GivenFractionMax"/> of the price.</returns>
    public bool TryGive(double average, double price, long utcNanos)
    {
        if (utcNanos <= StartNanos || utcNanos >= expiryNanos)
            return false;

        // Written so that NaN fails.
        if (!(Math.Abs(average - price) <= GivenFractionMax * Math.Abs(price)))
            return false;
        (_sum, _fromNanos) = (average * ((utcNanos - StartNanos) * SecondsPerNano), utcNanos);
        _price = price;
        _unseen = 0;
        State = AverageState.Running;
        IsGiven = true;
        return true;
    }

    /// <summary>
    /// Fixed part of the settlement price: the average so far times the share of the window that is over.
    /// </summary>
    /// <remarks>Quote currency; 0 before the window, NaN while it is not known.</remarks>
    /// <param name="utcNanos">Now, UTC nanoseconds since 1970; the last price holds until then.</param>
    public double FixedPartAt(long utcNanos)
    {
        if (utcNanos <= StartNanos)
            return 0;
        if (State is AverageState.Ahead or AverageState.Lost)
            return double.NaN;
        return (_sum + (_price * ((Math.Min(utcNanos, expiryNanos) - _fromNanos) * SecondsPerNano))) / _windowSeconds;
    }

    /// <summary>Mean of the window up to now, quote currency; NaN before the window and where unknown.</summary>
    /// <param name="utcNanos">Now, UTC nanoseconds since 1970.</param>
    public double AverageAt(long utcNanos) =>
        FixedPartAt(utcNanos) / (1 - Averaging.OpenFraction(expiryNanos, averagingNanos, utcNanos));

    /// <summary>The journal record of the average.</summary>
    public CarriedAverage ToCarried() => new()
    {
        Underlying = underlying,
        State = State,
        IsGiven = IsGiven,
        ExpiryNanos = expiryNanos,
        AveragingNanos = averagingNanos,
        FromNanos = _fromNanos,
        Sum = _sum,
        Price = _price,
        Unseen = _unseen,
    };

    /// <summary>Resumes from the journal record of the same expiry.</summary>
    public void Carry(in CarriedAverage carried)
    {
        _fromNanos = carried.FromNanos;
        _sum = carried.Sum;
        _price = carried.Price;
        _unseen = carried.Unseen;
        State = carried.State;
        IsGiven = carried.IsGiven;
    }

    private static double Cube(double seconds) => seconds * seconds * seconds;

    // Before the window nothing is fixed, whatever the wrong time was; within the window the time in between is
    // unknown.
    private bool StepBack(double price, long utcNanos)
    {
        if (_fromNanos - utcNanos <= SlackNanos)
        {
            _price = price;
            return false;
        }

        AverageState before = State;
        State = utcNanos <= StartNanos ? AverageState.Ahead : AverageState.Lost;
        IsGiven = false;
        return State != before;
    }
}

/// <summary>State of a settlement average.</summary>
public enum AverageState : byte
{
    /// <summary>No price of its window has been seen.</summary>
    Ahead = 0,

    /// <summary>The average so far is complete enough to use.</summary>
    Running = 1,

    /// <summary>
    /// Too much of the window was not seen: unknown until expiry, or until an operator gives the average.
    /// </summary>
    Lost = 2,

    /// <summary>The window is over; the average is the settlement price.</summary>
    Complete = 3,
}
