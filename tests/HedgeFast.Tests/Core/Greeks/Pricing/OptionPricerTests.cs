using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Tests.Core.Greeks.Pricing;

/// <summary>
/// Prices and sensitivities against printed tables, against each other, and against the kernel's deltas.
/// </summary>
public sealed class OptionPricerTests
{
    [Fact]
    public void Haug_table_of_prices()
    {
        int rows = 0;
        foreach (string[] f in ReferenceTable.Rows("haug-prices.csv"))
        {
            double[] x = ReferenceTable.Numbers(f.AsSpan(1));
            OptionTerms o = Options.Spot(f[0] == "call", x[1], x[0], x[4], x[5], x[3], x[2]);
            Assert.Equal(x[6], OptionPricer.Value(o).Price, x[7]);
            rows++;
        }

        Assert.Equal(43, rows);
    }

    [Fact]
    public void Haug_table_of_sensitivities()
    {
        int rows = 0;
        foreach (string[] f in ReferenceTable.Rows("haug-greeks.csv"))
        {
            double[] x = ReferenceTable.Numbers(f.AsSpan(2));
            OptionValue value = OptionPricer.Value(Options.Spot(f[1] == "call", x[1], x[0], x[4], x[5], x[3], x[2]));
            double? computed = f[0] switch
            {
                "delta" => value.SpotDelta,
                "gamma" => value.Gamma,
                "vega" => value.Vega,
                "theta" => value.Theta,
                "theta per day" => value.Theta / 365,
                "elasticity" => value.SpotDelta * x[1] / value.Price,
                _ => null,
            };
            if (computed is not { } number)
                continue;
            Assert.Equal(x[6], number, 5e-5);
            rows++;
        }

        Assert.Equal(9, rows);
    }

    [Fact]
    public void Py_vollib_table()
    {
        int rows = 0;
        foreach (string[] fields in ReferenceTable.Rows("vollib-references.csv"))
        {
            double[] x = ReferenceTable.Numbers(fields);
            foreach (bool isCall in (bool[])[true, false])
            {
                OptionValue value = OptionPricer.Value(Options.Spot(isCall, x[0], x[1], x[3], x[4], x[2], 0));
                int first = isCall ? 7 : 11;
                Near(x[isCall ? 5 : 6], value.Price);
                Near(x[first], value.SpotDelta);
                Near(x[first + 1], value.Gamma);
                Near(x[first + 2], value.Vega);
                Near(x[first + 3], value.Theta);
            }

            rows++;
        }

        Assert.Equal(101, rows);

        // Nine digits are printed.
        static void Near(double expected, double value) =>
            Assert.Equal(expected, value, 6e-10 * Math.Max(1, Math.Abs(expected)));
    }

    [Theory]
    [InlineData(true, 100, 7.9655674554058038)]
    [InlineData(true, 90, 13.589108116054803)]
    [InlineData(false, 110, 14.292010941409899)]
    public void Black_76_basics(bool isCall, double strike, double expected) =>
        Assert.Equal(
            expected, OptionPricer.Value(Options.Make(isCall, OptionModel.Black76, 100, strike, 1, 0.2)).Price, 4e-14);

    [Fact]
    public void Coin_settled_example()
    {
        OptionValue value = OptionPricer.Value(
            Options.Make(
                true, OptionModel.Black76, 60_000, 60_000, 30.0 / 365, 0.6, settlement: SettlementKind.Inverse));
        Assert.Equal(0.0685394072, value.Price, 5e-11);
        Assert.Equal(0.5342697036, value.ForwardDelta, 5e-11);
        Assert.Equal(0.4657302964, value.PremiumAdjustedDelta, 5e-11);
        Assert.Equal(value.PremiumAdjustedDelta, value.Delta(DeltaConvention.NetTransaction));
    }

    [Fact]
    public void Far_out_of_the_money_the_price_keeps_its_leading_digits()
    {
        // Phi(-18.7...) by the tail's asymptotic series; the difference of two such tails is what a table of Phi would
        // lose.
        double price = OptionPricer.Value(Options.Spot(true, 100, 1_000, 0.5, 0.3, 0.05, 0)).Price;
        Assert.Equal(2.066481452e-26, price, 1e-35);
    }

