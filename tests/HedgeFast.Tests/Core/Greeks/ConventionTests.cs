using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Tests.Core.Greeks.Kernels;

namespace HedgeFast.Tests.Core.Greeks;

/// <summary>Deltas against printed values, against differences of prices, and against parity.</summary>
public sealed class ConventionTests
{
    private const double MonthYears = 30.0 / 365;

    [Fact]
    public void Coin_settled_example()
    {
        double forward = Books.DeltaOf(DeltaConvention.Forward, true, 60_000, 60_000, MonthYears, 0.6);
        double net = Books.DeltaOf(DeltaConvention.NetTransaction, true, 60_000, 60_000, MonthYears, 0.6);
        double mark = UndiscountedPrice(true, 60_000, 60_000, MonthYears, 0.6) / 60_000;
        Assert.Equal(0.5342697036, forward, 5e-11);
        Assert.Equal(0.0685394072, mark, 5e-11);
        Assert.Equal(0.4657302964, net, 5e-11);
        Assert.Equal(forward - mark, net, 3 * Phi.KernelError);
    }

    [Theory]
    [InlineData(true, 0.5946)]
    [InlineData(false, -0.3566)]
    public void Haug_spot_delta_of_a_future(bool isCall, double expected) =>
        Assert.Equal(
            expected, Books.DeltaOf(DeltaConvention.Spot, isCall, 105, 100, 0.5, 0.36, rate: 0.10, carry: 0), 5e-5);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_futures_delta_is_the_discounted_forward_delta(bool isCall)
    {
        double forward = Books.DeltaOf(DeltaConvention.Forward, isCall, 105, 100, 0.5, 0.36, rate: 0.10);
        Assert.Equal(
            forward * Math.Exp(-0.05), Books.DeltaOf(DeltaConvention.Futures, isCall, 105, 100, 0.5, 0.36, rate: 0.10),
            1e-15);
    }

    [Fact]
    public void Hull_weekly_hedge_starts_at_its_printed_delta() =>
        Assert.Equal(
            0.522, Books.DeltaOf(DeltaConvention.Spot, true, 49, 50, 20 / 52.0, 0.20, rate: 0.05, carry: 0.05), 5e-4);

    [Fact]
    public void Deltas_are_differences_of_prices() =>
        GenOption.Sample(
            (isCall, price, strike, years, volatility, rate, carry) =>
            {
                double h = price * 1e-5;
                double Forward(double spot) => spot * Math.Exp(carry * years);
                double Undiscounted(double forward) => UndiscountedPrice(isCall, forward, strike, years, volatility);
                double Spot(double spot) => Math.Exp(-rate * years) * Undiscounted(Forward(spot));

                double f = Forward(price);
                double perForward = (Undiscounted(f + h) - Undiscounted(f - h)) / (2 * h);
                double perSpot = (Spot(price + h) - Spot(price - h)) / (2 * h);
                double perLog = ((Undiscounted(f + h) / (f + h)) - (Undiscounted(f - h) / (f - h)))
                    / Math.Log((f + h) / (f - h));

                Assert.Equal(perForward, Delta(DeltaConvention.Forward), 2e-6);
                Assert.Equal(perSpot, Delta(DeltaConvention.Spot), 2e-6 * Math.Exp((carry - rate) * years));
                Assert.Equal(
                    perForward * Math.Exp(-rate * years), Delta(DeltaConvention.Futures),
                    2e-6 * Math.Exp(-rate * years));
                Assert.Equal(perLog, Delta(DeltaConvention.NetTransaction), 2e-6);
                Assert.Equal(
                    Delta(DeltaConvention.Forward) - (Undiscounted(f) / f), Delta(DeltaConvention.NetTransaction),
                    1e-12);

                double Delta(DeltaConvention convention) =>
                    Books.DeltaOf(convention, isCall, price, strike, years, volatility, rate, carry);
            },
            iter: 2_000);

