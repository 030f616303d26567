using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Pricing;

/// <summary>The market of one underlying as the options of one expiry need it, nothing missing.</summary>
/// <param name="TimeNanos">Valuation time, UTC nanoseconds since 1970.</param>
/// <param name="Years">Time to expiry, ACT/365; 0 when it has expired.</param>
/// <param name="Spot">Price of the underlying, quote currency.</param>
/// <param name="Forward">Forward of the expiry, quote currency.</param>
/// <param name="Rate">Continuous interest rate a year.</param>
/// <param name="Yield">Continuous yield a year; with it forward = net spot * e^((rate - yield) years).</param>
public readonly record struct ExpiryMarket(
    long TimeNanos, double Years, double Spot, double Forward, double Rate, double Yield)
{
    /// <summary>Discrete dividends, which the forward is net of; null without any.</summary>
    public DividendSchedule? Dividends { get; init; }

    /// <summary>Spot less the present value of the dividends until expiry, quote currency.</summary>
    public double NetSpot => Spot - (Dividends?.PresentValue(TimeNanos, Years, Rate - Yield) ?? 0);

    /// <summary>Whether a dividend lies between now and the expiry.</summary>
    public bool HasDividends => Dividends is not null && Dividends.HasAny(TimeNanos, Years);

    /// <summary>The market of an expiry whose forward follows from spot, carry and dividends.</summary>
    /// <param name="timeNanos">Valuation time, UTC nanoseconds since 1970.</param>
    /// <param name="years">Time to expiry, ACT/365; negative counts as 0.</param>
    /// <param name="spot">Price of the underlying, quote currency.</param>
    /// <param name="rate">Continuous interest rate a year.</param>
    /// <param name="carry">Continuous carry a year, rate less yield.</param>
    /// <param name="dividends">Its dividends, or null.</param>
    public static ExpiryMarket Of(
        long timeNanos, double years, double spot, double rate, double carry, DividendSchedule? dividends)
    {
        years = Math.Max(years, 0);
        double net = spot - (dividends?.PresentValue(timeNanos, years, carry) ?? 0);
        return new ExpiryMarket(timeNanos, years, spot, net * Elementary.Exp(carry * years), rate, rate - carry)
        {
            Dividends = dividends,
        };
    }

    /// <summary>The market of an expiry whose forward is a multiple of the price net of dividends.</summary>
    /// <param name="timeNanos">Valuation time, UTC nanoseconds since 1970.</param>
    /// <param name="years">Time to expiry, ACT/365; at 0 the yield is the rate.</param>
    /// <param name="spot">Price of the underlying, quote currency.</param>
    /// <param name="rate">Continuous interest rate a year.</param>
    /// <param name="logRatio">ln of the forward over the price net of dividends.</param>
    /// <param name="dividends">Its dividends, or null.</param>
    public static ExpiryMarket OfRatio(
        long timeNanos, double years, double spot, double rate, double logRatio, DividendSchedule? dividends)
    {
        double yield = years == 0 ? rate : rate - (logRatio / years);
        var market = new ExpiryMarket(timeNanos, years, spot, spot, rate, yield) { Dividends = dividends };
        return market.At(spot, Elementary.Exp(logRatio));
    }

    /// <summary>The same market at another price.</summary>
    /// <param name="spot">The price, quote currency.</param>
    /// <param name="ratio">Forward over the price net of dividends.</param>
    public ExpiryMarket At(double spot, double ratio)
    {
        ExpiryMarket market = this with { Spot = spot };
        return market with { Forward = market.NetSpot * ratio };
    }
}
