using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Curve;

namespace HedgeFast.Core.Hedge;

/// <summary>Proves two prices between which no hedge of one underlying is due; estimates its delta elsewhere.</summary>
/// <remarks>
/// The cost does not depend on the number of options; the error of an estimate is certified. Triggers hold for the
/// version of the terms, the positions, the band and the instrument (by the price of its half tick) that they were
/// proved for, all compared by value: a change of any of these ends them.
/// <para>Prices are counted in half ticks, bid + ask, so that a quote inside costs a subtraction and a
/// comparison.</para>
/// </remarks>
internal sealed class HedgeTriggers
{
    // Of the band's half-width: how much of it the interpolation may cost.
    private const double ToleranceFraction = 1e-6;

    private readonly UnderlyingDelta _options;
    private readonly NetDeltaCurve _curve;
    private readonly CurveBuilder _builder;
    private readonly double _ratio;

    // The triggers in half ticks, and what they hold for.
    private long _low;
    private ulong _span;
    private Proof _proof;

    // The lower one of the next pair, found; the upper one starts from the same price.
    private double _pendingLow = double.NaN;
    private double _pendingFrom;
    private Proof _pending;

    // Where there was no proof: another try for the same would end the same.
    private long _failedHalfTicks;
    private Proof _failed;

    private bool _isDistrusted;

    /// <summary>Allocates everything that later calls need; starts without triggers.</summary>
    /// <param name="options">The options of the underlying.</param>
    /// <param name="bandHalfWidth">Half-width of the band, units of the underlying: sets the curve's precision.</param>
    /// <param name="ratio">Share of the options' delta that is hedged.</param>
    public HedgeTriggers(UnderlyingDelta options, double bandHalfWidth, double ratio)
    {
        _ratio = ratio;
        _options = options;
        _curve = new NetDeltaCurve(options.CurveSources());
        _builder = new CurveBuilder(_curve, ToleranceFraction * bandHalfWidth);
    }

    /// <summary>Whether no hedge is due, by proof.</summary>
    /// <param name="quote">The price.</param>
    /// <param name="hedges">Delta of the hedges, with everything in flight.</param>
    /// <param name="band">The band.</param>
    public bool Hold(in QuotedPrice quote, in HedgeExposure hedges, in Band band) =>
        (ulong)(quote.HalfTicks - _low) <= _span
            && _proof.IsOf(_options.Version, quote.Unit, hedges, band);

    /// <summary>Net delta of the options by the curve, for display and statistics.</summary>
    /// <param name="price">Price of the underlying, quote currency.</param>
    /// <returns>Units of the underlying; NaN without a current curve or outside its window.</returns>
    public double Estimate(double price) => Covers(price) ? _curve.At(price) : double.NaN;

    /// <summary>Net delta of the options by the curve, with its certified error.</summary>
    /// <param name="price">Price of the underlying, quote currency.</param>
    /// <param name="delta">Delta of the options, units of the underlying.</param>
    /// <param name="error">Largest difference from the exact delta.</param>
    /// <returns>False without a current curve or outside its window.</returns>
    public bool TryEstimate(double price, out double delta, out double error)
    {
        bool covers = Covers(price);
        delta = covers ? _curve.At(price) : 0;
        error = covers ? _curve.Error : 0;
        return covers;
    }

    /// <summary>Ends all proofs and estimates.</summary>
    public void Distrust()
    {
        _isDistrusted = true;
        _low = 0;
        _span = 0;
        _proof = default;
    }

    /// <summary>Does about a microsecond of outstanding work: a step of the curve, or one trigger.</summary>
    /// <param name="quote">The price that the options were last advanced to.</param>
    /// <param name="hedges">Delta of the hedges, with everything in flight.</param>
    /// <param name="band">The band.</param>
    /// <returns>Whether work was outstanding.</returns>
    public bool BuildStep(in QuotedPrice quote, in HedgeExposure hedges, in Band band)
    {
        if (_isDistrusted)
            return false;
        double price = quote.Price;
        if (NeedsCurve(price))
        {
            _builder.Begin(price, _options.Version);
            return true;
        }

        if (IsCurveCurrent)
        {
            Proof wanted = new(_curve.Version, _curve.Generation, quote.Unit, hedges, band);
            bool has = wanted == _proof && (ulong)(quote.HalfTicks - _low) <= _span;
            bool isVain = wanted == _failed && quote.HalfTicks == _failedHalfTicks;
            if (!has && !isVain)
            {
                FindTrigger(quote, wanted);
                return true;
            }
        }

        bool isBuilding = _builder.IsBuilding;
        _builder.Step();
        return isBuilding;
    }

    private bool IsCurveCurrent => _curve.Version == _options.Version && !_isDistrusted;

    private bool Covers(double price) => IsCurveCurrent && price >= _curve.LowPrice && price <= _curve.HighPrice;

    // The terms have changed, or the price has used up half of the window. The old curve stays in use until the new one
    // is complete.
    private bool NeedsCurve(double price)
    {
        long version = _options.Version;
        if (_builder.LastBegun != version)
            return version > 0;
        return IsCurveCurrent
            && !_builder.IsBuilding
            && Math.Abs(price - _builder.LastPrice) > 0.25 * (_curve.HighPrice - _curve.LowPrice);
    }

    // One side a step.
    private void FindTrigger(in QuotedPrice quote, in Proof wanted)
    {
        long halfTicks = quote.HalfTicks;
        double halfTick = quote.Unit;
        double price = quote.Price;
        FirstExit exit = new(_curve, wanted.Hedges, wanted.Band, _ratio);
        if (_pending != wanted || double.IsNaN(_pendingLow))
        {
            _pending = wanted;
            _pendingFrom = price;
            _pendingLow = exit.Find(price, upwards: false, 0.25 * halfTick);
            if (double.IsNaN(_pendingLow))
                NoteFailed(wanted, halfTicks);
            return;
        }

        double lowPrice = _pendingLow;
        double highPrice = exit.Find(_pendingFrom, upwards: true, 0.25 * halfTick);
        _pendingLow = double.NaN;
        long low = (long)Math.Ceiling(lowPrice / halfTick);
        long high = (long)Math.Floor(highPrice / halfTick);

        // The price of a count, as the loop computes it, is what has to be inside.
        if (halfTick * low < lowPrice)
            low++;
        if (halfTick * high > highPrice)
            high--;
        bool isEmpty = high < low;
        _low = isEmpty ? 0 : low;
        _span = isEmpty ? 0 : (ulong)(high - low);
        _proof = isEmpty ? default : wanted;

        // The market has moved on meanwhile, or the proof ends before the nearest half tick.
        if (!((ulong)(halfTicks - _low) <= _span))
            NoteFailed(wanted, halfTicks);
    }

    private void NoteFailed(in Proof wanted, long halfTicks)
    {
        _failed = wanted;
        _failedHalfTicks = halfTicks;
    }

    // Generation says which curve; the proof holds for others of the same version too.
    private readonly record struct Proof(long Version, long Generation, double Unit, HedgeExposure Hedges, Band Band)
    {
        // Written out, because this runs at every tick: the numbers that the proof depends on, which are not all of the
        // record. NaN has no proof.
        public bool IsOf(long version, double unit, in HedgeExposure hedges, in Band band) =>
            Version == version
                && Unit == unit
                && Hedges.Low.IsSame(hedges.Low)
                && Hedges.High.IsSame(hedges.High)
                && Hedges.Filled.IsSame(hedges.Filled)
                && Band.Lower == band.Lower
                && Band.Upper == band.Upper;
    }
}
