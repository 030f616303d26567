using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Core.Greeks.American;

/// <summary>Fits the delta polynomials of American options, one option at a time and in parts.</summary>
/// <remarks>
/// First the boundary of exercise, then the delta at the Chebyshev nodes of a window, and the coefficients that go
/// through them. Where the boundary is inside the window, the nodes lie on the side where the option is held.
/// </remarks>
/// <param name="book">The options.</param>
/// <param name="convention">Which delta.</param>
/// <param name="rate">Continuous interest rate a year.</param>
/// <param name="reference">R of L = ln(price / R).</param>
/// <param name="dividends">Discrete dividends of the underlying; null without any.</param>
internal sealed class AmericanFit(
    OptionBook book, DeltaConvention convention, double rate, double reference, DividendSchedule? dividends = null)
{
    // The window in units of the deviation, and of the distance over which the perpetual option's value falls to 1/e:
    // what twelve nodes resolve to 1e-6.
    private const double DeviationShare = 0.85;
    private const double DecayShare = 2;

    // cos(pi (j + 1/2) / 12), written out because the library's cosine may differ in the last bit between machines.
    private static readonly double[] Cosines =
    [
        0.9914448613738104, 0.9238795325112867, 0.7933533402912352, 0.6087614290087207, 0.38268343236508984,
        0.13052619222005171,
        -0.13052619222005171, -0.38268343236508984, -0.6087614290087207, -0.7933533402912352, -0.9238795325112867,
        -0.9914448613738104,
    ];

    private readonly AmericanPut _put = new();
    private readonly DividendValue? _grid = dividends is null ? null : new DividendValue();
    private readonly double[] _atNodes = new double[AmericanWindow.Nodes];
    private AmericanWindow _window;
    private OptionTerms _terms;
    private double _quantity, _logRatio, _centre, _halfWidth;
    private int _node;
    private bool _isOnGrid, _isEuropean;

    /// <summary>The part of the window where the option is held.</summary>
    public AmericanPiece Piece { get; private set; }

    /// <summary>
    /// Nanoseconds to expiry, or to an earlier ex date before which exercise may pay: time in which the delta changes
    /// slowly.
    /// </summary>
    /// <param name="option">Index in the book.</param>
    /// <param name="timeNanos">The time.</param>
    public long LeftOf(int option, long timeNanos)
    {
        long left = book.ExpiryNanos[option] - timeNanos;
        return dividends is not null && book.Models[option] == OptionModel.BsmAmerican
            ? Math.Min(left, dividends.Around(timeNanos).BeforeNanos - Math.Max(timeNanos, 0))
            : left;
    }

    /// <summary>Largest half-width of a window for an option, in L.</summary>
    /// <param name="option">Index in the book.</param>
    /// <param name="volatility">Volatility a year.</param>
    /// <param name="logRatio">ln(F/S), S net of dividends.</param>
    /// <param name="timeNanos">The time, before its expiry.</param>
    public double Reach(int option, double volatility, double logRatio, long timeNanos)
    {
        OptionModel model = book.Models[option];
        double years = DayCount.Years(book.ExpiryNanos[option] - timeNanos);
        double variance = volatility * volatility;
        double carry = model == OptionModel.Black76American ? 0 : logRatio / years;
        double drift = Math.Abs(carry) + (0.5 * variance);
        double steepness = (drift + Math.Sqrt((drift * drift) + (2 * (Math.Abs(rate) + Math.Abs(carry)) * variance)))
            / variance;
        double near = DayCount.Years(LeftOf(option, timeNanos));
        return Math.Min(DeviationShare * volatility * Math.Sqrt(near), DecayShare / Math.Max(steepness - 1, 1e-3));
    }

    /// <summary>Begins with an option.</summary>
    /// <param name="option">Index in the book.</param>
    /// <param name="volatility">Volatility a year.</param>
    /// <param name="logRatio">ln(F/S).</param>
    /// <param name="window">The window; the option has not expired at its time.</param>
    public void Begin(int option, double volatility, double logRatio, in AmericanWindow window)
    {
        double years = DayCount.Years(book.ExpiryNanos[option] - window.TimeNanos);
        _window = window;
        _quantity = book.Quantities[option];
        _logRatio = logRatio;
        _node = -2;
        _terms = new OptionTerms
        {
            Type = book.Types[option],
            Model = book.Models[option],
            Settlement = book.Settlements[option],
            Strike = book.Strikes[option],
            Volatility = volatility,
            Market = new ExpiryMarket(window.TimeNanos, years, 1, 1, rate, rate - (logRatio / years)),
        };
        if (dividends is not null)
            _terms = _terms with { Market = _terms.Market with { Dividends = dividends } };
        _isOnGrid = dividends is not null && DividendCase.Needs(_terms);
        _isEuropean = OptionBook.KindOf(_terms.Model) != ExpiryKind.American;
        if (_isOnGrid)
        {
            double lowest = window.Centre - window.HalfWidth, highest = window.Centre + window.HalfWidth;
            _grid!.Begin(
                DividendCase.Of(_terms), reference * Elementary.Exp(lowest), reference * Elementary.Exp(highest));
        }
        else if (!_isEuropean)
        {
            _put.Begin(AmericanFormula.Case(_terms).Market);
        }
    }

    /// <summary>Computes a part: some two microseconds, five for the choice of the quadrature's points.</summary>
    /// <returns>Whether the nodes are complete.</returns>
    public bool Step()
    {
        if (_node == -2)
        {
            bool isSolved = _isOnGrid ? _grid!.Step() : _isEuropean || _put.Step();
            _node = isSolved ? -1 : -2;
            return false;
        }

        if (_node == -1)
        {
            Place();
            _node = 0;
            return false;
        }

        OptionTerms terms = At(NodeLevel(_node));
        _atNodes[_node++] = _quantity * DeltaAt(terms);
        return _node == AmericanWindow.Nodes;
    }

    /// <summary>Computes the coefficients through the values at all nodes.</summary>
    /// <remarks>c_k = 2/n sum f(x_j) T_k(x_j), with T by its recurrence; c_0 is halved.</remarks>
    public void Interpolate(Span<double> coefficients)
    {
        const int nodes = AmericanWindow.Nodes;
        Span<double> last = stackalloc double[nodes], now = stackalloc double[nodes];
        last.Fill(1);
        Cosines.CopyTo(now);
        for (int k = 0; k < nodes; k++)
        {
            double sum = 0;
            for (int j = 0; j < nodes; j++)
            {
                sum = Math.FusedMultiplyAdd(_atNodes[j], last[j], sum);
                (last[j], now[j]) = (now[j], (2 * Cosines[j] * now[j]) - last[j]);
            }

            coefficients[k] = sum * (k == 0 ? 1.0 : 2.0) / nodes;
        }
    }

    /// <summary>
    /// Sets half of the largest delta at every price of the window, for an option without a volatility.
    /// </summary>
    /// <param name="option">Index in the book.</param>
    /// <param name="logRatio">ln(F/S).</param>
    /// <param name="window">The window.</param>
    /// <param name="coefficients">The polynomial, zero before.</param>
    public void Halve(int option, double logRatio, in AmericanWindow window, Span<double> coefficients)
    {
        double sign = book.Types[option] == OptionType.Call ? 1 : -1;
        double forward = reference * Elementary.Exp(window.Centre + logRatio);
        double largest = convention == DeltaConvention.NetTransaction ? book.Strikes[option] / forward : 1;
        coefficients[0] = 0.5 * sign * book.Quantities[option] * largest;
    }

    private double NodeLevel(int node) => Math.FusedMultiplyAdd(_halfWidth, Cosines[node], _centre);

    private double DeltaAt(in OptionTerms terms) =>
        _isOnGrid ? DividendFormula.At(terms, _grid!).Delta(convention)
        : _isEuropean ? OptionPricer.Value(terms).Delta(convention)
        : AmericanFormula.DeltaAt(terms, convention, _put);

    private OptionTerms At(double level)
    {
        double spot = reference * Elementary.Exp(level);
        return _terms with { Market = _terms.Market.At(spot, Elementary.Exp(_logRatio)) };
    }

    // The boundaries are those of a put on strike over price for a call, of price over strike for a put; the price is a
    // future's or the spot's.
    private void Place()
    {
        double sign = _terms.Sign;
        double shift = Elementary.Log(reference / _terms.Strike)
            + (_terms.Model == OptionModel.Black76American ? _logRatio : 0);
        (double low, double high) = Exercised(shift);
        double left = _window.Centre - _window.HalfWidth, right = _window.Centre + _window.HalfWidth;

        // Held above the upper end of exercise or below the lower one: the side of the middle, and of the two the
        // nearer.
        bool isAbove = high > left && high < right, isBelow = low > left && low < right;
        int side = isAbove && isBelow ? (2 * _window.Centre > low + high ? 1 : -1) : isAbove ? 1 : isBelow ? -1 : 0;
        Piece = default;
        if (side != 0)
        {
            double boundary = side > 0 ? high : low;
            double there = _quantity * AmericanFormula.ExercisedDelta(At(boundary), convention);
            bool isPerPrice = convention == DeltaConvention.NetTransaction;
            Piece = new AmericanPiece(
                side, boundary, isPerPrice ? 0 : there, isPerPrice ? there * Elementary.Exp(boundary) : 0,
                side > 0 ? low : high);
        }

        (_centre, _halfWidth) = Piece.In(_window);
        if (_isOnGrid || _isEuropean)
            return;
        double from = LogPut(shift, _centre - _halfWidth), to = LogPut(shift, _centre + _halfWidth);
        _put.Place(sign > 0 ? -to : from, sign > 0 ? -from : to);
    }

    // ln(price / strike) of what is exercised into, at a level.
    private double LogPut(double shift, double level)
    {
        double net = dividends is not null && _terms.Model == OptionModel.Black76American ? NetOf(level) : 0;
        return shift + level + net;
    }

    // ln of the share of the price that is net of dividends, at a level.
    private double NetOf(double level)
    {
        ExpiryMarket market = At(level).Market;
        return Elementary.Log(market.NetSpot / market.Spot);
    }

    // The levels between which the option is exercised.
    private (double Low, double High) Exercised(double shift)
    {
        if (_isOnGrid)
            return (LevelOf(_grid!.Exercised.Low), LevelOf(_grid.Exercised.High));
        if (_isEuropean)
            return (double.PositiveInfinity, double.NegativeInfinity);
        double low = (_terms.Sign > 0 ? -_put.LogUpper : _put.LogLower) - shift;
        double high = (_terms.Sign > 0 ? -_put.LogLower : _put.LogUpper) - shift;
        return dividends is null || _terms.Model != OptionModel.Black76American
            ? (low, high)
            : (GrossOf(low), GrossOf(high));
    }

    private double LevelOf(double logProcess) =>
        double.IsInfinity(logProcess) ? logProcess : Elementary.Log(_grid!.PriceOf(logProcess) / reference);

    // The level at which the price net of dividends has another level.
    private double GrossOf(double level) => double.IsInfinity(level) ? level
        : Elementary.Log(Elementary.Exp(level) + ((1 - (_terms.Market with { Spot = 1 }).NetSpot) / reference));
}
