using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.American;

/// <summary>
/// Solves an American put of strike 1: the boundary first, then value, slope and curvature at any price.
/// </summary>
/// <remarks>
/// <para>Exercise gains r - q S a year. With r above 0 (or r = 0 and q below it) it pays below one boundary; with q
/// below r below 0 between two, until they meet far from expiry where the volatility is above |sqrt(-2q) - sqrt(-2r)|;
/// otherwise nowhere (Andersen and Lake 2021).</para>
/// </remarks>
internal sealed class AmericanPut
{
    private const int MeetingSteps = 60;

    // Below them the premium is below 1e-9 of the strike, and its slope below 1e-7.
    private const double NegligibleGain = 1e-9, NegligibleSlope = 1e-7;

    private readonly AmericanBoundary _upper = new();
    private readonly AmericanBoundary _lower = new();
    private readonly AmericanPremium _above = new();
    private readonly AmericanPremium _below = new();
    private AmericanMarket _market;
    private double _discount, _growth, _root;

    // The search for the time at which two boundaries meet.
    private Attempt _attempt;
    private double _between, _tried, _known, _beyond, _lastGap, _lastRoot;
    private int _searched;
    private bool _isOnLower;

    /// <summary>Region where exercise pays.</summary>
    public AmericanExercise Exercise { get; private set; }

    /// <summary>ln of the boundary below which exercise pays at T; negative infinity where nothing is
    /// exercised.</summary>
    public double LogUpper =>
        Exercise is AmericanExercise.Below or AmericanExercise.Between ? _upper.LogEnd : double.NegativeInfinity;

    /// <summary>ln of the boundary above which exercise pays; negative infinity without one.</summary>
    public double LogLower => Exercise == AmericanExercise.Between ? _lower.LogEnd : double.NegativeInfinity;

    /// <summary>Iterations of the last boundary.</summary>
    public int Iterations => _upper.Iterations;

    /// <summary>Points of the last quadrature.</summary>
    public int Points => _above.Count;

    /// <summary>Solves for the boundaries.</summary>
    public void Solve(in AmericanMarket market)
    {
        Begin(market);
        while (!Step())
        {
        }
    }

    /// <summary>Begins to solve for the boundaries.</summary>
    public void Begin(in AmericanMarket market)
    {
        Set(market);
        (double rate, double yield, double years) = (market.Rate, market.Yield, market.Years);
        Exercise = rate > 0 || (rate == 0 && yield < 0) ? AmericanExercise.Below
            : rate < 0 && yield < rate ? AmericanExercise.Between
            : AmericanExercise.Never;
        if (GainOf(market) < NegligibleGain && GainOf(market) < NegligibleSlope * _root)
            Exercise = AmericanExercise.Never;
        _attempt = Attempt.None;
        if (Exercise == AmericanExercise.Below)
            _upper.Begin(rate, yield, market.Volatility, years);
        else if (Exercise == AmericanExercise.Between)
            BeginBoth();
    }

    /// <summary>Solves a part: some two microseconds, and ten where there are two boundaries.</summary>
    /// <returns>Whether the solution is complete.</returns>
    public bool Step()
    {
        if (_attempt != Attempt.None)
            return StepBoth();
        if (Exercise != AmericanExercise.Below)
            return true;
        if (!_upper.Step())
            return false;
        if (!_upper.IsFound)
            Exercise = GainOf(_market) < NegligibleGain ? AmericanExercise.Never : AmericanExercise.Unknown;
        return true;
    }

    /// <summary>Writes the solution for <see cref="Recall"/>, where there is one boundary.</summary>
    /// <param name="kept">Has <see cref="AmericanBoundary.KeptCount"/> places.</param>
    /// <returns>Whether there is one boundary.</returns>
    public bool TryKeep(Span<double> kept)
    {
        if (Exercise != AmericanExercise.Below)
            return false;
        _upper.Keep(kept);
        return true;
    }

