using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;

namespace HedgeFast.Tests.Core.Greeks;

/// <summary>The approximation of Bjerksund and Stensland (1993): printed values, its place between bounds, its derivatives, and its error against a fine binomial tree.</summary>
public sealed class AmericanFormulaTests
{
    private static readonly Gen<OptionTerms> GenAmerican = Gen.Select(
        Gen.Bool, Gen.Bool, Gen.Double[50, 200], Gen.Double[0.6, 1.6], Gen.Double[0.05, 2], Gen.Double[0.1, 0.8], Gen.Double[0, 0.1], Gen.Double[0, 0.1],
        (isCall, isFuture, spot, ratio, years, volatility, rate, yield) =>
            Options.Spot(isCall, spot, ratio * spot, years, volatility, rate, yield, isFuture ? OptionModel.Black76American : OptionModel.BsmAmerican));

    [Theory]
    [InlineData(true, 42, 40, 0.75, 0.35, 0.04, 0.08, 5.2704)]
    [InlineData(false, 36, 40, 1, 0.20, 0.06, 0, 4.4531)]
    public void Printed_values(bool isCall, double spot, double strike, double years, double volatility, double rate, double yield, double expected) =>
        Assert.Equal(expected, OptionPricer.Value(Options.Spot(isCall, spot, strike, years, volatility, rate, yield, OptionModel.BsmAmerican)).Price, 5e-5);

    [Fact]
    public void It_is_worth_its_exercise_and_the_european_option() =>
        GenAmerican.Sample(o =>
        {
            OptionValue american = OptionPricer.Value(o);
            bool isFuture = o.Model == OptionModel.Black76American;
            double price = isFuture ? o.Market.Forward : o.Market.Spot;
            Assert.True(american.Price >= Math.Max(0, o.Sign * (price - o.Strike)));
            double european = OptionPricer.Value(o with { Model = isFuture ? OptionModel.Black76 : OptionModel.Bsm }).Price;
            Assert.True(american.Price >= european - (1e-13 * o.Strike), $"{o}: {american.Price} below {european}");
            double delta = isFuture ? american.FuturesDelta : american.SpotDelta;
            Assert.InRange(o.Sign * delta, -1e-9, 1 + 1e-9);
        });

    [Fact]
    public void Without_a_reason_to_exercise_it_is_european() =>
        Gen.Select(Gen.Double[50, 200], Gen.Double[0.05, 2], Gen.Double[0.1, 0.8], Gen.Double[0, 0.1]).Sample((strike, years, volatility, rate) =>
        {
            OptionValue american = OptionPricer.Value(Options.Spot(true, 100, strike, years, volatility, rate, 0, OptionModel.BsmAmerican));
            OptionValue european = OptionPricer.Value(Options.Spot(true, 100, strike, years, volatility, rate, 0));
            Assert.Equal(european.Price, american.Price, 1e-12);
            Assert.Equal(european.SpotDelta, american.SpotDelta, 1e-12);
            Assert.Equal(european.ForwardDelta, american.ForwardDelta, 1e-12);
            Assert.Equal(european.PremiumAdjustedDelta, american.PremiumAdjustedDelta, 1e-11);
            Assert.Equal(european.Gamma, american.Gamma, 1e-12);
        });

    [Fact]
    public void Delta_and_gamma_are_differences_of_prices()
    {
        int compared = 0;
        GenAmerican.Sample(
            o =>
            {
                double h = 1e-4 * o.Market.Spot;
                bool isSpot = o.Model == OptionModel.BsmAmerican;
                OptionValue low = OptionPricer.Value(Options.Moved(o, -h, isSpot)), here = OptionPricer.Value(o), high = OptionPricer.Value(Options.Moved(o, h, isSpot));

                // Where exercise begins, and where holding becomes the better bound, the approximation has a kink: no derivative to compare with.
                bool isSmooth = Math.Abs(high.Gamma - low.Gamma) < 1e-2 * here.Gamma && low.Gamma > 0;
                if (!isSmooth)
                    return;
                compared++;
                Assert.Equal((high.Price - low.Price) / (2 * h), isSpot ? here.SpotDelta : here.FuturesDelta, 3e-6);
                double up = isSpot ? high.SpotDelta : high.FuturesDelta, down = isSpot ? low.SpotDelta : low.FuturesDelta;
                Assert.Equal((up - down) / (2 * h), here.Gamma, 1e-4 * Math.Max(here.Gamma, 1e-3));
            },
            iter: 3_000, threads: 1);
        Assert.InRange(compared, 1_500, 3_000);
    }

    [Fact]
    public void Extremes_are_finite() =>
        Gen.Select(
            Gen.Bool, Gen.Bool, Gen.Double[-27, 27], Gen.Double[-27, 27], Gen.OneOf(1e-9, 1e-4, 1, 10), Gen.OneOf(0.001, 0.01, 1, 20), Gen.OneOf(-1, -0.05, 0, 1e-12, 0.05, 1),
            Gen.OneOf(-1, -0.05, 0, 1e-12, 0.05, 1)).Sample((isCall, isFuture, logSpot, logStrike, years, volatility, rate, yield) =>
            {
                OptionTerms o = Options.Spot(isCall, Math.Exp(logSpot), Math.Exp(logStrike), years, volatility, rate, yield, isFuture ? OptionModel.Black76American : OptionModel.BsmAmerican);
                OptionValue value = OptionPricer.Value(o);
                Assert.True(double.IsFinite(value.Price) && value.Price >= 0 && double.IsFinite(value.SpotDelta) && double.IsFinite(value.Gamma), $"{o} {value}");
            });

    [Fact]
    public void Its_error_against_a_binomial_tree_is_what_the_documentation_says()
    {
        double worst = 0;
        foreach (double strike in (double[])[80, 90, 100, 110, 120])
        {
            foreach (double volatility in (double[])[0.2, 0.4])
            {
                foreach (double years in (double[])[0.25, 1])
                {
                    OptionTerms call = Options.Spot(true, 100, strike, years, volatility, 0.06, 0.04, OptionModel.BsmAmerican);
                    OptionTerms put = call with { Type = OptionType.Put };
                    worst = Math.Max(worst, Math.Max(Math.Abs(OptionPricer.Value(call).Price - Tree(call)), Math.Abs(OptionPricer.Value(put).Price - Tree(put))));
                }
            }
        }

        Assert.InRange(worst, 0, 0.12);
    }

    // Cox, Ross and Rubinstein (1979), the mean of an even and an odd number of steps.
    private static double Tree(in OptionTerms o) => 0.5 * (Tree(o, 1_000) + Tree(o, 1_001));

    private static double Tree(in OptionTerms o, int steps)
    {
        double dt = o.Market.Years / steps;
        double up = Math.Exp(o.Volatility * Math.Sqrt(dt));
        double growth = Math.Exp((o.Market.Rate - o.Market.Yield) * dt);
        double p = (growth - (1 / up)) / (up - (1 / up));
        double discount = Math.Exp(-o.Market.Rate * dt);
        double[] value = new double[steps + 1];
        for (int step = steps; step >= 0; step--)
        {
            for (int i = 0; i <= step; i++)
            {
                double exercise = Math.Max(0, o.Sign * ((o.Market.Spot * Math.Pow(up, (2 * i) - step)) - o.Strike));
                value[i] = step == steps ? exercise : Math.Max(exercise, discount * ((p * value[i + 1]) + ((1 - p) * value[i])));
            }
        }

        return value[0];
    }
}
