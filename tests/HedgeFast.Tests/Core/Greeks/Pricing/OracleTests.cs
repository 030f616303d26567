using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Tests.Core.Greeks.Kernels;

namespace HedgeFast.Tests.Core.Greeks.Pricing;

/// <summary>
/// Twenty thousand random European options of every model beside the closed forms in 106 bits, and beside QuantLib
/// where it is installed: what MODELS.md promises. Printed by <c>dotnet test -c Release --filter OracleTests --logger
/// "console;verbosity=detailed"</c>.
/// </summary>
public sealed class OracleTests
{
    private const string Price = "price / greater of F, K (and s)";
    private const string Delta = "delta", SpotDelta = "delta, times s, from the spot";
    private const string FarPrice = "price out of the money, relative", FarDelta = "delta out of the money, relative";
    private const string Gamma = "gamma, relative", Vega = "vega, relative", Theta = "theta / its largest term";
    private const string Implied = "price at its implied volatility", Deviation = "implied s, times vega / scale";

    private static readonly OptionTerms[] All = OracleOptions.European();

    [Fact]
    public void Twenty_thousand_options_have_the_numbers_of_106_bits()
    {
        // D7: the rounding of F/K was the error of the delta at one second.
        OracleErrors errors = new(Price, FarPrice, Delta, FarDelta, SpotDelta, Gamma, Vega, Theta);
        foreach (OptionTerms o in All)
        {
            OptionValue value = OptionPricer.Value(o);
            ExactOption exact = ExactOption.Of(o);
            double delta = OracleOptions.DeltaOf(o, value);
            errors.Note(o, Price, (double)(value.Price - exact.Price) / OracleOptions.ScaleOf(o));
            errors.Note(o, Delta, (double)(delta - exact.Delta));
            errors.Note(o, Gamma, Relative(value.Gamma, exact.Gamma));
            errors.Note(o, Vega, Relative(value.Vega, exact.Vega));
            errors.Note(o, Theta, (double)(value.Theta - exact.Theta) / LargestTerm(o, exact));
            if (o.Sign * (o.Market.Forward - o.Strike) < 0)
            {
                errors.Note(o, FarPrice, Relative(value.Price, exact.Price));
                errors.Note(o, FarDelta, Relative(delta, exact.Delta));
            }

            if (OracleOptions.NameOf(o) == 0)
                errors.Note(o, SpotDelta, OracleOptions.DeviationOf(o) * (double)(delta - ExactOption.OfSpot(o).Delta));
        }

        errors.Print("ours beside 106 bits");
        errors.Within(Price, 6e-16, 6e-16, 6e-16, 3e-16);
        errors.Within(Delta, 6e-16, 6e-16, 6e-16, 6e-16);
        errors.Within(SpotDelta, 2e-15);
        foreach (string column in (string[])[FarPrice, FarDelta, Gamma, Vega, Theta])
            errors.Within(column, 4e-13, 4e-13, 4e-13, 4e-13);
    }

    [Fact]
    public void A_price_gives_back_its_volatility()
    {
        OracleErrors errors = new(Implied);
        double[] prices = [.. All.Select(o => OptionPricer.Value(o).Price)], found = new double[All.Length];
        QuotedVolatility.Solve(All, prices, found);
        int solved = 0;
        for (int i = 0; i < All.Length; i++)
        {
            OptionTerms o = All[i];
            if (double.IsNaN(found[i]))
            {
                Assert.False(HasTimeValue(o, prices[i]), OracleErrors.Text(o));
                continue;
            }

            solved++;
            double again = OptionPricer.Value(o with { Volatility = found[i] }).Price;
            errors.Note(o, Implied, (again - prices[i]) / OracleOptions.ScaleOf(o));
        }

        errors.Print($"ours: {solved} volatilities of {All.Length} prices");
        errors.Within(Implied, 1.5e-15, 1.5e-15, 1.5e-15, 1e-15);
        Assert.InRange(solved, 12_000, All.Length);
    }