    /// <summary>Restores a boundary written by <see cref="TryKeep"/>.</summary>
    /// <param name="market">Rates and volatility of then, and an expiry that is not farther off.</param>
    /// <param name="kept">Numbers written by <see cref="TryKeep"/>.</param>
    public void Recall(in AmericanMarket market, ReadOnlySpan<double> kept)
    {
        Set(market);
        Exercise = AmericanExercise.Below;
        _upper.Recall(kept, market.Years);
    }

    /// <summary>Chooses the points of the integrals for prices between two.</summary>
    /// <param name="logLeast">ln of the least price.</param>
    /// <param name="logMost">ln of the largest.</param>
    public void Place(double logLeast, double logMost)
    {
        switch (Exercise)
        {
            case AmericanExercise.Below or AmericanExercise.Between:
                if (logMost > LogUpper)
                    _above.Place(_market, _upper, 1, Math.Max(logLeast - LogUpper, 0), logMost - LogUpper);
                if (logLeast < LogLower)
                    _below.Place(_market, _lower, -1, Math.Max(LogLower - logMost, 0), LogLower - logLeast);
                break;
            case AmericanExercise.Later:
                _above.PlaceWaiting(_market, _upper);
                _below.PlaceWaiting(_market, _lower);
                break;
        }
    }

    /// <summary>Whether exercise pays at a price.</summary>
    public bool IsExercised(double logPrice) => logPrice <= LogUpper && logPrice >= LogLower;

    /// <summary>Value, slope and curvature at a price for which the points were chosen.</summary>
    /// <param name="price">S, in strikes.</param>
    /// <param name="logPrice">ln S.</param>
    public AmericanSum At(double price, double logPrice)
    {
        if (IsExercised(logPrice))
            return new AmericanSum { Value = 1 - price, Slope = -1 };
        if (Exercise == AmericanExercise.Unknown)
            return new AmericanSum { Value = double.NaN, Slope = double.NaN, Bend = double.NaN };
        AmericanSum sum;
        if (Exercise == AmericanExercise.Between && logPrice < LogLower)
        {
            sum = new AmericanSum { Value = _discount - (price * _growth), Slope = -_growth };
            _below.AddTo(price, logPrice, ref sum);
            return sum;
        }

        double d2 = (logPrice + ((_market.Rate - _market.Yield) * _market.Years)) / _root;
        double d1 = d2 + (0.5 * _root);
        d2 -= 0.5 * _root;
        double slope = -Normal.ScaledPhi(-_market.Yield * _market.Years, -d1);
        sum = new AmericanSum
        {
            Value = Normal.ScaledPhi(-_market.Rate * _market.Years, -d2) + (price * slope),
            Slope = slope,
            Bend = Normal.ScaledDensity(-_market.Yield * _market.Years, d1) / (price * _root),
        };
        if (Exercise != AmericanExercise.Never)
            _above.AddTo(price, logPrice, ref sum);
        if (Exercise == AmericanExercise.Later)
            _below.AddTo(price, logPrice, ref sum, -1);
        return sum;
    }

    private void Set(in AmericanMarket market)
    {
        _market = market;
        _discount = Elementary.Exp(-market.Rate * market.Years);
        _growth = Elementary.Exp(-market.Yield * market.Years);
        _root = market.Volatility * Math.Sqrt(market.Years);
    }

    // What exercise can gain until T, of the strike.
    private static double GainOf(in AmericanMarket market) =>
        (Math.Abs(market.Rate) + Math.Max(-market.Yield, 0)) * market.Years;

    // Two boundaries up to T, or up to the time at which they meet: where the sum of both distances from their starts
    // is that between the starts.
    private void BeginBoth()
    {
        (double rate, double yield, double volatility, double years) = _market;
        double difference = Math.Sqrt(-2 * yield) - Math.Sqrt(-2 * rate);
        if (volatility < difference)
            Try(years, Attempt.Whole);
        else
            BeginSearch();
    }

    // Both move as sigma sqrt t at first.
    private void BeginSearch()
    {
        (double rate, double yield, double volatility, double years) = _market;
        _between = Elementary.Log(yield / rate);
        _known = 0;
        _beyond = double.PositiveInfinity;
        _lastGap = _between;
        _lastRoot = 0;
        _searched = 0;
        Try(Math.Min(years, 0.02 * _between * _between / (volatility * volatility)), Attempt.Search);
    }

