using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Curve;

namespace HedgeFast.Core.Hedge;

/// <summary>
/// Between which two prices nothing is to be done for one underlying, and outside them the net delta within a certified
/// error, whatever the number of options. The triggers hold for the version of the terms, the positions, the band and
/// the instrument (by the price of its half tick) that they were made for, all compared by value: whatever moves one of
/// these ends them without being told.
/// <para>Prices are counted in half ticks, bid + ask, so that a quote inside costs a subtraction and a
/// comparison.</para>
/// </summary>
internal sealed class HedgeTriggers
{
    // Of the band's half-width: how much of it the interpolation may cost.
    private const double ToleranceFraction = 1e-6;

    private readonly PortfolioDelta _portfolio;
    private readonly int _underlying;
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

    /// <summary>Allocates everything that later calls need; there are no triggers yet.</summary>
    /// <param name="portfolio">The options.</param>
    /// <param name="underlying">Index of the underlying.</param>
    /// <param name="bandHalfWidth">Half-width of its band, units of the underlying; the curve is made precise enough
    /// for it.</param>
    /// <param name="ratio">Share of the options' delta that is hedged.</param>
    public HedgeTriggers(PortfolioDelta portfolio, int underlying, double bandHalfWidth, double ratio)
    {
        _ratio = ratio;
        _portfolio = portfolio;
        _underlying = underlying;
        _curve = new NetDeltaCurve(portfolio.CurveSources(underlying));
        _builder = new CurveBuilder(_curve, ToleranceFraction * bandHalfWidth);
    }

    /// <summary>Whether no hedge is due, by proof.</summary>
    /// <param name="quote">The price.</param>
    /// <param name="hedges">Delta of the hedges, with everything in flight.</param>
    /// <param name="band">The band.</param>
    public bool Hold(in QuotedPrice quote, in HedgeExposure hedges, in Band band) =>
        (ulong)(quote.HalfTicks - _low) <= _span
            && _proof.IsOf(_portfolio.Version(_underlying), quote.Unit, hedges, band);

    /// <summary>
    /// The net delta of the options at a price; NaN without a current curve or outside its window. For display and
    /// statistics.
    /// </summary>
    public double Estimate(double price) => Covers(price) ? _curve.At(price) : double.NaN;

    /// <summary>
    /// The net delta of the options at a price, and how far that can be from the exact one. False without a current
    /// curve or outside its window.
    /// </summary>
    /// <param name="price">Quote currency.</param>
    /// <param name="delta">Delta of the options.</param>
    /// <param name="error">The certified error.</param>
    public bool TryEstimate(double price, out double delta, out double error)
    {
        bool covers = Covers(price);
        (delta, error) = covers ? (_curve.At(price), _curve.Error) : (0, 0);
        return covers;
    }

    /// <summary>Proves and estimates nothing from now on.</summary>
    public void Distrust()
    {
        _isDistrusted = true;
        (_low, _span, _proof) = (0, 0, default);
    }

    /// <summary>
    /// Does about a microsecond of the work that is outstanding, if any: a slice of the curve, or one of the two
    /// triggers.
    /// </summary>
    /// <param name="quote">The price that the portfolio was last advanced to.</param>
    /// <param name="hedges">Delta of the hedges, with everything in flight.</param>
    /// <param name="band">The band.</param>
    /// <returns>Whether there was any.</returns>
    public bool BuildSlice(in QuotedPrice quote, in HedgeExposure hedges, in Band band)
    {
        if (_isDistrusted)
            return false;
        double price = quote.Price;
        if (NeedsCurve(price))
        {
            _builder.Begin(price, _portfolio.Version(_underlying));
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

    private bool IsCurveCurrent => _curve.Version == _portfolio.Version(_underlying) && !_isDistrusted;

    private bool Covers(double price) => IsCurveCurrent && price >= _curve.LowPrice && price <= _curve.HighPrice;

    // The terms have changed, or the price has used up half of the window. The old curve goes on until the new one is
    // complete.
    private bool NeedsCurve(double price)
    {
        long version = _portfolio.Version(_underlying);
        if (_builder.LastBegun != version)
            return version > 0;
        return IsCurveCurrent
            && !_builder.IsBuilding
            && Math.Abs(price - _builder.LastPrice) > 0.25 * (_curve.HighPrice - _curve.LowPrice);
    }

    // One side a slice.
    private void FindTrigger(in QuotedPrice quote, in Proof wanted)
    {
        (long halfTicks, double halfTick) = quote;
        double price = quote.Price;
        FirstExit exit = new(_curve, wanted.Hedges, wanted.Band, _ratio);
        if (_pending != wanted || double.IsNaN(_pendingLow))
        {
            (_pending, _pendingFrom) = (wanted, price);
            _pendingLow = exit.Find(price, upwards: false, 0.25 * halfTick);
            if (double.IsNaN(_pendingLow))
                (_failed, _failedHalfTicks) = (wanted, halfTicks);
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
        (_low, _span, _proof) = high < low ? (0, 0, default) : (low, (ulong)(high - low), wanted);

        // The market has moved on meanwhile, or the proof ends before the nearest half tick.
        if (!((ulong)(halfTicks - _low) <= _span))
            (_failed, _failedHalfTicks) = (wanted, halfTicks);
    }

    // Generation says which curve; the proof holds for others of the same version too.
    private readonly record struct Proof(long Version, long Generation, double Unit, HedgeExposure Hedges, Band Band)
    {
        // Written out, because this is asked at every tick: what the proof is about, which is less than all of it. What
        // is no number has no proof.
        public bool IsOf(long version, double unit, in HedgeExposure hedges, in Band band) =>
            Version == version
                && Unit == unit
                && Hedges.Low.IsSame(hedges.Low)
                && Hedges.High.IsSame(hedges.High)
                && Band.Lower == band.Lower
                && Band.Upper == band.Upper;
    }
}
