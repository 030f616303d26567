using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Tests.Core.Greeks.American;

/// <summary>Values from a boundary of exercise that is kept, beside those that solve for it each time.</summary>
public sealed class AmericanMemoTests
{
    private const int Seed = 17;

    // Random options of the desk's range and beyond, each valued while its time runs from T to T / 8 and its price
    // wanders.
    [Fact]
    public void A_kept_boundary_gives_the_value_of_a_new_one()
    {
        var random = new Random(Seed);
        double worstValue = 0, worstDelta = 0;
        for (int n = 0; n < 150; n++)
        {
            OptionTerms start = Random(random, out double rate, out double yield);
            var memo = new AmericanMemo(BookOf(start), 0);
            double price = start.Market.Spot;
            for (int step = 0; step < 40; step++)
            {
                price *= 1 + (0.03 * (random.NextDouble() - 0.5));
                OptionTerms terms = At(start, price, start.Market.Years * Math.Pow(0.95, step), rate, yield);
                OptionValue kept = memo.Value(0, terms), anew = AmericanFormula.Deltas(terms);
                worstValue = Math.Max(worstValue, Math.Abs(kept.Price - anew.Price) / terms.Strike);
                worstDelta = Math.Max(worstDelta, Math.Abs(kept.SpotDelta - anew.SpotDelta));
            }

            // 0.95^40 is an eighth: ten steps of a fifth.
            Assert.True(
                memo.Solutions <= 11 || rate <= 0 || yield <= 0,
                $"seed {Seed}, option {n}: {memo.Solutions} solutions of {start}");
        }

        // Each of the two solutions is promised to within 1e-6 of the strike.
        Assert.True(worstValue < 2e-7, $"seed {Seed}: value off by {worstValue} of the strike");
        Assert.True(worstDelta < 1e-6, $"seed {Seed}: delta off by {worstDelta}");
    }

    [Fact]
    public void Other_rates_and_volatilities_are_solved_for_again()
    {
        OptionTerms start = At(
            new OptionTerms
            {
                Type = OptionType.Put,
                Model = OptionModel.BsmAmerican,
                Settlement = SettlementKind.Linear,
                Strike = 100,
                Volatility = 0.3,
                Market = default,
            },
            95, 0.5, 0.05, 0.02);
        var memo = new AmericanMemo(BookOf(start), 0);
        foreach (
            OptionTerms terms in new[]
            {
                start,
                start with { Volatility = 0.31 },
                At(start, 95, 0.5, 0.06, 0.02),
                At(start, 95, 0.5, 0.06, 0.03),
                At(start, 95, 0.6, 0.06, 0.03),
            })
        {
            Assert.Equal(AmericanFormula.Deltas(terms), memo.Value(0, terms));
        }

        Assert.Equal(5, memo.Solutions);
        memo.Value(0, At(start, 97, 0.59, 0.06, 0.03));
        Assert.Equal(5, memo.Solutions);
    }

    private static OptionTerms Random(Random random, out double rate, out double yield)
    {
        (rate, yield) = ((0.1 * random.NextDouble()) - 0.01, (0.1 * random.NextDouble()) - 0.01);
        var terms = new OptionTerms
        {
            Type = random.Next(2) == 0 ? OptionType.Call : OptionType.Put,
            Model = random.Next(3) == 0 ? OptionModel.Black76American : OptionModel.BsmAmerican,
            Settlement = SettlementKind.Linear,
            Strike = 60 + (80 * random.NextDouble()),
            Volatility = 0.08 + (0.8 * random.NextDouble()),
            Market = default,
        };
        return At(terms, 100, Math.Exp(8 * (random.NextDouble() - 0.8)), rate, yield);
    }

    private static OptionTerms At(in OptionTerms terms, double price, double years, double rate, double yield) =>
        terms with
        {
            Market = new ExpiryMarket(0, years, price, price * Math.Exp((rate - yield) * years), rate, yield),
        };

    private static OptionBook BookOf(in OptionTerms terms) => OptionBook.Create(
        [
            new OptionRow(
                "A", "BTC", terms.Type, terms.Strike, Books.Now + Books.Year, SettlementKind.Linear, terms.Model, 1, 1,
                terms.Volatility),
        ],
        ["BTC"]);
}
