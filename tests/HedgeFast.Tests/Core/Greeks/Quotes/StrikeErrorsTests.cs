using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Tests.Core.Greeks.Quotes;

/// <summary>
/// B06: options that only their quotes bound, under smiles without arbitrage: a mixture of lognormals, whose prices are
/// rounded to ticks. The book's true delta is within what is said to be open.
/// </summary>
public sealed class StrikeErrorsTests
{
    private const int Seed = 6_050;
    private const long Second = 1_000_000_000;
    private const double Price = 60_000;

    [Theory]
    [InlineData(DeltaConvention.NetTransaction, SettlementKind.Inverse, 0.0, 0.0)]
    [InlineData(DeltaConvention.Forward, SettlementKind.Inverse, 0.0, 0.03)]
    [InlineData(DeltaConvention.Spot, SettlementKind.Linear, 0.04, 0.02)]
    [InlineData(DeltaConvention.Futures, SettlementKind.Linear, 0.04, 0.0)]
    public void The_true_delta_of_a_book_is_within_what_is_open(DeltaConvention convention, SettlementKind settlement,
        double rate, double carry)
    {
        Random random = new(Seed);
        double whole = 0, open = 0, nearest = 0;
        for (int run = 0; run < 150; run++)
        {
            double years = Math.Exp(random.NextDouble() * Math.Log(100)) / 400;
            Mixture mixture = Mixture.Draw(random, years);
            OptionRow[] rows = [.. Chain(random, years, settlement)];
            if (rows.Length == 0)
                continue;
            OptionBook book = OptionBook.Create(rows, ["BTC"]);
            VolatilityRule rule = VolatilityRule.Default with
            {
                Source = VolatilitySource.Quotes,
                UncertainDeltaMax = 1e9
            };
            PortfolioDelta portfolio = new(book, [convention], [new UnderlyingCarry(rate, carry, Second)],
                DeltaKernel.Choose(), rulePerUnderlying: [rule], usesSolver: true);
            double[] volatilities = new double[book.Count];
            double tick = (settlement == SettlementKind.Inverse ? 1 : Price) * (random.Next(2) == 0 ? 5e-4 : 2e-3);
            VolatilityBounds former = default;
            for (int i = 0; i < book.Count; i++)
            {
                OptionTerms terms = Terms(book, i, Price, years, rate, carry, double.NaN);
                double value = mixture.Price(terms);
                volatilities[i] = QuotedVolatility.SolveUndiscounted(terms, value);
                double quoted = terms.Settlement == SettlementKind.Inverse ? value / terms.Market.Forward
                    : value * Math.Exp(-rate * years);
                double bid = Math.Floor(quoted / tick) * tick, ask = (Math.Floor(quoted / tick) + 1) * tick;
                VolatilityBounds bounds = VolatilityBounds.Of(terms, bid > 0 ? bid : double.NaN, ask, tick);
                if (!double.IsFinite(volatilities[i]))
                    volatilities[i] = bounds.Low;

                // Mostly both of a strike have one stand-in, as they have in the preparer; some differ.
                if (i > 0 && book.Strikes[i] == book.Strikes[i - 1] && random.Next(5) != 0)
                    bounds = former;
                else if (random.Next(5) == 0)
                    bounds = new VolatilityBounds(bounds.Low, bounds.High * (1 + (0.2 * random.NextDouble())));
                former = bounds;
                portfolio.Install(EventOf(i, QuotedDelta.Of(terms, convention, bounds)));
            }

            foreach (double move in (ReadOnlySpan<double>)[0, 0.0003, -0.0004, 0.00095, -0.00095, 0.004, -0.003])
            {
                double price = Price * (1 + move), said = portfolio.Revalue(0, price, Books.Now), truth = 0;
                double alone = 0;
                for (int i = 0; i < book.Count; i++)
                {
                    OptionTerms terms = Terms(book, i, price, years, rate, carry, volatilities[i]);
                    truth += book.Quantities[i] * OptionPricer.Value(terms).Delta(convention);
                    alone += Math.Abs(book.Quantities[i]) * _half[i];
                }

                double sum = portfolio.UncertainDelta(0);
                string what = $"seed {Seed}, run {run}, move {move}: {said}, true {truth}, open {sum} of {alone}";
                Assert.True(Math.Abs(said - truth) <= sum + 1e-6, what);
                Assert.True(sum <= alone * (1 + 1e-12), what);
                (whole, open) = (whole + alone, open + sum);
                nearest = Math.Max(nearest, Math.Abs(said - truth) / sum);
            }
        }

        Assert.True(open < 0.7 * whole, $"{open} open of {whole}");
        Assert.True(nearest > 0.3, $"{nearest}");
    }

