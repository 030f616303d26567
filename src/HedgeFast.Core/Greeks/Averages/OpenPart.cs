using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Averages;

/// <summary>Open part of an expiry's settlement, and the kernel's terms that follow from it.</summary>
/// <param name="Open">Open part of the average, 0 to 1; 1 before the averaging window and without one.</param>
/// <param name="Fixed">Fixed part of the average, quote currency; 0 by the linear decay.</param>
/// <param name="IsExact">Whether the delta is that of the average, and not the linear decay.</param>
internal readonly record struct OpenPart(double Open, double Fixed, bool IsExact)
{
    /// <summary>Whether the kernel's weight falls with the price where that of a fixed part does not.</summary>
    public bool IsAnchored => IsExact && Open < 1;

    /// <summary>What the kernel's terms leave out of a coin-settled option's slope: d ln of its weight by d ln S,
    /// more than their -1; 0 before the window.</summary>
    /// <param name="forward">Forward, quote currency.</param>
    public double SlopeLeftOut(double forward) => IsAnchored ? 1 + ElasticityAt(forward) : 0;

    /// <summary>By the average so far where it is known, else by the account's linear decay.</summary>
    /// <param name="slice">The expiry.</param>
    /// <param name="averages">The averages; null where the linear decay is wanted.</param>
    /// <param name="utcNanos">Now, UTC nanoseconds since 1970.</param>
    public static OpenPart Of(in ExpiryGroup slice, SettlementAverages? averages, long utcNanos)
    {
        double open = Averaging.OpenFraction(slice.ExpiryNanos, slice.AveragingNanos, utcNanos);
        SettlementAverage? average = averages?.Find(slice.ExpiryNanos, slice.AveragingNanos);
        double fixedPart = average?.FixedPartAt(utcNanos) ?? double.NaN;
        bool isExact = open > 0 && !double.IsNaN(fixedPart);
        return new OpenPart(open, isExact ? fixedPart : 0, isExact);
    }

    /// <summary>Terms of the options of an expiry that is still to come.</summary>
    /// <param name="slice">The expiry.</param>
    /// <param name="convention">Which delta.</param>
    /// <param name="rate">Continuous interest rate a year.</param>
    /// <param name="years">Years to the expiry, above 0.</param>
    /// <param name="carried">ln(F/S), S net of dividends.</param>
    /// <param name="volatilityFactor">Factor of every volatility; 1 for the options as they are.</param>
    /// <param name="anchor">Price of the preparation, quote currency.</param>
    /// <param name="reference">R of Bachelier's terms, quote currency.</param>
    public ExpiryTerms Terms(
        in ExpiryGroup slice, DeltaConvention convention, double rate, double years, double carried,
        double volatilityFactor, double anchor, double reference)
    {
        AveragedTime time = IsExact
            ? AveragedTime.Of(years, DayCount.Years(slice.AveragingNanos))
            : new AveragedTime(years, 0);

        // Volatility and the root of time enter as their product alone: a factor of the one is one of the other.
        double rootYears = Math.Sqrt(time.Variance);
        double root = volatilityFactor * rootYears;
        double shift = root;
        double factor = convention switch
        {
            DeltaConvention.NetTransaction => Elementary.Exp(-carried),
            DeltaConvention.Spot => Elementary.Exp(carried - (rate * years)),
            DeltaConvention.Futures => Elementary.Exp(-rate * years),
            _ => 1,
        };
        if (IsExact && convention == DeltaConvention.NetTransaction)
            (factor, shift) = CoinTerms(time, rootYears, carried, factor, volatilityFactor, anchor);
        factor *= Open;
        if (slice.Kind == ExpiryKind.Lognormal)
            return new ExpiryTerms(shift, 1 / root, carried, 1, factor);

        double growth = Elementary.Exp(carried);
        return new ExpiryTerms(root, 1 / root, growth * reference, growth, factor);
    }

    private double ElasticityAt(double forward) => 1 - (2 * Open * forward / (Fixed + (Open * forward)));

    // Paid in coin, see AveragedFormula: with G = fixed part + open F and the elasticity p = 1 - 2 open F / G, the
    // weight of a strike is open K F / G^2 and its distance is moved by sigma (drift + p variance) / root. The kernel's
    // weight falls with the price; here it is right at the price of the preparation, the anchor.
    private (double Factor, double Shift) CoinTerms(
        in AveragedTime time, double rootYears, double carried, double factor, double volatilityFactor, double anchor)
    {
        double elasticity = -1;
        if (Open < 1)
        {
            double forward = anchor * Elementary.Exp(carried);
            double mean = Fixed + (Open * forward);
            elasticity = ElasticityAt(forward);
            factor = forward * anchor / (mean * mean);
        }

        return (factor, -2 * volatilityFactor * ((time.CoinDrift / rootYears) + (elasticity * rootYears)));
    }
}
