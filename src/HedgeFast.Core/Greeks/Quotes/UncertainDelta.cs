using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Core.Greeks.Quotes;

/// <summary>
/// Sums how far the options of one underlying without a volatility that is young enough may move its delta.
/// </summary>
/// <remarks>
/// The sum of the largest errors of each (interval arithmetic), whatever their signs, but for what
/// <see cref="StrikeErrors"/> knows of options of one expiry together. It holds until a price or a time, and is counted
/// anew there; it follows from the journaled events alone.
/// </remarks>
/// <param name="book">The options.</param>
/// <param name="slices">Those of the underlying.</param>
/// <param name="ageNanosMax">Age of a volatility, and of a quote, from which on it says nothing.</param>
/// <param name="isNet">Whether the delta is the net transaction delta, which is at most K/F of a unit: it is counted
/// anew when the price has fallen by <see cref="QuotedDelta.Reach"/>.</param>
internal sealed class UncertainDelta(OptionBook book, ExpiryGroup[] slices, long ageNanosMax, bool isNet)
{
    private readonly StrikeErrors _strikes = new(book, isNet, slices.Select(s => s.Count).DefaultIfEmpty(0).Max());
    private double _lowPrice = double.PositiveInfinity;
    private double _highPrice = double.NegativeInfinity;
    private long _sinceNanos;
    private long _untilNanos = long.MinValue;

    /// <summary>Number of such options.</summary>
    public int Count { get; private set; }

    /// <summary>Their sum, units of the underlying.</summary>
    public double Sum { get; private set; }

    /// <summary>The option that may move the delta most, by index in the book; -1 without any.</summary>
    public int Worst { get; private set; } = -1;

    /// <summary>Whether the last count holds no longer.</summary>
    public bool IsOver(double price, long utcNanos) =>
        utcNanos > _untilNanos || utcNanos < _sinceNanos
            || (Count != 0 && !(price >= _lowPrice && price <= _highPrice));

    /// <summary>Counts.</summary>
    /// <param name="volatilities">What the options have.</param>
    /// <param name="bounds">What is known of those whose quotes give none; empty where nothing is.</param>
    /// <param name="largest">Largest delta of a unit in each slice, for a strike at the price.</param>
    /// <param name="levels">Forward and time of each slice.</param>
    /// <param name="price">Price of the underlying.</param>
    /// <param name="utcNanos">Now.</param>
    public void Recount(OptionVolatilities volatilities, ReadOnlySpan<QuotedBounds> bounds,
        ReadOnlySpan<double> largest, ReadOnlySpan<SliceLevel> levels, double price, long utcNanos)
    {
        (Count, Sum, Worst) = (0, 0, -1);
        (_lowPrice, _highPrice, _sinceNanos, _untilNanos) = (double.NegativeInfinity, double.PositiveInfinity, utcNanos,
            long.MaxValue);
        double most = -1;
        for (int s = 0; s < slices.Length; s++)
        {
            ExpiryGroup slice = slices[s];
            if (slice.ExpiryNanos <= utcNanos)
                continue;
            _untilNanos = Math.Min(_untilNanos, slice.ExpiryNanos - 1);

            // While a slice averages its deltas are no longer those that its quotes were bounded by.
            long averagesFrom = slice.ExpiryNanos - slice.AveragingNanos;
            bool isOrdered = levels[s].IsOrdered && averagesFrom > utcNanos;
            int before = Count;
            CountSlice(slice, SettlementKind.Inverse, volatilities, bounds, largest[s], isOrdered ? levels[s] : default,
                price, utcNanos, ref most);
            CountSlice(slice, SettlementKind.Linear, volatilities, bounds, largest[s], isOrdered ? levels[s] : default,
                price, utcNanos, ref most);
            if (Count > before && isOrdered)
                _untilNanos = Math.Min(_untilNanos, averagesFrom - 1);
        }
    }

    private void CountSlice(in ExpiryGroup slice, SettlementKind settlement, OptionVolatilities volatilities,
        ReadOnlySpan<QuotedBounds> bounds, double largest, in SliceLevel level, double price, long utcNanos,
        ref double most)
    {
        ReadOnlySpan<double> values = volatilities.Values;
        ReadOnlySpan<long> times = volatilities.TimesNanos;
        _strikes.Begin(level, price);
        for (int i = slice.Start; i < slice.Start + slice.Count; i++)
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
            if (isBounded && double.IsNaN(values[i]) && level.IsOrdered)
                _strikes.Add(i, known.Delta.StandIn, unit);
            else
                Sum += error;
        }

        if (!_strikes.IsEmpty)
        {
            Sum += _strikes.End();
            (_lowPrice, _highPrice) = (Math.Max(_lowPrice, price * (1 - StrikeErrors.Reach)),
                Math.Min(_highPrice, price * (1 + StrikeErrors.Reach)));
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
        (_lowPrice, _highPrice) = (Math.Max(_lowPrice, bounds.Delta.LowPrice),
            Math.Min(_highPrice, bounds.Delta.HighPrice));

        // The old volatility is within the bounds, and its delta at most their width away.
        return Math.Min(whole, hasValue ? 2 * bounds.Delta.HalfWidth : bounds.Delta.HalfWidth);
    }

    private bool IsYoung(long timeNanos, long utcNanos)
    {
        if (timeNanos == OptionVolatilities.Ageless)
            return true;
        if (utcNanos - timeNanos > ageNanosMax)
            return false;
        _untilNanos = Math.Min(_untilNanos, timeNanos > long.MaxValue - ageNanosMax ? long.MaxValue : timeNanos
            + ageNanosMax);
        return true;
    }
}
