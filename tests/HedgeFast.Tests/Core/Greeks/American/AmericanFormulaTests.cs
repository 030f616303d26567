using System.Globalization;
using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Tests.Core.Greeks.American;

/// <summary>
/// American options: reference values, bounds, symmetry, derivatives, and a binomial tree of our own.
/// </summary>
public sealed class AmericanFormulaTests
{
    private static readonly Gen<OptionTerms> GenAmerican = Gen.Select(
        Gen.Bool, Gen.Bool, Gen.Double[50, 200], Gen.Double[0.6, 1.6], Gen.Double[0.05, 2], Gen.Double[0.1, 0.8],
        Gen.Double[0, 0.1], Gen.Double[0, 0.1],
        (isCall, isFuture, spot, ratio, years, volatility, rate, yield) =>
            Options.Spot(
                isCall, spot, ratio * spot, years, volatility, rate, yield,
                isFuture ? OptionModel.Black76American : OptionModel.BsmAmerican));

    // The table's ranges, and those of every option the tests draw: the promise of MODELS.md.
    private const double Promised = 1e-6;

    [Theory]
    [InlineData(false, 100, 164.87213, 166, 0.05791, 0.03321, 0.520602, 65.2986, -0.92435)]
    [InlineData(true, 100, 60.65, 286, 0.0335, 0.0384, 0.468, 40.3916, 0.91993)]
    [InlineData(false, 29.5, 30, 182, 0.45, 0.05, 0.12, 0.50078, -0.94618)]
    [InlineData(false, 30, 30, 182, 0.45, 0.05, 0.12, 0.19614, -0.36490)]
    [InlineData(false, 30.5, 30, 182, 0.45, 0.05, 0.12, 0.07789, -0.14285)]
    [InlineData(false, 100, 100, 1_460, 0.05, 0, 0.04, 0.58334, -0.36514)]
    [InlineData(true, 100, 80, 1_095, -0.05, 0, 0.03, 20, 1)]
    public void Cases_that_a_lower_bound_gets_wrong(
        bool isCall, double spot, double strike, int days, double rate, double yield, double volatility, double price,
        double delta)
    {
        // D1, B03 and B28: trees of 1,500 and 5,001 steps and QuantLib 1.29, QdFp, high precision.
        OptionTerms o = Options.Spot(
            isCall, spot, strike, days / 365.0, volatility, rate, yield, OptionModel.BsmAmerican);
        OptionValue value = OptionPricer.Value(o);
        Assert.Equal(price, value.Price, 1e-3);
        Assert.Equal(delta, value.SpotDelta, 2e-5);
    }

