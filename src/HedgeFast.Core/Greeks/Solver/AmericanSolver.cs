using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Greeks.Solver;

/// <summary>Makes the polynomials of one underlying's American options when it is asked to, a part of an option at a
/// time: two to five microseconds.</summary>
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
        (_book, _underlying) = (book, underlying);
        DividendSchedule? dividends = settings.Dividends;
        ExpiryGroup[] slices =
        [
            .. book.Slices.ToArray().Where(
                slice => slice.Underlying == underlying && AmericanRange.Takes(slice.Kind, dividends)),
        ];
        int count = slices.Sum(slice => slice.Count);
        _start = count == 0 ? 0 : slices[0].Start;
        _reference = AmericanRange.ReferenceOf(book, _start, count);
        _fit = new AmericanFit(book, settings.Delta, settings.Rate, _reference, dividends);
        (_volatilities, _logRatios) = (new double[count], new double[count]);
        _option = count;
    }

    /// <summary>Whether there is something to do.</summary>
    public bool IsBusy => _option < _volatilities.Length && _asked == _volatilities.Length;

    /// <summary>Takes a request for a window, or for one of its options. What was under way is dropped.</summary>
    public void Take(in SolverRequest request)
    {
        if (request.Kind == SolverRequestKind.Window)
        {
            (_price, _timeNanos, _asked, _option) = (request.Value, request.TimeNanos, 0, _volatilities.Length);
            return;
        }

        (_volatilities[request.Index - _start], _logRatios[request.Index - _start]) = (request.Value, request.LogRatio);
        if (++_asked == _volatilities.Length)
            (_option, _part) = (-1, Part.Begin);
    }

    /// <summary>Does one slice: places the window, or a part of an option, or hands over what is complete.</summary>
    /// <param name="results">Where to; has room for one.</param>
    public void DoSlice(IRingProducer<SolverResult> results)
    {
        if (_option < 0)
        {
            PlaceWindow();
            results.TryPublish(_window.Announced(_underlying));
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
                results.TryPublish(_fit.Piece.Announced(_underlying, option, _timeNanos));
                _part = Part.Coefficients;
                break;
            default:
                SolverResult preparation = Coefficients(option);
                _fit.Interpolate(preparation.Numbers);
                results.TryPublish(preparation);
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
