using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Quotes;

namespace HedgeFast.Tests.Core.Greeks.Quotes;

/// <summary>
/// B06: what bid and ask say of a delta where their middle implies no volatility. The true delta is within it, whatever
/// the option.
/// </summary>
public sealed class QuotedDeltaTests
{
    private const int Seed = 20_261_201;

    private static readonly (OptionModel Model, SettlementKind Settlement, DeltaConvention[] Conventions)[] European =
    [
        (OptionModel.Black76, SettlementKind.Inverse, [DeltaConvention.NetTransaction, DeltaConvention.Forward]),
        (OptionModel.Black76, SettlementKind.Linear, [DeltaConvention.Forward, DeltaConvention.Futures]),
        (OptionModel.Bsm, SettlementKind.Linear, [DeltaConvention.Spot, DeltaConvention.NetTransaction]),
        (OptionModel.Bachelier, SettlementKind.Linear,
            [DeltaConvention.Forward, DeltaConvention.Futures, DeltaConvention.Spot]),
    ];

    // B06
    [Fact]
    public void The_true_delta_of_a_european_option_is_within_that_of_its_quote()
    {
        Random random = new(Seed);
        double widest = 0;
        for (int i = 0; i < 20_000; i++)
        {
            (OptionModel model, SettlementKind settlement,
                DeltaConvention[] conventions) = European[random.Next(European.Length)];
            DeltaConvention convention = conventions[random.Next(conventions.Length)];
            Quoted quoted = Draw(random, model, settlement);
            VolatilityBounds bounds = VolatilityBounds.Of(quoted.Terms, quoted.Bid, quoted.Ask, quoted.Tick);
            Assert.True(bounds.Low <= quoted.Terms.Volatility * (1 + 1e-6)
                && bounds.High >= quoted.Terms.Volatility * (1 - 1e-6), $"seed {Seed}, {i}: {bounds} {quoted}");
            widest = Math.Max(widest,
                AssertWithin(random, quoted, convention,
                QuotedDelta.Of(quoted.Terms with { Volatility = double.NaN }, convention, bounds),
                $"seed {Seed}, {i}: {bounds}"));
        }

        Assert.True(widest > 0.4, $"{widest}");
    }

    // B06
    [Theory]
    [InlineData(OptionModel.BsmAmerican, DeltaConvention.Spot)]
    [InlineData(OptionModel.BsmAmerican, DeltaConvention.NetTransaction)]
    [InlineData(OptionModel.Black76American, DeltaConvention.Futures)]
    public void The_true_delta_of_an_american_option_is_within_that_of_its_quote(OptionModel model,
        DeltaConvention convention)
    {
        Random random = new(Seed);
        AmericanQuote solver = new();
        for (int i = 0; i < 150; i++)
        {
            Quoted quoted = Draw(random, model, SettlementKind.Linear);
            OptionTerms unknown = quoted.Terms with { Volatility = double.NaN };
            solver.Begin(unknown, quoted.Bid, quoted.Ask, quoted.Tick);
            Finish(solver);
            solver.Begin(unknown, convention, solver.Bounds);
            Finish(solver);
            AssertWithin(random, quoted, convention, solver.Delta, $"seed {Seed}, {i}: {solver.Bounds}");
        }
    }

    // B06: a call whose mid is at intrinsic value, by the tick of a real exchange.
    [Theory]
    [InlineData(OptionType.Call, 53_900, 0.0005)]
    [InlineData(OptionType.Call, 53_900, 0.0001)]
    [InlineData(OptionType.Put, 69_500, 0.0005)]
    public void Deep_in_the_money_the_delta_is_certain(OptionType type, double strike, double tick)
    {
        OptionTerms terms = Terms(OptionModel.Black76, SettlementKind.Inverse, type, 61_700, strike, 1.3 / 365, 0.6, 0,
            0);
        double intrinsic = terms.Sign * (61_700 - strike) / 61_700;
        double ask = Math.Ceiling(intrinsic / tick) * tick;
        VolatilityBounds bounds = VolatilityBounds.Of(terms, ask - tick, ask, tick);
        QuotedDelta delta = QuotedDelta.Of(terms, DeltaConvention.NetTransaction, bounds);
        double at = OptionPricer.Value(terms with { Volatility = delta.StandIn }).PremiumAdjustedDelta;
        Assert.Equal(terms.Sign * strike / 61_700, at, delta.HalfWidth);
        Assert.True(delta.HalfWidth < 0.016, $"{delta}");
    }

