using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Curve;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Core.Greeks.American;

/// <summary>
/// The American options of one underlying, whose deltas are polynomials on a window around the price.
/// </summary>
/// <remarks>
/// Their deltas come from <see cref="AmericanFormula"/> at twelve Chebyshev nodes of the window, off the path of a
/// tick: solved by the <c>SolverStage</c> and installed, or where there is none, here. Between the nodes each option's
/// delta is the polynomial of degree eleven through them, in L = ln(price / R). So a tick costs twelve multiply-adds an
/// option, and the polynomial is itself what the net-delta curve interpolates, without error.
/// <para>Error. The window reaches at most .85 sigma sqrt T to either side (and at most 1.5 %, and less where the
/// boundary is a thin layer), which leaves an interpolation error below 1e-6 of a unit. Where the boundary of exercise
/// is inside the window, the polynomial is that of the side on which the option is held
/// (<see cref="AmericanPiece"/>).</para>
/// </remarks>
internal sealed class AmericanRange : ICurveSource
{
    private const int Nodes = AmericanWindow.Nodes;

    // Rounding of Clenshaw's recurrence here and in the curve, in units of the coefficients' sum: 4 m^2 units each,
    // amplified by the Lebesgue constant of the curve's nodes.
    private const double SumError = 4e-13;

    private readonly AmericanFit _fit;
    private readonly DividendSchedule? _dividends;
    private readonly int _start;
    private readonly long _lastExpiryNanos = long.MinValue;
    private double[] _coefficients;
    private AmericanPiece[] _pieces;
    private AmericanWindow _window = AmericanWindow.None;
    private bool _isWanted = true;

    // The next window, while its polynomials arrive and until the next preparation: in between the old ones stay,
    // because others are made from them.
    private double[] _incoming;
    private AmericanPiece[] _incomingPieces;
    private AmericanWindow _incomingWindow = AmericanWindow.None;
    private double _incomingWeight;
    private int _missing = -1;

    /// <summary>A range of the options [start, start + count) of the book.</summary>
    /// <param name="book">The options.</param>
    /// <param name="convention">Which delta.</param>
    /// <param name="rate">Continuous interest rate a year.</param>
    /// <param name="start">First option.</param>
    /// <param name="count">Number of options.</param>
    /// <param name="usesSolver">Whether polynomials are installed; otherwise they are fitted here when they are
    /// due.</param>
    /// <param name="dividends">Discrete dividends of the underlying; null without any.</param>
    public AmericanRange(
        OptionBook book, DeltaConvention convention, double rate, int start, int count, bool usesSolver,
        DividendSchedule? dividends = null)
    {
        _dividends = dividends;
        _start = start;
        Count = count;
        UsesSolver = usesSolver;
        for (int i = start; i < start + count; i++)
            _lastExpiryNanos = Math.Max(_lastExpiryNanos, book.ExpiryNanos[i]);
        _coefficients = new double[count * Nodes];
        _incoming = new double[usesSolver ? count * Nodes : 0];
        _pieces = new AmericanPiece[count];
        _incomingPieces = new AmericanPiece[usesSolver ? count : 0];
        Reference = ReferenceOf(book, start, count);
        _fit = new AmericanFit(book, convention, rate, Reference, dividends);
    }

    /// <summary>Index of the first option in the book.</summary>
    public int Start => _start;

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public int SumBlock => 64;

    /// <inheritdoc/>
    public int BoundBlock => 64;

    /// <inheritdoc/>
    public LevelKind Kind => LevelKind.Logarithm;

    /// <inheritdoc/>
    public double Reference { get; }

    /// <inheritdoc/>
    public bool DividesByPrice => false;

    /// <summary>Whether polynomials are installed; otherwise they are fitted here when they are due.</summary>
    public bool UsesSolver { get; }

    /// <summary>Number of windows installed whole.</summary>
    public long Answers { get; private set; }

    /// <summary>A bound of the sum of the absolute deltas anywhere in the window.</summary>
    public double WeightSum { get; private set; }

    /// <summary>R of the options [start, start + count) of a book.</summary>
    public static double ReferenceOf(OptionBook book, int start, int count) =>
        count == 0 ? 1 : book.Strikes[start + (count / 2)];

    /// <summary>
    /// Whether options of a kind are polynomials: American ones, and with dividends all lognormal ones.
    /// </summary>
    /// <remarks>With dividends their deltas are no function of the kernel's form.</remarks>
    public static bool Takes(ExpiryKind kind, DividendSchedule? dividends) =>
        kind == ExpiryKind.American || (dividends is not null && kind == ExpiryKind.Lognormal);

    /// <summary>Whether the price has left the middle half of the window, or there is none yet.</summary>
    public bool HasMoved(double price) => Count != 0 && _window.HasMoved(price);

