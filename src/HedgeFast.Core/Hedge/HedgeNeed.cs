namespace HedgeFast.Core.Hedge;

/// <summary>
/// What a delta asks for: everything that a decision takes from it. Each part is monotone in the options' delta, in
/// floating point too, because sums, quotients, roundings to whole lots and comparisons are. So where both ends of an
/// interval ask for the same, every delta of the interval does.
/// </summary>
/// <param name="Lots">Signed lots to trade, safe whatever in flight fills; see <see cref="BandLots"/>.</param>
/// <param name="LotsFromFilled">Signed lots that would be traded if nothing were in flight.</param>
/// <param name="BuysGoTooFar">If every live buy filled, the delta would leave the band above by more than the rounding
/// to whole lots.</param>
/// <param name="SellsGoTooFar">The same of sells, below.</param>
internal readonly record struct HedgeNeed(long Lots, long LotsFromFilled, bool BuysGoTooFar, bool SellsGoTooFar)
{
    /// <summary>What one delta asks for.</summary>
    /// <param name="optionDelta">The share of the options' delta that is hedged, units of the underlying.</param>
    /// <param name="position">The delta of the hedge.</param>
    /// <param name="band">The no-trade band.</param>
    /// <param name="deltaPerLot">Delta of one lot of the hedge instrument; positive.</param>
    /// <param name="tradeTo">How far to trade.</param>
    public static HedgeNeed At(
        double optionDelta, in PositionDelta position, in Band band, double deltaPerLot, TradeTo tradeTo)
    {
        double low = optionDelta + position.Low;
        double high = optionDelta + position.High;
        double filled = optionDelta + position.Filled;
        long lots = BandLots.Lots(low, high, band, deltaPerLot, tradeTo);
        bool isCertain = low == high && low == filled;
        return new HedgeNeed(
            lots,
            isCertain ? lots : BandLots.Lots(filled, filled, band, deltaPerLot, tradeTo),
            high > band.Upper + deltaPerLot,
            low < band.Lower - deltaPerLot);
    }
}
