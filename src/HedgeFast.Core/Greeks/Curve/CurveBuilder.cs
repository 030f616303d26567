namespace HedgeFast.Core.Greeks.Curve;

/// <summary>
/// Builds a <see cref="NetDeltaCurve"/> in steps of about a microsecond, so that a thread can carry ticks between them.
/// </summary>
/// <remarks>
/// First the error bound, on a window that is halved until the bound is good enough; then the sums at the nodes, block
/// by block; then the series. The old curve stays as it is until the last step of the nodes is done.
/// </remarks>
internal sealed class CurveBuilder(NetDeltaCurve curve, double tolerance)
{
    /// <summary>Half-width of the widest window, as a fraction of the price.</summary>
    public const double WidestFraction = 0.01;

    // A window narrower than this is left too soon to be worth its nodes.
    private const double NarrowestFraction = 1e-5;

    private readonly double[] _atNodes = new double[ChebyshevSeries.Nodes * Math.Max(1, curve.Sources.Length)];
    private readonly CurveBound[] _bounds = new CurveBound[curve.Sources.Length];

    private Phase _phase = Phase.Idle;
    private double _fraction = WidestFraction;
    private double _price;
    private double _lowPrice;
    private double _highPrice;
    private long _version;
    private int _source;
    private int _node;
    private int _start;

    private enum Phase
    {
        Idle,
        Bound,
        Nodes,
        Series,
    }

    /// <summary>Whether a build is under way.</summary>
    public bool IsBuilding => _phase != Phase.Idle;

    /// <summary>The version last begun, completed or abandoned; -1 at first.</summary>
    public long LastBegun { get; private set; } = -1;

    /// <summary>The price last begun at, in the middle of the window.</summary>
    public double LastPrice => _price;

    /// <summary>Begins a curve for these terms around a price and drops an unfinished one.</summary>
    public void Begin(double price, long version)
    {
        _price = price;
        _version = version;
        LastBegun = version;
        _fraction = Math.Min(WidestFraction, 2 * _fraction);
        BeginBound();
    }

    /// <summary>Computes one step. The terms are still those of the version begun.</summary>
    public void Step()
    {
        switch (_phase)
        {
            case Phase.Bound:
                StepBound();
                break;
            case Phase.Nodes:
                StepNodes();
                break;
            case Phase.Series:
                StepSeries();
                break;
        }
    }

    private void BeginBound()
    {
        double size = Math.Abs(_price);
        foreach (ICurveSource source in curve.Sources)
            size = Math.Max(size, source.Kind == LevelKind.Difference ? Math.Abs(source.Reference) : 0);
        _lowPrice = _price - (_fraction * size);
        _highPrice = _price + (_fraction * size);
        for (int i = 0; i < _bounds.Length; i++)
        {
            double low = NetDeltaCurve.Level(curve.Sources[i], _lowPrice);
            double high = NetDeltaCurve.Level(curve.Sources[i], _highPrice);

            // A little wider, so that rounding takes no price of the window out of it.
            _bounds[i] = new CurveBound(0.5 * (low + high), 0.5 * (high - low) * (1 + 1e-9));
        }

        _phase = Phase.Bound;
        _source = 0;
        _start = 0;
    }

    private void StepBound()
    {
        if (_source == _bounds.Length)
        {
            Array.Clear(_atNodes);
            _phase = Phase.Nodes;
            _source = 0;
            _node = 0;
            _start = 0;
            return;
        }

        ICurveSource source = curve.Sources[_source];
        ref CurveBound bound = ref _bounds[_source];
        int count = Math.Min(source.BoundBlock, source.Count - _start);
        source.AddBound(ref bound, _start, count);
        _start += count;

        // Written so that NaN fails.
        double scale = source.DividesByPrice ? 1 / _lowPrice : 1;
        if (!(bound.Interpolation * scale <= tolerance))
        {
            _fraction *= 0.5;
            if (_fraction < NarrowestFraction)
                _phase = Phase.Idle;
            else
                BeginBound();
        }
        else if (_start == source.Count)
        {
            (_source, _start) = (_source + 1, 0);
        }
    }

    private void StepNodes()
    {
        if (_source == _bounds.Length)
        {
            (_phase, _source) = (Phase.Series, 0);
            return;
        }

        ICurveSource source = curve.Sources[_source];
        ref CurveBound bound = ref _bounds[_source];
        int count = Math.Min(source.SumBlock, source.Count - _start);
        _atNodes[(_source * ChebyshevSeries.Nodes) + _node] += source.Sum(
            ChebyshevSeries.Node(bound.Centre, bound.HalfWidth, _node), _start, count);

        // A block of options meets every node while it is near.
        if (++_node < ChebyshevSeries.Nodes)
            return;
        (_node, _start) = (0, _start + count);
        if (_start == source.Count)
            (_source, _start) = (_source + 1, 0);
    }

    private void StepSeries()
    {
        for (int i = 0; i < _bounds.Length; i++)
            curve.Fit(i, in _bounds[i], _atNodes.AsSpan(i * ChebyshevSeries.Nodes, ChebyshevSeries.Nodes));
        curve.Complete(_lowPrice, _highPrice, _version);
        _phase = Phase.Idle;
    }
}
