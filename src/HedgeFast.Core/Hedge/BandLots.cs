namespace HedgeFast.Core.Hedge;

/// <summary>How many whole lots bring a delta back into its band. Pure arithmetic, no state.</summary>
public static class BandLots
{
    /// <summary>
    /// Signed lots to trade: positive buys, negative sells, 0 leaves things as they are. The delta is an interval
    /// because orders in flight may or may not fill. It is out of the band only when both its ends are, on the same
    /// side, and the size is reckoned from the end nearer to the band, so that whatever fills, the trade never
    /// overshoots.
    /// </summary>
    /// <param name="deltaLow">Net delta if every live sell fills and no live buy does; units of the underlying.</param>
    /// <param name="deltaHigh">Net delta if every live buy fills and no live sell does; not below
    /// <paramref name="deltaLow"/>.</param>
    /// <param name="band">The no-trade band.</param>
    /// <param name="deltaPerLot">Delta of one lot of the hedge instrument; positive.</param>
    /// <param name="tradeTo">Trade to the nearer edge, to the centre or to a point between.</param>
    /// <returns>Lots; 0 as well when any argument is NaN.</returns>
    public static long Lots(double deltaLow, double deltaHigh, in Band band, double deltaPerLot, TradeTo tradeTo)
    {
        if (deltaLow > band.Upper)
            return -LotsTowards(deltaLow, band.Upper, band.Target, band.Lower, deltaPerLot, tradeTo);
        if (deltaHigh < band.Lower)
            return LotsTowards(-deltaHigh, -band.Lower, -band.Target, -band.Upper, deltaPerLot, tradeTo);
        return 0;
    }

    /// <summary>The delta that a hedge from beyond an edge aims at.</summary>
    public static double Aim(double nearEdge, double target, TradeTo tradeTo) =>
        tradeTo.Fraction >= 1 ? target : nearEdge + (tradeTo.Fraction * (target - nearEdge));

    // Seen from above: delta > nearEdge >= target >= farEdge. The answer is the number of lots to take off.
    private static long LotsTowards(
        double delta, double nearEdge, double target, double farEdge, double deltaPerLot, TradeTo tradeTo)
    {
        double exact = (tradeTo.Fraction >= 1 ? delta - target : delta - nearEdge) / deltaPerLot;
        if (!(exact < MaxLots))
            return 0;

        long fewer = (long)Math.Floor(exact);
        long more = (long)Math.Ceiling(exact);
        if (tradeTo.Fraction >= 1)
            return Nearer(delta, target, fewer, more, deltaPerLot);

        // The smallest whole number of lots that lands inside. A band narrower than a lot may hold no such number: then
        // the one that stays nearest to the band, and no trade at all when that is what trading would worsen.
        double afterMore = delta - (more * deltaPerLot);
        double outsideFewer = delta - (fewer * deltaPerLot) - nearEdge;
        long toEdge = afterMore >= farEdge || farEdge - afterMore < outsideFewer ? more : fewer;
        if (tradeTo.Fraction <= 0)
            return toEdge;

        // A point between: as near to it as whole lots allow, and inside all the same.
        double aim = Aim(nearEdge, target, tradeTo);
        long below = (long)Math.Floor((delta - aim) / deltaPerLot);
        return Math.Max(toEdge, Nearer(delta, aim, below, below + 1, deltaPerLot));
    }

    private static long Nearer(double delta, double target, long fewer, long more, double deltaPerLot) =>
        Math.Abs(delta - (more * deltaPerLot) - target) < Math.Abs(delta - (fewer * deltaPerLot) - target)
            ? more
            : fewer;

    // 2^53: beyond it a double no longer counts whole lots, and no limit would let it pass.
    private const double MaxLots = 9_007_199_254_740_992;
}
