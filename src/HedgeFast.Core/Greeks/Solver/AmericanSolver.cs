using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Greeks.Solver;

/// <summary>
/// Solves the polynomials of one underlying's American options on request, in steps of two to five microseconds.
/// </summary>
internal sealed class AmericanSolver
{
    private readonly OptionBook _book;
    private readonly int _underlying;
    private readonly int _start;
    private readonly double _reference;
    private readonly AmericanFit _fit;
    private readonly double[] _volatilities;
    private readonly double[] _logRatios;
    private AmericanWindow _window;
    private double _price;
    private long _timeNanos;
    private int _asked;
    private int _option;
    private Part _part;

    /// <summary>Allocates everything that later calls need.</summary>
    public AmericanSolver(OptionBook book, int underlying, in SolverUnderlying settings)
    {
        _book = book;
        _underlying = underlying;
        DividendSchedule? dividends = settings.Dividends;
        ExpiryGroup[] groups =
        [
            .. book.Groups.ToArray().Where(
                group => group.Underlying == underlying && AmericanRange.Takes(group.Kind, dividends)),
        ];
        int count = groups.Sum(group => group.Count);
        _start = count == 0 ? 0 : groups[0].Start;
        _reference = AmericanRange.ReferenceOf(book, _start, count);
        _fit = new AmericanFit(book, settings.Delta, settings.Rate, _reference, dividends);
        _volatilities = new double[count];
        _logRatios = new double[count];
        _option = count;
    }

    /// <summary>Whether a request is under way.</summary>
    public bool IsBusy => _option < _volatilities.Length && _asked == _volatilities.Length;

    /// <summary>Receives a request for a window, or for one of its options. An unfinished window is dropped.</summary>
    public void Receive(in SolverRequest request)
    {
        if (request.Kind == SolverRequestKind.Window)
        {
            _price = request.Value;
            _timeNanos = request.TimeNanos;
            _asked = 0;
            _option = _volatilities.Length;
            return;
        }

        (_volatilities[request.Index - _start], _logRatios[request.Index - _start]) = (request.Value, request.LogRatio);
        if (++_asked == _volatilities.Length)
            (_option, _part) = (-1, Part.Begin);
    }

    /// <summary>
    /// Solves one step: places the window, solves a part of an option, or publishes what is complete.
    /// </summary>
    /// <param name="results">Receives the result; has room for one.</param>
    public void DoStep(IRingProducer<SolverResult> results)
    {
        if (_option < 0)
        {
            PlaceWindow();
            results.TryPublish(SolverResult.Of(_underlying, _window));
            _option = 0;
            return;
        }

        int option = _start + _option;
        switch (_part)
        {
            case Part.Begin when _book.ExpiryNanos[option] <= _timeNanos:
                results.TryPublish(Coefficients(option));
                _option++;
                break;
            case Part.Begin when double.IsNaN(_volatilities[_option]):
                SolverResult unknown = Coefficients(option);
                _fit.Halve(option, _logRatios[_option], _window, unknown.Numbers);
                results.TryPublish(unknown);
                _option++;
                break;
            case Part.Begin:
                _fit.Begin(option, _volatilities[_option], _logRatios[_option], _window);
                _part = Part.Nodes;
                break;
            case Part.Nodes:
                if (_fit.Step())
                    _part = _fit.Piece.Side == 0 ? Part.Coefficients : Part.Boundary;
                break;
            case Part.Boundary:
                results.TryPublish(SolverResult.Of(_underlying, option, _timeNanos, _fit.Piece));
                _part = Part.Coefficients;
                break;
            default:
                SolverResult solved = Coefficients(option);
                _fit.Interpolate(solved.Numbers);
                results.TryPublish(solved);
                (_option, _part) = (_option + 1, Part.Begin);
                break;
        }
    }

    private SolverResult Coefficients(int option) => new()
    {
        Kind = SolverResultKind.Coefficients,
        Underlying = (ushort)_underlying,
        Option = option,
        TimeNanos = _timeNanos,
    };

    private void PlaceWindow()
    {
        double deviation = double.PositiveInfinity;
        long left = AmericanWindow.LeftMax;
        for (int i = 0; i < _volatilities.Length; i++)
        {
            long nanos = _book.ExpiryNanos[_start + i] - _timeNanos;
            if (nanos <= 0 || double.IsNaN(_volatilities[i]))
                continue;
            left = Math.Min(left, _fit.LeftOf(_start + i, _timeNanos));
            deviation = Math.Min(deviation, _fit.Reach(_start + i, _volatilities[i], _logRatios[i], _timeNanos));
        }

        _window = AmericanWindow.Around(_price, _reference, _timeNanos, deviation, left);
    }

    private enum Part
    {
        Begin,
        Nodes,
        Boundary,
        Coefficients,
    }
}