    [Fact]
    public void Table_of_QuantLib_and_of_trees()
    {
        int quantLib = 0, trees = 0;
        foreach (
            string line in File.ReadLines(
                Path.Combine(Folder, "american-references.csv")).Where(line => !line.StartsWith('#')))
        {
            string[] f = line.Split(',');
            double[] n = [.. f[1..].Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            OptionTerms o = Options.Spot(n[0] > 0, n[1], n[2], n[6], n[5], n[3], n[4], OptionModel.BsmAmerican);
            OptionValue value = OptionPricer.Value(o);
            bool isTree = f[0] == "tree";
            Assert.True(
                Math.Abs(value.Price - n[7]) <= (isTree ? 1.2e-5 : Promised) * n[2], $"{line}: price {value.Price}");
            Assert.True(
                Math.Abs(value.SpotDelta - n[8]) <= (isTree ? 3e-4 : Promised), $"{line}: delta {value.SpotDelta}");
            (quantLib, trees) = (quantLib + (isTree ? 0 : 1), trees + (isTree ? 1 : 0));
        }

        Assert.InRange(quantLib, 200, 400);
        Assert.InRange(trees, 150, 400);
    }

    [Fact]
    public void It_is_worth_its_exercise_and_the_european_option() =>
        GenAmerican.Sample(o =>
        {
            OptionValue american = OptionPricer.Value(o);
            bool isFuture = o.Model == OptionModel.Black76American;
            double price = isFuture ? o.Market.Forward : o.Market.Spot;
            Assert.True(american.Price >= Math.Max(0, o.Sign * (price - o.Strike)));
            double european = OptionPricer.Value(
                o with { Model = isFuture ? OptionModel.Black76 : OptionModel.Bsm }).Price;
            Assert.True(american.Price >= european - (1e-7 * o.Strike), $"{o}: {american.Price} below {european}");
            double delta = isFuture ? american.FuturesDelta : american.SpotDelta;
            Assert.InRange(o.Sign * delta, -1e-6, 1 + 1e-6);
        });

    [Fact]
    public void Without_a_reason_to_exercise_it_is_european_to_the_bit() =>
        Gen.Select(
            Gen.Double[50, 200], Gen.Double[0.05, 2], Gen.Double[0.1, 0.8], Gen.Double[0, 0.1], Gen.Double[0, 0.1],
            Gen.Bool).Sample(
            (strike, years, volatility, first, second, isCall) =>
            {
                // A call on what pays nothing or costs, and a put where money costs as much as the underlying or more.
                (double rate, double yield) = isCall
                    ? (first, first < second ? 0.0 : -second)
                    : (-Math.Max(first, second), -Math.Min(first, second));
                OptionTerms american = Options.Spot(
                    isCall, 100, strike, years, volatility, rate, isCall ? Math.Min(yield, 0) : yield,
                    OptionModel.BsmAmerican);
                if (isCall && american.Market.Yield < 0 && american.Market.Rate < american.Market.Yield)
                    return;
                OptionTerms european = american with { Model = OptionModel.Bsm };
                Assert.Equal(OptionPricer.Value(european), OptionPricer.Value(american));
            });

    [Fact]
    public void A_call_is_the_put_with_price_and_strike_and_rate_and_yield_exchanged() =>
        GenAmerican.Sample(o =>
        {
            OptionTerms call = Options.Spot(
                true, o.Market.Spot, o.Strike, o.Market.Years, o.Volatility, o.Market.Rate, o.Market.Yield,
                OptionModel.BsmAmerican);
            OptionTerms put = Options.Spot(
                false, o.Strike, o.Market.Spot, o.Market.Years, o.Volatility, o.Market.Yield, o.Market.Rate,
                OptionModel.BsmAmerican);
            Assert.Equal(OptionPricer.Value(put).Price, OptionPricer.Value(call).Price, 1e-10);
        });

    [Fact]
    public void The_price_is_convex_in_the_price_and_rises_with_volatility_and_time() =>
        GenAmerican.Sample(o =>
        {
            OptionValue value = OptionPricer.Value(o);
            Assert.True(value.Gamma >= -1e-7, $"{o}: gamma {value.Gamma}");
            Assert.True(value.Vega >= -1e-5 * o.Strike, $"{o}: vega {value.Vega}");
            OptionTerms longer = Options.Aged(o, 0.1 * o.Market.Years);
            Assert.True(OptionPricer.Value(longer).Price >= value.Price - (1e-7 * o.Strike), $"{o}");
        });

    [Fact]
    public void Beyond_the_boundary_it_is_its_exercise()
    {
        OptionValue put = OptionPricer.Value(Options.Spot(false, 50, 100, 1, 0.3, 0.1, 0, OptionModel.BsmAmerican));
        Assert.Equal(50, put.Price);
        Assert.Equal(-1, put.SpotDelta);
        Assert.Equal(0, put.Gamma);
        Assert.Equal(0, put.Theta);
    }

    [Fact]
    public void Two_boundaries_at_negative_rates_meet_where_the_volatility_is_large()
    {
        AmericanPut put = new();
        put.Solve(new AmericanMarket(-0.01, -0.05, 0.1, 2));
        Assert.Equal(AmericanExercise.Between, put.Exercise);
        Assert.InRange(put.LogUpper, -0.3, 0);
        Assert.InRange(put.LogLower, Math.Log(0.2), -0.5);
        put.Solve(new AmericanMarket(-0.01, -0.012, 0.3, 20));
        Assert.Equal(AmericanExercise.Later, put.Exercise);
        put.Solve(new AmericanMarket(-0.012, -0.01, 0.3, 20));
        Assert.Equal(AmericanExercise.Never, put.Exercise);
    }

    [Fact]
    public void Delta_and_gamma_are_differences_of_prices()
    {
        int compared = 0;
        GenAmerican.Sample(
            o =>
            {
                double h = 1e-4 * o.Market.Spot;
                bool isSpot = o.Model == OptionModel.BsmAmerican;
                OptionValue low = OptionPricer.Value(Options.Moved(o, -h, isSpot)),
                    here = OptionPricer.Value(o),
                    high = OptionPricer.Value(Options.Moved(o, h, isSpot));

                // Where exercise begins the delta bends: no derivative to compare with.
                bool isSmooth = low.Gamma > 0 && high.Gamma > 0 && Math.Abs(high.Gamma - low.Gamma) < 1e-2 * here.Gamma;
                if (!isSmooth)
                    return;
                compared++;
                Assert.Equal((high.Price - low.Price) / (2 * h), isSpot ? here.SpotDelta : here.FuturesDelta, 3e-6);
                double up = isSpot ? high.SpotDelta : high.FuturesDelta,
                    down = isSpot ? low.SpotDelta : low.FuturesDelta;
                Assert.Equal((up - down) / (2 * h), here.Gamma, 1e-4 * Math.Max(here.Gamma, 1e-3));
            },
            iter: 3_000, threads: 1);
        Assert.InRange(compared, 1_500, 3_000);
    }

    [Fact]
    public void Extremes_are_finite() =>
        Gen.Select(
            Gen.Bool, Gen.Bool, Gen.Double[-27, 27], Gen.Double[-27, 27], Gen.OneOf(1e-9, 1e-4, 1, 10),
            Gen.OneOf(0.001, 0.01, 1, 20), Gen.OneOf(-1, -0.05, 0, 1e-12, 0.05, 1),
            Gen.OneOf(
                -1, -0.05, 0, 1e-12, 0.05,
                1)).Sample((isCall, isFuture, logSpot, logStrike, years, volatility, rate, yield) =>
            {
                OptionTerms o = Options.Spot(
                    isCall, Math.Exp(logSpot), Math.Exp(logStrike), years, volatility, rate, yield,
                    isFuture ? OptionModel.Black76American : OptionModel.BsmAmerican);
                OptionValue value = OptionPricer.Value(o);
                Assert.True(
                    double.IsFinite(value.Price)
                        && value.Price >= 0
                        && double.IsFinite(value.SpotDelta)
                        && double.IsFinite(value.Gamma),
                    $"{o} {value}");
            });

    [Fact]
    public void A_tree_of_our_own_says_the_same()
    {
        // 60 of the options above, seeded; the tree's own error is what the tolerance allows.
        Random random = new(5);
        for (int i = 0; i < 60; i++)
        {
            double volatility = 0.1 + (0.5 * random.NextDouble()), years = 0.05 + random.NextDouble();
            double strike = 100 * Math.Exp((random.NextDouble() - 0.5) * 2 * volatility * Math.Sqrt(years));
            OptionTerms o = Options.Spot(
                i % 2 == 0, 100, strike, years, volatility, (0.16 * random.NextDouble()) - 0.06,
                (0.16 * random.NextDouble()) - 0.06, OptionModel.BsmAmerican);
            (double price, double delta) = Tree(o);
            OptionValue value = OptionPricer.Value(o);
            Assert.Equal(price, value.Price, 1e-4 * strike);
            Assert.Equal(Math.Clamp(delta, -1, 1), value.SpotDelta, 1e-3);
        }
    }

    [Fact]
    public void QuantLib_where_it_is_installed_says_the_same()
    {
        string source = Path.Combine(Conventions.SourceTree.Repository.Root, "bench", "peers", "quantlib_american.cpp");
        string? program = Bench.Peers.CppProgram.TryBuild(
            source, ["-std=c++17", "-O2", "-lQuantLib"], out string reason);
        Assert.SkipWhen(program is null, $"QuantLib cannot be asked: {reason} (apt-get install g++ libquantlib0-dev)");
        Random random = new(12);
        List<(OptionTerms Option, string Line)> options = [];
        for (int i = 0; i < 200; i++)
        {
            double volatility = 0.08 + random.NextDouble(),
                rate = 0.002 + (0.15 * random.NextDouble()),
                yield = 0.001 + (0.15 * random.NextDouble());
            int days = 3 + random.Next(1_000);
            double strike = 100 * Math.Exp((random.NextDouble() - 0.5) * 2 * volatility * Math.Sqrt(days / 365.0));
            OptionTerms o = Options.Spot(
                i % 2 == 0, 100, strike, days / 365.0, volatility, rate, yield, OptionModel.BsmAmerican);
            options.Add(
                (
                    o,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{o.Sign} 100 {strike:R} {rate:R} {yield:R} {volatility:R} {days}")));
        }

        string file = Path.GetTempFileName();
        File.WriteAllLines(file, options.Select(option => option.Line));
        var start = new System.Diagnostics.ProcessStartInfo(program!, [file, "high", "1"])
        {
            RedirectStandardOutput = true,
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        string[] said = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        File.Delete(file);
        Assert.Equal(201, said.Length);
        for (int i = 0; i < options.Count; i++)
        {
            double price = double.Parse(said[i + 1], CultureInfo.InvariantCulture);
            Assert.True(
                Math.Abs(OptionPricer.Value(options[i].Option).Price - price) <= Promised * options[i].Option.Strike,
                $"{options[i].Line}: {price}");
        }
    }

    [Fact]
    public void The_bits_are_those_of_every_machine()
    {
        // Made on x64 with and without vector registers; elsewhere it has to be the same.
        Random random = new(9);
        ulong digest = 14_695_981_039_346_656_037;
        for (int i = 0; i < 40; i++)
        {
            OptionTerms o = Options.Make(
                i % 2 == 0, OptionModel.Black76American, 100, 60 + (80 * random.NextDouble()),
                0.01 + random.NextDouble(), 0.1 + random.NextDouble(), 0.1 * random.NextDouble());
            OptionValue value = OptionPricer.Value(o);
            foreach (double number in (double[])[value.Price, value.FuturesDelta, value.Gamma])
                digest = (digest ^ (ulong)BitConverter.DoubleToInt64Bits(number)) * 1_099_511_628_211;
        }

        Assert.Equal("939ec54859567b0e", digest.ToString("x", CultureInfo.InvariantCulture));
    }

    private static string Folder =>
        Path.Combine(Conventions.SourceTree.Repository.Root, "tests", "HedgeFast.Tests", "Core", "Greeks");

    // Broadie and Detemple (1996): Cox, Ross and Rubinstein with the European value at the last step, extrapolated from
    // 400 and 800 steps.
    private static (double Price, double Delta) Tree(in OptionTerms o)
    {
        (double coarsePrice, double coarseDelta) = Tree(o, 400);
        (double finePrice, double fineDelta) = Tree(o, 800);
        return ((2 * finePrice) - coarsePrice, (2 * fineDelta) - coarseDelta);
    }

    private static (double Price, double Delta) Tree(in OptionTerms o, int steps)
    {
        double dt = o.Market.Years / steps;
        double up = Math.Exp(o.Volatility * Math.Sqrt(dt));
        double p = (Math.Exp((o.Market.Rate - o.Market.Yield) * dt) - (1 / up)) / (up - (1 / up));
        double discount = Math.Exp(-o.Market.Rate * dt);
        double[] value = new double[steps];
        double delta = 0;
        for (int step = steps - 1; step >= 0; step--)
        {
            for (int i = 0; i <= step; i++)
            {
                double spot = o.Market.Spot * Math.Pow(up, (2 * i) - step);
                OptionTerms last = Options.Spot(
                    o.Type == OptionType.Call, spot, o.Strike, dt, o.Volatility, o.Market.Rate, o.Market.Yield);
                double held = step == steps - 1
                    ? OptionPricer.Value(last).Price
                    : discount * ((p * value[i + 1]) + ((1 - p) * value[i]));
                value[i] = Math.Max(o.Sign * (spot - o.Strike), held);
            }

            if (step == 1)
                delta = (value[1] - value[0]) / (o.Market.Spot * (up - (1 / up)));
        }

        return (value[0], delta);
    }
}
