using HedgeFast.Core.Book;

namespace HedgeFast.Core.Greeks.Quotes;

/// <summary>Sums the possible delta errors of one underlying's options without a young enough volatility.</summary>
/// <remarks>
/// The sum of the largest errors of each (interval arithmetic), whatever their signs, but for what
/// <see cref="StrikeErrors"/> knows of options of one expiry together. It holds until a price or a time, and is counted
/// anew there; it follows from the journaled events alone.
/// </remarks>
/// <param name="book">The options.</param>
/// <param name="groups">Expiry groups of the underlying.</param>
/// <param name="ageNanosMax">Age from which a volatility or a quote no longer counts, nanoseconds.</param>
/// <param name="isNet">Whether the delta is the net transaction delta, at most K/F of a unit: its sum is taken again
/// when the price has fallen by <see cref="QuotedDelta.Reach"/>.</param>
internal sealed class UncertainDelta(OptionBook book, ExpiryGroup[] groups, long ageNanosMax, bool isNet)
{
    private readonly StrikeErrors _strikes = new(book, isNet, groups.Select(s => s.Count).DefaultIfEmpty(0).Max());
    private double _lowPrice = double.PositiveInfinity;
    private double _highPrice = double.NegativeInfinity;
    private long _sinceNanos;
    private long _untilNanos = long.MinValue;

    /// <summary>Number of such options.</summary>
    public int Count { get; private set; }

    /// <summary>Sum of the errors, units of the underlying.</summary>
    public double Sum { get; private set; }

    /// <summary>Option with the largest error, by index in the book; -1 without any.</summary>
    public int Worst { get; private set; } = -1;

    /// <summary>Whether the last sum no longer holds.</summary>
    public bool IsOver(double price, long utcNanos) =>
        utcNanos > _untilNanos || utcNanos < _sinceNanos
            || (Count != 0 && !(price >= _lowPrice && price <= _highPrice));

    /// <summary>Sums the errors again.</summary>
    /// <param name="volatilities">Volatilities of the options.</param>
    /// <param name="bounds">Bounds of options whose quotes imply none; empty without bounds.</param>
    /// <param name="largest">Largest delta of a unit in each group, for a strike at the price.</param>
    /// <param name="forwards">Forward and time of each group.</param>
    /// <param name="price">Price of the underlying.</param>
    /// <param name="utcNanos">Now, UTC nanoseconds since 1970.</param>
    public void Recount(OptionVolatilities volatilities, ReadOnlySpan<QuotedBounds> bounds,
        ReadOnlySpan<double> largest, ReadOnlySpan<ExpiryForward> forwards, double price, long utcNanos)
    {
        Count = 0;
        Sum = 0;
        Worst = -1;
        (_lowPrice, _highPrice) = (double.NegativeInfinity, double.PositiveInfinity);
        (_sinceNanos, _untilNanos) = (utcNanos, long.MaxValue);
        double most = -1;
        for (int s = 0; s < groups.Length; s++)
        {
            ExpiryGroup group = groups[s];
            if (group.ExpiryNanos <= utcNanos)
                continue;
            _untilNanos = Math.Min(_untilNanos, group.ExpiryNanos - 1);

            // While a group averages its deltas are no longer those that its quotes were bounded by.
            long averagesFrom = group.ExpiryNanos - group.AveragingNanos;
            bool isOrdered = forwards[s].IsOrdered && averagesFrom > utcNanos;
            int before = Count;
            ExpiryForward forward = isOrdered ? forwards[s] : default;
            CountGroup(
                group, SettlementKind.Inverse, volatilities, bounds, largest[s], forward, price, utcNanos, ref most);
            CountGroup(
                group, SettlementKind.Linear, volatilities, bounds, largest[s], forward, price, utcNanos, ref most);
            if (Count > before && isOrdered)
                _untilNanos = Math.Min(_untilNanos, averagesFrom - 1);
        }
    }

    private void CountGroup(in ExpiryGroup group, SettlementKind settlement, OptionVolatilities volatilities,
        ReadOnlySpan<QuotedBounds> bounds, double largest, in ExpiryForward forward, double price, long utcNanos,
        ref double most)
    {
        ReadOnlySpan<double> values = volatilities.Values;
        ReadOnlySpan<long> times = volatilities.TimesNanos;
        _strikes.Begin(forward, price);
        for (int i = group.Start; i < group.Start + group.Count; i++)
        {
            if (book.Settlements[i] != settlement || (!double.IsNaN(values[i]) && IsYoung(times[i], utcNanos)))
                continue;
            QuotedBounds known = bounds.IsEmpty ? QuotedBounds.None : bounds[i];
            double unit = ErrorOf(WholeOf(i, price, largest), !double.IsNaN(values[i]), known, price, utcNanos,
                out bool isBounded);
            double error = Math.Abs(book.Quantities[i]) * unit;
            Count++;
            if (isNet && book.Strikes[i] * (1 + QuotedDelta.Reach) > price)
                _lowPrice = Math.Max(_lowPrice, price * (1 - QuotedDelta.Reach));
            if (error > most)
                (most, Worst) = (error, i);
            if (isBounded && double.IsNaN(values[i]) && forward.IsOrdered)
                _strikes.Add(i, known.Delta.StandIn, unit);
            else
                Sum += error;
        }

        if (!_strikes.IsEmpty)
        {
            Sum += _strikes.End();
            _lowPrice = Math.Max(_lowPrice, price * (1 - StrikeErrors.Reach));
            _highPrice = Math.Min(_highPrice, price * (1 + StrikeErrors.Reach));
        }
    }

    private double WholeOf(int option, double price, double largest) =>
        largest * (isNet ? Math.Max(1, book.Strikes[option] / price) : 1);

    private double ErrorOf(double whole, bool hasValue, in QuotedBounds bounds, double price, long utcNanos,
        out bool isBounded)
    {
        isBounded = false;
        if (!bounds.IsKnown)
            return hasValue ? whole : 0.5 * whole;
        if (!bounds.Covers(price) || !IsYoung(bounds.TimeNanos, utcNanos))
            return whole;
        isBounded = true;
        _lowPrice = Math.Max(_lowPrice, bounds.Delta.LowPrice);
        _highPrice = Math.Min(_highPrice, bounds.Delta.HighPrice);

        // The old volatility is within the bounds, and its delta at most their width away.
        return Math.Min(whole, hasValue ? 2 * bounds.Delta.HalfWidth : bounds.Delta.HalfWidth);
    }

    private bool IsYoung(long timeNanos, long utcNanos)
    {
        if (timeNanos == OptionVolatilities.Ageless)
            return true;
        if (utcNanos - timeNanos > ageNanosMax)
            return false;
        long oldNanos = timeNanos > long.MaxValue - ageNanosMax ? long.MaxValue : timeNanos + ageNanosMax;
        _untilNanos = Math.Min(_untilNanos, oldNanos);
        return true;
    }
}
