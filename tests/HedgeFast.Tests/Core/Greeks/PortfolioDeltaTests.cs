using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Tests.Core.Greeks.Kernels;

namespace HedgeFast.Tests.Core.Greeks;

public sealed class PortfolioDeltaTests
{
    private const long Second = 1_000_000_000;
    private const long Hour = 3_600 * Second;

    [Fact]
    public void Options_sum_with_sign_and_multiplier()
    {
        // Hull's netting: +100,000 x .533 - 200,000 x .468 - 50,000 x (-.508) = -14,900. The volatilities that give
        // those deltas stand in for his options.
        OptionRow[] rows =
        [
            Books.Row(
                true, 100, Books.Now + Books.Year, VolatilityFor(0.533), 1_000) with { Multiplier = 100, Symbol = "A" },
            Books.Row(true, 100, Books.Now + Books.Year, 10, -2_000) with
            {
                Multiplier = 100,
                Symbol = "B",
                Model = OptionModel.Bachelier,
                Strike = StrikeFor(0.468),
            },
            Books.Row(false, 100, Books.Now + Books.Year, 10, -500) with
            {
                Multiplier = 100,
                Symbol = "C",
                Model = OptionModel.Bachelier,
                Strike = StrikeFor(1 - 0.508),
            },
        ];
        PortfolioDelta portfolio = Books.Portfolio(DeltaConvention.Forward, rows: rows);
        double net = portfolio.Revalue(0, 100, Books.Now);
        Assert.Equal(-14_900, net, 1e-6);
        Assert.Equal(net, Sum(portfolio.Deltas), 1e-9);
    }

    [Fact]
    public void An_option_is_zero_from_its_expiry_on_even_within_a_time_step()
    {
        long expiry = Books.Now + (10 * Second);
        PortfolioDelta portfolio = Books.Portfolio(
            DeltaConvention.NetTransaction, step: Hour,
            rows: [Books.Row(true, 50_000, expiry, 0.6), Books.Row(true, 50_000, expiry + Hour, 0.6, 2)]);
        Assert.Equal(3 * 50_000 / 60_000.0, portfolio.Revalue(0, 60_000, Books.Now), 1e-9);
        Assert.Equal(3 * 50_000 / 60_000.0, portfolio.Revalue(0, 60_000, expiry - 1), 1e-9);
        Assert.Equal(2 * 50_000 / 60_000.0, portfolio.Revalue(0, 60_000, expiry), 1e-9);
        Assert.Equal(0, portfolio.Deltas[0]);
        Assert.Equal(0, portfolio.Revalue(0, 60_000, expiry + Hour));
        Assert.Equal(0, portfolio.Revalue(0, 60_000, long.MaxValue));
    }

    [Fact]
    public void An_expired_option_stays_zero_while_the_clock_is_a_little_behind()
    {
        long expiry = Books.Now + (10 * Second);
        PortfolioDelta portfolio = Books.Portfolio(DeltaConvention.Forward, rows: Books.Row(true, 50_000, expiry, 0.6));
        Assert.Equal(0, portfolio.Revalue(0, 60_000, expiry + 1));
        Assert.Equal(0, portfolio.Revalue(0, 60_000, expiry - 1));
        Assert.Equal(1, portfolio.Revalue(0, 60_000, expiry - (2 * Second)), 1e-9);
    }

    [Fact]
    public void Time_moves_the_deltas_in_whole_steps()
    {
        OptionRow row = Books.Row(true, 60_000, Books.Now + Hour, 0.6);
        PortfolioDelta portfolio = Books.Portfolio(DeltaConvention.Forward, step: Second, rows: row);
        double first = portfolio.Revalue(0, 60_100, Books.Now);
        Assert.Equal(first, portfolio.Revalue(0, 60_100, Books.Now + Second - 1));
        Assert.Equal(first, portfolio.Revalue(0, 60_100, Books.Now - Second + 1));
        double second = portfolio.Revalue(0, 60_100, Books.Now + Second);
        Assert.NotEqual(first, second);
        Assert.Equal(
            Books.Portfolio(DeltaConvention.Forward, rows: row).Revalue(0, 60_100, Books.Now + Second), second);
        Assert.Equal(first, portfolio.Revalue(0, 60_100, Books.Now));
    }

