using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Dividends;

/// <summary>Solves for the present value of an option on an underlying with dividends, on a grid.</summary>
/// <remarks>
/// The grid is one of the logarithm of the process X: of the price itself, or of the price net of dividends.
/// <para>Between ex dates the equation of Black and Scholes is solved backwards by finite differences: central in
/// ln X, TR-BDF2 in time (Bank and others 1985) with steps that shorten towards the later ex date. Exercise is a
/// complementarity problem, solved at each stage by policy iteration (Forsyth and Vetzal 2002), whatever shape the
/// region has. After the last ex date the value is that without dividends (<see cref="DividendTail"/>).</para>
/// <para>At an ex date X falls by the amount, at most to zero, or continues where it is net; before it exercise is
/// possible. Each stretch has a grid of its own, as wide as X may be by then, with the price from which exercise pays
/// at the ex date on a node: so the kink costs no order of convergence however near the date is.</para>
/// </remarks>
internal sealed class DividendGrid
{
    private const double Deviations = 6.5;
    private const double Gamma = 0.5857864376269049; // 2 - sqrt 2
    private const int Chunk = 8;
    private const double Rounding = 1e-13;
    private const double Nothing = 1e-8;

    private readonly int _count, _steps;
    private readonly DividendPath _path = new();
    private readonly DividendTail _tail = new();
    private readonly double[] _logLow = new double[RowLimits.DividendsMax];
    private readonly double[] _widths = new double[RowLimits.DividendsMax];
    private readonly double[] _seeds;
    private readonly double[] _tails;
    private readonly double[] _gains;
    private readonly double[] _right;
    private readonly bool[] _isExercised;
    private readonly ExerciseStage _solver;
    private readonly double[] _stage;
    private double[] _value, _next, _before;

    private DividendGrid? _fine;
    private DividendCase _option;
    private double _lowest, _highest, _least;
    private Part _part;
    private int _segment, _node, _step;

    /// <summary>Allocates everything that later calls need.</summary>
    /// <param name="count">Nodes, odd.</param>
    /// <param name="steps">Steps between two ex dates.</param>
    public DividendGrid(int count, int steps)
    {
        _count = count;
        _steps = steps;
        _seeds = new double[count];
        _solver = new ExerciseStage(count);
        _gains = _solver.Gains;
        _right = _solver.Right;
        _isExercised = _solver.IsExercised;
        _stage = new double[count];
        _tails = new double[count];
        _value = new double[count];
        _next = new double[count];
        _before = new double[count];
    }

    private enum Part
    {
        Boundary,
        Layout,
        Place,
        Seed,
        First,
        Second,
        Done,
    }

    /// <summary>Whether every stage was solved.</summary>
    public bool IsFound { get; private set; }

    /// <summary>ln of the process between which exercise pays now; low above high where nowhere.</summary>
    public (double Low, double High) Exercised { get; private set; }

    /// <summary>ln of the process at a price.</summary>
    public double LogOf(double price) => Elementary.Log(price - _path.Held(0, 0));

    /// <summary>The price at a logarithm of the process.</summary>
    public double PriceOf(double log) => Elementary.Exp(log) + _path.Held(0, 0);

    /// <summary>Begins with an option.</summary>
    /// <param name="option">The option; a dividend lies before its expiry.</param>
    /// <param name="lowest">Lowest price of the window.</param>
    /// <param name="highest">Highest price.</param>
    /// <param name="fine">A solved grid of the same option with twice the nodes, of which every second is used; null
    /// without.</param>
    public void Begin(in DividendCase option, double lowest, double highest, DividendGrid? fine = null)
    {
        _option = option;
        _fine = fine;
        IsFound = true;
        Exercised = (double.PositiveInfinity, double.NegativeInfinity);
        _path.Begin(option);
        double held = _path.Held(0, 0);
        (_lowest, _highest) = (lowest - held, highest - held);
        _segment = _path.Count - 1;
        _least = Nothing * option.Strike;
        _part = Part.Layout;
        if (!(_lowest > 0))
        {
            (IsFound, _part) = (false, Part.Done);
        }
        else if (fine is null)
        {
            _tail.Begin(option, option.Years - _path.YearsTo(_segment));
            _part = Part.Boundary;
        }
    }

    /// <summary>Solves a part, some five microseconds.</summary>
    /// <returns>Whether the solution is complete.</returns>
    public bool Step()
    {
        switch (_part)
        {
            case Part.Boundary:
                _part = _tail.Step() ? Part.Layout : Part.Boundary;
                break;
            case Part.Layout:
                Lay();
                (_node, _part) = (0, IsLast && _fine is null ? Part.Place : Part.Seed);
                break;
            case Part.Place:
                _tail.Place(After(_node), After(Math.Min(_node + Chunk, _count) - 1));
                _part = Part.Seed;
                break;
            case Part.Seed:
                Seed();
                break;
            case Part.First:
                Advance(isSecond: false);
                _part = Part.Second;
                break;
            case Part.Second:
                Advance(isSecond: true);
                _part = Part.First;
                if (++_step == _steps)
                    EndSegment();
                break;
        }

        return _part == Part.Done;
    }

