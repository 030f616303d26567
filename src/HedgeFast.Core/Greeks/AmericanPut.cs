namespace HedgeFast.Core.Greeks;

/// <summary>
/// An American put of strike 1: boundary first, which does not depend on the price, then value, slope and curvature at
/// any price.
/// <para>Exercise gains r - q S a year. With r above 0 (or r = 0 and q below it) it pays below one boundary; with q
/// below r below 0 between two, until they
/// meet far from expiry where the volatility is above |sqrt(-2q) - sqrt(-2r)|; otherwise nowhere (Andersen and Lake
/// 2021).</para>
/// </summary>
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

    /// <summary>Where exercise pays.</summary>
    public AmericanExercise Exercise { get; private set; }

    /// <summary>ln of the boundary below which exercise pays at T; negative infinity where nothing is
    /// exercised.</summary>
    public double LogUpper =>
        Exercise is AmericanExercise.Below or AmericanExercise.Between ? _upper.LogEnd : double.NegativeInfinity;

    /// <summary>ln of the boundary above which it does; negative infinity where there is none.</summary>
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
        if (Exercise == AmericanExercise.Below)
            _upper.Begin(rate, yield, market.Volatility, years);
    }

    /// <summary>Does a part of the solution, some two microseconds; two boundaries are solved for at once.</summary>
    /// <returns>Whether it is complete.</returns>
    public bool Step()
    {
        if (Exercise == AmericanExercise.Between)
            Exercise = SolveBoth();
        if (Exercise != AmericanExercise.Below)
            return true;
        if (!_upper.Step())
            return false;
        if (!_upper.IsFound)
            Exercise = GainOf(_market) < NegligibleGain ? AmericanExercise.Never : AmericanExercise.Unknown;
        return true;
    }

    /// <summary>Keeps the solution where it is one boundary, for <see cref="Recall"/>.</summary>
    /// <param name="kept">Has <see cref="AmericanBoundary.KeptCount"/> places.</param>
    /// <returns>Whether it is one boundary.</returns>
    public bool TryKeep(Span<double> kept)
    {
        if (Exercise != AmericanExercise.Below)
            return false;
        _upper.Keep(kept);
        return true;
    }

    /// <summary>Restores a boundary that was kept.</summary>
    /// <param name="market">Rates and volatility of then, and an expiry that is not farther off.</param>
    /// <param name="kept">What was kept.</param>
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

    /// <summary>Whether it is exercised at a price.</summary>
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
    private AmericanExercise SolveBoth()
    {
        (double rate, double yield, double volatility, double years) = _market;
        double between = Elementary.Log(yield / rate);
        double difference = Math.Sqrt(-2 * yield) - Math.Sqrt(-2 * rate);
        if (volatility < difference && TryBoth(years, out double gap) && gap > 0)
            return AmericanExercise.Between;

        // Both move as sigma sqrt t at first.
        double known = 0, beyond = double.PositiveInfinity;
        double time = Math.Min(years, 0.02 * between * between / (volatility * volatility));
        double lastGap = between, lastRoot = 0;
        for (int step = 0; step < MeetingSteps; step++)
        {
            if (!TryBoth(time, out gap))
            {
                beyond = time;
                time = 0.5 * (known + beyond);
                continue;
            }

            if (gap > 0 && time == years)
                return AmericanExercise.Between;
            if (Math.Abs(gap) < 1e-9)
                return AmericanExercise.Later;
            double root = Math.Sqrt(time), slope = (gap - lastGap) / (root - lastRoot);
            (lastGap, lastRoot) = (gap, root);
            if (gap > 0)
                known = time;
            else
                beyond = time;
            double next = slope < 0 ? Math.Max(root - (gap / slope), 0) : double.PositiveInfinity;
            next = Math.Min(next * next, Math.Min(years, 2 * time));
            time = next > known && next < beyond ? next
                : double.IsFinite(beyond) ? 0.5 * (known + beyond)
                : Math.Min(years, 1.5 * time);
        }

        return known > 0 && TryBoth(known, out _) ? AmericanExercise.Later : AmericanExercise.Unknown;
    }

    private bool TryBoth(double years, out double gap)
    {
        gap = 0;
        (double rate, double yield, double volatility, _) = _market;
        if (!_upper.Solve(rate, yield, volatility, years) || !_lower.Solve(rate, yield, volatility, years, isLower: true))
            return false;
        gap = _upper.LogEnd - _lower.LogEnd;
        return true;
    }
}
