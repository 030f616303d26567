using System.Globalization;
using HedgeFast.Bench.Peers;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Tests.Core.Greeks.Dividends;

/// <summary>
/// Options on a stock with dividends: QuantLib, published numbers, a quadrature and a tree written here.
/// </summary>
public sealed class DividendFormulaTests
{
    // The promise of MODELS.md for a desk's range.
    private const double Promised = 1e-4;

    [Fact]
    public void Table_of_QuantLib()
    {
        // FdBlackScholesVanillaEngine of QuantLib 1.29, Spot and Escrowed: `peers dividends --options 160 --write`.
        string path = Path.Combine(
            Conventions.SourceTree.Repository.Root, "tests", "HedgeFast.Tests", "Core", "Greeks",
            "dividend-references.csv");
        List<double> deltas = [];
        foreach (string line in File.ReadLines(path).Where(line => !line.StartsWith('#')))
        {
            string[] f = line.Split(' ');
            double[] expected = [.. f[^4..].Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            OptionTerms terms = DividendOption.Parse(line).Terms;
            OptionValue value = OptionPricer.Value(terms);
            double deviation = terms.Market.Spot * terms.Volatility * Math.Sqrt(terms.Market.Years);
            Assert.True(Math.Abs(value.Price - expected[0]) <= 1.5e-5 * terms.Strike, $"{line}: price {value.Price}");
            Assert.True(
                Math.Abs(value.SpotDelta - expected[1]) <= Promised + (2 * expected[3]),
                $"{line}: delta {value.SpotDelta}");
            Assert.True(
                Math.Abs(value.Gamma - expected[2]) * deviation <= 1e-3 + (20 * expected[3]),
                $"{line}: gamma {value.Gamma}");
            deltas.Add(Math.Abs(value.SpotDelta - expected[1]));
        }

        deltas.Sort();
        Assert.InRange(deltas.Count, 150, 400);
        Assert.InRange(deltas[deltas.Count / 2], 0, 2e-6);
    }

    [Fact]
    public void QuantLib_where_it_is_installed_says_the_same()
    {
        string source = Path.Combine(
            Conventions.SourceTree.Repository.Root, "bench", "peers", "quantlib_dividends.cpp");
        string? program = CppProgram.TryBuild(source, ["-std=c++17", "-O2", "-lQuantLib"], out string reason);
        Assert.SkipWhen(program is null, $"QuantLib cannot be asked: {reason} (apt-get install g++ libquantlib0-dev)");
        IReadOnlyList<DividendOption> options = DividendOption.Draw(24, seed: 77);
        string file = Path.GetTempFileName();
        File.WriteAllLines(file, options.Select(option => option.Line));
        var start = new System.Diagnostics.ProcessStartInfo(
            program!, [file, "300", "200"])
        { RedirectStandardOutput = true };
        using var process = System.Diagnostics.Process.Start(start)!;
        string[] said = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        File.Delete(file);
        Assert.Equal(options.Count + 1, said.Length);
        for (int i = 0; i < options.Count; i++)
        {
            double[] expected =
            [
                .. said[i + 1].Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)),
            ];
            OptionValue value = OptionPricer.Value(options[i].Terms);
            Assert.True(
                Math.Abs(value.Price - expected[0]) <= 2e-5 * options[i].Terms.Strike,
                $"{options[i].Line}: {said[i + 1]}");
            Assert.True(
                Math.Abs(value.SpotDelta - expected[1]) <= Promised + (2 * expected[3]),
                $"{options[i].Line}: {said[i + 1]}");
        }
    }

    [Fact]
    public void Published_value_of_a_call_with_one_dividend() =>
        Assert.Equal(
            11.1062, Value(Terms(true, 100, 100, 1, 0.3, 0.06, OptionModel.Bsm, Lognormal, (0.5, 7))).Price, 1e-4);

    [Theory]
    [InlineData(true, 100, 1, 0.3, 0.06)]
    [InlineData(false, 100, 1, 0.3, 0.06)]
    [InlineData(true, 80, 0.4, 0.2, 0.01)]
    [InlineData(false, 125, 0.4, 0.6, -0.02)]
    [InlineData(false, 90, 2, 0.15, 0.04)]
    public void European_options_are_the_integral_over_the_price_at_the_ex_date(
        bool isCall, double strike, double years, double volatility, double rate)
    {
        double ex = 0.4 * years;
        OptionTerms terms = Terms(isCall, 100, strike, years, volatility, rate, OptionModel.Bsm, Lognormal, (ex, 3));
        OptionValue value = Value(terms);
        double h = 0.01, up = Integral(terms, 100 + h, ex, 3), down = Integral(terms, 100 - h, ex, 3);
        Assert.Equal(Integral(terms, 100, ex, 3), value.Price, 3e-5);
        Assert.Equal((up - down) / (2 * h), value.SpotDelta, 3e-6);
        Assert.Equal((up - (2 * Integral(terms, 100, ex, 3)) + down) / (h * h), value.Gamma, 1e-5);
    }

    [Fact]
    public void Escrowed_european_options_are_black_and_scholes_of_the_net_price()
    {
        (double first, double second) = (2 * Math.Exp(-0.05 * 0.25), 3 * Math.Exp(-0.05 * 0.75));
        OptionTerms terms = Terms(
            true, 100, 95, 1, 0.25, 0.05, OptionModel.Bsm, Escrowed, (0.25, 2), (0.75, 3), (1.25, 9));
        OptionValue value = Value(terms),
            net = OptionPricer.Value(Options.Spot(true, 100 - first - second, 95, 1, 0.25, 0.05, 0));
        Assert.Equal(net.Price, value.Price, 1e-12);
        Assert.Equal(net.SpotDelta, value.SpotDelta, 1e-13);
        Assert.Equal(net.ForwardDelta, value.ForwardDelta, 1e-13);
        Assert.Equal(net.Gamma, value.Gamma, 1e-13);
        Assert.Equal(net.Vega, value.Vega, 1e-11);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void American_options_are_those_of_a_tree(bool isEscrowed)
    {
        // A tree of the process, and at each node the price that it stands for.
        Random random = new(41);
        for (int i = 0; i < 24; i++)
        {
            double years = 0.1 + random.NextDouble(), volatility = 0.15 + (0.4 * random.NextDouble());
            double strike = 100 * Math.Exp((random.NextDouble() - 0.5) * volatility * Math.Sqrt(years)),
                rate = 0.06 * random.NextDouble();
            OptionTerms terms = Terms(
                i % 2 == 0, 100, strike, years, volatility, rate, OptionModel.BsmAmerican,
                isEscrowed ? Escrowed : Lognormal,
                (0.3 * years, 1.5), (0.7 * years, 2.5));
            (double price, double delta) = Tree(terms, 500);
            (double finer, double finerDelta) = Tree(terms, 1_000);
            OptionValue value = Value(terms);
            Assert.Equal((2 * finer) - price, value.Price, 4e-4 * strike);
            Assert.Equal((2 * finerDelta) - delta, value.SpotDelta, 4e-3);
        }
    }

    [Fact]
    public void A_dividend_of_next_to_nothing_changes_next_to_nothing()
    {
        Random random = new(8);
        for (int i = 0; i < 60; i++)
        {
            double years = 0.05 + random.NextDouble(), volatility = 0.15 + (0.45 * random.NextDouble());
            double strike = 100 * Math.Exp((random.NextDouble() - 0.5) * 2 * volatility * Math.Sqrt(years));
            OptionTerms terms = Terms(
                i % 2 == 0, 100, strike, years, volatility, 0.06 * random.NextDouble(), OptionModel.BsmAmerican,
                i % 4 < 2 ? Escrowed : Lognormal, (years * random.NextDouble(), 1e-9));
            OptionValue value = Value(terms),
                plain = OptionPricer.Value(terms with { Market = terms.Market with { Dividends = null } });
            Assert.True(Math.Abs(plain.Price - value.Price) <= 4e-6 * strike, $"{terms}: {value.Price}, {plain.Price}");
            Assert.True(
                Math.Abs(plain.SpotDelta - value.SpotDelta) <= 4e-5, $"{terms}: {value.SpotDelta}, {plain.SpotDelta}");
        }
    }

    // The grid's delta and gamma are differences of the values of that same grid; theta and vega, which come from other
    // values, those of a grid with four times the nodes and steps. Closed forms are differences of themselves.
    [Fact]
    public void Derivatives_are_differences_of_values()
    {
        const double h = 0.5, v = 0.01;
        const long day = Books.Year / 365;
        Random random = new(15);
        for (int i = 0; i < 20; i++)
        {
            double years = 0.1 + random.NextDouble(), volatility = 0.2 + (0.4 * random.NextDouble());
            OptionTerms terms = Terms(
                i % 2 == 0, 100, 80 + (40 * random.NextDouble()), years, volatility, 0.04,
                i % 3 == 0 ? OptionModel.Bsm : OptionModel.BsmAmerican, i % 4 < 2 ? Escrowed : Lognormal,
                (0.4 * years, 2), (0.8 * years, 1));
            bool isClosed = !DividendCase.Needs(terms), isEuropean = terms.Model == OptionModel.Bsm;
            OptionValue value = Value(terms);
            if (value.Gamma == 0)
                continue;
            DividendValue grid = new();
            if (!isClosed)
                Solve(grid, terms, 100 - (2 * h), 100 + (2 * h));
            (double Value, double Delta, double Gamma) Around(double by) =>
                !isClosed ? grid.At(100 + by) : Value(At(terms, 100 + by)) is var at
                    ? (at.Price, at.SpotDelta, at.Gamma) : default;
            double Price(OptionTerms other) => isClosed ? Value(other).Price : Fine(other);
            (_, double delta, double gamma) = Around(0);
            Assert.Equal(Slope(by => Around(by).Value, h), delta, 2e-7);
            Assert.Equal(Slope(by => Around(by).Delta, h), gamma, 5e-8);
            double theta = Slope(by => Price(On(terms, Books.Now + (long)(by * day))), 1) * 365;
            double vega = Slope(by => Price(terms with { Volatility = volatility + by }), v);
            Assert.Equal(theta, value.Theta, isClosed ? 1e-8 : isEuropean ? 3e-5 : 1e-2);
            Assert.Equal(vega, value.Vega, isClosed ? 1e-4 : isEuropean ? 3e-3 : 5e-2);
            Assert.Equal(Price(terms), value.Price, isEuropean ? 2e-6 : 5e-4);
        }
    }

    // Of fourth order.
    private static double Slope(Func<double, double> value, double h) =>
        ((8 * (value(h) - value(-h))) - value(2 * h) + value(-2 * h)) / (12 * h);

    private static void Solve(DividendValue grid, in OptionTerms terms, double lowest, double highest)
    {
        grid.Begin(DividendCase.Of(terms), lowest, highest);
        while (!grid.Step())
        {
        }
    }

    // The same method with more nodes and steps, extrapolated.
    private static double Fine(in OptionTerms terms)
    {
        DividendGrid fine = new(1_537, 96), coarse = new(769, 48);
        DividendCase option = DividendCase.Of(terms);
        double spot = terms.Market.Spot;
        fine.Begin(option, spot, spot);
        while (!fine.Step())
        {
        }

        coarse.Begin(option, spot, spot, fine);
        while (!coarse.Step())
        {
        }

        double log = fine.LogOf(spot), value = fine.At(log).Value;
        return value + ((value - coarse.At(log).Value) / 3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void At_the_ex_date_the_price_falls_and_the_value_goes_on(bool isCall)
    {
        // One millisecond before and after: the holder of a European option has what he had, and the same delta.
        OptionTerms terms = Terms(isCall, 100, 100, 0.5, 0.3, 0.03, OptionModel.Bsm, Lognormal, (0.2, 3));
        long ex = terms.Market.Dividends!.All[0].ExNanos;
        OptionValue before = Value(On(terms, ex - 1_000_000)), after = Value(On(At(terms, 97), ex));
        Assert.Equal(after.Price, before.Price, 2e-4);
        Assert.Equal(after.SpotDelta, before.SpotDelta, 2e-5);

        // An American call is exercised before a dividend that is worth more than what waiting is worth.
        OptionTerms deep = Terms(true, 140, 100, 0.5, 0.3, 0.03, OptionModel.BsmAmerican, Lognormal, (0.2, 3));
        OptionValue last = Value(On(deep, ex - 1_000_000)), first = Value(On(deep, ex));
        Assert.Equal(40, last.Price, 1e-3);
        Assert.Equal(1, last.SpotDelta, 1e-5);
        Assert.InRange(first.SpotDelta, 0.95, 0.99999);
    }

    [Fact]
    public void A_price_that_does_not_cover_the_dividends_has_no_value()
    {
        foreach (DividendModel model in (DividendModel[])[Escrowed, Lognormal])
        {
            OptionTerms terms = Terms(false, 5, 10, 1, 0.3, 0.02, OptionModel.BsmAmerican, model, (0.5, 6));
            Assert.Equal(model == Escrowed, double.IsNaN(Value(terms).SpotDelta));
        }
    }

    [Fact]
    public void The_bits_are_those_of_every_machine()
    {
        ulong digest = 14_695_981_039_346_656_037;
        foreach (DividendOption option in DividendOption.Draw(16, seed: 5))
        {
            OptionValue value = Value(option.Terms);
            foreach (double number in (double[])[value.Price, value.SpotDelta, value.Gamma])
                digest = (digest ^ (ulong)BitConverter.DoubleToInt64Bits(number)) * 1_099_511_628_211;
        }

        Assert.Equal("960d21f6b208e659", digest.ToString("x", CultureInfo.InvariantCulture));
    }

    private const DividendModel Escrowed = DividendModel.Escrowed, Lognormal = DividendModel.PiecewiseLognormal;

    private static OptionValue Value(in OptionTerms terms) => OptionPricer.Value(terms);

    private static OptionTerms Terms(
        bool isCall, double spot, double strike, double years, double volatility, double rate, OptionModel model,
        DividendModel dividends, params (double Years, double Amount)[] paid)
    {
        DividendRule rule = new()
        {
            Model = dividends,
            Given =
            [
                .. paid.Select(
                    each => new Dividend(Books.Now + (long)Math.Round(each.Years * Books.Year), each.Amount)),
            ],
        };
        return Options.Make(isCall, model, spot, strike, years, volatility) with
        {
            Market = ExpiryMarket.Of(Books.Now, years, spot, rate, rate, new DividendSchedule(rule)),
        };
    }

    private static OptionTerms At(in OptionTerms terms, double spot)
    {
        ExpiryMarket m = terms.Market;
        return terms with
        {
            Market = ExpiryMarket.Of(m.TimeNanos, m.Years, spot, m.Rate, m.Rate - m.Yield, m.Dividends),
        };
    }

    private static OptionTerms On(in OptionTerms terms, long nanos)
    {
        ExpiryMarket m = terms.Market;
        double years = m.Years - ((nanos - m.TimeNanos) / (double)Books.Year);
        return terms with { Market = ExpiryMarket.Of(nanos, years, m.Spot, m.Rate, m.Rate - m.Yield, m.Dividends) };
    }

    // The value behind the ex date is Black's; before it the price is lognormal: Simpson's rule over nine deviations.
    private static double Integral(OptionTerms terms, double spot, double ex, double amount)
    {
        const int n = 4_000;
        double rate = terms.Market.Rate, s = terms.Volatility * Math.Sqrt(ex), sum = 0;
        for (int i = 0; i <= n; i++)
        {
            double z = -9 + (18.0 * i / n);
            double price = spot * Math.Exp(
                ((rate - (0.5 * terms.Volatility * terms.Volatility)) * ex) + (s * z)) - amount;
            OptionTerms after = Options.Spot(
                terms.Type == OptionType.Call, Math.Max(price, 1e-9), terms.Strike, terms.Market.Years - ex,
                terms.Volatility, rate, 0);
            double weight = (i == 0 || i == n ? 1 : i % 2 == 0 ? 2 : 4) * 18.0 / (3 * n);
            sum += weight * Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI) * OptionPricer.Value(after).Price;
        }

        return Math.Exp(-rate * ex) * sum;
    }

    // Cox, Ross and Rubinstein. Escrowed: the tree is of the net price. Otherwise the tree begins anew at each ex date,
    // backwards, and what lies between its prices is interpolated (Vellekoop and Nieuwenhuis 2006).
    private static (double Price, double Delta) Tree(OptionTerms terms, int steps)
    {
        ExpiryMarket market = terms.Market;
        bool isEscrowed = market.Dividends!.Model == Escrowed;
        double dt = market.Years / steps, up = Math.Exp(terms.Volatility * Math.Sqrt(dt)), rate = market.Rate;
        double p = (Math.Exp(rate * dt) - (1 / up)) / (up - (1 / up)), discount = Math.Exp(-rate * dt);
        double[] times =
        [
            .. market.Dividends.All.ToArray().Select(each => (each.ExNanos - Books.Now) / (double)Books.Year),
        ];
        double[] amounts = [.. market.Dividends.All.ToArray().Select(each => each.Amount)];
        double Held(double time) =>
            isEscrowed
                ? times.Select((t, k) => t > time + 1e-9 ? amounts[k] * Math.Exp(-rate * (t - time)) : 0).Sum()
                : 0;
        double start = market.Spot - Held(0);
        double Process(int step, int node) => start * Math.Pow(up, (2 * node) - step);
        double[] values = new double[steps + 1];
        for (int i = 0; i <= steps; i++)
            values[i] = Math.Max(0, terms.Sign * (Process(steps, i) - terms.Strike));
        double delta = 0;
        for (int step = steps - 1; step >= 0; step--)
        {
            double time = step * dt, held = Held(time);
            double[] next = new double[step + 1];
            for (int i = 0; i <= step; i++)
            {
                next[i] = Math.Max(
                    terms.Sign * (Process(step, i) + held - terms.Strike),
                    discount * ((p * values[i + 1]) + ((1 - p) * values[i])));
            }

            for (int k = 0; k < times.Length && !isEscrowed; k++)
            {
                if ((int)Math.Round(times[k] / dt) != step || step == 0)
                    continue;
                double[] after = (double[])next.Clone();
                for (int i = 0; i <= step; i++)
                {
                    double price = Process(step, i);
                    double x = Math.Clamp(
                        ((Math.Log(Math.Max(price - amounts[k], 1e-9) / start) / Math.Log(up)) + step) / 2, 0, step);
                    int at = Math.Min((int)x, step - 1);
                    double low = Process(step, at), high = Process(step, at + 1);
                    double share = (price - amounts[k] - low) / (high - low);
                    next[i] = Math.Max(
                        terms.Sign * (price - terms.Strike), after[at] + (share * (after[at + 1] - after[at])));
                }
            }

            values = next;
            if (step == 1)
                delta = (values[1] - values[0]) / (start * (up - (1 / up)));
        }

        return (values[0], delta);
    }
}