    private void Try(double years, Attempt attempt)
    {
        _tried = years;
        _attempt = attempt;
        _isOnLower = false;
        _upper.Begin(_market.Rate, _market.Yield, _market.Volatility, years);
    }

    // One equation, or one step, of one of them.
    private bool StepBoth()
    {
        if (!(_isOnLower ? _lower : _upper).Step())
            return false;
        if (_isOnLower || !_upper.IsFound)
            return Judge(_upper.IsFound && _lower.IsFound);
        _isOnLower = true;
        _lower.Begin(_market.Rate, _market.Yield, _market.Volatility, _tried, isLower: true);
        return false;
    }

    private bool Judge(bool isFound)
    {
        double gap = isFound ? _upper.LogEnd - _lower.LogEnd : 0;
        switch (_attempt)
        {
            case Attempt.Whole when isFound && gap > 0:
                return End(AmericanExercise.Between);
            case Attempt.Whole:
                BeginSearch();
                return false;
            case Attempt.Known:
                return End(isFound ? AmericanExercise.Later : AmericanExercise.Unknown);
            case Attempt.Search when isFound && gap > 0 && _tried == _market.Years:
                return End(AmericanExercise.Between);
            case Attempt.Search when isFound && Math.Abs(gap) < 1e-9:
                return End(AmericanExercise.Later);
        }

        double next = isFound ? Next(gap) : Halfway();
        if (++_searched < MeetingSteps)
            Try(next, Attempt.Search);
        else if (_known > 0)
            Try(_known, Attempt.Known);
        else
            return End(AmericanExercise.Unknown);
        return false;
    }

    private bool End(AmericanExercise exercise)
    {
        (Exercise, _attempt) = (exercise, Attempt.None);
        return true;
    }

    private double Halfway()
    {
        _beyond = _tried;
        return 0.5 * (_known + _beyond);
    }

    private double Next(double gap)
    {
        double years = _market.Years;
        double root = Math.Sqrt(_tried), slope = (gap - _lastGap) / (root - _lastRoot);
        (_lastGap, _lastRoot) = (gap, root);
        if (gap > 0)
            _known = _tried;
        else
            _beyond = _tried;
        double next = slope < 0 ? Math.Max(root - (gap / slope), 0) : double.PositiveInfinity;
        next = Math.Min(next * next, Math.Min(years, 2 * _tried));
        return next > _known && next < _beyond ? next
            : double.IsFinite(_beyond) ? 0.5 * (_known + _beyond)
            : Math.Min(years, 1.5 * _tried);
    }

    // What a pair of boundaries is solved for.
    private enum Attempt
    {
        None,
        Whole,
        Search,
        Known,
    }
}

/// <summary>Rates, volatility and time of an American put.</summary>
/// <param name="Rate">r a year, continuous.</param>
/// <param name="Yield">q a year, continuous.</param>
/// <param name="Volatility">sigma a year. Positive.</param>
/// <param name="Years">T. Positive.</param>
internal readonly record struct AmericanMarket(double Rate, double Yield, double Volatility, double Years);

/// <summary>Where exercise pays.</summary>
internal enum AmericanExercise
{
    /// <summary>Nowhere: the value is European.</summary>
    Never,

    /// <summary>Below a boundary.</summary>
    Below,

    /// <summary>Between two boundaries, at every time to expiry.</summary>
    Between,

    /// <summary>No boundary was found: values are NaN.</summary>
    Unknown,

    /// <summary>Between two boundaries that have met: not yet, but closer to expiry.</summary>
    Later,
}

/// <summary>Value, slope and curvature by the price.</summary>
internal record struct AmericanSum
{
    /// <summary>Value.</summary>
    public double Value;

    /// <summary>d value / d price.</summary>
    public double Slope;

    /// <summary>d slope / d price.</summary>
    public double Bend;
}
