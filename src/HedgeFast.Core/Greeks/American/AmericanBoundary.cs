using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.American;

/// <summary>Exercise boundary of an American put of strike 1, for every time to expiry up to T.</summary>
/// <remarks>
/// <para>Method: spectral collocation of Andersen, Lake and Offengenden, "High-performance American option pricing",
/// Journal of Computational Finance 20 (2016): H(x) = ln^2(B/X), a polynomial in x = sqrt(time to expiry), satisfies
/// the integral equation of Kim (1990) at Chebyshev nodes. X is the boundary at expiry. Here the equation is that of
/// smooth pasting, d value / d price = -1 at B, and is solved for all nodes together by Newton's method.</para>
/// <para>Equation. With b = r - q, mu = b - sigma^2/2, m = ln(B/B_u), d2(s, m) = (m + mu s) / (sigma sqrt s), d1 = d2 +
/// sigma sqrt s, B_u the boundary at time u = t - s: B [e^-qt Phi(d1(t, ln B)) + q int e^-qs Phi(d1) ds] = int (r - q
/// B_u) e^-rs phi(d2) / (sigma sqrt s) ds. No terms cancel for q from 0. It is Kim's for the slope, with 1 - e^-qt
/// written as an integral.</para>
/// <para>Two boundaries, q below r below 0: exercise pays between Y and B only. Each is the solution of an equation of
/// its own (Andersen and Lake 2021): that of B is the one above; that of Y, which exercises above, is -q Y int e^-qs
/// Phi(-d1) ds = int (r - q Y_u) e^-rs phi(d2) / (sigma sqrt s) ds.</para>
/// <para>Far from expiry B tends to the perpetual boundary as e^-lambda t, lambda = r + mu^2 / (2 sigma^2), so that it
/// is solved up to lambda t = 36 and constant beyond; the remainder is 1e-15.</para>
/// </remarks>
internal sealed class AmericanBoundary
{
    /// <summary>lambda t up to which the boundary moves.</summary>
    public const double Settling = 36;

    private const int IterationsMax = 40;

    // lambda T up to which twelve nodes are enough: fewer where the boundary starts below the strike (r below q), whose
    // two scales they would miss by up to 3e-6 of delta.
    private const double Smooth = 1, SmoothBelow = 0.1;

    private const double WidestVariance = 25;
    private const double Enough = 2e-5;
    private const double Pi = 3.141592653589793, RootPi = 1.772453850905516;
    private const double LeastLevel = 0.8;

    private static readonly int Most = AmericanNodes.Fine.Count;

    private readonly double[] _y = new double[Most + 1];
    private readonly double[] _coefficients = new double[Most + 1];
    private readonly double[] _squares = new double[Most];
    private readonly double[] _matrix = new double[Most * Most];
    private readonly double[] _right = new double[Most];

    private AmericanNodes _nodes = AmericanNodes.Coarse;

    private double _rate, _yield, _volatility, _drift, _side, _root;
    private int _nextRow;

    /// <summary>Years beyond which the boundary is constant.</summary>
    public double Years { get; private set; }

    /// <summary>ln X, at expiry.</summary>
    public double LogStart { get; private set; }

    /// <summary>ln B at <see cref="Years"/> and beyond.</summary>
    public double LogEnd { get; private set; }

    /// <summary>Iterations of the last solution.</summary>
    public int Iterations { get; private set; }

    /// <summary>Whether the last solution has been found.</summary>
    public bool IsFound { get; private set; }

    /// <summary>Solves for a boundary.</summary>
    /// <returns>Whether there is one up to T.</returns>
    public bool Solve(double rate, double yield, double volatility, double years, bool isLower = false)
    {
        Begin(rate, yield, volatility, years, isLower);
        while (!Step())
        {
        }

        return IsFound;
    }

