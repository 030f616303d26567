using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.American;

/// <summary>
/// What the right to exercise a put of strike 1 early adds at a price, from a boundary: value, slope and curvature by
/// one quadrature.
/// <para>Kim (1990): int_0^T [r e^-rs Phi(-d2) - q S e^-qs Phi(-d1)] ds, d2 = (ln(S/B(T - s)) + mu s) / (sigma sqrt s),
/// d1 = d2 + sigma sqrt s,
/// mu = r - q - sigma^2/2. Where exercise lies above the boundary, d counts in place of -d.</para>
/// <para>Quadrature. Near s = 0 the integrand changes on the scale of ln s, near s = T on that of sqrt(T - s): with s =
/// T sin^2 angle it is smooth in
/// the logarithm of the angle at both. Before the boundary's own time begins it is constant, and the variable is ln s /
/// 2. Panels are at most 1.6 wide, each with the
/// rule of Gauss and Legendre; where the drift carries the price into the boundary, near s = ln(S/B) / |mu|, they are
/// as narrow as that arrival.</para>
/// </summary>
internal sealed class AmericanPremium
{
    private const int PanelsMax = 96;
    private const double Deviations = 9;
    private const double PanelMax = 1.6;
    private const double ArrivalMax = 3;

    private readonly double[] _time = new double[PanelsMax * AmericanNodes.PanelPoints];
    private readonly double[] _inverse = new double[PanelsMax * AmericanNodes.PanelPoints];
    private readonly double[] _log = new double[PanelsMax * AmericanNodes.PanelPoints];
    private readonly double[] _strikes = new double[PanelsMax * AmericanNodes.PanelPoints];
    private readonly double[] _prices = new double[PanelsMax * AmericanNodes.PanelPoints];
    private readonly double[] _slopes = new double[PanelsMax * AmericanNodes.PanelPoints];
    private readonly double[] _bends = new double[PanelsMax * AmericanNodes.PanelPoints];

    private AmericanBoundary _boundary = null!;
    private double _rate, _yield, _volatility, _drift, _side, _still;

    /// <summary>Points of the quadrature.</summary>
    public int Count { get; private set; }

    /// <summary>Chooses the points for prices on the holder's side of a boundary.</summary>
    /// <param name="market">Rates, volatility and years.</param>
    /// <param name="boundary">The boundary, of the same market.</param>
    /// <param name="side">1 where exercise lies below the boundary, -1 above.</param>
    /// <param name="nearest">|ln(price / boundary)| at T of the nearest price.</param>
    /// <param name="farthest">The same of the farthest.</param>
    public void Place(in AmericanMarket market, AmericanBoundary boundary, double side, double nearest, double farthest)
    {
        Begin(market, boundary, side);
        double years = market.Years, volatility = market.Volatility;

        // The price is within the deviations where least + drift z^2 is below reach z, z the root of s.
        double drift = side * (side > 0 ? _drift : _drift + (volatility * volatility));
        double reach = volatility * Math.Sqrt(
            (Deviations * Deviations) + Math.Min(2 * Math.Max(-_rate, 0) * years, 400));
        double least = Math.Max(nearest, 1e-12 * volatility * Math.Sqrt(years));
        double square = (reach * reach) - (4 * drift * least);
        if (square <= 0)
            return;
        double far = reach + Math.Sqrt(square);
        double low = 2 * least / far;
        double high = drift > 0 ? far / (2 * drift) : double.PositiveInfinity;
        double from = low * low, to = Math.Min(high * high, years);
        if (!(from < to))
            return;

        double narrow = drift < 0 ? Math.Sqrt(least * -drift) / volatility : 0;
        if (narrow < ArrivalMax)
        {
            Add(from, to, Math.Min(PanelMax, narrow > 1 ? 4 / narrow : PanelMax));
            return;
        }

        // ln s / 2 changes by as much as 4.5 / narrow while d goes through 9.
        double width = Elementary.Exp(9 / narrow);
        double early = Math.Clamp(least / -drift / width, from, to),
            late = Math.Clamp(farthest / -drift * width, from, to);
        Add(from, early, PanelMax);
        Add(early, late, 2.5 / narrow);
        Add(late, to, PanelMax);
    }

    /// <summary>Chooses the points where no exercise is possible before the boundary's own time begins, at any
    /// price.</summary>
    /// <param name="market">Rates, volatility and years.</param>
    /// <param name="boundary">The boundary.</param>
    public void PlaceWaiting(in AmericanMarket market, AmericanBoundary boundary)
    {
        Begin(market, boundary, 1);
        AddMoving(0, boundary.Years, PanelMax);
    }

