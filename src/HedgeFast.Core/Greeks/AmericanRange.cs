using HedgeFast.Core.Book;

namespace HedgeFast.Core.Greeks;

/// <summary>
/// The American options of one underlying. Their deltas come from <see cref="AmericanFormula"/> at twelve Chebyshev nodes of a window around the price, off the path of a usual
/// tick; between the nodes each option's delta is the polynomial of degree eleven through them, in L = ln(price / R). So a tick costs twelve multiply-adds an option, and the
/// polynomial is itself what the net-delta curve interpolates, without error.
/// <para>Error. With s = sigma sqrt T the window reaches at most s on either side (and at most 1.5 %), which leaves an interpolation error below 2e-6 of a unit where the
/// model's delta is smooth. Where it has a kink inside the window, at the boundary of exercise, the error is up to the size of the jump, a few hundredths.</para>
/// </summary>
internal sealed class AmericanRange : ICurveSource
{
    private const int Nodes = 12;
    private const double WidestHalfWidth = 0.015;
    private const double NarrowestHalfWidth = 0.0005;

    // Preparing costs some 20 microseconds an option, so that a step of time is a part of what is left, and at most a minute.
    private const long TimeStepMax = 60_000_000_000;
    private const int TimeStepParts = 1_000;

    // Rounding of Clenshaw's recurrence here and in the curve, in units of the coefficients' sum: 4 m^2 units each, amplified by the Lebesgue constant of the curve's nodes.
    private const double SumError = 4e-13;

    // cos(pi (j + 1/2) / 12), written out because the library's cosine may differ in the last bit between machines.
    private static readonly double[] Cosines =
    [
        0.9914448613738104, 0.9238795325112867, 0.7933533402912352, 0.6087614290087207, 0.38268343236508984, 0.13052619222005171,
        -0.13052619222005171, -0.38268343236508984, -0.6087614290087207, -0.7933533402912352, -0.9238795325112867, -0.9914448613738104,
    ];

    private readonly OptionBook _book;
    private readonly DeltaConvention _convention;
    private readonly double _rate;
    private readonly int _start;
    private readonly double[] _coefficients;
    private double _centre;
    private double _halfWidth = WidestHalfWidth;
    private double _lowPrice = double.PositiveInfinity;
    private double _highPrice = double.NegativeInfinity;
    private long _validAfterNanos = long.MaxValue;
    private long _validBeforeNanos = long.MinValue;

    /// <summary>Takes the options [start, start + count) of the book.</summary>
    public AmericanRange(OptionBook book, DeltaConvention convention, double rate, int start, int count)
    {
        (_book, _convention, _rate, _start, Count) = (book, convention, rate, start, count);
        _coefficients = new double[count * Nodes];
        Reference = count == 0 ? 1 : book.Strikes[start + (count / 2)];
    }

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

    /// <summary>A bound of the sum of the absolute deltas anywhere in the window.</summary>
    public double WeightSum { get; private set; }

    /// <summary>Whether the price has left the middle half of the window, or there is none yet.</summary>
    public bool HasMoved(double price) => Count != 0 && (price < _lowPrice || price > _highPrice);

    /// <summary>Drops what was prepared, because volatilities or forwards have changed.</summary>
    public void Expire() => (_validAfterNanos, _validBeforeNanos) = (long.MaxValue, long.MinValue);

    /// <summary>Evaluates the model at the nodes, if price or time have moved enough since that was done last.</summary>
    /// <param name="slices">The underlying's slices.</param>
    /// <param name="logRatios">ln(F/S) of each.</param>
    /// <param name="volatility">The volatilities.</param>
    /// <param name="price">The underlying's price.</param>
    /// <param name="utcNanos">Now.</param>
    public void Prepare(ReadOnlySpan<BookSlice> slices, ReadOnlySpan<double> logRatios, UnderlyingVolatility volatility, double price, long utcNanos)
    {
        if (Count == 0 || (!HasMoved(price) && utcNanos > _validAfterNanos && utcNanos < _validBeforeNanos))
            return;
        PlaceWindow(slices, logRatios, volatility, price, utcNanos);
        for (int s = 0; s < slices.Length; s++)
        {
            if (slices[s].Kind != SliceKind.American)
                continue;
            for (int i = slices[s].Start; i < slices[s].Start + slices[s].Count; i++)
            {
                Span<double> coefficients = _coefficients.AsSpan((i - _start) * Nodes, Nodes);
                if (slices[s].ExpiryNanos <= utcNanos)
                    coefficients.Clear();
                else
                    Fit(i, volatility.At(s, i, Elementary.Log(price) + logRatios[s]), logRatios[s], utcNanos, coefficients);
            }
        }

        WeightSum = 0;
        foreach (double coefficient in _coefficients)
            WeightSum += Math.Abs(coefficient);
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
        bool isInside = Math.Abs(bound.Centre - _centre) + bound.HalfWidth <= _halfWidth;
        for (int i = start; i < start + count; i++)
        {
            double weight = 0, slope = 0;
            for (int k = 0; k < Nodes; k++)
            {
                double magnitude = Math.Abs(_coefficients[(i * Nodes) + k]);
                weight += magnitude;
                slope += k * k * magnitude / _halfWidth;
            }

            if (weight > 0)
                bound.AddOther(weight, rootTwoPi * slope / weight, isInside ? SumError * weight : double.PositiveInfinity);
        }
    }