    [Fact]
    public void QuantLib_says_the_same_of_twenty_thousand_options()
    {
        double[][] said = QuantLibOracle.Answer([.. All.Select(Row)]);
        OracleErrors errors = new(Price, Delta, Gamma, Vega, Theta, Deviation);
        int both = 0;
        double[] found = new double[All.Length];
        QuotedVolatility.Solve(All, [.. All.Select(o => OptionPricer.Value(o).Price)], found);
        for (int i = 0; i < All.Length; i++)
        {
            OptionTerms o = All[i];
            ExactOption exact = ExactOption.Of(o);
            double scale = OracleOptions.ScaleOf(o), s = OracleOptions.DeviationOf(o), root = Math.Sqrt(o.Market.Years);
            errors.Note(o, Price, (double)(said[i][0] - exact.Price) / scale);
            errors.Note(o, Delta, (double)(said[i][1] - exact.Delta));
            errors.Note(o, Vega, Relative(said[i][3], exact.Vega));
            if (OracleOptions.NameOf(o) != 3)
            {
                errors.Note(o, Gamma, Relative(said[i][2], exact.Gamma));
                double unit = scale * (Math.Abs(o.Market.Rate) + o.Market.Yield + (o.Volatility / root));
                errors.Note(o, Theta, (double)(said[i][4] - exact.Theta) / unit);
                if (double.IsFinite(said[i][5]) && double.IsFinite(found[i]))
                {
                    both++;
                    errors.Note(o, Deviation, ((said[i][5] / root) - found[i]) * (double)exact.Vega / scale);
                }
            }
        }

        // Ours is held against the same exact numbers above; where the two differ by more than ours may, QuantLib is
        // the one that is off.
        errors.Print($"QuantLib beside 106 bits; {both} of its implied deviations beside ours");
        errors.Within(Price, 3e-15, 3e-15, 3e-15, 3e-15);
        errors.Within(Delta, 1e-9, 1e-9, 1e-9, 4e-15);
        errors.Within(Gamma, 1e-5, 1e-5, 1e-5);
        errors.Within(Vega, 1e-5, 1e-5, 1e-5, 1e-12);
        errors.Within(Theta, 1e-9, 1e-9, 1e-9);
        errors.Within(Deviation, 2e-12, 2e-12, 2e-12);
        Assert.InRange(both, 8_000, All.Length);
    }

    [Fact]
    public void A_reference_in_106_bits_is_one()
    {
        // Beside the series in 320 bits, and its own two forms beside each other.
        Random random = new(3);
        for (int i = 0; i < 2_000; i++)
        {
            double x = (random.NextDouble() - 0.5) * 20;
            Wide phi = Wide.Phi(x);
            Assert.True(Math.Abs(NormalReference.ErrorOf(phi.High, x) + phi.Low) < 1e-28, $"{x}");
            Wide density = Wide.Density(x), mean = density + (x * phi);
            if (x < -1)
                Assert.Equal(0, (double)((Wide.Gain(x) - mean) / mean), 1e-15);
            double y = Math.Exp(random.NextDouble() * 20);
            Assert.Equal(0, (double)(Wide.Log(Wide.Exp(x)) - x), 1e-29);
            Assert.Equal(0, (double)(Wide.Exp(Wide.Log(y)) / y - 1), 1e-29);
            Assert.Equal(0, (double)((Wide.Sqrt(y) * Wide.Sqrt(y)) - y) / y, 1e-30);
        }
    }

    [Fact]
    public void A_reference_in_106_bits_has_the_digits_of_the_table_of_erfc()
    {
        foreach (string[] fields in ReferenceTable.Rows("erfc-references.csv"))
        {
            double z = ReferenceTable.Numbers(fields)[0], erfc = ReferenceTable.Numbers(fields)[1];
            Wide computed = 2 * Wide.Phi(-(Wide)z * Wide.Sqrt(2));
            Assert.Equal(0, (double)((computed - erfc) / erfc), 1.2e-16);
        }
    }