    /// <summary>Value and its first two derivatives by the logarithm of the process, on the side where the option is
    /// held.</summary>
    /// <param name="log">ln of the process.</param>
    public AmericanSum At(double log)
    {
        const int points = 6;
        double x = (log - _logLow[0]) / _widths[0];
        int first = Math.Clamp((int)Math.Floor(x) - 2, 0, _count - points);

        // A stencil does not reach across the boundary, where the second derivative jumps.
        int near = Math.Clamp((int)Math.Round(x), 0, _count - 1);
        if (_isExercised[near])
        {
            int below = near, above = near;
            while (below > 0 && _isExercised[below])
                below--;
            while (above < _count - 1 && _isExercised[above])
                above++;
            near = !_isExercised[above] && (_isExercised[below] || above - x < x - below) ? above : below;
        }

        for (int i = near; i >= Math.Max(near - points, 0); i--)
            first = _isExercised[i] ? Math.Max(first, i + 1) : first;
        for (int i = near; i <= Math.Min(near + points, _count - 1); i++)
            first = _isExercised[i] && i > near ? Math.Min(first, i - points) : first;
        first = Math.Clamp(first, 0, _count - points);

        // Newton's divided differences on equal steps.
        Span<double> differences = stackalloc double[points];
        _value.AsSpan(first, points).CopyTo(differences);
        for (int order = 1; order < points; order++)
        {
            for (int k = points - 1; k >= order; k--)
                differences[k] = (differences[k] - differences[k - 1]) / order;
        }

        double value = differences[points - 1], slope = 0, bend = 0;
        for (int k = points - 2; k >= 0; k--)
        {
            double at = x - first - k;
            bend = (bend * at) + (2 * slope);
            slope = (slope * at) + value;
            value = (value * at) + differences[k];
        }

        return new AmericanSum { Value = value, Slope = slope / _widths[0], Bend = bend / (_widths[0] * _widths[0]) };
    }

    private bool IsLast => _segment == _path.Count - 1;

    private double Log(int node) => _logLow[_segment] + (node * _widths[_segment]);

    // The process behind the ex date at which the segment ends.
    private double After(double process) =>
        _path.IsEscrowed ? process : Math.Max(process - _path.Amount(_segment), _least);

    private double After(int node) => After(Elementary.Exp(Log(node)));

    private void Lay()
    {
        if (_fine is { } fine)
        {
            (_logLow[_segment], _widths[_segment]) = (fine._logLow[_segment], 2 * fine._widths[_segment]);
            return;
        }

        double years = _path.YearsTo(_segment);
        double reach = Deviations * _option.Volatility * Math.Sqrt(years);
        double drift = (_option.Carry - (0.5 * _option.Volatility * _option.Volatility)) * years;
        double fallen = _path.IsEscrowed ? 0 : _path.SumBefore(_segment);
        double low = Elementary.Log(Math.Max(_lowest - fallen, 0.5 * _lowest)) + Math.Min(drift, 0) - reach;
        double high = Elementary.Log(_highest) + Math.Max(drift, 0) + reach;
        double width = (high - low) / (_count - 2);
        if (_option.IsAmerican && TryKink(low, high, out double kink))
            low = kink - (Math.Ceiling((kink - low) / width) * width);
        (_logLow[_segment], _widths[_segment]) = (low, width);
    }

    // Where exercise just before the ex date is worth what is left behind it.
    private bool TryKink(double low, double high, out double kink)
    {
        const int halvings = 40;
        double atLow = Excess(low), atHigh = Excess(high);
        kink = 0;
        if (!(atLow * atHigh < 0))
            return false;
        for (int i = 0; i < halvings; i++)
        {
            kink = 0.5 * (low + high);
            double excess = Excess(kink);
            if (excess * atLow > 0)
                low = kink;
            else
                high = kink;
        }

        return true;
    }

    private double Excess(double log)
    {
        double process = Elementary.Exp(log), after = After(process);
        if (IsLast)
            _tail.Place(after, after);
        double continued = IsLast ? _tail.At(after) : Later(after);
        return continued - _option.Gain(process + _path.Held(_segment, _path.YearsTo(_segment)));
    }

    private void Seed()
    {
        int end = Math.Min(_node + Chunk, _count);
        double held = _path.Held(_segment, _path.YearsTo(_segment));
        for (int i = _node; i < end; i++)
        {
            double process = Elementary.Exp(Log(i));
            _gains[i] = _option.Gain(process);
            if (!IsLast)
                _seeds[i] = Later(After(process));
            else
                _seeds[i] = _tails[i] = _fine is { } fine ? fine._tails[2 * i] : _tail.At(After(process));
        }

        _node = end;
        _part = IsLast && _fine is null ? Part.Place : Part.Seed;
        if (_node < _count)
            return;
        for (int i = 0; i < _count; i++)
        {
            double gain = _gains[i] + (_option.Sign * held);
            _isExercised[i] = _option.IsAmerican && gain > _seeds[i];
            _value[i] = _isExercised[i] ? gain : _seeds[i];
        }

        (_step, _part) = (0, Part.First);
    }

