using HedgeFast.Core.Book;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Greeks;

/// <summary>Makes the polynomials of one underlying's American options when it is asked to, a node of an option at a time: some two microseconds.</summary>
internal sealed class AmericanPreparer
{
    private readonly OptionBook _book;
    private readonly int _underlying;
    private readonly int _start;
    private readonly double _reference;
    private readonly AmericanFit _fit;
    private readonly double[] _volatilities;
    private readonly double[] _logRatios;
    private readonly double[] _atNodes = new double[AmericanWindow.Nodes];
    private AmericanWindow _window;
    private double _price;
    private long _timeNanos;
    private int _asked;
    private int _option;
    private int _node;

    /// <summary>Allocates everything that later calls need.</summary>
    public AmericanPreparer(OptionBook book, int underlying, in PreparedUnderlying settings)
    {
        (_book, _underlying) = (book, underlying);
        BookSlice[] slices = [.. book.Slices.ToArray().Where(slice => slice.Underlying == underlying && slice.Kind == SliceKind.American)];
        int count = slices.Sum(slice => slice.Count);
        _start = count == 0 ? 0 : slices[0].Start;
        _reference = AmericanRange.ReferenceOf(book, _start, count);
        _fit = new AmericanFit(book, settings.Delta, settings.Rate, _reference);
        (_volatilities, _logRatios) = (new double[count], new double[count]);
        _option = count;
    }

    /// <summary>Whether there is something to do.</summary>
    public bool IsBusy => _option < _volatilities.Length && _asked == _volatilities.Length;

    /// <summary>Takes a request for a window, or for one of its options. What was under way is dropped.</summary>
    public void Take(in PreparationRequest request)
    {
        if (request.Kind == PreparationRequestKind.Window)
        {
            (_price, _timeNanos, _asked, _option) = (request.Value, request.TimeNanos, 0, _volatilities.Length);
            return;
        }

        (_volatilities[request.Index - _start], _logRatios[request.Index - _start]) = (request.Value, request.LogRatio);
        if (++_asked == _volatilities.Length)
            (_option, _node) = (-1, 0);
    }

    /// <summary>Does one slice: places the window, or evaluates one node, or hands over an option that is complete.</summary>
    /// <param name="results">Where to; has room for one.</param>
    public void DoSlice(IRingProducer<Preparation> results)
    {
        if (_option < 0)
        {
            PlaceWindow();
            results.TryPublish(_window.Announced(_underlying));
            _option = 0;
        }
        else if (_node < AmericanWindow.Nodes)
        {
            int option = _start + _option;
            _atNodes[_node++] = _book.ExpiryNanos[option] <= _timeNanos ? 0 : _fit.AtNode(option, _volatilities[_option], _logRatios[_option], _window, _node - 1);
        }
        else
        {
            Preparation preparation = new() { Kind = PreparationKind.Coefficients, Underlying = (ushort)_underlying, Option = _start + _option, TimeNanos = _timeNanos };
            AmericanFit.Interpolate(_atNodes, preparation.Numbers);
            results.TryPublish(preparation);
            (_option, _node) = (_option + 1, 0);
        }
    }

    private void PlaceWindow()
    {
        double deviation = double.PositiveInfinity;
        long left = AmericanWindow.LeftMax;
        for (int i = 0; i < _volatilities.Length; i++)
        {
            long nanos = _book.ExpiryNanos[_start + i] - _timeNanos;
            if (nanos <= 0)
                continue;
            left = Math.Min(left, nanos);
            deviation = Math.Min(deviation, Math.Sqrt(DayCount.Years(nanos)) * _volatilities[i]);
        }

        _window = AmericanWindow.Around(_price, _reference, _timeNanos, deviation, left);
    }
}