    [Fact]
    public void The_kernels_deltas_are_within_their_promise_of_106_bits()
    {
        // D7: 5.9e-14, and what the roundings of ln(S/R) and ln(K/R) are beside a small sigma sqrt T.
        Random random = new(OracleOptions.Seed);
        const double price = 100;
        OptionRow[] rows =
        [
            .. Enumerable.Range(0, 4_000).Select(i =>
            {
                long nanos = (long)(Math.Exp(random.NextDouble() * Math.Log(30 / OracleOptions.SecondYears)) * 1e9);
                double volatility = Math.Exp(Math.Log(0.001) + (random.NextDouble() * Math.Log(5_000)));
                double deviation = volatility * Math.Sqrt(nanos / (double)Books.Year);
                double strike = price * Math.Exp(Math.Clamp((random.NextDouble() - 0.5) * 8 * deviation, -1.5, 1.5));
                return Books.Row(i % 2 == 0, strike, Books.Now + nanos, volatility);
            }),
        ];
        OptionBook book = OptionBook.Create(rows, ["BTC"]);
        foreach (DeltaKernel kernel in DeltaKernel.All.Where(kernel => kernel.IsSupported))
        {
            UnderlyingCarry still = new(0, 0, 1_000_000_000);
            PortfolioDelta portfolio = new(book, [DeltaConvention.Forward], [still], kernel);
            portfolio.Revalue(0, price, Books.Now);
            double worst = 0, rounding = 0;
            foreach (ExpiryGroup slice in book.Slices)
            {
                for (int i = slice.Start; i < slice.Start + slice.Count; i++)
                {
                    OptionTerms o = Options.Make(
                        book.Types[i] == OptionType.Call, OptionModel.Black76, price, book.Strikes[i],
                        DayCount.Years(slice.ExpiryNanos - Books.Now), book.Volatilities[i]);
                    double error = Math.Abs((double)(portfolio.Deltas[i] - ExactOption.Of(o).Delta));
                    worst = Math.Max(worst, error);
                    rounding = Math.Max(rounding, (error - Phi.KernelError) * OracleOptions.DeviationOf(o));
                }
            }

            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{kernel.Name}: worst {worst:E1}; beyond {Phi.KernelError:E1} at most {rounding:E1} / s "
                + $"(seed {OracleOptions.Seed})"));
            Assert.InRange(rounding, 0, 2e-16);
        }
    }

    private static string Row(OptionTerms o)
    {
        ExpiryMarket m = o.Market;
        double undiscounted = QuotedVolatility.Undiscounted(o, OptionPricer.Value(o).Price);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{OracleOptions.NameOf(o)} {o.Sign} {m.Forward:R} {m.Spot:R} {o.Strike:R} {m.Rate:R} {m.Yield:R} "
            + $"{o.Volatility:R} {m.Years:R} {undiscounted:R}");
    }

    // Above the rounding of the price, and below the bound that no volatility reaches.
    private static bool HasTimeValue(in OptionTerms o, double price)
    {
        double undiscounted = QuotedVolatility.Undiscounted(o, price);
        double slack = 1e-13 * Math.Max(Math.Abs(o.Market.Forward), Math.Abs(o.Strike));
        double value = undiscounted - Math.Max(0, o.Sign * (o.Market.Forward - o.Strike));
        double least = Math.Min(o.Market.Forward, o.Strike);
        double bound = o.Model == OptionModel.Bachelier ? double.PositiveInfinity : least;
        return value > slack && value < bound - slack;
    }

    // Decay by volatility, and interest on cash and on the underlying.
    private static double LargestTerm(in OptionTerms o, ExactOption exact)
    {
        double price = (double)exact.Price, delta = (double)exact.Delta;
        double decay = (double)exact.Vega * o.Volatility / (2 * o.Market.Years);
        bool isSpot = OracleOptions.NameOf(o) == 0, isCoin = OracleOptions.NameOf(o) == 2;
        double cash = isSpot ? (o.Market.Spot * delta) - price : price;
        double carry = isSpot ? o.Market.Yield * o.Market.Spot * delta : 0;
        return Math.Max(decay, Math.Max(isCoin ? 0 : Math.Abs(o.Market.Rate * cash), Math.Abs(carry))) + 1e-290;
    }

    // Numbers below 1e-290 have no digits to lose.
    private static double Relative(double value, Wide exact) =>
        Math.Abs(exact.High) < 1e-290 ? 0 : (double)((value - exact) / exact);
}
