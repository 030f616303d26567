using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Tests.Core.Greeks.Pricing;

/// <summary>
/// A European option in numbers of 106 bits from the same doubles: the printed formulas (Black 1976, Merton 1973,
/// Bachelier 1900), none of the engine's code. What it is compared with has to bear its own roundings and no others.
/// </summary>
internal sealed record ExactOption(Wide Price, Wide Delta, Wide Gamma, Wide Vega, Wide Theta)
{
    /// <summary>The option with the forward that is given.</summary>
    public static ExactOption Of(in OptionTerms terms) => Of(terms, terms.Market.Forward);

    /// <summary>The option with the forward that spot, rate and yield make, not rounded.</summary>
    public static ExactOption OfSpot(in OptionTerms terms)
    {
        ExpiryMarket market = terms.Market;
        return Of(terms, market.Spot * Wide.Exp((Wide)(market.Rate - (Wide)market.Yield) * market.Years));
    }

    private static ExactOption Of(in OptionTerms terms, Wide forward)
    {
        ExpiryMarket market = terms.Market;
        double n = terms.Sign;
        Wide strike = terms.Strike, root = Wide.Sqrt(market.Years), s = terms.Volatility * root;
        Wide discount = Wide.Exp(-((Wide)market.Rate * market.Years));
        Wide intrinsic = Positive(n * (forward - strike));
        if (terms.Model == OptionModel.Bachelier)
        {
            Wide x = (forward - strike) / s, density = Wide.Density(x);
            Wide undiscounted = intrinsic + (s * Wide.Gain(x.High < 0 ? x : -x));
            return new ExactOption(
                discount * undiscounted, discount * n * Wide.Phi(n * x), discount * density / s,
                discount * root * density,
                discount * ((market.Rate * undiscounted) - (Wide.Half * density * terms.Volatility / root)));
        }

        // The option out of the money by the two tails, whose digits bear the difference: 106 bits less what cancels.
        Wide distance = Wide.Log(forward / strike), d1 = (distance / s) + (s * 0.5), d2 = (distance / s) - (s * 0.5);
        double m = distance.High < 0 ? 1 : -1;
        Wide outside = m * ((forward * Wide.Phi(m * d1)) - (strike * Wide.Phi(m * d2)));
        Wide gross = intrinsic + outside, phi1 = n * Wide.Phi(n * d1), phi2 = n * Wide.Phi(n * d2);
        Wide bell = Wide.Density(d1);
        Wide decay = -(Wide.Half * bell * terms.Volatility / root);
        if (terms.Settlement == SettlementKind.Inverse)
            return new ExactOption(gross / forward, phi1, bell / (forward * s), bell * root, decay);
        if (terms.Model == OptionModel.Black76)
        {
            return new ExactOption(
                discount * gross, discount * phi1, discount * bell / (forward * s), discount * forward * bell * root,
                discount * ((forward * decay) + (market.Rate * gross)));
        }

        Wide spot = market.Spot, delta = discount * forward / spot * phi1;
        return new ExactOption(
            discount * gross, delta, discount * forward / spot * bell / (spot * s), discount * forward * bell * root,
            (discount * ((forward * decay) - (market.Rate * strike * phi2))) + (market.Yield * spot * delta));
    }

    private static Wide Positive(Wide x) => x.High > 0 ? x : 0;
}