    /// <summary>Begins to solve for a boundary.</summary>
    /// <param name="rate">r a year.</param>
    /// <param name="yield">q a year.</param>
    /// <param name="volatility">sigma a year.</param>
    /// <param name="years">T.</param>
    /// <param name="isLower">Whether Y, the lower of two boundaries, is wanted.</param>
    public void Begin(double rate, double yield, double volatility, double years, bool isLower = false)
    {
        Guess(rate, yield, volatility, years, isLower);
        (_nextRow, IsFound) = (0, false);
    }

    /// <summary>Solves a part: one equation, or the Newton step of all of them.</summary>
    /// <returns>Whether the solution is complete; <see cref="IsFound"/> says whether a boundary was found.</returns>
    public bool Step()
    {
        if (_nextRow == 0)
        {
            for (int j = 0; j < _nodes.Count; j++)
                _squares[j] = _y[j] * _y[j];
        }

        if (_nextRow < _nodes.Count)
        {
            Row(_nextRow++);
            return false;
        }

        _nextRow = 0;
        if (!Improve(out double change))
            return true;
        if (change >= Enough)
            return ++Iterations == IterationsMax;
        Finish();
        IsFound = true;
        return true;
    }

    /// <summary>ln B where <paramref name="root"/> is the root of the time to expiry over that of <see cref="Years"/>,
    /// 0 to 1.</summary>
    public double LogAt(double root)
    {
        // b_k = 2x b_(k+1) - b_(k+2) + c_k (Clenshaw 1955).
        double x = (2 * root) - 1, b1 = 0, b2 = 0;
        for (int k = _nodes.Count; k > 0; k--)
            (b1, b2) = (Math.FusedMultiplyAdd(2 * x, b1, _coefficients[k] - b2), b1);
        double square = Math.FusedMultiplyAdd(x, b1, _coefficients[0] - b2);
        return LogStart - (_side * Math.Sqrt(Math.Max(square, 0)));
    }

    /// <summary>Numbers that <see cref="Keep"/> writes, at most.</summary>
    public static int KeptCount => Most + 5;

    /// <summary>Writes the solution for <see cref="Recall"/>.</summary>
    /// <param name="kept">Has <see cref="KeptCount"/> places.</param>
    public void Keep(Span<double> kept)
    {
        (kept[0], kept[1], kept[2], kept[3]) = (Years, LogStart, _side, _nodes.Count);
        _coefficients.AsSpan(0, _nodes.Count + 1).CopyTo(kept[4..]);
    }

    /// <summary>Restores a solution for the same rates and volatility and an expiry that is not farther off.</summary>
    /// <remarks>The boundary of a shorter time is the nearer part of it, a polynomial of the same degree.</remarks>
    /// <param name="kept">Numbers written by <see cref="Keep"/>.</param>
    /// <param name="years">T, at most that of the solution kept.</param>
    public void Recall(ReadOnlySpan<double> kept, double years)
    {
        double full = kept[0];
        Years = Math.Min(full, years);
        LogStart = kept[1];
        _side = kept[2];
        IsFound = true;
        _nodes = kept[3] == AmericanNodes.Coarse.Count ? AmericanNodes.Coarse : AmericanNodes.Fine;
        kept.Slice(4, _nodes.Count + 1).CopyTo(_coefficients);
        double scale = Math.Sqrt(Years / full);
        for (int j = 0; j < _nodes.Count; j++)
            _y[j] = _side * (LogStart - LogAt(scale * _nodes.Nodes[j]));
        _y[_nodes.Count] = 0;
        if (Years < full)
            Finish();
        LogEnd = LogStart - (_side * _y[0]);
    }

