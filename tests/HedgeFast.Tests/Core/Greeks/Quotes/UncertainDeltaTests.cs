using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Tests.Core.Greeks.Quotes;

/// <summary>
/// B06: what options without a volatility leave open together, held against a model that counts it anew at every step.
/// </summary>
public sealed class UncertainDeltaTests
{
    private const int Seed = 6;
    private const long Second = 1_000_000_000;
    private const long Age = 20 * Second;

    [Theory]
    [InlineData(DeltaConvention.Forward, 0.0, 0.0)]
    [InlineData(DeltaConvention.NetTransaction, 0.0, 0.0)]
    [InlineData(DeltaConvention.Futures, 0.05, 0.02)]
    public void It_is_what_a_naive_count_finds(DeltaConvention convention, double rate, double carry)
    {
        Random random = new(Seed);
        int stopped = 0, open = 0;
        for (int run = 0; run < 60; run++)
        {
            OptionRow[] rows =
            [
                .. Enumerable.Range(0, random.Next(1, 12)).Select(i => Books.Row(
                    random.Next(2) == 0, random.Next(40_000, 80_000), Books.Now + (random.Next(5, 200) * Second), 0.5,
                        random.Next(-30, 30) / 100.0) with { Symbol = "S" + i }),
            ];
            OptionBook book = OptionBook.Create(rows, ["BTC"]);
            double allowed = random.NextDouble();
            VolatilityRule rule = new(VolatilityDynamics.StickyStrike, random.Next(2) == 0 ? long.MaxValue : Age,
                0.001)
            { Source = VolatilitySource.Quotes, UncertainDeltaMax = allowed };
            PortfolioDelta portfolio = new(book, [convention], [new UnderlyingCarry(rate, carry, Second)],
                DeltaKernel.Choose(), rulePerUnderlying: [rule], usesSolver: true);
            Known[] known = new Known[book.Count];
            Array.Fill(known, Known.Nothing);
            long now = Books.Now;
            double price = 60_000;
            for (int step = 0; step < 60; step++)
            {
                for (int k = random.Next(4); k > 0; k--)
                {
                    int option = random.Next(book.Count);
                    known[option] = Known.Random(random, price, now);
                    portfolio.Install(known[option].AsEvent(option));
                }

                // Time enough that the terms are prepared, so that what came is in use.
                now += 1 + (long)(random.NextDouble() * 4 * Second) + Second;
                price *= Math.Exp((random.NextDouble() - 0.5) * 0.02);
                double naive = 0;
                int missing = 0;
                for (int i = 0; i < book.Count; i++)
                {
                    double years = Math.Max(0, (book.ExpiryNanos[i] - now) / (double)Books.Year);
                    double unit = convention == DeltaConvention.Forward ? 1
                        : Math.Exp((Math.Abs(carry) + Math.Abs(rate)) * years);
                    unit *= convention == DeltaConvention.NetTransaction ? Math.Max(1, book.Strikes[i] / price) : 1;
                    if (book.ExpiryNanos[i] <= now
                        || known[i].ErrorAt(price, now, rule.AgeNanosMax, unit) is not { } error)
                    {
                        continue;
                    }

                    (missing, naive) = (missing + 1, naive + (Math.Abs(book.Quantities[i]) * error));
                }

                bool isHedged = !double.IsNaN(portfolio[0].Revalue(price, now));
                string what = $"seed {Seed}, run {run}, step {step}";
                Assert.True(
                    missing == portfolio[0].MissingOptions, $"{what}: {missing}, {portfolio[0].MissingOptions}");
                Assert.True(Math.Abs(naive - portfolio[0].UncertainDelta) < 1e-12,
                    $"{what}: {naive}, {portfolio[0].UncertainDelta}");
                Assert.True(isHedged == naive <= allowed, what);
                (stopped, open) = (stopped + (isHedged ? 0 : 1), open + (isHedged && missing > 0 ? 1 : 0));
            }
        }

        Assert.True(stopped > 300 && open > 300, $"{stopped} stopped, {open} hedged with options missing");
    }

    // B06: a net transaction delta of K/F is more than a unit as soon as the price has fallen, not a time step later.
    [Fact]
    public void A_fall_within_a_time_step_is_counted_at_once()
    {
        OptionBook book = OptionBook.Create(
            [Books.Row(false, 66_000, Books.Now + Books.Year, 0.5, 1)], ["BTC"]);
        VolatilityRule rule = VolatilityRule.Default with
        {
            Source = VolatilitySource.Quotes,
            UncertainDeltaMax = 0.6,
        };
        PortfolioDelta portfolio = new(
            book, [DeltaConvention.NetTransaction], [new UnderlyingCarry(0, 0, Second)], DeltaKernel.Choose(),
            rulePerUnderlying: [rule], usesSolver: true);
        Assert.False(double.IsNaN(portfolio[0].Revalue(60_000, Books.Now)));
        Assert.Equal(0.55, portfolio[0].UncertainDelta, 1e-12);
        Assert.True(double.IsNaN(portfolio[0].Revalue(48_000, Books.Now + 1)));
        Assert.Equal(0.5 * 66 / 48, portfolio[0].UncertainDelta, 1e-12);
    }

