using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Pricing;

/// <summary>
/// Price and sensitivities of one option under any model, off the tick path. The deltas are those that
/// <see cref="PortfolioDelta"/> computes by the thousand.
/// <para>Sources: Black and Scholes (1973), Merton (1973) for the yield, Black (1976) on forwards, Bachelier (1900);
/// Haug, "The Complete Guide to Option Pricing Formulas", chapters 1 and 2, for the sensitivities.</para>
/// <para>Legend: F forward, S spot, K strike, T years, r rate, q yield, D = e^-rT, n = 1 for a call and -1 for a put, s
/// = sigma sqrt T.</para>
/// </summary>
public static class OptionPricer
{
    /// <summary>Whether the model takes logarithms, so that spot, forward and strike must be positive.</summary>
    public static bool IsLognormal(OptionModel model) => model != OptionModel.Bachelier;

    /// <summary>Values an option; zeros once it has expired.</summary>
    public static OptionValue Value(in OptionTerms terms)
    {
        if (terms.Market.Years <= 0 || terms.OpenFraction <= 0)
            return default;
        if (terms.IsExact)
            return AveragedFormula.Value(terms);
        OptionValue value = terms.Model switch
        {
            OptionModel.Bachelier => Normally(terms),
            OptionModel.BsmAmerican or OptionModel.Black76American => AmericanFormula.Value(terms),
            OptionModel.Bsm when DividendCase.Needs(terms) => DividendFormula.Value(terms),
            _ => Lognormally(terms),
        };
        double open = terms.OpenFraction;
        return open == 1 ? value : value with
        {
            SpotDelta = open * value.SpotDelta,
            ForwardDelta = open * value.ForwardDelta,
            FuturesDelta = open * value.FuturesDelta,
            PremiumAdjustedDelta = open * value.PremiumAdjustedDelta,
            Gamma = open * value.Gamma,
        };
    }

    // d1 = ln(F/K)/s + s/2, d2 = d1 - s; undiscounted price n (F Phi(n d1) - K Phi(n d2)), of which the part that time
    // is worth is computed by itself: as a difference of nearly equal tails it would lose its digits.
    private static OptionValue Lognormally(in OptionTerms terms)
    {
        ExpiryMarket market = terms.Market;
        double n = terms.Sign, forward = market.Forward, strike = terms.Strike, years = market.Years;
        double spot = market.NetSpot;
        double root = Math.Sqrt(years);
        double s = terms.Volatility * root;
        double distance = Elementary.LogRatio(forward, strike);
        double d1 = (distance / s) + (s / 2);
        double d2 = (distance / s) - (s / 2);
        double phi1 = n * TimeValue.Tail(n * d1);
        double phi2 = n * TimeValue.Tail(n * d2);
        double density = Normal.Density(d1);
        double timeValue = TimeValue.Lognormal(forward, strike, Math.Abs(distance), s);
        double undiscounted = Math.Max(0, n * (forward - strike)) + timeValue;
        double discount = Elementary.Exp(-market.Rate * years);
        double decay = -0.5 * density * terms.Volatility / root;
        double spotDelta = discount * forward / spot * phi1;

        // While the price stands still, what it holds for dividends grows by the carry.
        double held = (market.Rate - market.Yield) * (market.Spot - spot) * spotDelta;
        OptionValue common = new()
        {
            SpotDelta = spotDelta,
            ForwardDelta = phi1,
            FuturesDelta = discount * phi1,
            PremiumAdjustedDelta = strike / forward * phi2,
        };
        if (terms.Settlement == SettlementKind.Inverse)
        {
            return common with
            {
                Price = undiscounted / forward,
                Gamma = density / (forward * s),
                Vega = density * root,
                Theta = decay,
            };
        }

        if (terms.Model == OptionModel.Black76)
        {
            return common with
            {
                Price = discount * undiscounted,
                Gamma = discount * density / (forward * s),
                Vega = discount * forward * density * root,
                Theta = discount * ((forward * decay) + (market.Rate * undiscounted)),
            };
        }

        return common with
        {
            Price = discount * undiscounted,
            Gamma = discount * forward / spot * density / (spot * s),
            Vega = discount * forward * density * root,
            Theta = (discount * ((forward * decay) - (market.Rate * strike * phi2)))
                + (market.Yield * spot * spotDelta) - held,
        };
    }

    // d = (F - K)/s; undiscounted price n (F - K) Phi(n d) + s phi(d), its part beyond intrinsic value computed by
    // itself.
    private static OptionValue Normally(in OptionTerms terms)
    {
        ExpiryMarket market = terms.Market;
        double n = terms.Sign, years = market.Years;
        double root = Math.Sqrt(years);
        double s = terms.Volatility * root;
        double gain = market.Forward - terms.Strike;
        double d = gain / s;
        double phi = n * TimeValue.Tail(n * d);
        double density = Normal.Density(d);
        double undiscounted = Math.Max(0, n * gain) + TimeValue.Normal(Math.Abs(gain), s);
        double discount = Elementary.Exp(-market.Rate * years);
        return new OptionValue
        {
            Price = discount * undiscounted,
            SpotDelta = Elementary.Exp(-market.Yield * years) * phi,
            ForwardDelta = phi,
            FuturesDelta = discount * phi,
            PremiumAdjustedDelta = double.NaN,
            Gamma = discount * density / s,
            Vega = discount * root * density,
            Theta = discount * ((market.Rate * undiscounted) - (0.5 * density * terms.Volatility / root)),
        };
    }
}
