using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Core.Greeks.American;

/// <summary>Solves for the volatility at which an American option has a price, in parts of two microseconds.</summary>
/// <remarks>
/// The price rises with the volatility: an interval that holds the answer is doubled towards it, then narrowed by the
/// false position with the halving of Illinois (Dowell and Jarratt 1971).
/// </remarks>
internal sealed class AmericanVolatility
{
    private const double First = 0.3;
    private const double Accuracy = 1e-12;
    private const int EvaluationsMax = 100;

    private readonly AmericanPut _put = new();
    private DividendValue? _grid;
    private OptionTerms _terms;
    private AmericanCase _option;
    private bool _isOnGrid;
    private double _price, _at, _low, _high, _errorLow, _errorHigh;
    private int _evaluations, _side;
    private bool _isDone;

    /// <summary>The volatility a year; NaN where none within the book's range has the price.</summary>
    public double Volatility { get; private set; }

    /// <summary>Begins with an option.</summary>
    /// <param name="terms">The option; its own volatility is ignored.</param>
    /// <param name="price">Price of a unit, quote currency.</param>
    public void Begin(in OptionTerms terms, double price)
    {
        _price = price;
        _evaluations = 0;
        _side = 0;
        Volatility = double.NaN;
        _low = 0;
        _high = double.PositiveInfinity;
        _errorLow = double.NaN;
        _errorHigh = double.NaN;
        _isDone = !(price > 0 && terms.Market.Years > 0);
        _terms = terms;
        _option = AmericanFormula.Case(terms);
        _isOnGrid = DividendCase.Needs(terms);
        if (_isOnGrid)
            _grid ??= new DividendValue();
        Ask(First);
    }

    /// <summary>Solves a part.</summary>
    /// <returns>Whether the solution is complete.</returns>
    public bool Step()
    {
        if (_isDone)
            return true;
        if (_isOnGrid ? !_grid!.Step() : !_put.Step())
            return false;
        Judge((_isOnGrid ? DividendFormula.At(_terms, _grid!).Price : _option.AtBoundary(_put).Value) - _price);
        return _isDone;
    }

    private void Ask(double volatility)
    {
        _at = volatility;
        _option = _option with { Volatility = volatility };
        if (_isDone)
            return;
        if (_isOnGrid)
        {
            _terms = _terms with { Volatility = volatility };
            _grid!.Begin(DividendCase.Of(_terms), _terms.Market.Spot, _terms.Market.Spot);
        }
        else
        {
            _put.Begin(_option.Market);
        }
    }

    private void Judge(double error)
    {
        double enough = Accuracy * Math.Max(_option.Price, _option.Strike) * 0.1;
        _isDone = !double.IsFinite(error) || ++_evaluations == EvaluationsMax;
        if (_isDone)
            return;
        if (error < 0)
        {
            (_low, _errorLow) = (_at, error);
            _errorHigh *= _side < 0 ? 0.5 : 1;
            _side = -1;
        }
        else
        {
            (_high, _errorHigh) = (_at, error);
            _errorLow *= _side > 0 ? 0.5 : 1;
            _side = 1;
        }

        if (_low == 0 || double.IsInfinity(_high))
        {
            Widen(error);
            return;
        }

        if (Math.Abs(error) <= enough || _high - _low <= Accuracy * _high)
        {
            (Volatility, _isDone) = (_at, true);
            return;
        }

        double next = _low - (_errorLow * (_high - _low) / (_errorHigh - _errorLow));
        Ask(next > _low && next < _high ? next : 0.5 * (_low + _high));
    }

    // At the least volatility a price at intrinsic value is met too, and implies no volatility.
    private void Widen(double error)
    {
        double next = Math.Clamp(error < 0 ? 2 * _at : 0.5 * _at, RowLimits.VolatilityMin, RowLimits.VolatilityMax);
        _isDone = next == _at;
        Ask(next);
    }
}