    [Fact]
    public void Puts_and_calls_are_at_parity() =>
        Options.GenEuropean.Sample(o =>
        {
            OptionValue call = OptionPricer.Value(o with { Type = OptionType.Call });
            OptionValue put = OptionPricer.Value(o with { Type = OptionType.Put });
            ExpiryMarket m = o.Market;
            double discount = Math.Exp(-m.Rate * m.Years);
            bool isInverse = o.Settlement == SettlementKind.Inverse;
            double unit = isInverse ? 1 / m.Forward : discount;
            double scale = unit * (Math.Abs(m.Forward) + Math.Abs(o.Strike) + o.Volatility);
            Assert.Equal(unit * (m.Forward - o.Strike), call.Price - put.Price, 4e-15 * scale);
            Assert.Equal(1, call.ForwardDelta - put.ForwardDelta, 4e-16);
            Assert.Equal(discount, call.FuturesDelta - put.FuturesDelta, 1e-15 * discount);
            Assert.Equal(call.Gamma, put.Gamma);
            Assert.Equal(call.Vega, put.Vega);
            if (o.Model != OptionModel.Bachelier)
            {
                Assert.Equal(
                    o.Strike / m.Forward, call.PremiumAdjustedDelta - put.PremiumAdjustedDelta,
                    1e-15 * Math.Max(1, o.Strike / m.Forward));
            }
        });

    [Fact]
    public void The_price_is_within_its_bounds_and_rises_with_the_volatility() =>
        Options.GenEuropean.Sample(o =>
        {
            OptionValue value = OptionPricer.Value(o);
            double unit = o.Settlement == SettlementKind.Inverse
                ? 1 / o.Market.Forward
                : Math.Exp(-o.Market.Rate * o.Market.Years);
            double slack = 1e-14 * unit * Math.Abs(o.Market.Forward);
            Assert.True(value.Price >= (unit * Math.Max(0, o.Sign * (o.Market.Forward - o.Strike))) - slack);
            if (o.Model != OptionModel.Bachelier)
                Assert.True(value.Price <= (unit * (o.Type == OptionType.Call ? o.Market.Forward : o.Strike)) + slack);
            Assert.True(value.Vega >= 0 && value.Gamma >= 0);
            Assert.True(OptionPricer.Value(o with { Volatility = 1.1 * o.Volatility }).Price >= value.Price - slack);
        });

    [Fact]
    public void Black_is_symmetric_in_forward_and_strike() =>
        Gen.Select(
            Gen.Double[50, 200], Gen.Double[50, 200], Gen.Double[0.01, 3],
            Gen.Double[0.05, 1.5]).Sample((forward, strike, years, volatility) =>
        {
            OptionValue call = OptionPricer.Value(
                Options.Make(true, OptionModel.Black76, forward, strike, years, volatility));
            OptionValue put = OptionPricer.Value(
                Options.Make(false, OptionModel.Black76, strike, forward, years, volatility));
            Assert.Equal(call.Price, put.Price, 1e-13 * forward);
            Assert.Equal(call.ForwardDelta, -put.PremiumAdjustedDelta * strike / forward, 1e-14);
        });

    [Fact]
    public void Sensitivities_are_differences_of_prices() =>
        Options.GenEuropean.Sample(
            o =>
            {
                OptionValue value = OptionPricer.Value(o);
                ExpiryMarket m = o.Market;
                bool isInverse = o.Settlement == SettlementKind.Inverse;
                bool isSpot = o.Model == OptionModel.Bsm && !isInverse;
                double scale = isInverse ? 1 : o.Model == OptionModel.Bachelier ? 100 : m.Forward;

                double dv = 1e-4 * o.Volatility;
                Assert.Equal(
                    Difference(v => o with { Volatility = o.Volatility + v }, dv), value.Vega,
                    2e-6 * Math.Max(scale, value.Vega));
                double dt = 1e-4 * m.Years;
                Assert.Equal(
                    -Difference(t => Options.Aged(o, t), dt), value.Theta,
                    2e-5 * (scale * (1 + (o.Volatility / scale)) / m.Years));

                double h = 1e-4 * Math.Abs(isSpot ? m.Spot : m.Forward) * Math.Min(1, Math.Sqrt(m.Years));
                if (h < 1e-4)
                    return;
                Func<double, OptionTerms> moved = d => Options.Moved(o, d, isSpot);
                if (!isInverse)
                    Assert.Equal(Difference(moved, h), isSpot ? value.SpotDelta : value.FuturesDelta, 2e-6);
                double up = DeltaOf(moved(h)), down = DeltaOf(moved(-h));
                Assert.Equal((up - down) / (2 * h), value.Gamma, 2e-6 * Math.Max(1 / h, value.Gamma) * 1e-2);

                double DeltaOf(in OptionTerms at) =>
                    OptionPricer.Value(at) is var v && isInverse ? v.ForwardDelta
                    : isSpot ? v.SpotDelta
                    : v.FuturesDelta;
            },
            iter: 5_000);