    [Fact]
    public void Without_a_quote_any_delta_is_possible()
    {
        OptionTerms terms = Terms(OptionModel.Black76, SettlementKind.Linear, OptionType.Call, 100, 100, 0.1, 0.5, 0,
            0);
        VolatilityBounds bounds = VolatilityBounds.Of(terms, double.NaN, double.NaN, 0.01);
        Assert.Equal(VolatilityBounds.All(OptionModel.Black76), bounds);
        Assert.True(QuotedDelta.Of(terms, DeltaConvention.Forward, bounds).HalfWidth > 0.49);
    }

    [Fact]
    public void An_expired_option_or_a_price_that_is_none_says_nothing()
    {
        OptionTerms expired = Terms(OptionModel.Black76, SettlementKind.Linear, OptionType.Call, 100, 100, 0, 0.5, 0,
            0);
        Assert.Equal(VolatilityBounds.All(OptionModel.Black76), VolatilityBounds.Of(expired, 1, 2, 0.01));
        OptionTerms unpriced = Terms(OptionModel.Black76, SettlementKind.Linear, OptionType.Call, double.NaN, 100, 0.1,
            0.5, 0, 0);
        Assert.Equal(QuotedDelta.None,
            QuotedDelta.Of(unpriced, DeltaConvention.Forward, VolatilityBounds.All(OptionModel.Black76)));
    }

    private static void Finish(AmericanQuote solver)
    {
        int steps = 0;
        while (!solver.Step())
            Assert.True(++steps < 1_000_000, "no end");
    }

    // Anywhere between its prices.
    private static double AssertWithin(Random random, in Quoted quoted, DeltaConvention convention,
        in QuotedDelta delta, string what)
    {
        Assert.True(delta.StandIn > 0, $"{what} {quoted}");
        for (int k = 0; k < 6; k++)
        {
            double spot = k == 0 ? quoted.Terms.Market.Spot : delta.LowPrice
                + (random.NextDouble() * (delta.HighPrice - delta.LowPrice));
            double truth = OptionPricer.Value(QuotedDelta.At(quoted.Terms, spot, quoted.Terms.Volatility))
                .Delta(convention);
            double said = OptionPricer.Value(QuotedDelta.At(quoted.Terms, spot, delta.StandIn)).Delta(convention);
            Assert.True(Math.Abs(truth - said) <= delta.HalfWidth + 1e-6,
                $"{what} {quoted} at {spot}: {truth}, said {said} within {delta}");
        }

        return delta.HalfWidth;
    }

    // A value at a volatility, and quotes around it in whole ticks: narrow or wide, and often one side of them only.
    private static Quoted Draw(Random random, OptionModel model, SettlementKind settlement)
    {
        double spot = Math.Exp(Uniform(random, 2, 11)), years = Math.Exp(Uniform(random, Math.Log(0.002), Math.Log(2)));
        double volatility = Math.Exp(Uniform(random, Math.Log(0.05), Math.Log(1.5)));
        double strike = spot * Math.Exp(volatility * Math.Sqrt(years) * Uniform(random, -5, 5));
        volatility *= model == OptionModel.Bachelier ? spot : 1;
        double rate = Uniform(random, -0.01, 0.08), yield = Uniform(random, -0.01, 0.06);
        OptionType type = random.Next(2) == 0 ? OptionType.Call : OptionType.Put;
        OptionTerms terms = Terms(model, settlement, type, spot, strike, years, volatility, rate, yield);
        double price = OptionPricer.Value(terms).Price;
        double tick = (settlement == SettlementKind.Inverse ? 1 : spot) * (random.Next(2) == 0 ? 0.0005 : 0.0001);
        double half = random.Next(3) * random.NextDouble() * 0.05 * price;
        double bid = Math.Floor((price - half) / tick) * tick,
            ask = Math.Max(Math.Ceiling((price + half) / tick), 1) * tick;
        int missing = random.Next(6);
        return new Quoted(terms, missing == 0 || bid <= 0 ? double.NaN : bid, missing == 1 ? double.NaN : ask, tick);
    }

    private static double Uniform(Random random, double low, double high) => low + (random.NextDouble() * (high - low));

    private static OptionTerms Terms(
        OptionModel model, SettlementKind settlement, OptionType type, double spot, double strike, double years,
            double volatility, double rate, double yield) => new()
            {
                Type = type,
                Model = model,
                Settlement = settlement,
                Strike = strike,
                Volatility = volatility,
                Market = new ExpiryMarket(Books.Now, years, spot, spot * Math.Exp((rate - yield) * years), rate, yield),
            };

    private readonly record struct Quoted(OptionTerms Terms, double Bid, double Ask, double Tick);
}
