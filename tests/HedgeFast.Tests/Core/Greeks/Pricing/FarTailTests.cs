using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Tests.Core.Greeks.Kernels;

namespace HedgeFast.Tests.Core.Greeks.Pricing;

/// <summary>
/// Options so far out of the money that their formula's terms cancel: price, delta and implied volatility keep their
/// digits (D7, B16).
/// </summary>
public sealed class FarTailTests
{
    // mpmath 1.3.0, 60 digits: s (phi(x) + x Phi(x)) and Phi(x), x = -|F - K| / s.
    [Theory]
    [InlineData(100, 180, 10, 7.5502624119464989137e-16, 6.2209605742717841235e-16)]
    [InlineData(100, 183, 10, 6.1016547250421881462e-17, 5.205569744890285158e-17)]
    [InlineData(100, 20, 10, 7.5502624119464989137e-16, 6.2209605742717841235e-16)]
    [InlineData(0, 8, 1, 7.5502624119464989137e-17, 6.2209605742717841235e-16)]
    [InlineData(0, 20, 1, 1.3700124947295799431e-90, 2.7536241186062336951e-89)]
    [InlineData(0, 37, 1, 1.5451991905122024593e-301, 5.7255712225245768227e-300)]
    [InlineData(0, 3, 1, 0.00038215431704772359565, 0.0013498980316300945267)]
    [InlineData(-5, 30, 2, 8.1341975741246555202e-70, 7.1634587662350358454e-69)]
    public void D7_B16_A_bachelier_option_keeps_its_digits(
        double forward, double strike, double deviation, double price, double delta)
    {
        double x = (forward - strike) / deviation, allowed = 1e-15 * (1 + (x * x));
        OptionTerms outside = Options.Make(strike > forward, OptionModel.Bachelier, forward, strike, 1, deviation);
        OptionValue value = OptionPricer.Value(outside);
        Assert.Equal(1, value.Price / price, allowed);
        Assert.Equal(1, outside.Sign * value.ForwardDelta / delta, allowed);

        OptionType other = outside.Type == OptionType.Call ? OptionType.Put : OptionType.Call;
        OptionValue inside = OptionPricer.Value(outside with { Type = other });
        Assert.Equal(Math.Abs(forward - strike) + value.Price, inside.Price);
        Assert.Equal(outside.Sign, value.ForwardDelta - inside.ForwardDelta, 4e-16);
        Assert.Equal(1, Solve(outside, value.Price) / deviation, 1e-14);
    }

    // mpmath 1.3.0, 120 digits: F Phi(d1) - K Phi(d2) and Phi(d1) for the doubles that these literals are.
    [Theory]
    [InlineData(100, 1000, 0.2, 3.0586701126054058386e-30, 1.8020027700173940497e-30)]
    [InlineData(100, 101, 0.001, 1.2448695951642834078e-25, 1.2630610296093345923e-23)]
    [InlineData(100, 100.0001, 2e-7, 1.069247973100505487e-12, 2.8665543712580684871e-7)]
    [InlineData(100, 130, 0.01, 2.2124050547042169083e-153, 5.8224588266569554202e-152)]
    [InlineData(60_000, 60_030, 1e-4, 3.2300680239237865806e-7, 2.8858997845185923095e-7)]
    [InlineData(1, 1e10, 6, 0.16086226108230656504, 0.2011159485599653979)]
    [InlineData(0.001, 1e6, 7, 0.00065305025617938929315, 0.70524058932788174165)]
    [InlineData(100, 100, 2e-7, 7.9788456080286398997e-6, 0.50000003989422804014)]
    public void D7_A_lognormal_option_keeps_its_digits(
        double forward, double strike, double deviation, double price, double delta)
    {
        double d = Math.Log(forward / strike) / deviation, allowed = 1e-15 * (2 + (d * d));
        OptionTerms outside = Options.Make(true, OptionModel.Black76, forward, strike, 1, deviation);
        OptionValue value = OptionPricer.Value(outside);
        Assert.Equal(1, value.Price / price, allowed);
        Assert.Equal(1, value.ForwardDelta / delta, allowed);

        // The put of the exchanged pair is the same option.
        OptionTerms exchanged = Options.Make(false, OptionModel.Black76, strike, forward, 1, deviation);
        Assert.Equal(1, OptionPricer.Value(exchanged).Price / price, allowed);
        OptionValue inside = OptionPricer.Value(outside with { Type = OptionType.Put });
        Assert.Equal(strike - forward + value.Price, inside.Price);
    }

    [Fact]
    public void D7_B16_Every_bachelier_price_out_of_the_money_gives_back_its_volatility() =>
        Gen.Select(Gen.Double[-100, 100], Gen.Double[-36.5, 36.5], Gen.Double[-6, 6], Gen.Double[1e-4, 30]).Sample(
            (forward, deviations, logVolatility, years) =>
            {
                double volatility = Math.Exp(logVolatility);
                double strike = forward + (deviations * volatility * Math.Sqrt(years));
                bool isCall = strike > forward;
                OptionTerms o = Options.Make(isCall, OptionModel.Bachelier, forward, strike, years, volatility);

                // Near the money the volatility is the price's rounding over the vega; the distance of F and K rounds
                // too.
                double found = Solve(o, OptionPricer.Value(o).Price);
                Assert.Equal(1, found / volatility, 1e-12);
            },
            iter: 50_000);

    [Fact]
    public void Near_the_money_the_price_is_the_printed_formula_to_rounding() =>
        Options.GenEuropean.Sample(
            o =>
            {
                ExpiryMarket m = o.Market;
                double s = o.Volatility * Math.Sqrt(m.Years), n = o.Sign, printed;
                if (o.Model == OptionModel.Bachelier)
                {
                    double x = (m.Forward - o.Strike) / s;
                    printed = (n * (m.Forward - o.Strike) * NormalReference.At(n * x))
                        + (s * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
                }
                else
                {
                    double d1 = (Math.Log(m.Forward / o.Strike) / s) + (s / 2);
                    double held = m.Forward * NormalReference.At(n * d1);
                    double paid = o.Strike * NormalReference.At(n * (d1 - s));
                    printed = n * (held - paid);
                }

                double unit = o.Settlement == SettlementKind.Inverse ? 1 / m.Forward : Math.Exp(-m.Rate * m.Years);
                double scale = m.Forward + o.Strike + (o.Model == OptionModel.Bachelier ? s : 0);
                Assert.Equal(unit * printed, OptionPricer.Value(o).Price, 1.5e-15 * unit * scale);
            },
            iter: 2_000);

    [Fact]
    public void The_logarithm_of_a_ratio_has_its_digits_however_near_one() =>
        Gen.Select(Gen.Double[-11, 11], Gen.Double[-37, 3], Gen.Bool).Sample(
            (logPrice, logDistance, isAbove) =>
            {
                double y = Math.Exp(logPrice), ratio = 1 + Math.Exp(logDistance), x = isAbove ? y * ratio : y / ratio;
                Wide exact = Wide.Log((Wide)x / y);
                double found = Elementary.LogRatio(x, y);
                Assert.Equal(0, x == y ? found : (double)((found - exact) / exact), 4e-16);
            },
            iter: 100_000);

    private static double Solve(in OptionTerms o, double price)
    {
        double[] found = [0];
        QuotedVolatility.Solve([o with { Volatility = double.NaN }], [price], found);
        return found[0];
    }
}
