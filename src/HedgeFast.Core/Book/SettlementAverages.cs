namespace HedgeFast.Core.Book;

/// <summary>
/// The settlement averages of one underlying's expiries. Outside every window a price costs two comparisons. Not
/// thread-safe.
/// </summary>
public sealed class SettlementAverages
{
    private readonly SettlementAverage[] _averages;

    // Between these times no window is under way: from the last expiry that is over to the next window's start. The
    // latter is the smallest time while one is.
    private long _quietFromNanos = long.MinValue;
    private long _quietUntilNanos = long.MaxValue;

    /// <summary>Averages of the expiries in a book that settle on one, in the order of their expiries.</summary>
    /// <param name="book">The options.</param>
    /// <param name="underlying">Index of the underlying in the book.</param>
    public SettlementAverages(OptionBook book, int underlying)
    {
        _averages =
        [
            .. book.Groups.ToArray().Where(group => group.Underlying == underlying && group.AveragingNanos > 0)
                .Select(group => (group.ExpiryNanos, group.AveragingNanos)).Distinct().Order()
                .Select(window => new SettlementAverage(underlying, window.ExpiryNanos, window.AveragingNanos)),
        ];
        LookAhead(long.MinValue);
    }

    /// <summary>Each of them, by expiry.</summary>
    public IReadOnlyList<SettlementAverage> All => _averages;

    /// <summary>Number of changes of state and of given averages so far.</summary>
    public long Changes { get; private set; }

    /// <summary>Whether no window is under way.</summary>
    public bool IsQuiet => _quietUntilNanos != long.MinValue;

    /// <summary>
    /// The first expiry ahead whose average is lost, UTC nanoseconds since 1970; 0 when there is none.
    /// </summary>
    /// <param name="utcNanos">Now, UTC nanoseconds since 1970.</param>
    public long LostExpiry(long utcNanos)
    {
        foreach (SettlementAverage average in _averages)
        {
            if (average.State == AverageState.Lost && average.ExpiryNanos > utcNanos)
                return average.ExpiryNanos;
        }

        return 0;
    }

    /// <summary>The average of an expiry; null without one.</summary>
    public SettlementAverage? Find(long expiryNanos, long averagingNanos)
    {
        foreach (SettlementAverage average in _averages)
        {
            if (average.ExpiryNanos == expiryNanos && average.AveragingNanos == averagingNanos)
                return average;
        }

        return null;
    }

    /// <summary>Adds a price of the underlying.</summary>
    /// <param name="price">Quote currency; finite.</param>
    /// <param name="utcNanos">Its exchange time, UTC nanoseconds since 1970.</param>
    /// <returns>Whether the state of an average has changed: begun, complete or lost.</returns>
    public bool Observe(double price, long utcNanos) =>
        (utcNanos > _quietUntilNanos || utcNanos < _quietFromNanos) && ObserveEach(price, utcNanos);

    /// <summary>Sets the average so far of one expiry to an operator's.</summary>
    /// <param name="index">Index in <see cref="All"/>; an index beyond changes nothing.</param>
    /// <param name="average">Mean of the window up to now, quote currency.</param>
    /// <param name="price">The underlying's price now.</param>
    /// <param name="utcNanos">Now, exchange time in UTC nanoseconds since 1970.</param>
    /// <returns>Whether the average was accepted, see <see cref="SettlementAverage.TryGive"/>.</returns>
    public bool TryGive(int index, double average, double price, long utcNanos)
    {
        if (index < 0 || index >= _averages.Length || !_averages[index].TryGive(average, price, utcNanos))
            return false;
        Changes++;
        LookAhead(utcNanos);
        return true;
    }

    /// <summary>Resumes an expiry from its journal record; a record of another expiry is ignored.</summary>
    public void Carry(in CarriedAverage carried)
    {
        Find(carried.ExpiryNanos, carried.AveragingNanos)?.Carry(carried);
        LookAhead(long.MinValue);
    }

    private bool ObserveEach(double price, long utcNanos)
    {
        bool isNews = false;
        foreach (SettlementAverage average in _averages)
            isNews |= average.Observe(price, utcNanos);
        if (isNews)
            Changes++;
        LookAhead(utcNanos);
        return isNews;
    }

    private void LookAhead(long utcNanos)
    {
        (_quietFromNanos, _quietUntilNanos) = (long.MinValue, long.MaxValue);
        foreach (SettlementAverage average in _averages)
        {
            if (utcNanos != long.MinValue && average.IsOver(utcNanos))
            {
                _quietFromNanos = Math.Max(_quietFromNanos, average.ExpiryNanos);
                continue;
            }

            long start = average.State == AverageState.Ahead ? average.StartNanos : long.MinValue;
            _quietUntilNanos = Math.Min(_quietUntilNanos, start);
        }
    }
}
