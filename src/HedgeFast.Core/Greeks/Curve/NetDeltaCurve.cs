using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Curve;

/// <summary>
/// The net delta of one underlying's options as a function of its price on a window, with a certified error.
/// </summary>
/// <remarks>
/// A series for each source, whatever the number of options: some fifty nanoseconds. Built by
/// <see cref="CurveBuilder"/>.
/// </remarks>
internal sealed class NetDeltaCurve
{
    private readonly ICurveSource[] _sources;
    private readonly ChebyshevSeries[] _series;

    /// <summary>A curve for no version yet; allocates everything that later calls need.</summary>
    public NetDeltaCurve(IReadOnlyList<ICurveSource> sources)
    {
        _sources = [.. sources.Where(source => source.Count > 0)];
        _series = [.. _sources.Select(_ => new ChebyshevSeries())];
    }

    /// <summary>Version of the terms behind the curve; -1 at first.</summary>
    public long Version { get; private set; } = -1;

    /// <summary>Number of completed curves.</summary>
    public long Generation { get; private set; }

    /// <summary>Lower end of the window, quote currency.</summary>
    public double LowPrice { get; private set; }

    /// <summary>Upper end of the window, quote currency.</summary>
    public double HighPrice { get; private set; }

    /// <summary>
    /// Largest difference from the exact revaluation anywhere on the window, units of the underlying.
    /// </summary>
    public double Error { get; private set; }

    /// <summary>Bound of the second derivative by the price of <see cref="At"/>, anywhere on the window.</summary>
    public double BendMax { get; private set; }

    /// <summary>Bound of <see cref="At"/> on the window.</summary>
    public double ValueMax { get; private set; }

    /// <summary>Sources of the curve.</summary>
    public ReadOnlySpan<ICurveSource> Sources => _sources;

    /// <summary>The net delta at a price of the window, units of the underlying.</summary>
    public double At(double price)
    {
        double net = 0;
        for (int i = 0; i < _sources.Length; i++)
        {
            double sum = _series[i].At(Level(_sources[i], price));
            net += _sources[i].DividesByPrice ? sum / price : sum;
        }

        return net;
    }

    /// <summary>Derivative by the price.</summary>
    public double SlopeAt(double price)
    {
        double slope = 0;
        for (int i = 0; i < _sources.Length; i++)
        {
            ICurveSource source = _sources[i];
            double level = Level(source, price);
            double byLevel = _series[i].SlopeAt(level);
            slope += source.Kind == LevelKind.Difference ? byLevel
                : source.DividesByPrice ? (byLevel - _series[i].At(level)) / (price * price)
                : byLevel / price;
        }

        return slope;
    }

    /// <summary>The level of a source at a price, by the operations of the exact revaluation.</summary>
    public static double Level(ICurveSource source, double price) =>
        source.Kind == LevelKind.Logarithm ? Elementary.Log(price / source.Reference) : price - source.Reference;

    /// <summary>Fits the series of one source to its values at the nodes.</summary>
    public void Fit(int source, in CurveBound bound, ReadOnlySpan<double> atNodes) =>
        _series[source].Fit(bound, atNodes);

    /// <summary>Declares the series complete for a window and gathers the bounds.</summary>
    public void Complete(double lowPrice, double highPrice, long version)
    {
        LowPrice = lowPrice;
        HighPrice = highPrice;
        Version = version;
        Generation++;
        Error = 0;
        BendMax = 0;
        ValueMax = 0;
        double near = Math.Min(Math.Abs(lowPrice), Math.Abs(highPrice));
        for (int i = 0; i < _sources.Length; i++)
        {
            ChebyshevSeries series = _series[i];
            double scale = _sources[i].DividesByPrice ? 1 / near : 1;

            // The exact revaluation's own level is a few roundings away from the true one.
            double levelError = 8 * Elementary.UnitRoundOff
                * (1 + Math.Max(Math.Abs(Level(_sources[i], lowPrice)), Math.Abs(Level(_sources[i], highPrice))));
            Error += (series.Error + (series.SlopeMax * levelError)) * scale;
            ValueMax += series.ValueMax * scale;

            // G(ln S)'' = (G'' - G') / S^2 and (G(ln S) / S)'' = (G'' - 3 G' + 2 G) / S^3.
            BendMax += _sources[i].Kind == LevelKind.Difference ? series.BendMax
                : _sources[i].DividesByPrice
                    ? (series.BendMax + (3 * series.SlopeMax) + (2 * series.ValueMax)) * scale / (near * near)
                : (series.BendMax + series.SlopeMax) / (near * near);
        }
    }
}
