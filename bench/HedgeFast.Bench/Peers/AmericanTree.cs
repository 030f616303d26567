using System.Globalization;
using System.Numerics;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Bench.Peers;

/// <summary>A binomial tree for American options, over every contract that a book allows.</summary>
/// <remarks>
/// Equal chances around the drift (Jarrow and Rudd 1983), the European value in the last step (Broadie and Detemple
/// 1996), extrapolated from half as many steps. The tree begins two steps before now, so that price, delta and gamma
/// are of three prices at one time (Pelsser and Vorst 1994).
/// </remarks>
public static class AmericanTree
{
    /// <summary>Steps of the finer tree.</summary>
    public const int Steps = 5_000;

    private const int Seed = 20_261_202;

    // Beyond it a tree's prices do not fit a double, and an option is worth its underlying.
    private const double DeviationMax = 8;

    /// <summary>An answer: price, delta, gamma, and how far the two trees are apart in each.</summary>
    /// <param name="Price">Price.</param>
    /// <param name="Delta">d price / d spot.</param>
    /// <param name="Gamma">d delta / d spot.</param>
    /// <param name="PriceGap">Distance of the trees' prices.</param>
    /// <param name="DeltaGap">Of their deltas.</param>
    /// <param name="GammaGap">Of their gammas.</param>
    public readonly record struct Answer(
        double Price, double Delta, double Gamma, double PriceGap, double DeltaGap, double GammaGap);

    /// <summary>Seeded options over a book's whole domain; every other option lies in a desk's range.</summary>
    /// <remarks>
    /// 5 minutes to 100 years, volatility .1 to 2,000 %, rates -100 to 100 %, yields to 200 % either way.
    /// </remarks>
    /// <param name="count">How many.</param>
    public static IReadOnlyList<OptionTerms> Draw(int count)
    {
        Random random = new(Seed);
        double Between(double low, double high) => low + ((high - low) * random.NextDouble());
        double Spread(double low, double high) => Math.Exp(Between(Math.Log(low), Math.Log(high)));
        List<OptionTerms> options = [];
        for (int i = 0; i < count; i++)
        {
            bool isDesk = i % 2 == 0;
            double years = isDesk ? Between(0.01, 1) : Spread(1e-5, 100);
            double volatility = isDesk
                ? Between(0.15, 0.6)
                : Spread(0.001, Math.Min(20, DeviationMax / Math.Sqrt(years)));
            double rate = isDesk ? Between(-0.01, 0.06) : Between(-1, 1) * Math.Min(1, 3 / years);
            double yield = isDesk ? Between(-0.01, 0.05) : Between(-2, 2) * Math.Min(1, 3 / years);
            double deviations = Between(-2.5, 2.5), reach = Math.Min(volatility * Math.Sqrt(years), 3);
            double strike = 100 * Math.Exp(
                (deviations * reach) + (isDesk ? 0 : Math.Clamp((rate - yield) * years, -3, 3) * random.NextDouble()));
            options.Add(new OptionTerms
            {
                Type = random.Next(2) == 0 ? OptionType.Call : OptionType.Put,
                Model = OptionModel.BsmAmerican,
                Settlement = SettlementKind.Linear,
                Strike = strike,
                Volatility = volatility,
                Market = ExpiryMarket.Of(0, years, 100, rate, rate - yield, null),
            });
        }

        return options;
    }

    /// <summary>Values an option.</summary>
    /// <param name="terms">The option; its model is that of an American option on the spot.</param>
    /// <param name="steps">Steps of the finer tree, even.</param>
    public static Answer Value(in OptionTerms terms, int steps = Steps)
    {
        (double price, double delta, double gamma) = Tree(terms, steps);
        (double otherPrice, double otherDelta, double otherGamma) = Tree(terms, steps / 2);
        return new Answer(
            (2 * price) - otherPrice, (2 * delta) - otherDelta, (2 * gamma) - otherGamma,
            Math.Abs(price - otherPrice), Math.Abs(delta - otherDelta), Math.Abs(gamma - otherGamma));
    }

    /// <summary>An answer as a line of text.</summary>
    public static string Line(in Answer a) => string.Create(
        CultureInfo.InvariantCulture,
        $"{a.Price:G9},{a.Delta:G7},{a.Gamma:G6},{a.PriceGap:G2},{a.DeltaGap:G2},{a.GammaGap:G2}");

    /// <summary>Reads such a line.</summary>
    public static Answer Parse(string line)
    {
        double[] n = [.. line.Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        return new Answer(n[0], n[1], n[2], n[3], n[4], n[5]);
    }

    private static (double Price, double Delta, double Gamma) Tree(in OptionTerms terms, int steps)
    {
        ExpiryMarket market = terms.Market;
        double carry = market.Rate - market.Yield, dt = market.Years / steps, sign = terms.Sign, strike = terms.Strike;
        double drift = (carry - (0.5 * terms.Volatility * terms.Volatility)) * dt,
            move = terms.Volatility * Math.Sqrt(dt);
        double up = Math.Exp(drift + move), down = Math.Exp(drift - move);
        double chance = (Math.Exp(carry * dt) - down) / (up - down);
        double discount = Math.Exp(-market.Rate * dt), risen = discount * chance, fallen = discount * (1 - chance);

        // Of a step from now, node i of step + 3: spot e^(step drift) ratio^(i - middle).
        double Spot(int step, int node) => market.Spot * Math.Exp((step * drift) + (((2 * node) - step - 2) * move));
        int count = steps + 2;
        double[] values = new double[count], spots = new double[count];
        for (int i = 0; i < count; i++)
        {
            double spot = Spot(steps - 1, i);
            OptionTerms last = terms with
            {
                Model = OptionModel.Bsm,
                Market = ExpiryMarket.Of(0, dt, spot, market.Rate, carry, null),
            };
            values[i] = Math.Max(sign * (spot - strike), OptionPricer.Value(last).Price);
            spots[i] = spot;
        }

        double back = Math.Exp(-drift + move);
        var (up4, down4, back4) = (new Vector<double>(risen), new Vector<double>(fallen), new Vector<double>(back));
        var (strike4, sign4) = (new Vector<double>(strike), new Vector<double>(sign));
        for (int step = steps - 2; step >= 0; step--)
        {
            int nodes = step + 3, i = 0;
            for (; i + Vector<double>.Count < nodes; i += Vector<double>.Count)
            {
                Vector<double> spot = new Vector<double>(spots, i) * back4;
                Vector<double> held =
                    (up4 * new Vector<double>(values, i + 1)) + (down4 * new Vector<double>(values, i));
                spot.CopyTo(spots, i);
                Vector.Max(held, sign4 * (spot - strike4)).CopyTo(values, i);
            }

            for (; i < nodes; i++)
            {
                spots[i] *= back;
                values[i] = Math.Max((risen * values[i + 1]) + (fallen * values[i]), sign * (spots[i] - strike));
            }
        }

        double low = values[1] - values[0], high = values[2] - values[1];
        double under = spots[1] - spots[0], over = spots[2] - spots[1];
        double gamma = 2 * ((high / over) - (low / under)) / (over + under);
        return (values[1], (low / under) + (0.5 * gamma * under), gamma);
    }
}