    /// <summary>
    /// Whether other polynomials are wanted, for price, time or <see cref="Expire"/>. Those that wait for the next
    /// preparation count.
    /// </summary>
    public bool IsDue(double price, long utcNanos)
    {
        AmericanWindow window = Newest;
        return Count != 0 && ((_isWanted && _missing != 0) || window.HasMoved(price) || window.IsOld(utcNanos)
            || IsBeyondExDate(window, utcNanos));
    }

    /// <summary>Whether the polynomials in use, or those that the next preparation puts into use, are usable.</summary>
    public bool IsUsable(double price, long utcNanos) =>
        Count == 0 || !UsesSolver || utcNanos >= _lastExpiryNanos || IsNewestUsable(price, utcNanos);

    /// <summary>Requires other polynomials after a change of volatilities or forwards.</summary>
    public void Expire() => _isWanted = true;

    /// <summary>Begins to install another window and drops what had arrived of an earlier one.</summary>
    public void Install(in AmericanWindow window)
    {
        _incomingWindow = window;
        _incomingWeight = 0;
        _missing = Count;
        Array.Clear(_incomingPieces);
    }

    /// <summary>Installs the boundary of exercise of an option inside the window; its polynomial follows.</summary>
    public void InstallPiece(int option, ReadOnlySpan<double> numbers)
    {
        AmericanPiece piece = AmericanPiece.Of(numbers);
        _incomingPieces[option - _start] = piece;
        _incomingWeight += MagnitudeOf(piece, _incomingWindow);
    }

    /// <summary>Installs the polynomial of an option.</summary>
    /// <returns>Whether the window is complete: the next preparation puts it into use.</returns>
    public bool Install(int option, ReadOnlySpan<double> coefficients)
    {
        coefficients.CopyTo(_incoming.AsSpan((option - _start) * Nodes, Nodes));
        _incomingWeight += Magnitude(coefficients);
        if (--_missing != 0)
            return false;
        Answers++;
        return true;
    }

    /// <summary>Updates the polynomials: expired ones become zero, and without a solver due ones are fitted.</summary>
    /// <param name="groups">The underlying's groups.</param>
    /// <param name="logRatios">ln(F/S) of each.</param>
    /// <param name="volatility">The volatilities.</param>
    /// <param name="price">The underlying's price.</param>
    /// <param name="utcNanos">Now.</param>
    public void Prepare(
        ReadOnlySpan<ExpiryGroup> groups, ReadOnlySpan<double> logRatios, UnderlyingVolatility volatility, double price,
        long utcNanos)
    {
        if (Count == 0)
            return;
        if (_missing == 0)
            TakeIncoming();
        else if (!UsesSolver && IsDue(price, utcNanos))
            Make(groups, logRatios, volatility, price, utcNanos);
        foreach (ExpiryGroup group in groups)
        {
            if (!Owns(group) || group.ExpiryNanos > utcNanos)
                continue;
            CoefficientsOf(group.Start, group.Count).Clear();
            _pieces.AsSpan(group.Start - _start, group.Count).Clear();
        }
    }

    /// <summary>Deltas at a price; returns their sum.</summary>
    public double Revalue(double price, Span<double> deltas)
    {
        double level = Elementary.Log(price / Reference);
        double sum = 0;
        for (int i = 0; i < Count; i++)
        {
            double delta = At(i, level);
            deltas[_start + i] = delta;
            sum += delta;
        }

        return sum;
    }

    /// <inheritdoc/>
    public double Sum(double level, int start, int count)
    {
        double sum = 0;
        for (int i = start; i < start + count; i++)
            sum += At(i, level);
        return sum;
    }

    /// <inheritdoc/>
    public void AddBound(ref CurveBound bound, int start, int count)
    {
        const double rootTwoPi = 2.51;
        bool isInside = Math.Abs(bound.Centre - _window.Centre) + bound.HalfWidth <= _window.HalfWidth;
        for (int i = start; i < start + count; i++)
        {
            AmericanPiece piece = _pieces[i];
            (double centre, double halfWidth) = piece.In(_window);
            double weight = 0, slope = 0;
            bool isWhole = isInside;
            if (piece.Side == 0 || piece.Side * (bound.Centre - piece.Level) > 0)
            {
                isWhole &= piece.Side == 0 || Math.Abs(bound.Centre - centre) + bound.HalfWidth <= halfWidth;
                for (int k = 0; k < Nodes; k++)
                {
                    double magnitude = Math.Abs(_coefficients[(i * Nodes) + k]);
                    weight += magnitude;
                    slope += k * k * magnitude / halfWidth;
                }
            }
            else
            {
                isWhole &= Math.Abs(bound.Centre - piece.Level) >= bound.HalfWidth && double.IsInfinity(piece.End);
                weight = MagnitudeOf(piece, _window);
                slope = weight;
            }

            if (weight > 0)
            {
                bound.AddOther(
                    weight, rootTwoPi * slope / weight, isWhole ? SumError * weight : double.PositiveInfinity);
            }
        }
    }