    // B06: a tail of the README's book (sample-book --seed 7) without bids, 0.0005 BTC a tick, 1.5 days before expiry;
    // calls, then puts of each strike. One by one 0.56 BTC are open, together 0.15.
    [Fact]
    public void A_tail_without_bids_leaves_less_open_than_its_options_one_by_one()
    {
        (double Strike, double Call, double Put)[] tail =
        [
            (67_050, 0.3, -0.2), (67_200, -0.4, 0.1), (67_600, -2.0, -0.9), (67_750, 0.9, 2.2), (67_900, -0.4, 0.8),
            (68_150, -0.7, 0.3), (68_300, -0.1, -1.5), (68_450, 2.4, 1.1), (68_600, -2.6, -3.4), (68_750, 2.6, 2.3),
            (68_850, -0.1, -3.0), (69_000, -2.4, -0.6), (69_150, 0.6, -2.3), (69_300, -0.4, 0.1), (69_450, -0.1, 2.0),
        ];
        (double alone, double open, _) = OpenOf(tail, 60_800);
        Assert.True(alone > 0.5 && open < 0.16, $"{open} of {alone}");
    }

    // B06: the difference of a put and a call of one strike is certain.
    [Fact]
    public void A_pair_counts_with_the_sum_of_its_quantities()
    {
        (double alone, double open, double widest) = OpenOf([(68_000, -2, 1.5)], 60_800);
        Assert.Equal(3.5 * widest, alone, 1e-12);
        Assert.Equal(0.5 * widest, open, 1e-9);
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        (PortfolioDelta portfolio, _) = Bounded([(68_000, -2, 1.5), (68_500, 1, 1)], 60_800);
        portfolio.Revalue(0, 60_800, Books.Now);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 2_000; i++)
            portfolio.Revalue(0, 60_800 * (1 + ((i % 5) * 0.001)), Books.Now);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(portfolio.UncertainDelta(0) > 0);
    }

    private (double Alone, double Open, double Widest) OpenOf((double, double, double)[] tail, double price)
    {
        (PortfolioDelta portfolio, OptionBook book) = Bounded(tail, price);
        portfolio.Revalue(0, price, Books.Now);
        double alone = 0;
        for (int i = 0; i < book.Count; i++)
            alone += Math.Abs(book.Quantities[i]) * _half[i];
        return (alone, portfolio.UncertainDelta(0), _half.Max());
    }

    private (PortfolioDelta Portfolio, OptionBook Book) Bounded((double Strike, double Call, double Put)[] tail,
        double price)
    {
        const double years = 1.5 / 365, tick = 0.0005;
        long expiry = Books.Now + (long)(years * Books.Year);
        OptionBook book = OptionBook.Create(
        [
            .. tail.SelectMany(k => new[] { (k.Strike, true, k.Call), (k.Strike, false, k.Put) }).Select(k =>
                Books.Row(k.Item2, k.Strike, expiry, 0.5, k.Item3) with
                {
                    Symbol = $"{k.Strike}{(k.Item2 ? 'C' : 'P')}",
                    Settlement = SettlementKind.Inverse,
                }),
        ], ["BTC"]);
        VolatilityRule rule = VolatilityRule.Default with { Source = VolatilitySource.Quotes, UncertainDeltaMax = 1 };
        PortfolioDelta portfolio = new(book, [DeltaConvention.NetTransaction], [new UnderlyingCarry(0, 0, Second)],
            DeltaKernel.Choose(), rulePerUnderlying: [rule], usesSolver: true);
        for (int i = 0; i < book.Count; i++)
        {
            // The call's ask of one tick bounds both.
            OptionTerms terms = Terms(book, i, price, years, 0, 0, double.NaN);
            VolatilityBounds bounds = VolatilityBounds.Of(terms with { Type = OptionType.Call }, double.NaN, tick,
                tick);
            portfolio.Install(EventOf(i, QuotedDelta.Of(terms, DeltaConvention.NetTransaction, bounds)));
        }

        return (portfolio, book);
    }

    private readonly double[] _half = new double[200];

    private SolverResult EventOf(int option, in QuotedDelta delta)
    {
        SolverResult preparation = new() { Kind = SolverResultKind.Volatility, Option = option, TimeNanos = Books.Now };
        preparation.Numbers[0] = double.NaN;
        Assert.True(delta.StandIn > 0);
        _half[option] = delta.HalfWidth;
        new QuotedBounds(delta, Books.Now).WriteTo(preparation.Numbers);
        return preparation;
    }

    // Put and call of strikes on one side, or both sides, of the price.
    private static IEnumerable<OptionRow> Chain(Random random, double years, SettlementKind settlement)
    {
        long expiry = Books.Now + (long)(years * Books.Year);
        double step = Price * 0.08 * Math.Sqrt(years) * (0.3 + random.NextDouble());
        int first = random.Next(-40, 30), last = first + random.Next(1, 16);
        for (int k = first; k < last; k++)
        {
            double strike = Math.Max(0.2 * Price, Math.Round(Price + (k * step)));
            foreach (bool isCall in new[] { true, false })
            {
                if (random.Next(6) != 0)
                {
                    yield return Books.Row(isCall, strike, expiry, 0.5, random.Next(-30, 31) / 10.0) with
                    {
                        Symbol = $"{k}-{strike}{(isCall ? 'C' : 'P')}",
                        Settlement = settlement,
                    };
                }
            }
        }
    }

    private static OptionTerms Terms(OptionBook book, int i, double spot, double years, double rate, double carry,
        double volatility) => new()
        {
            Type = book.Types[i],
            Model = book.Models[i],
            Settlement = book.Settlements[i],
            Strike = book.Strikes[i],
            Volatility = volatility,
            Market = new ExpiryMarket(Books.Now, years, spot, spot * Math.Exp(carry * years), rate, rate - carry),
        };

    // Forwards times these with these weights, which average 1: free of arbitrage whatever the numbers.
    private sealed record Mixture(double Weight, double Low, double High, double LowDeviation, double HighDeviation)
    {
        public static Mixture Draw(Random random, double years)
        {
            double weight = 0.05 + (0.9 * random.NextDouble());
            double low = Math.Exp(-random.NextDouble() * 2 * Math.Sqrt(years));
            double high = (1 - (weight * low)) / (1 - weight), root = Math.Sqrt(years);
            return new Mixture(weight, low, high, root * (0.1 + random.NextDouble()),
                root * (0.1 + random.NextDouble()));
        }

        // Undiscounted.
        public double Price(in OptionTerms terms) =>
            (Weight * Black(terms, Low, LowDeviation)) + ((1 - Weight) * Black(terms, High, HighDeviation));

        private static double Black(OptionTerms terms, double factor, double s)
        {
            double forward = terms.Market.Forward * factor, n = terms.Sign;
            double d1 = (Math.Log(forward / terms.Strike) / s) + (s / 2);
            return n * ((forward * Phi.At(n * d1)) - (terms.Strike * Phi.At(n * (d1 - s))));
        }
    }
}