    private void PlaceWindow(ReadOnlySpan<BookSlice> slices, ReadOnlySpan<double> logRatios, UnderlyingVolatility volatility, double price, long utcNanos)
    {
        _centre = Elementary.Log(price / Reference);
        _halfWidth = WidestHalfWidth;
        long left = TimeStepMax * TimeStepParts;
        for (int s = 0; s < slices.Length; s++)
        {
            if (slices[s].Kind != SliceKind.American || slices[s].ExpiryNanos <= utcNanos)
                continue;
            left = Math.Min(left, slices[s].ExpiryNanos - utcNanos);
            double root = Math.Sqrt(DayCount.Years(slices[s].ExpiryNanos - utcNanos));
            for (int i = slices[s].Start; i < slices[s].Start + slices[s].Count; i++)
                _halfWidth = Math.Min(_halfWidth, root * volatility.At(s, i, Elementary.Log(price) + logRatios[s]));
        }

        _halfWidth = Math.Max(_halfWidth, NarrowestHalfWidth);
        double half = 0.5 * _halfWidth;
        (_lowPrice, _highPrice) = (price * (1 - half), price * (1 + half));
        long step = Math.Max(1, left / TimeStepParts);
        (_validAfterNanos, _validBeforeNanos) = (utcNanos - step, utcNanos + step);
    }

    private void Fit(int option, double volatility, double logRatio, long utcNanos, Span<double> coefficients)
    {
        double years = DayCount.Years(_book.ExpiryNanos[option] - utcNanos);
        double growth = Elementary.Exp(logRatio);
        Span<double> atNodes = stackalloc double[Nodes];
        for (int j = 0; j < Nodes; j++)
        {
            double spot = Reference * Elementary.Exp(Math.FusedMultiplyAdd(_halfWidth, Cosines[j], _centre));
            OptionTerms terms = new()
            {
                Type = _book.Types[option],
                Model = _book.Models[option],
                Settlement = _book.Settlements[option],
                Strike = _book.Strikes[option],
                Volatility = volatility,
                Market = new ExpiryMarket(utcNanos, years, spot, spot * growth, _rate, _rate - (logRatio / years)),
            };
            atNodes[j] = _book.Quantities[option] * AmericanFormula.Deltas(terms).Delta(_convention);
        }

        // c_k = 2/n sum f(x_j) T_k(x_j), with T by its recurrence; c_0 is halved.
        Span<double> last = stackalloc double[Nodes], now = stackalloc double[Nodes];
        last.Fill(1);
        Cosines.CopyTo(now);
        for (int k = 0; k < Nodes; k++)
        {
            double sum = 0;
            for (int j = 0; j < Nodes; j++)
            {
                sum = Math.FusedMultiplyAdd(atNodes[j], last[j], sum);
                (last[j], now[j]) = (now[j], (2 * Cosines[j] * now[j]) - last[j]);
            }

            coefficients[k] = sum * (k == 0 ? 1.0 : 2.0) / Nodes;
        }
    }

    // b_k = 2x b_(k+1) - b_(k+2) + c_k (Clenshaw 1955).
    private double At(int option, double level)
    {
        ReadOnlySpan<double> c = _coefficients.AsSpan(option * Nodes, Nodes);
        double x = (level - _centre) / _halfWidth;
        double b1 = 0, b2 = 0;
        for (int k = Nodes - 1; k > 0; k--)
            (b1, b2) = (Math.FusedMultiplyAdd(2 * x, b1, c[k] - b2), b1);
        return Math.FusedMultiplyAdd(x, b1, c[0] - b2);
    }
}