    private void Guess(double rate, double yield, double volatility, double years, bool isLower)
    {
        double variance = volatility * volatility;
        _rate = rate;
        _yield = yield;
        _volatility = volatility;
        _side = isLower ? -1 : 1;
        Iterations = 0;
        _drift = rate - yield - (0.5 * variance);
        double settling = rate + (_drift * _drift / (2 * variance));
        Years = settling * years > Settling ? Settling / settling : years;
        if (rate == 0)
            Years = Math.Min(Years, WidestVariance / variance);
        bool isSmooth = rate > 0 && settling * years < (yield > rate ? SmoothBelow : Smooth);
        _nodes = isSmooth ? AmericanNodes.Coarse : AmericanNodes.Fine;
        _root = Math.Sqrt(Years);
        LogStart = isLower || (yield > rate && rate > 0) ? Elementary.Log(rate / yield) : 0;

        // A guess: near expiry as Evans, Kuske and Keller (2002) have it, ln(X/B) = sigma sqrt(t l), and then towards
        // the perpetual boundary.
        double perpetual = Perpetual(isLower);
        double growth = 8 * Pi * (rate - yield) * (rate - yield) / variance, both = 4 * RootPi * rate;
        for (int j = 0; j < _nodes.Count; j++)
        {
            double root = _root * _nodes.Nodes[j], time = root * root;
            double level = LeastLevel;
            if (LogStart == 0 && !isLower)
            {
                double carried = -Elementary.Log(Math.Max(growth * time, 1e-300));
                double singular = -2 * Elementary.Log(Math.Max(both * time, 1e-300));
                level = Math.Max(level, Math.Min(carried, singular));
            }
            double reach = volatility * root * Math.Sqrt(level);
            _y[j] = perpetual < 1e3 ? perpetual * (1 - Elementary.Exp(-Math.Min(reach / perpetual, 50))) : reach;
        }

        _y[_nodes.Count] = 0;
    }

    // |ln(X/B)| of the perpetual option, of which value grows with the power of the price; infinite where there is
    // none.
    private double Perpetual(bool isLower)
    {
        double variance = _volatility * _volatility;
        double square = (_drift * _drift) + (2 * _rate * variance);
        if (square < 0)
            return double.PositiveInfinity;
        double root = Math.Sqrt(square);
        double power = isLower ? 2 * _rate / (_drift + root)
            : _drift > 0 ? (-_drift - root) / variance
            : -2 * _rate / (root - _drift);
        return power < 0 ? _side * (LogStart - Elementary.Log(power / (power - 1))) : double.PositiveInfinity;
    }

    private void Row(int i)
    {
        double yi = _y[i];
        double x = _root * _nodes.Nodes[i], time = x * x;
        double log = LogStart - (_side * yi), boundary = Elementary.Exp(log);
        double inverse = 1 / (_volatility * x);
        Span<double> row = _matrix.AsSpan(i * _nodes.Count, _nodes.Count);
        row.Clear();
        ReadOnlySpan<double> squares = _squares.AsSpan(0, _nodes.Count);

        double paid = 0, moved = 0, gained = 0, own = 0;
        for (int k = 0; k < _nodes.Points; k++)
        {
            int at = ((i * _nodes.Points) + k) * _nodes.Count;
            ReadOnlySpan<double> weights = _nodes.Interpolation.AsSpan(at, _nodes.Count);
            double square = Sum(weights, squares);
            double sine = _nodes.Sines[k], cosine = _nodes.Cosines[k], weight = _nodes.Weights[k];
            double least = 0.01 * yi * cosine;
            bool isClamped = !(square > least * least);
            double y = isClamped ? least : Math.Sqrt(square);
            double s = time * sine * sine;
            double other = Elementary.Exp(LogStart - (_side * y));
            double d2 = ((_side * (y - yi)) + (_drift * s)) * inverse / sine;
            double d1 = d2 + (_volatility * x * sine);
            double omega = 2 * x * cosine * weight / _volatility;
            double density = Normal.ScaledDensity(-_rate * s, d2) * omega;
            if (_yield != 0)
                paid += 2 * time * sine * cosine * weight * Elementary.Exp(-_yield * s) * Phi.At(_side * d1);
            double rest = (_rate - (_yield * other)) * density;
            moved += _yield * other * density;
            gained += rest;
            double slope = rest * d2 * inverse / sine;
            own += slope;
            if (isClamped)
                continue;
            AddScaled(weights, _side * slope / y, row);
        }

        double held = 0, heldSlope = 0;
        if (_side > 0)
        {
            double d1 = ((log + (_drift * time)) * inverse) + (_volatility * x);
            double growth = Elementary.Exp(-_yield * time);
            held = boundary * growth * Phi.At(d1);
            heldSlope = held + (boundary * growth * Normal.Density(d1) * inverse);
        }

        for (int j = 0; j < _nodes.Count; j++)
            row[j] *= _y[j];
        double yielded = boundary * _yield * _side * paid;
        _right[i] = held + yielded - gained;
        row[i] -= _side * (heldSlope + yielded + moved + own);
    }