    [Fact]
    public void Charm_and_vanna_are_differences_of_deltas() =>
        Gen.Select(
            Options.GenEuropean,
            Gen.OneOf(
                DeltaConvention.Forward, DeltaConvention.Futures, DeltaConvention.Spot,
                DeltaConvention.NetTransaction)).Sample(
            (o, convention) =>
            {
                if (o.Model == OptionModel.Bachelier && convention == DeltaConvention.NetTransaction)
                    return;
                DeltaAging aging = AgingFormula.Of(o, convention);
                double dt = 1e-5 * o.Market.Years, dv = 1e-5 * o.Volatility;
                double Delta(in OptionTerms at) => OptionPricer.Value(at).Delta(convention);
                Assert.Equal(
                    (Delta(Options.Aged(o, -dt)) - Delta(Options.Aged(o, dt))) / (2 * dt), aging.Charm,
                    1e-5 * (1 + (1 / o.Market.Years)));
                Assert.Equal(
                    (Delta(o with { Volatility = o.Volatility + dv })
                        - Delta(o with { Volatility = o.Volatility - dv })) / (2 * dv),
                    aging.Vanna, 1e-5 * (1 + (1 / o.Volatility)));
            },
            iter: 5_000);

    [Fact]
    public void The_kernel_has_the_same_deltas() =>
        Gen.Select(
            Gen.Bool, Gen.Double[50, 200], Gen.Double[50, 200], Gen.Double[0.01, 3], Gen.Double[0.1, 1.5],
            Gen.Double[-0.1, 0.1], Gen.Double[-0.1, 0.1]).Sample(
            (isCall, spot, strike, years, volatility, rate, yield) =>
            {
                years = Math.Round(years * Books.Year) / Books.Year;
                OptionValue value = OptionPricer.Value(
                    Options.Spot(isCall, spot, strike, years, volatility, rate, yield));
                foreach (DeltaConvention convention in Enum.GetValues<DeltaConvention>())
                {
                    Assert.Equal(
                        Books.DeltaOf(convention, isCall, spot, strike, years, volatility, rate, rate - yield),
                        value.Delta(convention), 2 * Phi.KernelError * Math.Max(1, Math.Exp(0.3) * strike / spot));
                }
            },
            iter: 1_000);

    [Fact]
    public void An_expired_option_is_zero_and_an_averaging_one_decays()
    {
        OptionTerms o = Options.Make(true, OptionModel.Black76, 100, 90, 0.1, 0.4, settlement: SettlementKind.Inverse);
        Assert.Equal(default, OptionPricer.Value(o with { Market = o.Market with { Years = 0 } }));
        Assert.Equal(
            default, AgingFormula.Of(o with { Market = o.Market with { Years = 0 } }, DeltaConvention.Forward));

        OptionValue whole = OptionPricer.Value(o), third = OptionPricer.Value(o with { OpenFraction = 1 / 3.0 });
        Assert.Equal(whole.Price, third.Price);
        Assert.Equal(whole.ForwardDelta / 3, third.ForwardDelta, 1e-16);
        Assert.Equal(whole.Gamma / 3, third.Gamma, 1e-16);
        DeltaAging aging = AgingFormula.Of(
            o with { OpenFraction = 1 / 3.0, AveragingYears = 0.25 }, DeltaConvention.Forward);
        Assert.Equal(
            (AgingFormula.Of(o, DeltaConvention.Forward).Charm / 3) - (whole.ForwardDelta / 0.25), aging.Charm, 1e-13);
    }

    private static double Difference(Func<double, OptionTerms> at, double step) =>
        (OptionPricer.Value(at(step)).Price - OptionPricer.Value(at(-step)).Price) / (2 * step);
}