    // The value behind the ex date on the grid of the next segment: cubic in the logarithm, linear in the process
    // outside.
    private double Later(double process)
    {
        int later = _segment + 1;
        double low = _logLow[later], width = _widths[later];
        double x = (Elementary.Log(process) - low) / width;
        if (x < 0 || x > _count - 1)
        {
            int edge = x < 0 ? 0 : _count - 1, inner = x < 0 ? 1 : _count - 2;
            double at = Elementary.Exp(low + (edge * width)), next = Elementary.Exp(low + (inner * width));
            return _before[edge] + ((_before[inner] - _before[edge]) * (process - at) / (next - at));
        }

        int first = Math.Clamp((int)x - 1, 0, _count - 4);
        double t = x - first;
        double v0 = _before[first], v1 = _before[first + 1], v2 = _before[first + 2], v3 = _before[first + 3];
        double d1 = v1 - v0, d2 = 0.5 * (v2 - (2 * v1) + v0), d3 = (v3 - (3 * v2) + (3 * v1) - v0) / 6;
        return v0 + (t * (d1 + ((t - 1) * (d2 + ((t - 2) * d3)))));
    }

    private void EndSegment()
    {
        foreach (double value in _value)
            IsFound &= double.IsFinite(value);
        if (_segment == 0)
        {
            FindExercise();
            _part = Part.Done;
            return;
        }

        (_before, _value) = (_value, _before);
        _segment--;
        _part = Part.Layout;
    }

    // One stage of TR-BDF2 from the values at the end of the step: the trapezoidal part, then the backward one.
    private void Advance(bool isSecond)
    {
        double start = _segment == 0 ? 0 : _path.YearsTo(_segment - 1), length = _path.YearsTo(_segment) - start;
        double from = Squared(_step / (double)_steps) * length, to = Squared((_step + 1) / (double)_steps) * length;
        double dt = to - from, implicitPart = 0.5 * Gamma * dt;
        double width = _widths[_segment], variance = _option.Volatility * _option.Volatility;
        double diffusion = 0.5 * variance / (width * width);
        double drift = 0.5 * (_option.Carry - (0.5 * variance)) / width;
        double below = diffusion - drift, above = diffusion + drift, own = (-2 * diffusion) - _option.Rate;
        int last = _count - 1;
        if (!isSecond)
        {
            for (int i = 1; i < last; i++)
            {
                double change = (below * _value[i - 1]) + (own * _value[i]) + (above * _value[i + 1]);
                _right[i] = _value[i] + (implicitPart * change);
            }
        }
        else
        {
            const double whole = 1 / (Gamma * (2 - Gamma)), old = (1 - Gamma) * (1 - Gamma) * whole;
            for (int i = 1; i < last; i++)
                _right[i] = (whole * _stage[i]) - (old * _value[i]);
        }

        double left = length - (isSecond ? to : from + (Gamma * dt));
        double shift = _option.Sign * _path.Held(_segment, start + left);
        StageTerms terms = new(
            -implicitPart * below, 1 - (implicitPart * own), -implicitPart * above, shift, Elementary.Exp(width));
        IsFound &= _solver.TrySolve(isSecond ? _next : _stage, terms, _option.IsAmerican, Rounding * _option.Strike);
        if (isSecond)
            (_value, _next) = (_next, _value);
    }

    // The exercised nodes nearest to the middle of the window; between nodes the square root of the
    // excess of holding over exercise is linear near the boundary.
    private void FindExercise()
    {
        double middle = 0.5 * (Elementary.Log(_lowest) + Elementary.Log(_highest));
        int centre = Math.Clamp((int)Math.Round((middle - _logLow[0]) / _widths[0]), 0, _count - 1);
        int nearest = -1;
        for (int i = 0; i < _count; i++)
        {
            if (_isExercised[i] && (nearest < 0 || Math.Abs(i - centre) < Math.Abs(nearest - centre)))
                nearest = i;
        }

        if (nearest < 0)
            return;
        int first = nearest, end = nearest;
        while (first > 0 && _isExercised[first - 1])
            first--;
        while (end < _count - 1 && _isExercised[end + 1])
            end++;
        Exercised = (
            first == 0 ? double.NegativeInfinity : Boundary(first, -1),
            end == _count - 1 ? double.PositiveInfinity : Boundary(end, 1));
    }

    private double Boundary(int exercised, int towards)
    {
        int near = exercised + towards, far = near + towards;
        double width = _widths[0];
        if (far < 0 || far >= _count)
            return Log(exercised);
        double shift = _option.Sign * _path.Held(0, 0);
        double atNear = Math.Sqrt(Math.Max(_value[near] - _gains[near] - shift, 0));
        double atFar = Math.Sqrt(Math.Max(_value[far] - _gains[far] - shift, 0));
        double distance = atFar > atNear ? Math.Min(atNear / (atFar - atNear), 1) : 1;
        return _logLow[0] + ((near - (towards * distance)) * width);
    }

    private static double Squared(double x) => x * x;
}
