using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Hedge;

/// <summary>What the loop tells others of the delta it keeps: the latest numbers, sums for averages, and the promise that the band holds. Nothing is decided by it.</summary>
internal sealed class HedgeMeasures(LoopCounters counters)
{
    /// <summary>Counts one valuation.</summary>
    /// <param name="shown">What others see of the underlying.</param>
    /// <param name="state">The underlying.</param>
    /// <param name="hedgeRatio">Share of the options' delta that is hedged.</param>
    /// <param name="band">The band in force.</param>
    /// <param name="optionDelta">Delta of its options; exact, or a curve's estimate.</param>
    /// <param name="positionLots">Filled position of its hedges.</param>
    /// <param name="hedgeDelta">Delta of that position at the same price.</param>
    /// <param name="deltaPerLot">Delta of one lot of the hedge in use.</param>
    public void Add(
        UnderlyingCounters shown, ref UnderlyingState state, double hedgeRatio, in Band band, double optionDelta, long positionLots, double hedgeDelta, double deltaPerLot)
    {
        Show(shown, state.Price, hedgeRatio, band, optionDelta, positionLots, hedgeDelta, deltaPerLot);
        double net = optionDelta + hedgeDelta;
        state.HasBeenHedged |= shown.OutOfBand == 0;
        if (!state.HasBeenHedged)
            return;
        counters.Measured++;
        counters.SumAbsUnhedged += Math.Abs(optionDelta);
        counters.SumAbsHedged += Math.Abs(net);
        counters.SumHedged += net;
        counters.SumSquaredHedged += net * net;
        counters.MaxAbsUnhedged = Math.Max(counters.MaxAbsUnhedged, Math.Abs(optionDelta));
        counters.MaxAbsHedged = Math.Max(counters.MaxAbsHedged, Math.Abs(net));
    }

    /// <summary>Shows the delta without counting it: a fill moves it between two valuations too.</summary>
    public static void Show(UnderlyingCounters shown, double price, double hedgeRatio, in Band band, double optionDelta, long positionLots, double hedgeDelta, double deltaPerLot)
    {
        shown.Price = price;
        shown.OptionDelta = optionDelta;
        shown.NetDelta = optionDelta + hedgeDelta;
        shown.PositionLots = positionLots;
        (shown.BandLower, shown.BandUpper) = (band.Lower, band.Upper);
        double steered = (hedgeRatio * optionDelta) + hedgeDelta;
        double slack = 0.5 * deltaPerLot;
        shown.OutOfBand = Math.Max(0, Math.Max(steered - band.Upper, band.Lower - steered) - slack);
        if (shown.OutOfBand == 0)
            shown.HasBeenHedged = 1;
    }

    /// <summary>After a decision that nothing forbade, the band holds wherever the orders in flight may end: at the nearer end of the interval.</summary>
    public void CheckPromise(double low, double high, in Band band, double deltaPerLot, TradeTo tradeTo)
    {
        if (HedgeSizing.Lots(low, high, band, deltaPerLot, tradeTo) != 0)
            counters.MaxExcess = Math.Max(counters.MaxExcess, Math.Max(low - band.Upper, band.Lower - high));
    }
}
