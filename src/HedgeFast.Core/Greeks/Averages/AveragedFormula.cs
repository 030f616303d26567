using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Core.Greeks.Averages;

/// <summary>Values an option that settles on the mean of the last part of its life, off the tick path.</summary>
/// <remarks>
/// With u the open share of the window, A the average so far, B = (1 - u) A the fixed part and M the mean of what is
/// open, the settlement price is B + u M, and (B + u M - K)+ = u (M - k)+ with k = (K - B) / u (Turnbull and Wakeman
/// 1991; Levy 1992).
/// <para>Lognormal: M is lognormal with mean F and the variance of <see cref="AveragedTime"/>; delta u Phi(d1).
/// Bachelier: M is normal, exactly; delta u Phi(d). Where k is not positive a lognormal call is certain, delta u, and a
/// put is nothing.</para>
/// <para>Paid in coin, (1 - K / (B + u M))+ is worth its mean under the measure in which the coin is money, and p = F
/// dc/dF is the mean of u K M / (B + u M)^2 where M exceeds k: closed before the window, where B = 0, by quadrature
/// inside. Gamma is that of the coin price in quote currency, d2(F c)/dF2 = (p + F dp/dF) / F, which is that of what is
/// traded. Carry within the window is left out: a shift of the price by half the window's carry.</para>
/// Theta from the equations that both prices satisfy: - sigma^2 F^2 gamma / 2 undiscounted, in coin - sigma^2 F gamma /
/// 2.
/// </remarks>
internal static class AveragedFormula
{
    // Beyond this many deviations a normal variable is not seen in a double.
    private const double Reach = 9;

    // Gauss and Legendre's ten points on panels of at most three deviations: 1e-13 of a smooth function times the
    // normal density.
    private const double PanelMax = 3;

    private static readonly double[] Points =
        [0.1488743389816312, 0.4333953941292472, 0.6794095682990244, 0.8650633666889845, 0.9739065285171717];

    private static readonly double[] Weights =
        [0.2955242247147529, 0.2692667193099963, 0.2190863625159820, 0.1494513491505806, 0.0666713443086881];

    /// <summary>Values an option that has not expired; <see cref="OptionTerms.IsExact"/>.</summary>
    public static OptionValue Value(in OptionTerms terms)
    {
        double open = terms.OpenFraction;
        double fixedPart = open < 1 ? (1 - open) * terms.AverageSoFar : 0;
        var part = new Part(open, fixedPart, (terms.Strike - fixedPart) / open);
        return terms.Model == OptionModel.Bachelier ? Normally(terms, part) : Lognormally(terms, part);
    }

    private static OptionValue Lognormally(in OptionTerms terms, in Part part)
    {
        ExpiryMarket market = terms.Market;
        AveragedTime time = AveragedTime.Of(market.Years, terms.AveragingYears);
        double n = terms.Sign, forward = market.Forward, strike = part.Strike;
        double s = terms.Volatility * Math.Sqrt(time.Variance);
        double phi1 = Math.Max(0, n), phi2 = phi1, density = 0;
        if (strike > 0)
        {
            double d1 = (Elementary.Log(forward / strike) / s) + (s / 2);
            phi1 = n * Phi.At(n * d1);
            phi2 = n * Phi.At(n * (d1 - s));
            density = Normal.Density(d1);
        }

        Coin coin = part.Open < 1 ? InWindow(terms, part, time, s) : BeforeWindow(terms, time, s);
        double discount = Elementary.Exp(-market.Rate * market.Years);
        OptionValue common = new()
        {
            SpotDelta = part.Open * discount * forward / market.Spot * phi1,
            ForwardDelta = part.Open * phi1,
            FuturesDelta = part.Open * discount * phi1,
            PremiumAdjustedDelta = coin.Delta,
        };
        double variance = terms.Volatility * terms.Volatility;
        if (terms.Settlement == SettlementKind.Inverse)
        {
            double theta = -0.5 * variance * forward * coin.Gamma;
            return common with { Price = coin.Price, Gamma = coin.Gamma, Vega = coin.Vega, Theta = theta };
        }

        double price = part.Open * Math.Max((forward * phi1) - (strike * phi2), Math.Max(0, n * (forward - strike)));
        double gamma = part.Open * density / (forward * s);
        double vega = part.Open * forward * density * Math.Sqrt(time.Variance);
        double decay = -0.5 * variance * forward * forward * gamma;
        if (terms.Model == OptionModel.Black76)
        {
            return common with
            {
                Price = discount * price,
                Gamma = discount * gamma,
                Vega = discount * vega,
                Theta = discount * (decay + (market.Rate * price)),
            };
        }

        double growth = forward / market.Spot;
        double carried = (market.Rate - market.Yield) * forward * common.ForwardDelta;
        return common with
        {
            Price = discount * price,
            Gamma = discount * growth * growth * gamma,
            Vega = discount * vega,
            Theta = discount * (decay + (market.Rate * price) - carried),
        };
    }

