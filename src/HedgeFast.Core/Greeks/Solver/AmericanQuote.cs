using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Quotes;

namespace HedgeFast.Core.Greeks.Solver;

/// <summary>
/// Bounds volatility and delta of an American option whose middle implies no volatility, in parts of a few
/// microseconds.
/// </summary>
/// <remarks>
/// First the volatilities at bid and ask; then, of volatilities between two, the deltas at both, where the delta turns,
/// and at a stand-in. Options with dividends that have no closed form are solved on their grid.
/// </remarks>
internal sealed class AmericanQuote
{
    private const int Bisections = 5;

    private readonly AmericanVolatility _solver = new();
    private readonly AmericanPut _put = new();
    private DividendValue? _grid;
    private readonly double[] _spots = new double[QuotedDelta.Points + 2];
    private readonly double[] _volatilities = new double[3];
    private readonly double[] _deltas = new double[3 * (QuotedDelta.Points + 2)];
    private OptionTerms _terms;
    private DeltaConvention _convention;
    private double _bid, _most, _high, _left, _right, _low, _top, _middle, _halfWidth;
    private bool _isRising, _isOnGrid;
    private int _prices, _count, _at, _price, _bisection;
    private Part _part;

    /// <summary>The bounds of the volatility, when complete.</summary>
    public VolatilityBounds Bounds { get; private set; }

    /// <summary>The delta, when complete.</summary>
    public QuotedDelta Delta { get; private set; }

    /// <summary>Begins with the volatilities of an option at price and time of its quote.</summary>
    /// <param name="terms">The option.</param>
    /// <param name="bid">Price of a unit; NaN for none.</param>
    /// <param name="ask">Price of a unit; NaN for none.</param>
    /// <param name="tick">Step of the quote.</param>
    public void Begin(in OptionTerms terms, double bid, double ask, double tick)
    {
        _terms = terms;
        _bid = bid;
        Delta = QuotedDelta.None;
        Bounds = VolatilityBounds.All(terms.Model);
        AmericanCase option = AmericanFormula.Case(terms);
        double exercise = OptionBook.KindOf(terms.Model) == ExpiryKind.American
            ? Math.Max(0, option.Sign * (option.Price - option.Strike))
            : 0;
        double kept = option.Sign * terms.Market.Forward - (option.Sign * option.Strike);
        double least = Math.Max(exercise, kept * Elementary.Exp(-terms.Market.Rate * terms.Market.Years));
        _most = Math.Max(ask, least + tick);
        _bid = bid > least ? bid : double.NaN;
        _solver.Begin(terms, _most);
        _part = terms.Market.Years > 0 ? Part.Ask : Part.Done;
    }

    /// <summary>Begins with the delta at a price and a time.</summary>
    /// <param name="terms">The option.</param>
    /// <param name="convention">Which delta.</param>
    /// <param name="bounds">Bounds of its volatility.</param>
    public void Begin(in OptionTerms terms, DeltaConvention convention, VolatilityBounds bounds)
    {
        _terms = terms;
        _convention = convention;
        Bounds = bounds;
        Delta = QuotedDelta.None;
        _isOnGrid = DividendCase.Needs(terms);
        _part = Part.Done;
        if (!(terms.Market.Years > 0))
            return;
        _prices = QuotedDelta.PlacePrices(_terms, Bounds, _spots);
        _count = QuotedDelta.PlaceVolatilities(_terms, Bounds, _volatilities);
        Solve(0);
    }

    /// <summary>Solves a part.</summary>
    /// <returns>Whether the solution is complete.</returns>
    public bool Step()
    {
        switch (_part)
        {
            case Part.Ask:
                if (_solver.Step())
                    EndAsk();
                break;
            case Part.Bid:
                if (_solver.Step())
                    EndBid(_solver.Volatility);
                break;
            case Part.Boundary:
                if (StepBoundary())
                    (_part, _price) = (Part.Prices, 0);
                break;
            case Part.Prices:
                StepPrice();
                break;
            case Part.Middle:
                if (StepBoundary())
                    StepMiddle();
                break;
        }

        return _part == Part.Done;
    }

