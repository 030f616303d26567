using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Curve;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Averages;

/// <summary>
/// What a chord of the kernel's net delta leaves out of gamma in an averaging window: coin weights do not fall with the
/// price there as the kernel's do, see <see cref="OpenPart.SlopeLeftOut"/>.
/// </summary>
internal static class OpenSlope
{
    /// <summary>
    /// The slope left out, delta per unit of price; 0 outside every window and where none is in coin.
    /// </summary>
    /// <param name="terms">The underlying, prepared.</param>
    /// <param name="sources">Its options; the lognormal ones first.</param>
    /// <param name="price">Its price, quote currency.</param>
    public static double At(UnderlyingTerms terms, ICurveSource[] sources, double price)
    {
        if (!terms.DividesByPrice)
            return 0;
        (ExpiryGroup[] slices, OpenPart[] open, double[] logRatios) = terms.Prepared;
        double slope = 0;
        for (int s = 0; s < slices.Length; s++)
        {
            ExpiryGroup slice = slices[s];
            if (!open[s].IsAnchored || slice.Kind != ExpiryKind.Lognormal)
                continue;
            ICurveSource source = sources[0];
            double level = NetDeltaCurve.Level(source, price), sum = 0;
            int first = slice.Start - terms.Lognormal.Start;
            for (int i = 0; i < slice.Count; i += source.SumBlock)
                sum += source.Sum(level, first + i, Math.Min(source.SumBlock, slice.Count - i));
            slope += open[s].SlopeLeftOut(price * Elementary.Exp(logRatios[s])) * sum / (price * price);
        }

        return slope;
    }
}
