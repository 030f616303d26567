using System.Runtime.Intrinsics;
using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Tests.Core.Greeks.Pricing;

public sealed class ImpliedVolatilityTests
{
    // Well posed: the time value is far above the rounding of the price, and K/F is within the documented range.
    private static readonly Gen<(double Sign, double Forward, double Strike, double Years, double Volatility)>
        GenOption = Gen.Select(
        Gen.OneOf(1.0, -1.0), Gen.Double[-3, 6], Gen.Double[-6.9, 6.9], Gen.Double[-9, 3.4], Gen.Double[-4.6, 2.9],
        (sign, forward, moneyness, years, volatility) =>
            (sign, Math.Exp(forward), Math.Exp(forward + moneyness), Math.Exp(years), Math.Exp(volatility)));

    [Fact]
    public void The_price_at_the_volatility_is_the_price_asked_for()
    {
        int solved = 0;
        GenOption.Sample(
            o =>
            {
                double price = Price(o.Sign, o.Forward, o.Strike, o.Years, o.Volatility);
                double value = price - Math.Max(0, o.Sign * (o.Forward - o.Strike));
                double scale = Math.Max(o.Forward, o.Strike);
                double implied = Solve(o.Sign, price, o.Forward, o.Strike, o.Years);
                if (value < 1e-13 * scale || value > Math.Min(o.Forward, o.Strike) - (1e-13 * scale))
                    return;
                Interlocked.Increment(ref solved);
                double again = Price(o.Sign, o.Forward, o.Strike, o.Years, implied);
                Assert.True(Math.Abs(again - price) <= 2e-15 * scale, $"{o}: implied {implied}");
            },
            iter: 200_000);
        Assert.True(solved > 50_000);
    }

    [Fact]
    public void The_volatility_comes_back_where_the_price_determines_it() =>
        Gen.Select(Gen.OneOf(1.0, -1.0), Gen.Double[-0.5, 0.5], Gen.Double[0.2, 1.5]).Sample(
            (sign, moneyness, volatility) =>
            {
                double strike = 100 * Math.Exp(moneyness);
                Assert.Equal(volatility, Solve(sign, Price(sign, 100, strike, 1, volatility), 100, strike, 1), 1e-11);
            });

    [Theory]
    [InlineData(1, 10, 110, 100, 1)]
    [InlineData(1, 9.99, 110, 100, 1)]
    [InlineData(1, 0, 100, 110, 1)]
    [InlineData(1, -1, 100, 110, 1)]
    [InlineData(1, 100, 100, 110, 1)]
    [InlineData(1, 101, 100, 110, 1)]
    [InlineData(-1, 110, 100, 110, 1)]
    [InlineData(-1, 10, 100, 110, 1)]
    [InlineData(1, double.NaN, 100, 110, 1)]
    [InlineData(1, double.PositiveInfinity, 100, 110, 1)]
    [InlineData(1, 5, double.NaN, 110, 1)]
    [InlineData(1, 5, 0, 110, 1)]
    [InlineData(1, 5, 100, 0, 1)]
    [InlineData(1, 5, 100, -1, 1)]
    [InlineData(1, 5, 100, 110, 0)]
    [InlineData(1, 5, 100, 110, -1)]
    [InlineData(1, 5, 100, 110, double.NaN)]
    [InlineData(1, 1e-15, 100, 110, 1)]
    public void The_rest_has_no_volatility(double sign, double price, double forward, double strike, double years) =>
        Assert.True(double.IsNaN(Solve(sign, price, forward, strike, years)));

    [Fact]
    public void At_the_money_follows_from_the_quantile() =>
        Assert.Equal(0.2, Solve(1, 7.9655674554058038, 100, 100, 1), 1e-14);

    [Fact]
    public void An_option_has_the_same_bits_wherever_it_stands() =>
        GenOption.Array[1, 40].Sample(options =>
        {
            double[] prices = Array.ConvertAll(options, o => Price(o.Sign, o.Forward, o.Strike, o.Years, o.Volatility));
            double[] together = new double[options.Length];
            ImpliedVolatility.Solve(
                Array.ConvertAll(options, o => o.Sign), prices, Array.ConvertAll(options, o => o.Forward),
                Array.ConvertAll(options, o => o.Strike),
                Array.ConvertAll(options, o => o.Years), together);
            for (int i = 0; i < options.Length; i++)
            {
                Assert.Equal(
                    BitConverter.DoubleToInt64Bits(
                        Solve(options[i].Sign, prices[i], options[i].Forward, options[i].Strike, options[i].Years)),
                    BitConverter.DoubleToInt64Bits(together[i]));
            }
        });

    [Fact]
    public void The_vector_forms_have_the_bits_of_the_scalar_ones() =>
        Gen.Double[-690, 690].Array[8].Sample(x =>
        {
            Same(x, VectorElementary.Exp, Elementary.Exp);
            Same(x, VectorPhi.At, Phi.At);
            Same(Array.ConvertAll(x, value => value / 60), VectorPhi.At, Phi.At);
            Same(Array.ConvertAll(x, Elementary.Exp), VectorElementary.Log, Elementary.Log);
        });

    private static void Same(double[] x, Func<Vector512<double>, Vector512<double>> vector, Func<double, double> scalar)
    {
        Vector512<double> result = vector(Vector512.Create(x));
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(BitConverter.DoubleToInt64Bits(scalar(x[i])), BitConverter.DoubleToInt64Bits(result[i]));
    }

    private static double Price(double sign, double forward, double strike, double years, double volatility) =>
        OptionPricer.Value(new OptionTerms
        {
            Type = sign > 0 ? OptionType.Call : OptionType.Put,
            Model = OptionModel.Black76,
            Settlement = SettlementKind.Linear,
            Strike = strike,
            Volatility = volatility,
            Market = new ExpiryMarket(0, years, forward, forward, 0, 0),
        }).Price;

    private static double Solve(double sign, double price, double forward, double strike, double years)
    {
        double[] volatility = [0];
        ImpliedVolatility.Solve([sign], [price], [forward], [strike], [years], volatility);
        return volatility[0];
    }
}
