using HedgeFast.Core.Greeks.Curve;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Hedge;

/// <summary>Proves how far the price can move before the net delta leaves its band.</summary>
/// <remarks>
/// A mixed book's net delta is not monotone, so that its first exit can't be found by inversion. Buys in flight must
/// not leave the band above where all fill, nor sells below: such orders are cancelled.
/// <para>Derivation. At a price S the upper gap is g = band upper - E - (options + position low) and the lower one
/// likewise, E being the curve's certified error and the rounding of this arithmetic. By Taylor's theorem with |F''|
/// &lt;= M on the window, the gap after a step t is at least g - a t - M t^2 / 2, a being the slope towards the edge;
/// so every price up to the root of that parabola is inside. From there the next step starts. The steps converge to the
/// first exit as Newton's method does, and never pass it; they may end before it, which makes the trigger tight and not
/// wrong.</para>
/// </remarks>
internal readonly struct FirstExit
{
    // Enough for the way round a few turns of a curve; near a crossing four or five do.
    private const int MaxSteps = 48;

    private readonly NetDeltaCurve _curve;
    private readonly HedgeExposure _hedges;
    private readonly Band _band;
    private readonly double _ratio;
    private readonly bool _hasBuys;
    private readonly bool _hasSells;
    private readonly double _error;
    private readonly double _bend;

    /// <summary>A search on one curve, for one position and one band.</summary>
    /// <param name="curve">A current curve.</param>
    /// <param name="hedges">Delta of the hedges, with everything in flight.</param>
    /// <param name="band">The no-trade band of the net delta.</param>
    /// <param name="ratio">Share of the options' delta that is hedged; not negative.</param>
    public FirstExit(NetDeltaCurve curve, in HedgeExposure hedges, in Band band, double ratio = 1)
    {
        _curve = curve;
        _hedges = hedges;
        _band = band;
        _ratio = ratio;
        _hasBuys = !hedges.High.IsSame(hedges.Filled);
        _hasSells = !hedges.Low.IsSame(hedges.Filled);
        double near = Math.Min(Math.Abs(curve.LowPrice), Math.Abs(curve.HighPrice));
        double inverseMax = Math.Max(Math.Abs(hedges.Low.Inverse), Math.Abs(hedges.High.Inverse));
        double positionMax = Math.Max(
            Math.Abs(hedges.Low.Linear), Math.Abs(hedges.High.Linear)) + (inverseMax > 0 ? inverseMax / near : 0);
        _error = (ratio * curve.Error)
            + (16
                * Elementary.UnitRoundOff
                * ((ratio * curve.ValueMax) + positionMax + Math.Abs(band.Lower) + Math.Abs(band.Upper)));

        // (C / S)'' = 2 C / S^3; a linear contract's delta does not bend.
        _bend = (ratio * curve.BendMax) + (inverseMax > 0 ? 2 * inverseMax / (near * near * near) : 0);
    }

    /// <summary>Finds the last price up to which the band is proved to hold.</summary>
    /// <param name="from">A price of the curve's window, quote currency.</param>
    /// <param name="upwards">Whether the search goes to higher prices.</param>
    /// <param name="resolution">Steps shorter than this end the search, quote currency. Positive.</param>
    /// <returns>The price, quote currency; NaN without a proof at <paramref name="from"/> itself.</returns>
    public double Find(double from, bool upwards, double resolution)
    {
        double end = upwards ? _curve.HighPrice : _curve.LowPrice;
        if (!(from >= _curve.LowPrice && from <= _curve.HighPrice))
            return double.NaN;

        double price = from;
        for (int i = 0; i < MaxSteps; i++)
        {
            double safe = SafeStep(price, upwards);
            if (double.IsNaN(safe))
                return i == 0 ? double.NaN : price;
            if (safe >= Math.Abs(end - price))
                return end;
            price += upwards ? safe : -safe;
            if (safe < resolution)
                return price;
        }

        return price;
    }

    private double SafeStep(double price, bool upwards)
    {
        double options = _ratio * _curve.At(price);
        double slope = _ratio * _curve.SlopeAt(price);
        double towardsUpper = slope - Slope(_hedges.Low, price);
        double towardsLower = -(slope - Slope(_hedges.High, price));
        double sign = upwards ? 1 : -1;
        double step = Math.Min(
            Root(_band.Upper - _error - (options + _hedges.Low.At(price)), sign * towardsUpper),
            Root(options + _hedges.High.At(price) - _error - _band.Lower, sign * towardsLower));
        if (_hasBuys)
        {
            double gap = _band.Upper - _error - (options + _hedges.High.At(price));
            step = Math.Min(step, Root(gap, -sign * towardsLower));
        }

        if (_hasSells)
        {
            double gap = options + _hedges.Low.At(price) - _error - _band.Lower;
            step = Math.Min(step, Root(gap, -sign * towardsUpper));
        }

        return step;
    }

    // -(C / S)' = C / S^2; prices may be zero where nothing is inverse.
    private static double Slope(LotDelta position, double price) =>
        position.Inverse == 0 ? 0 : position.Inverse / (price * price);

    // The positive root of gap - slope t - bend t^2 / 2, a little less for its rounding; NaN without a gap.
    private double Root(double gap, double slope)
    {
        if (!(gap >= 0))
            return double.NaN;
        double root = Math.Sqrt((slope * slope) + (2 * _bend * gap));
        double step = slope > 0 ? 2 * gap / (slope + root)
            : _bend > 0 ? (root - slope) / _bend
            : double.PositiveInfinity;
        return step * (1 - 1e-9);
    }
}
