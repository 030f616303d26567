using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Quotes;

namespace HedgeFast.Tests.Core.Greeks.Quotes;

/// <summary>The solvers of the models that are not Black's: every price of a model gives back its volatility.</summary>
public sealed class QuotedVolatilityTests
{
    private static readonly Gen<double> GenYears = Gen.Double[1.0 / 8760, 3];

    [Fact]
    public void Every_bachelier_price_with_time_value_gives_back_its_volatility() =>
        Gen.Select(Gen.Double[100, 100_000], Gen.Double[-5, 5], Gen.Double[0.001, 1.5], GenYears, Gen.Bool).Sample(
            (forward, deviations, relative, years, isCall) =>
            {
                double volatility = relative * forward;
                OptionTerms terms = Terms(
                    OptionModel.Bachelier, forward, forward + (deviations * volatility * Math.Sqrt(years)), years,
                    volatility, isCall);
                double price = OptionPricer.Value(terms).Price;
                double found = QuotedVolatility.Solve(terms with { Volatility = double.NaN }, price);

                // Of an option in the money the price has rounded most of the time value away.
                double again = OptionPricer.Value(terms with { Volatility = found }).Price;
                Assert.Equal(price, again, 4e-15 * (forward + volatility));
                if (Math.Abs(deviations) < 1)
                    Assert.Equal(volatility, found, 1e-12 * (volatility + forward));
            },
            iter: 100_000);

    [Fact]
    public void A_bachelier_price_without_time_value_gives_none()
    {
        OptionTerms terms = Terms(OptionModel.Bachelier, 100, 90, 0.1, double.NaN, isCall: true);
        Assert.All(
            [10, 9.9, 0, -1, double.NaN, double.PositiveInfinity],
            price => Assert.True(double.IsNaN(QuotedVolatility.Solve(terms, price))));
    }

    [Fact]
    public void Every_american_price_above_its_lowest_gives_back_its_volatility() =>
        Gen.Select(Gen.Double[0.7, 1.4], Gen.Double[0.1, 1.5], Gen.Double[0.05, 1], Gen.Bool).Sample(
            (moneyness, volatility, years, isCall) =>
            {
                OptionTerms terms = Terms(
                    OptionModel.BsmAmerican, 60_000, 60_000 * moneyness, years, volatility, isCall);
                OptionValue value = OptionPricer.Value(terms);
                double found = QuotedVolatility.Solve(terms with { Volatility = double.NaN }, value.Price);
                if (value.Vega > 1)
                    Assert.Equal(volatility, found, 1e-6);
            },
            iter: 300);

    private static OptionTerms Terms(
        OptionModel model, double forward, double strike, double years, double volatility, bool isCall) =>
        new()
        {
            Type = isCall ? OptionType.Call : OptionType.Put,
            Model = model,
            Settlement = SettlementKind.Linear,
            Strike = strike,
            Volatility = volatility,
            Market = new ExpiryMarket(Books.Now, years, forward, forward, 0, 0),
        };
}
