using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Hedge;

/// <summary>Measures the delta that one underlying keeps: latest numbers, sums, and breaches of the band.</summary>
/// <remarks>
/// No decision reads them. Measured is the delta off the wanted one: a share of the options' that is left on purpose,
/// or a target, is no error.
/// </remarks>
/// <param name="settings">The underlying.</param>
/// <param name="counters">Receives the sums, for other threads to read.</param>
internal sealed class HedgeMeasures(UnderlyingSettings settings, LoopCounters counters)
{
    private readonly UnderlyingCounters _shown = counters.Underlyings[settings.Index];
    private bool _isMeasured;

    /// <summary>Begins to measure, with the first complete hedge.</summary>
    public void Begin()
    {
        if (_isMeasured)
            return;
        _isMeasured = true;
        _shown.IsMeasured = 1;
    }

    /// <summary>Shows the delta of a valuation and, once begun, adds it to the sums.</summary>
    /// <param name="price">Price of the underlying, quote currency.</param>
    /// <param name="band">The band in force.</param>
    /// <param name="optionDelta">Delta of the options, exact or a curve's estimate; units of the underlying.</param>
    /// <param name="held">The filled hedges at that price.</param>
    public void Add(double price, in Band band, double optionDelta, in HeldHedge held)
    {
        Show(price, band, optionDelta, held);
        if (!_isMeasured)
            return;
        double unhedged = (settings.HedgeRatio * optionDelta) - settings.TargetDelta;
        double off = unhedged + held.Delta;
        _shown.Measured++;
        _shown.SumAbsUnhedged += Math.Abs(unhedged);
        _shown.SumAbsHedged += Math.Abs(off);
        _shown.SumHedged += off;
        _shown.SumSquaredHedged += off * off;
        _shown.MaxAbsUnhedged = Math.Max(_shown.MaxAbsUnhedged, Math.Abs(unhedged));
        _shown.MaxAbsHedged = Math.Max(_shown.MaxAbsHedged, Math.Abs(off));
    }

    /// <summary>Shows a delta without measuring: a fill moves the delta between two valuations too.</summary>
    /// <inheritdoc cref="Add"/>
    public void Show(double price, in Band band, double optionDelta, in HeldHedge held)
    {
        double ratio = settings.HedgeRatio;
        _shown.Price = price;
        _shown.OptionDelta = optionDelta;
        _shown.NetDelta = optionDelta + held.Delta;
        _shown.LeftDelta = (1 - ratio) * optionDelta;
        _shown.BandLower = band.Lower;
        _shown.BandUpper = band.Upper;
        double steered = (ratio * optionDelta) + held.Delta;
        double slack = 0.5 * held.DeltaPerLot;
        _shown.OutOfBand = Math.Max(0, Math.Max(steered - band.Upper, band.Lower - steered) - slack);
        if (_shown.OutOfBand == 0)
            _shown.HasBeenHedged = 1;
    }

    /// <summary>Checks that the band holds wherever the orders in flight may end, and records the excess.</summary>
    /// <remarks>Called after a decision whose order left whole.</remarks>
    /// <param name="low">Net delta if every live sell fills and no live buy does.</param>
    /// <param name="high">Net delta if every live buy fills and no live sell does.</param>
    /// <param name="band">The band in force.</param>
    /// <param name="deltaPerLot">Delta of one lot of the hedge instrument; positive.</param>
    public void CheckPromise(double low, double high, in Band band, double deltaPerLot)
    {
        if (BandLots.Lots(low, high, band, deltaPerLot, settings.TradeTo) != 0)
            counters.MaxExcess = Math.Max(counters.MaxExcess, Math.Max(low - band.Upper, band.Lower - high));
    }
}

/// <summary>The filled hedges of one underlying at a price.</summary>
/// <param name="Delta">Delta of the filled position, units of the underlying.</param>
/// <param name="DeltaPerLot">Delta of one lot of the instrument in use.</param>
internal readonly record struct HeldHedge(double Delta, double DeltaPerLot);
