using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Quotes;

namespace HedgeFast.Tests.Core.Greeks.Dividends;

/// <summary>
/// B06: what bid and ask say of a delta where dividends lie before the expiry. The truth is made by the market of the
/// dividends alone.
/// </summary>
public sealed class QuotedDividendTests
{
    private const double Rate = 0.04, Carry = 0.03;
    private const int Seed = 20_261_202;

    // B06
    [Theory]
    [InlineData(OptionModel.Bsm, DividendModel.Escrowed, 400)]
    [InlineData(OptionModel.Black76, DividendModel.Escrowed, 400)]
    [InlineData(OptionModel.Bsm, DividendModel.PiecewiseLognormal, 25)]
    [InlineData(OptionModel.BsmAmerican, DividendModel.Escrowed, 25)]
    [InlineData(OptionModel.BsmAmerican, DividendModel.PiecewiseLognormal, 25)]
    public void The_true_delta_is_within_that_of_its_quote(OptionModel model, DividendModel dividends, int options)
    {
        Random random = new(Seed);
        AmericanQuote solver = new();
        for (int i = 0; i < options; i++)
        {
            double years = 0.1 + random.NextDouble(), volatility = 0.1 + (0.6 * random.NextDouble());
            double strike = 100 * Math.Exp(volatility * Math.Sqrt(years) * ((6 * random.NextDouble()) - 3));
            long ex = Books.Now + (long)(years * random.NextDouble() * Books.Year);
            DividendRule rule = new() { Model = dividends, Given = [new(ex, 1 + (10 * random.NextDouble()))] };
            DividendSchedule schedule = new(rule);
            ExpiryMarket At(double spot) => ExpiryMarket.Of(Books.Now, years, spot, Rate, Carry, schedule);
            OptionTerms terms = new()
            {
                Type = random.Next(2) == 0 ? OptionType.Call : OptionType.Put,
                Model = model,
                Settlement = SettlementKind.Linear,
                Strike = strike,
                Volatility = volatility,
                Market = At(100),
            };
            double price = OptionPricer.Value(terms).Price;
            double bid = Math.Floor(price / 0.05) * 0.05, ask = Math.Max(0.05, Math.Ceiling(price / 0.05) * 0.05);
            bid = bid <= 0 || random.Next(3) == 0 ? double.NaN : bid;
            OptionTerms unknown = terms with { Volatility = double.NaN };
            QuotedDelta delta;
            if (model == OptionModel.BsmAmerican || DividendCase.Needs(terms))
            {
                solver.Begin(unknown, bid, ask, 0.05);
                Finish(solver);
                solver.Begin(unknown, DeltaConvention.Spot, solver.Bounds);
                Finish(solver);
                delta = solver.Delta;
            }
            else
            {
                delta = QuotedDelta.Of(
                    unknown, DeltaConvention.Spot, VolatilityBounds.Of(unknown, bid, ask, 0.05));
            }

            Assert.True(delta.StandIn > 0, $"seed {Seed}, {i}: {delta} {terms}");
            for (int k = 0; k < 4; k++)
            {
                double share = k == 0 ? 0.5 : random.NextDouble();
                double spot = delta.LowPrice + (share * (delta.HighPrice - delta.LowPrice));
                double truth = OptionPricer.Value(terms with { Market = At(spot) }).SpotDelta;
                OptionTerms standIn = terms with { Market = At(spot), Volatility = delta.StandIn };
                double said = OptionPricer.Value(standIn).SpotDelta;
                Assert.True(
                    Math.Abs(truth - said) <= delta.HalfWidth + 5e-5,
                    $"seed {Seed}, {i}: {truth}, said {said} within {delta} at {spot}, {rule.Given[0]} {terms}");
            }
        }
    }

    private static void Finish(AmericanQuote solver)
    {
        int steps = 0;
        while (!solver.Step())
            Assert.True(++steps < 1_000_000, "no end");
    }
}