    [Fact]
    public void Put_call_parity_holds_for_every_convention() =>
        GenOption.Sample(
            (_, price, strike, years, volatility, rate, carry) =>
            {
                double forward = price * Math.Exp(carry * years);
                AssertParity(DeltaConvention.Forward, 1);
                AssertParity(DeltaConvention.Spot, Math.Exp((carry - rate) * years));
                AssertParity(DeltaConvention.Futures, Math.Exp(-rate * years));
                AssertParity(DeltaConvention.NetTransaction, strike / forward);

                void AssertParity(DeltaConvention convention, double expected)
                {
                    double call = Books.DeltaOf(convention, true, price, strike, years, volatility, rate, carry);
                    double put = Books.DeltaOf(convention, false, price, strike, years, volatility, rate, carry);
                    Assert.Equal(expected, call - put, 1e-14 * Math.Max(1, expected));
                    Assert.InRange(call, 0, expected * (1 + 1e-14));
                    Assert.InRange(put, -expected * (1 + 1e-14), 0);
                }
            },
            iter: 2_000);

    [Fact]
    public void Bachelier_deltas_are_differences_of_prices() =>
        Gen.Select(
            Gen.Bool, Gen.Double[-50, 50], Gen.Double[-50, 50], Gen.Double[0.01, 2], Gen.Double[1, 40],
            Gen.Double[-0.1, 0.1], Gen.Double[-0.1, 0.1]).Sample(
            (isCall, price, strike, years, volatility, rate, carry) =>
            {
                double Value(double spot)
                {
                    double deviation = volatility * Math.Sqrt(years);
                    double gain = (isCall ? 1 : -1) * ((spot * Math.Exp(carry * years)) - strike);
                    double d = gain / deviation;
                    return (gain * NormalReference.At(d)) + (deviation * Math.Exp(-d * d / 2) / Math.Sqrt(2 * Math.PI));
                }

                double h = 1e-4;
                double perSpot = (Value(price + h) - Value(price - h)) / (2 * h) * Math.Exp(-rate * years);
                Assert.Equal(
                    perSpot,
                    Books.DeltaOf(
                        DeltaConvention.Spot, isCall, price, strike, years, volatility, rate, carry,
                        OptionModel.Bachelier),
                    1e-7);
            },
            iter: 200);

    [Fact]
    public void A_call_rises_with_the_price() =>
        GenOption.Sample(
            (isCall, price, strike, years, volatility, rate, carry) =>
            {
                PortfolioDelta portfolio = Books.Portfolio(
                    DeltaConvention.Forward, rate, carry,
                    rows: Books.Row(isCall, strike, Books.Now + (long)(years * Books.Year), volatility));
                double last = double.NegativeInfinity;
                for (double at = price * 0.5; at < price * 2; at *= 1.01)
                {
                    double delta = portfolio.Revalue(0, at, Books.Now);
                    Assert.True(delta >= last - 2e-16);
                    last = delta;
                }
            },
            iter: 300);

    [Fact]
    public void Haug_table_of_deltas()
    {
        int rows = 0;
        foreach (string[] fields in ReferenceTable.Rows("haug-greeks.csv").Where(fields => fields[0] == "delta"))
        {
            double[] x = ReferenceTable.Numbers(fields.AsSpan(2));
            double delta = Books.DeltaOf(
                DeltaConvention.Spot, fields[1] == "call", x[1], x[0], x[4], x[5], rate: x[3], carry: x[3] - x[2]);
            Assert.Equal(x[6], delta, 5e-5);
            rows++;
        }

        Assert.Equal(2, rows);
    }

    private static Gen<(
        bool IsCall, double Price, double Strike, double Years, double Volatility, double Rate,
        double Carry)> GenOption
    { get; } =
        Gen.Select(
            Gen.Bool, Gen.Double[50, 200], Gen.Double[50, 200], Gen.Double[0.01, 3], Gen.Double[0.1, 1.5],
            Gen.Double[-0.1, 0.1], Gen.Double[-0.1, 0.1]);

    /// <summary>Black (1976) without discounting.</summary>
    private static double UndiscountedPrice(bool isCall, double forward, double strike, double years, double volatility)
    {
        // The time is rounded to nanoseconds as the book has it.
        double deviation = volatility * Math.Sqrt(Math.Round(years * Books.Year) / Books.Year);
        double d1 = (Math.Log(forward / strike) / deviation) + (deviation / 2);
        double sign = isCall ? 1 : -1;
        return sign * ((forward * Phi.At(sign * d1)) - (strike * Phi.At(sign * (d1 - deviation))));
    }
}