    // Four lanes and unfused operations: the same bits with and without vector registers. Lengths are multiples of
    // four.
    private static double Sum(ReadOnlySpan<double> weights, ReadOnlySpan<double> values)
    {
        ref double w = ref MemoryMarshal.GetReference(weights), v = ref MemoryMarshal.GetReference(values);
        Vector256<double> sum = Vector256<double>.Zero;
        for (nuint j = 0; j < (nuint)weights.Length; j += 4)
            sum += Vector256.LoadUnsafe(ref w, j) * Vector256.LoadUnsafe(ref v, j);
        return (sum[0] + sum[1]) + (sum[2] + sum[3]);
    }

    private static void AddScaled(ReadOnlySpan<double> weights, double scale, Span<double> sums)
    {
        ref double w = ref MemoryMarshal.GetReference(weights), s = ref MemoryMarshal.GetReference(sums);
        Vector256<double> factor = Vector256.Create(scale);
        for (nuint j = 0; j < (nuint)weights.Length; j += 4)
            (Vector256.LoadUnsafe(ref s, j) + (factor * Vector256.LoadUnsafe(ref w, j))).StoreUnsafe(ref s, j);
    }

    // Solves for the change by Gauss's elimination with row pivots and takes it, as far as the boundary stays on its
    // side of X.
    private bool Improve(out double change)
    {
        for (int c = 0; c < _nodes.Count; c++)
        {
            int pivot = c, count = _nodes.Count;
            for (int r = c + 1; r < count; r++)
                pivot = Math.Abs(_matrix[(r * count) + c]) > Math.Abs(_matrix[(pivot * count) + c]) ? r : pivot;
            if (pivot != c)
            {
                for (int k = c; k < count; k++)
                {
                    ref double upper = ref _matrix[(c * count) + k], lower = ref _matrix[(pivot * count) + k];
                    (upper, lower) = (lower, upper);
                }

                (_right[c], _right[pivot]) = (_right[pivot], _right[c]);
            }

            double inverse = 1 / _matrix[(c * _nodes.Count) + c];
            for (int r = c + 1; r < _nodes.Count; r++)
            {
                double factor = _matrix[(r * _nodes.Count) + c] * inverse;
                if (factor == 0)
                    continue;
                for (int k = c + 1; k < _nodes.Count; k++)
                    _matrix[(r * _nodes.Count) + k] -= factor * _matrix[(c * _nodes.Count) + k];
                _right[r] -= factor * _right[c];
            }
        }

        change = 0;
        for (int c = _nodes.Count - 1; c >= 0; c--)
        {
            double sum = _right[c];
            for (int k = c + 1; k < _nodes.Count; k++)
                sum -= _matrix[(c * _nodes.Count) + k] * _right[k];
            _right[c] = sum / _matrix[(c * _nodes.Count) + c];
        }

        for (int j = 0; j < _nodes.Count; j++)
        {
            double y = Math.Clamp(_y[j] - _right[j], 0.3 * _y[j], 3 * _y[j]);
            change = Math.Max(change, Math.Abs(y - _y[j]) / _y[j]);
            _y[j] = y;
        }

        return double.IsFinite(change);
    }

    private void Finish()
    {
        for (int m = 0; m <= _nodes.Count; m++)
        {
            double sum = 0;
            for (int j = 0; j < _nodes.Count; j++)
                sum = Math.FusedMultiplyAdd(_nodes.Transform[(m * (_nodes.Count + 1)) + j], _y[j] * _y[j], sum);
            _coefficients[m] = sum;
        }

        LogEnd = LogStart - (_side * _y[0]);
    }
}
