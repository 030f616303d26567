using HedgeFast.Bench.Peers;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Tests.Core.Greeks.American;

/// <summary>American options over a book's whole domain beside trees of 5,000 steps.</summary>
public sealed class AmericanTreeTests
{
    private const int Count = 2_000;

    [Fact]
    public void Two_thousand_options_of_the_whole_domain_are_those_of_a_tree()
    {
        // Made by `peers american --trees 2000 --write`; a tree is known as far as it agrees with one of half its
        // steps.
        string path = Path.Combine(
            Conventions.SourceTree.Repository.Root, "tests", "HedgeFast.Tests", "Core", "Greeks", "american-trees.csv");
        AmericanTree.Answer[] answers = [.. File.ReadLines(path).Select(AmericanTree.Parse)];
        IReadOnlyList<OptionTerms> options = AmericanTree.Draw(Count);
        Assert.Equal(Count, answers.Length);
        for (int i = 0; i < Count; i++)
            AssertIs(answers[i], options[i], i);
    }

    // Option 451: two boundaries that settle in 1/700 of the 16 years. The tree and the perpetual option, which it is
    // to all digits: theta = 2 r / (mu + sqrt(mu^2 + 2 r sigma^2)), Y = theta / (theta - 1), (S/Y)^theta (1 - Y).
    [Fact]
    public void A_boundary_that_settles_early_leaves_nothing_out_of_the_premium()
    {
        OptionTerms option = AmericanTree.Draw(Count)[451];
        (double rate, double variance) = (option.Market.Rate, option.Volatility * option.Volatility);
        double drift = rate - option.Market.Yield - (0.5 * variance);
        double theta = 2 * rate / (drift + Math.Sqrt((drift * drift) + (2 * rate * variance)));
        double boundary = theta / (theta - 1), price = option.Market.Spot / option.Strike;
        double expected = Math.Pow(price / boundary, theta) * (1 - boundary);
        OptionValue value = OptionPricer.Value(option);
        Assert.Equal(expected, value.Price / option.Strike, 1e-9);
        Assert.Equal(theta * expected / price, value.SpotDelta, 1e-8);
    }

    [Fact]
    public void A_hundred_of_them_are_those_of_a_tree_made_now()
    {
        IReadOnlyList<OptionTerms> options = AmericanTree.Draw(100);
        for (int i = 0; i < options.Count; i++)
            AssertIs(AmericanTree.Value(options[i]), options[i], i);
    }

    [Fact]
    public void Where_no_exercise_is_optimal_they_are_european()
    {
        int count = 0;
        foreach (OptionTerms o in AmericanTree.Draw(Count))
        {
            (double rate, double yield) = o.Sign > 0
                ? (o.Market.Yield, o.Market.Rate)
                : (o.Market.Rate, o.Market.Yield);
            if (rate > 0 || (rate == 0 && yield < 0) || (rate < 0 && yield < rate))
                continue;
            OptionValue american = OptionPricer.Value(o);
            OptionValue european = OptionPricer.Value(o with { Model = HedgeFast.Core.Book.OptionModel.Bsm });
            Assert.Equal(european.SpotDelta, american.SpotDelta);
            Assert.Equal(european.Gamma, american.Gamma);
            Assert.Equal(european.Price, american.Price);
            count++;
        }

        Assert.InRange(count, 300, Count);
    }

    private static void AssertIs(in AmericanTree.Answer tree, in OptionTerms option, int i)
    {
        OptionValue value = OptionPricer.Value(option);
        double deviation = 100 * option.Volatility * Math.Sqrt(option.Market.Years);
        string what = $"{i}: {option} {value} {tree}";
        Assert.True(Math.Abs(value.Price - tree.Price) <= (2e-5 * option.Strike) + (2 * tree.PriceGap), what);
        Assert.True(Math.Abs(value.SpotDelta - tree.Delta) <= 2e-4 + (2 * tree.DeltaGap), what);
        Assert.True(Math.Abs(value.Gamma - tree.Gamma) * deviation <= 2e-3 + (8 * tree.GammaGap * deviation), what);
    }
}
