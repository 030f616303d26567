using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Hedge;

/// <summary>
/// Counts the delta that the loop keeps, for others to look at: the latest numbers, sums for averages, and the promise
/// that the band holds.
/// </summary>
/// <remarks>
/// Nothing is decided by it. What is measured is the delta off the wanted one: a share of the options' that is left on
/// purpose, or a target, is no error.
/// </remarks>
internal sealed class HedgeMeasures(LoopCounters counters)
{
    /// <summary>Counts one valuation.</summary>
    /// <param name="shown">What others see of the underlying.</param>
    /// <param name="state">The underlying.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="band">The band in force.</param>
    /// <param name="optionDelta">Delta of its options; exact, or a curve's estimate.</param>
    /// <param name="hedgeDelta">Delta of the filled position of its hedges at the same price.</param>
    /// <param name="deltaPerLot">Delta of one lot of the hedge in use.</param>
    public static void Add(
        UnderlyingCounters shown, in UnderlyingState state, UnderlyingSettings settings, in Band band,
        double optionDelta, double hedgeDelta, double deltaPerLot)
    {
        Show(shown, state.Price, settings.HedgeRatio, band, optionDelta, hedgeDelta, deltaPerLot);
        if (!state.HasBeenHedged)
            return;
        double unhedged = (settings.HedgeRatio * optionDelta) - settings.TargetDelta, off = unhedged + hedgeDelta;
        shown.Measured++;
        shown.SumAbsUnhedged += Math.Abs(unhedged);
        shown.SumAbsHedged += Math.Abs(off);
        shown.SumHedged += off;
        shown.SumSquaredHedged += off * off;
        shown.MaxAbsUnhedged = Math.Max(shown.MaxAbsUnhedged, Math.Abs(unhedged));
        shown.MaxAbsHedged = Math.Max(shown.MaxAbsHedged, Math.Abs(off));
    }

    /// <summary>Shows the delta without counting it: a fill moves it between two valuations too.</summary>
    public static void Show(
        UnderlyingCounters shown, double price, double hedgeRatio, in Band band, double optionDelta, double hedgeDelta,
        double deltaPerLot)
    {
        shown.Price = price;
        shown.OptionDelta = optionDelta;
        shown.NetDelta = optionDelta + hedgeDelta;
        shown.LeftDelta = (1 - hedgeRatio) * optionDelta;
        (shown.BandLower, shown.BandUpper) = (band.Lower, band.Upper);
        double steered = (hedgeRatio * optionDelta) + hedgeDelta;
        double slack = 0.5 * deltaPerLot;
        shown.OutOfBand = Math.Max(0, Math.Max(steered - band.Upper, band.Lower - steered) - slack);
        if (shown.OutOfBand == 0)
            shown.HasBeenHedged = 1;
    }

    /// <summary>
    /// After a decision that nothing forbade, the band holds wherever the orders in flight may end: at the nearer end
    /// of the interval.
    /// </summary>
    public void CheckPromise(double low, double high, in Band band, double deltaPerLot, TradeTo tradeTo)
    {
        if (BandLots.Lots(low, high, band, deltaPerLot, tradeTo) != 0)
            counters.MaxExcess = Math.Max(counters.MaxExcess, Math.Max(low - band.Upper, band.Lower - high));
    }
}