    [Fact]
    public void The_same_calls_give_the_same_bits()
    {
        OptionRow[] rows =
        [
            .. Enumerable.Range(0, 100).Select(
                i => Books.Row(i % 2 == 0, 40_000 + (i * 500), Books.Now + ((1 + (i % 5)) * Hour), 0.5, i - 50)),
        ];
        PortfolioDelta one = Books.Portfolio(DeltaConvention.NetTransaction, rows: rows);
        PortfolioDelta other = Books.Portfolio(DeltaConvention.NetTransaction, rows: rows);
        Random random = new(7);
        for (int i = 0; i < 2_000; i++)
        {
            double price = 61_000 + (random.NextDouble() * 1_000);
            long time = Books.Now + random.NextInt64(6 * Hour);
            Assert.Equal(
                BitConverter.DoubleToInt64Bits(one.Revalue(0, price, time)),
                BitConverter.DoubleToInt64Bits(other.Revalue(0, price, time)));
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(0.0)]
    [InlineData(1e-16)]
    [InlineData(1e16)]
    [InlineData(-1.0)]
    public void An_impossible_price_is_not_a_number_and_changes_nothing(double price)
    {
        PortfolioDelta portfolio = Books.Portfolio(
            DeltaConvention.Forward, rows: Books.Row(true, 60_000, Books.Now + Hour, 0.6));
        double good = portfolio.Revalue(0, 60_000, Books.Now);
        Assert.True(double.IsNaN(portfolio.Revalue(0, price, Books.Now)));
        Assert.Equal(good, portfolio.Deltas[0]);
        Assert.Equal(good, portfolio.Revalue(0, 60_000, Books.Now));
    }

    [Fact]
    public void Bachelier_takes_negative_prices()
    {
        OptionRow row = Books.Row(true, -5, Books.Now + Books.Year, 20, model: OptionModel.Bachelier);
        PortfolioDelta portfolio = Books.Portfolio(DeltaConvention.Forward, rows: row);
        Assert.Equal(NormalReference.At((-37.0 + 5) / 20), portfolio.Revalue(0, -37, Books.Now), Phi.KernelError);
        Assert.True(double.IsNaN(portfolio.Revalue(0, double.NaN, Books.Now)));
    }

    [Fact]
    public void Underlyings_do_not_touch_each_other()
    {
        OptionRow[] rows =
        [
            .. Enumerable.Range(0, 13).Select(i => Books.Row(true, 50_000 + i, Books.Now + Hour, 0.6)),
            .. Enumerable.Range(0, 5).Select(
                i => Books.Row(false, 3_000 + i, Books.Now + Hour, 0.6, underlying: "ETH")),
        ];
        OptionBook book = OptionBook.Create(rows, ["ETH", "BTC", "SOL"]);
        PortfolioDelta portfolio = new(
            book, [DeltaConvention.Forward, DeltaConvention.Forward, DeltaConvention.Spot],
            [new(0, 0, 1), new(0, 0, 1), new(0, 0, 1)], DeltaKernel.Choose());
        Assert.Equal(-5, portfolio.Revalue(0, 1_000, Books.Now), 1e-9);
        Assert.All(portfolio.Deltas[5..].ToArray(), delta => Assert.Equal(0, delta));
        Assert.Equal(13, portfolio.Revalue(1, 60_000, Books.Now), 1e-9);
        Assert.All(portfolio.Deltas[..5].ToArray(), delta => Assert.Equal(-1, delta, 1e-9));
        Assert.Equal(0, portfolio.Revalue(2, 150, Books.Now));
    }

    [Fact]
    public void What_cannot_be_computed_is_refused_with_a_reason()
    {
        OptionRow normal = Books.Row(true, 10, Books.Now + Hour, 5, model: OptionModel.Bachelier);
        Assert.Contains(
            "bachelier",
            Assert.Throws<ArgumentException>(
                () => Books.Portfolio(DeltaConvention.NetTransaction, rows: normal)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Books.Portfolio((DeltaConvention)9, rows: normal));
        Assert.Throws<ArgumentException>(
            () => Books.Portfolio(DeltaConvention.Forward, rate: double.NaN, rows: normal));
        Assert.Throws<ArgumentException>(() => Books.Portfolio(DeltaConvention.Forward, carry: 1.5, rows: normal));
        Assert.Throws<ArgumentException>(() => Books.Portfolio(DeltaConvention.Forward, step: 0, rows: normal));
        OptionBook book = OptionBook.Create([normal], ["BTC"]);
        Assert.Throws<ArgumentException>(() => new PortfolioDelta(book, [], [new(0, 0, 1)], DeltaKernel.Choose()));
        Assert.Throws<ArgumentException>(
            () => new PortfolioDelta(book, [DeltaConvention.Spot], [], DeltaKernel.Choose()));
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value;
        return sum;
    }

    // At the money the forward delta is Phi(sigma / 2) for one year.
    private static double VolatilityFor(double delta) => 2 * Quantile(delta);

    // Bachelier with volatility 10 for one year at price 100: delta = Phi((100 - K) / 10).
    private static double StrikeFor(double delta) => 100 - (10 * Quantile(delta));

    private static double Quantile(double probability)
    {
        double low = -8, high = 8;
        for (int i = 0; i < 80; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = NormalReference.At(middle) < probability ? (middle, high) : (low, middle);
        }

        return low;
    }
}