    // Without a share the count is none, and one missing option stops: as it was before.
    [Fact]
    public void Without_a_limit_nothing_is_counted()
    {
        OptionBook book = OptionBook.Create([Books.Row(true, 60_000, Books.Now + Books.Year, 0.5, 1e-9)], ["BTC"]);
        VolatilityRule rule = VolatilityRule.Default with { Source = VolatilitySource.Quotes };
        PortfolioDelta portfolio = new(book, [DeltaConvention.Forward],
            [default(UnderlyingCarry) with { TimeStepNanos = Second }], DeltaKernel.Choose(),
            rulePerUnderlying: [rule]);
        Assert.True(double.IsNaN(portfolio[0].Revalue(60_000, Books.Now)));
        Assert.Equal(0, portfolio[0].MissingOptions);
        Assert.Equal(0, portfolio[0].UncertainDelta);
        Assert.Equal(0, portfolio[0].UnusableOption);
    }

    // An option of which nothing is known counts half a unit, at every price and with every kernel.
    [Fact]
    public void An_unquoted_option_counts_with_half_its_delta()
    {
        OptionRow[] rows =
        [
            Books.Row(true, 60_000, Books.Now + Books.Year, 0.5, 0.3),
                Books.Row(false, 50_000, Books.Now + Books.Year, 0.5, 0.2),
            Books.Row(true, 100, Books.Now + Books.Year, 20, -0.1, OptionModel.Bachelier),
                Books.Row(false, 50_000, Books.Now + Books.Year, 0.5, 0.4, OptionModel.BsmAmerican),
        ];
        OptionBook book = OptionBook.Create([.. rows.Select((row, i) => row with { Symbol = "S" + i })], ["BTC"]);
        VolatilityRule rule = VolatilityRule.Default with { Source = VolatilitySource.Quotes, UncertainDeltaMax = 1 };
        foreach (double price in (ReadOnlySpan<double>)[50_000, 60_000, 80_000])
        {
            PortfolioDelta portfolio = new(book, [DeltaConvention.Forward], [new UnderlyingCarry(0, 0, Second)],
                DeltaKernel.Choose(), rulePerUnderlying: [rule]);
            Assert.Equal(0.15 - 0.1 - 0.05 - 0.2, portfolio[0].Revalue(price, Books.Now), 1e-9);
            Assert.Equal(0.5, portfolio[0].UncertainDelta, 1e-9);
        }
    }

    // What the model knows of an option.
    private readonly record struct Known(double Volatility, long TimeNanos, double StandIn, double HalfWidth,
        double Low, double High, long BoundsNanos)
    {
        public static Known Nothing { get; } = new(double.NaN, 0, 0, 0, 0, 0, 0);

        public static Known Random(Random random, double price, long now) => new(
            random.Next(3) == 0 ? double.NaN : 0.2 + random.NextDouble(), now, random.Next(3) == 0 ? 0 : 0.3
                + random.NextDouble(),
            random.NextDouble() * 0.6, price * 0.995, price * 1.005, now / 256 * 256);

        public SolverResult AsEvent(int option)
        {
            SolverResult preparation = new()
            {
                Kind = SolverResultKind.Volatility,
                Option = option,
                TimeNanos = TimeNanos
            };
            (preparation.Numbers[0], preparation.Numbers[1]) = (Volatility, StandIn);
            if (StandIn > 0)
            {
                (preparation.Numbers[2], preparation.Numbers[3], preparation.Numbers[4],
                    preparation.Numbers[5]) = (HalfWidth, Low, High, BoundsNanos);
            }

            return preparation;
        }

        // Null where there is a volatility.
        public double? ErrorAt(double price, long now, long age, double unit)
        {
            bool isYoung = now - TimeNanos <= age;
            if (!double.IsNaN(Volatility) && isYoung)
                return null;
            bool isBounded = StandIn > 0 && now - BoundsNanos <= age && price >= Low && price <= High;
            if (isBounded)
                return Math.Min(unit, double.IsNaN(Volatility) ? HalfWidth : 2 * HalfWidth);
            return StandIn > 0 || !double.IsNaN(Volatility) ? unit : 0.5 * unit;
        }
    }
}