    private void EndAsk()
    {
        // A price that no volatility reaches is above all of them, or so little above intrinsic value that none
        // matters.
        double bound = _terms.Sign > 0 ? AmericanFormula.Case(_terms).Price : _terms.Strike;
        bool isHigh = double.IsNaN(_most) || _most > 0.5 * bound;
        _high = !double.IsNaN(_solver.Volatility) ? _solver.Volatility : isHigh ? Bounds.High : Bounds.Low;
        if (double.IsNaN(_bid))
        {
            EndBid(double.NaN);
            return;
        }

        _solver.Begin(_terms, _bid);
        _part = Part.Bid;
    }

    private void EndBid(double low)
    {
        Bounds = Bounds.Clamped(low, _high);
        _part = Part.Done;
    }

    private void Solve(int volatility)
    {
        _at = volatility;
        Begin(_volatilities[volatility], Part.Boundary);
    }

    private void Begin(double volatility, Part part)
    {
        _part = part;
        OptionTerms terms = _terms with { Volatility = volatility };
        if (!_isOnGrid)
        {
            _put.Begin(AmericanFormula.Case(terms).Market);
            return;
        }

        double width = QuotedDelta.WidthOf(terms), spot = terms.Market.Spot;
        _grid ??= new DividendValue();
        _grid.Begin(DividendCase.Of(terms), spot - width, spot + width);
    }

    private bool StepBoundary() => _isOnGrid ? _grid!.Step() : _put.Step();

    private void StepPrice()
    {
        bool isStandIn = _at == _count;
        double volatility = isStandIn ? _left : _volatilities[_at];
        double delta = DeltaAt(_spots[_price], volatility);
        if (!isStandIn)
        {
            _deltas[(_at * _spots.Length) + _price] = delta;
        }
        else
        {
            for (int k = 0; k < _count; k++)
                _halfWidth = Math.Max(_halfWidth, Math.Abs(_deltas[(k * _spots.Length) + _price] - delta));
        }

        if (++_price < _prices)
            return;
        if (isStandIn)
            (Delta, _part) = (QuotedDelta.Around(_terms, _left, _halfWidth), Part.Done);
        else if (_at + 1 < _count)
            Solve(_at + 1);
        else
            BeginMiddle();
    }

    // The deltas at the price itself are those of the point in the middle.
    private void BeginMiddle()
    {
        const int middle = QuotedDelta.Points / 2;
        _low = double.PositiveInfinity;
        _top = double.NegativeInfinity;
        _halfWidth = 0;
        _bisection = 0;
        for (int k = 0; k < _count; k++)
        {
            double delta = _deltas[(k * _spots.Length) + middle];
            (_low, _top) = (Math.Min(_low, delta), Math.Max(_top, delta));
        }

        _middle = _low + (0.5 * (_top - _low));
        (_left, _right) = (_volatilities[0], _volatilities[_count - 1]);
        for (int k = _count - 2; k >= 0; k--)
        {
            double atLeft = _deltas[(k * _spots.Length) + middle],
                atRight = _deltas[((k + 1) * _spots.Length) + middle];
            if ((atLeft - _middle) * (atRight - _middle) <= 0)
                (_left, _right, _isRising) = (_volatilities[k], _volatilities[k + 1], atRight > atLeft);
        }

        Begin(Math.Sqrt(_left * _right), Part.Middle);
    }

    private void StepMiddle()
    {
        double volatility = Math.Sqrt(_left * _right);
        bool isAbove = DeltaAt(_terms.Market.Spot, volatility) > _middle;
        if (++_bisection == Bisections)
        {
            // The boundary in hand is this volatility's.
            _left = volatility;
            _at = _count;
            _price = 0;
            _part = Part.Prices;
            return;
        }

        if (isAbove == _isRising)
            _right = volatility;
        else
            _left = volatility;
        Begin(Math.Sqrt(_left * _right), Part.Middle);
    }

    private double DeltaAt(double spot, double volatility)
    {
        OptionTerms terms = QuotedDelta.At(_terms, spot, volatility);
        if (_isOnGrid)
            return DividendFormula.At(terms, _grid!).Delta(_convention);
        double log = AmericanFormula.Case(terms).LogMoneyness;
        _put.Place(log, log);
        return AmericanFormula.DeltaAt(terms, _convention, _put);
    }

    private enum Part
    {
        Ask,
        Bid,
        Boundary,
        Prices,
        Middle,
        Done,
    }
}

/// <summary>Work under way for an American option: its volatility, the bounds of bid and ask, or its delta.</summary>
internal enum AmericanWork : byte
{
    Solve,
    Bound,
    Delta,
}
