namespace HedgeFast.Core.Greeks.Quotes;

/// <summary>
/// Largest error of a sum of deltas whose true values fall with the strike, each known within a half-width. An
/// arbitrage-free smile has d1 and d2 falling in the strike (Fukasawa 2012, "The normalizing transformation of the
/// implied volatility smile", Mathematical Finance 22, theorem 2.8), so that long and short at neighbouring strikes
/// cannot both err their worst way.
/// </summary>
/// <remarks>
/// Maximises sum c (y - m) over m - b &lt;= y &lt;= m + b with y not rising, exactly: f(k, t), the most that the
/// strikes from k on add while y(k) &lt;= t, is concave and piecewise linear in t. Its segments are kept from low to
/// high t, their slopes falling and not negative; each strike adds its share to all slopes and cuts what is negative.
/// Amortised one step a strike.
/// </remarks>
/// <param name="capacity">Most strikes.</param>
internal sealed class OrderedErrors(int capacity)
{
    private readonly double[] _shares = new double[capacity];
    private readonly double[] _middles = new double[capacity];
    private readonly double[] _lows = new double[capacity];
    private readonly double[] _highs = new double[capacity];
    private readonly double[] _lengths = new double[capacity + 1];
    private readonly double[] _slopes = new double[capacity + 1];
    private int _count;

    /// <summary>Number of strikes.</summary>
    public int Count => _count;

    /// <summary>Forgets every strike.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds the next higher strike.</summary>
    /// <param name="share">What a unit of it adds to the sum; of any sign.</param>
    /// <param name="middle">Where the value is believed to be.</param>
    /// <param name="halfWidth">How far it may be off; not negative.</param>
    public void Add(double share, double middle, double halfWidth)
    {
        (_shares[_count], _middles[_count]) = (share, middle);
        (_lows[_count], _highs[_count]) = (middle - halfWidth, middle + halfWidth);
        _count++;
    }

    /// <summary>Largest distance of the sum from that of the middles; NaN where no falling values are within all
    /// widths. To be asked once.</summary>
    public double Largest()
    {
        for (int k = 1; k < _count; k++)
            _highs[k] = Math.Min(_highs[k], _highs[k - 1]);
        for (int k = _count - 2; k >= 0; k--)
            _lows[k] = Math.Max(_lows[k], _lows[k + 1]);
        double believed = 0;
        for (int k = 0; k < _count; k++)
        {
            if (!(_lows[k] <= _highs[k]))
                return double.NaN;
            believed += _shares[k] * _middles[k];
        }

        return Math.Max(0, Math.Max(Most(1) - believed, Most(-1) + believed));
    }

    private double Most(double sign)
    {
        if (_count == 0)
            return 0;
        int bottom = 0, top = 0;
        double at = _lows[_count - 1], end = at, value = 0, added = 0;
        for (int k = _count - 1; k >= 0; k--)
        {
            // Values below the strike's own lowest are out.
            double cut = _lows[k] - at;
            while (cut > 0 && bottom < top)
            {
                double used = Math.Min(cut, _lengths[bottom]);
                value += used * (_slopes[bottom] + added);
                cut -= used;
                if (used < _lengths[bottom])
                    _lengths[bottom] -= used;
                else
                    bottom++;
            }

            (at, end) = (_lows[k], Math.Max(end, _lows[k]));
            if (bottom == top)
                bottom = top = 0;
            double share = sign * _shares[k], length = _highs[k] - end;
            value += share * at;
            if (length > 0)
                (_lengths[top], _slopes[top++], end) = (length, -added, _highs[k]);
            added += share;

            // What would only lower the sum is not used.
            double unused = 0;
            while (top > bottom && _slopes[top - 1] + added < 0)
                unused += _lengths[--top];
            if (unused > 0)
                (_lengths[top], _slopes[top++]) = (unused, -added);
        }

        for (int segment = bottom; segment < top; segment++)
            value += _lengths[segment] * (_slopes[segment] + added);
        return value;
    }
}