    /// <summary>Adds the premium at a price to value, slope and curvature.</summary>
    /// <param name="price">S, in strikes.</param>
    /// <param name="logPrice">ln S.</param>
    /// <param name="sum">What it is added to.</param>
    /// <param name="sign">1, or -1 to take it off.</param>
    public void AddTo(double price, double logPrice, ref AmericanSum sum, double sign = 1)
    {
        double value = 0, slope = 0, bend = 0;
        for (int k = 0; k < Count; k++)
        {
            double s = _time[k], inverse = _inverse[k];
            double d2 = (logPrice - _log[k] + (_drift * s)) * inverse;
            double density = Normal.Density(d2);
            value = Math.FusedMultiplyAdd(_strikes[k], Phi.At(-_side * d2), value);
            if (_yield != 0)
            {
                double owned = _prices[k] * Phi.At(-_side * (d2 + (_volatility * _volatility * s * inverse)));
                value -= owned * price;
                slope -= owned;
            }

            double gained = _slopes[k] * density;
            slope -= _side * gained / price;
            bend += _side * ((_bends[k] * density) + (gained * (1 + (d2 * inverse))));
        }

        sum.Value += sign * value;
        sum.Slope += sign * slope;
        sum.Bend += sign * bend / (price * price);
    }

    private void Begin(in AmericanMarket market, AmericanBoundary boundary, double side)
    {
        _rate = market.Rate;
        _yield = market.Yield;
        _volatility = market.Volatility;
        _side = side;
        _boundary = boundary;
        Count = 0;
        _drift = market.Rate - market.Yield - (0.5 * market.Volatility * market.Volatility);
        _still = Math.Max(market.Years - boundary.Years, 0);
    }

    private void Add(double from, double to, double width)
    {
        if (from < _still)
        {
            double first = 0.5 * Elementary.Log(from), last = 0.5 * Elementary.Log(Math.Min(to, _still));
            int panels = PanelsOf(last - first, width);
            double step = (last - first) / panels;
            for (int panel = 0; panel < panels; panel++)
            {
                for (int k = 0; k < AmericanNodes.PanelPoints; k++)
                {
                    double root = Elementary.Exp(first + ((panel + AmericanNodes.PanelNodes[k]) * step));
                    AddPoint(
                        root * root, root, 2 * root * root * step * AmericanNodes.PanelWeights[k], _boundary.LogEnd);
                }
            }
        }

        if (to > _still)
            AddMoving(Math.Max(from - _still, 0), to - _still, width);
    }

    // s = still + T sin^2 angle; the angle's logarithm from the scale on which the root of s changes.
    private void AddMoving(double from, double to, double width)
    {
        double years = _boundary.Years;
        double low = Angle(from / years), high = Angle(to / years);
        double linear = 0.7 * Math.Sqrt(_still / years);
        if (low < linear)
        {
            double end = Math.Min(linear, high);
            AddAngles(low, end, isLogarithm: false, PanelsOf(end - low, width * end));
            low = end;
        }

        if (low < high)
        {
            double first = Elementary.Log(low), last = Elementary.Log(high);
            AddAngles(first, last, isLogarithm: true, PanelsOf(last - first, width));
        }
    }

    private void AddAngles(double first, double last, bool isLogarithm, int panels)
    {
        double years = _boundary.Years, step = (last - first) / panels;
        for (int panel = 0; panel < panels; panel++)
        {
            for (int k = 0; k < AmericanNodes.PanelPoints; k++)
            {
                double at = first + ((panel + AmericanNodes.PanelNodes[k]) * step);
                double angle = isLogarithm ? Elementary.Exp(at) : at;
                double sine = AmericanNodes.Sine(angle), cosine = AmericanNodes.Cosine(angle);
                double s = _still + (years * sine * sine);
                double scale = 2 * years * sine * cosine * step * AmericanNodes.PanelWeights[k];
                AddPoint(s, Math.Sqrt(s), isLogarithm ? scale * angle : scale, _boundary.LogAt(cosine));
            }
        }
    }

    private void AddPoint(double s, double root, double weight, double log)
    {
        int k = Count;
        if (k == _time.Length)
            return;
        Count++;
        double inverse = 1 / (_volatility * root);
        double strike = weight * Elementary.Exp(-_rate * s);
        double boundary = Elementary.Exp(log);
        (_time[k], _inverse[k], _log[k]) = (s, inverse, log);
        _strikes[k] = _rate * strike;
        _prices[k] = _yield == 0 ? 0 : _yield * weight * Elementary.Exp(-_yield * s);
        _slopes[k] = (_rate - (_yield * boundary)) * strike * inverse;
        _bends[k] = _yield * boundary * strike * inverse;
    }

    private static int PanelsOf(double range, double width) => (int)Math.Clamp(Math.Ceiling(range / width), 1, 24);

    // arcsin sqrt x, to some digits: it only places panels. The ends are exact, also where the time until the
    // boundary's own begins has left a rounding in x: the iteration is slow there and would leave out a thousandth of
    // that time.
    private static double Angle(double x)
    {
        const double rounded = 1e-7;
        if (x >= 1 - rounded)
            return AmericanNodes.HalfPi;
        double root = Math.Sqrt(x), angle = root;
        for (int step = 0; step < 4; step++)
            angle = Math.Min(angle + ((root - AmericanNodes.Sine(angle)) / AmericanNodes.Cosine(angle)), 1.57);
        return angle;
    }
}