    private AmericanWindow Newest => _missing == 0 ? _incomingWindow : _window;

    // Apart from the question whether it has to be asked, which every tick asks.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsNewestUsable(double price, long utcNanos) =>
        Newest.IsUsable(price, utcNanos) && !IsBeyondExDate(Newest, utcNanos);

    // An ex date lies between the time of a window and now: its polynomials are of another stock.
    private bool IsBeyondExDate(in AmericanWindow window, long utcNanos)
    {
        if (_dividends is null)
            return false;
        (long from, long before) = _dividends.Around(utcNanos);
        return window.TimeNanos < from || window.TimeNanos >= before;
    }

    private static double Magnitude(ReadOnlySpan<double> coefficients)
    {
        double sum = 0;
        foreach (double coefficient in coefficients)
            sum += Math.Abs(coefficient);
        return sum;
    }

    // Of the delta where the option is exercised, within the window.
    private static double MagnitudeOf(in AmericanPiece piece, in AmericanWindow window) => piece.Side == 0
        ? 0
        : Math.Abs(piece.Constant) + (Math.Abs(piece.PerPrice) * Elementary.Exp(window.HalfWidth - window.Centre));

    private void TakeIncoming()
    {
        (_coefficients, _incoming) = (_incoming, _coefficients);
        (_pieces, _incomingPieces) = (_incomingPieces, _pieces);
        _window = _incomingWindow;
        WeightSum = _incomingWeight;
        _isWanted = false;
        _missing = -1;
    }

    private void Make(
        ReadOnlySpan<ExpiryGroup> groups, ReadOnlySpan<double> logRatios, UnderlyingVolatility volatility, double price,
        long utcNanos)
    {
        double deviation = double.PositiveInfinity;
        long left = AmericanWindow.LeftMax;
        for (int s = 0; s < groups.Length; s++)
        {
            if (!IsAlive(groups[s], utcNanos))
                continue;
            double logForward = LogForward(groups[s], logRatios[s], price, utcNanos);
            for (int i = groups[s].Start; i < groups[s].Start + groups[s].Count; i++)
            {
                left = Math.Min(left, _fit.LeftOf(i, utcNanos));
                double sigma = volatility.At(s, i, logForward);
                if (double.IsNaN(sigma))
                    continue;
                deviation = Math.Min(deviation, _fit.Reach(i, sigma, logRatios[s], utcNanos));
            }
        }

        _window = AmericanWindow.Around(price, Reference, utcNanos, deviation, left);
        double weight = 0;
        for (int s = 0; s < groups.Length; s++)
        {
            if (!IsAlive(groups[s], utcNanos))
                continue;
            double logForward = LogForward(groups[s], logRatios[s], price, utcNanos);
            for (int i = groups[s].Start; i < groups[s].Start + groups[s].Count; i++)
            {
                double sigma = volatility.At(s, i, logForward);
                if (double.IsNaN(sigma))
                {
                    CoefficientsOf(i, 1).Clear();
                    _fit.Halve(i, logRatios[s], _window, CoefficientsOf(i, 1));
                    _pieces[i - _start] = default;
                    continue;
                }

                _fit.Begin(i, sigma, logRatios[s], _window);
                while (!_fit.Step())
                {
                }

                _fit.Interpolate(CoefficientsOf(i, 1));
                _pieces[i - _start] = _fit.Piece;
                weight += MagnitudeOf(_fit.Piece, _window);
            }
        }

        (WeightSum, _isWanted) = (Magnitude(_coefficients) + weight, false);
    }

    private bool IsAlive(in ExpiryGroup group, long utcNanos) => Owns(group) && group.ExpiryNanos > utcNanos;

    private bool Owns(in ExpiryGroup group) => group.Start >= _start && group.Start < _start + Count;

    private double LogForward(in ExpiryGroup group, double logRatio, double price, long utcNanos) =>
        DividendSchedule.LogForward(
            _dividends, price, logRatio, utcNanos, DayCount.Years(group.ExpiryNanos - utcNanos));

    private Span<double> CoefficientsOf(int option, int count) =>
        _coefficients.AsSpan((option - _start) * Nodes, count * Nodes);

    // b_k = 2x b_(k+1) - b_(k+2) + c_k (Clenshaw 1955).
    private double At(int option, double level)
    {
        ReadOnlySpan<double> c = _coefficients.AsSpan(option * Nodes, Nodes);
        ref readonly AmericanPiece piece = ref _pieces[option];
        if (!piece.IsHeld(level))
            return piece.Exercised(level);
        (double centre, double halfWidth) = piece.In(_window);
        double x = (level - centre) / halfWidth;
        double b1 = 0, b2 = 0;
        for (int k = Nodes - 1; k > 0; k--)
            (b1, b2) = (Math.FusedMultiplyAdd(2 * x, b1, c[k] - b2), b1);
        return Math.FusedMultiplyAdd(x, b1, c[0] - b2);
    }
}