    private static OptionValue Normally(in OptionTerms terms, in Part part)
    {
        ExpiryMarket market = terms.Market;
        double n = terms.Sign, root = Math.Sqrt(AveragedTime.Of(market.Years, terms.AveragingYears).Variance);
        double s = terms.Volatility * root;
        double gain = market.Forward - part.Strike;
        double d = gain / s;
        double phi = part.Open * n * Phi.At(n * d);
        double density = part.Open * Normal.Density(d);
        double price = Math.Max((gain * phi) + (s * density), part.Open * Math.Max(0, n * gain));
        double discount = Elementary.Exp(-market.Rate * market.Years);
        return new OptionValue
        {
            Price = discount * price,
            SpotDelta = Elementary.Exp(-market.Yield * market.Years) * phi,
            ForwardDelta = phi,
            FuturesDelta = discount * phi,
            PremiumAdjustedDelta = double.NaN,
            Gamma = discount * density / s,
            Vega = discount * root * density,
            Theta = discount * ((market.Rate * price) - (0.5 * terms.Volatility * terms.Volatility * density / s)),
        };
    }

    // M = F e^(mu + s z): c = n (Phi(n a) - q Phi(n b)) with a = (ln(F/K) + mu) / s, b = a - s and q = K E[1/M] = (K/F)
    // e^(s^2/2 - mu).
    private static Coin BeforeWindow(in OptionTerms terms, in AveragedTime time, double s)
    {
        double n = terms.Sign, forward = terms.Market.Forward, volatility = terms.Volatility;
        double mean = volatility * volatility * time.CoinDrift;
        double a = (Elementary.Log(forward / terms.Strike) + mean) / s;
        double q = terms.Strike / forward * Elementary.Exp((s * s / 2) - mean);
        double first = n * Phi.At(n * a), second = n * q * Phi.At(n * (a - s));
        double density = Normal.Density(a);
        double price = Math.Max(first - second, Math.Max(0, n * (1 - q)));

        // q depends on the volatility by what s^2/2 is less than mu.
        double vega = (density * s / volatility) - (second * ((s * s) - (2 * mean)) / volatility);
        return new Coin(price, second, density / (s * forward), vega);
    }

    private static Coin InWindow(in OptionTerms terms, in Part part, in AveragedTime time, double s)
    {
        double n = terms.Sign, forward = terms.Market.Forward, volatility = terms.Volatility;
        double mean = volatility * volatility * time.CoinDrift;
        double edge = part.Strike > 0 ? (Elementary.Log(part.Strike / forward) - mean) / s : double.NegativeInfinity;
        double low = n > 0 ? Math.Clamp(edge, -Reach, Reach) : -Reach;
        double high = n > 0 ? Reach : Math.Clamp(edge, -Reach, Reach);
        int panels = (int)Math.Ceiling((high - low) / PanelMax);
        double half = panels == 0 ? 0 : (high - low) / (2 * panels);
        double price = 0, delta = 0, slope = 0, vega = 0;
        for (int panel = 0; panel < panels; panel++)
        {
            double centre = low + (((2 * panel) + 1) * half);
            for (int i = 0; i < 2 * Points.Length; i++)
            {
                double z = centre + (half * (i % 2 == 0 ? Points[i / 2] : -Points[i / 2]));
                double weight = half * Weights[i / 2] * Normal.Density(z);
                double open = part.Open * forward * Elementary.Exp(mean + (s * z));
                double settlement = part.Fixed + open;

                // The derivative by ln M, and that of it again.
                double first = weight * terms.Strike * open / (settlement * settlement);
                price += weight * n * (1 - (terms.Strike / settlement));
                delta += n * first;
                slope += n * first * (1 - (2 * open / settlement));
                vega += n * first * ((2 * mean) + (s * z)) / volatility;
            }
        }

        // Where the payoff bends, at M = k, the derivative jumps from 0 to u k / K.
        if (part.Strike > 0)
            slope += part.Open * part.Strike / terms.Strike * Normal.Density(edge) / s;
        return new Coin(price, delta, (delta + slope) / forward, vega);
    }

    // The open share, what is fixed, and the strike of the mean of what is open.
    private readonly record struct Part(double Open, double Fixed, double Strike);

    // Price in coin, F times its derivative, gamma of it in quote currency, vega.
    private readonly record struct Coin(double Price, double Delta, double Gamma, double Vega);
}

/// <summary>Delta of an option that settles on an average.</summary>
public enum SettlementDelta : byte
{
    /// <summary>
    /// The delta without an average, times the open part of the window, as in the exchange's account.
    /// </summary>
    Linear = 0,

    /// <summary>
    /// The delta of the average: variance and strike of the open part, with the average so far
    /// (<see cref="AveragedFormula"/>).
    /// </summary>
    Exact = 1,
}
