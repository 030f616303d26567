using HedgeFast.Commands;
using HedgeFast.Compare;
using HedgeFast.Config;
using HedgeFast.Core.Hedge;
using HedgeFast.Tests.Program.Config;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Compare;

/// <summary>Policies of equal risk on the same tape: what is left is what they cost.</summary>
public sealed class PolicyComparisonTests
{
    [Fact]
    public void On_the_bundled_tape_bands_that_follow_gamma_are_no_dearer_than_the_fixed_band()
    {
        ResolvedConfig config = Demo();
        MarketTape tape = MarketTape.Read(config.Venue.TapeFile!, config.Settings.Instruments[0]);
        List<PolicyResult> results = [.. Comparison(config, [tape], EqualRisk.Delta).Run().Take(3)];
        Assert.Equal(["fixed", "gamma", "whalley-wilmott"], results.Select(r => r.Name.Split(',')[0]));
        Assert.All(results, r => Assert.Equal(results[0].ResidualRisk, r.ResidualRisk, 0.002));
        Assert.All(results.Skip(1), r => Assert.True(r.Cost < results[0].Cost, $"{r.Name}: {r.Cost} against {results[0].Cost}"));
    }

    // In minutes gamma hardly changes, and a band that follows it has little to gain; in the last days of an option it changes by an order of magnitude. One path is luck, so there are
    // eight, and the confidence interval has to lie below the fixed band's cost.
    [Fact]
    public void To_expiry_cost_aware_bands_are_cheaper_beyond_doubt()
    {
        ResolvedConfig config = Expiring();
        PolicyComparison comparison = Comparison(config, Paths(config, 8), EqualRisk.Profit);
        List<PolicyResult> results = [.. comparison.Run()];
        PolicyResult fixedBand = results[0];
        foreach (string name in (string[])["whalley-wilmott", "zakamouline"])
        {
            PolicyResult result = results.Single(r => r.Name.StartsWith(name, StringComparison.Ordinal));
            Assert.Equal(fixedBand.HedgingError, result.HedgingError, 0.01 * fixedBand.HedgingError);
            Assert.Same(fixedBand, comparison.FixedLike(result, fixedBand));
            (double ratio, double halfWidth) = result.CostOver(fixedBand, EqualRisk.Profit);
            Assert.True(ratio + halfWidth < 1, $"{result.Name}, seeds 1 to 8: {ratio} +- {halfWidth} of the fixed band's cost");
        }

        // What cannot be brought to the risk of the band is held against a band of its own risk.
        PolicyResult leland = results.Single(r => r.Name.StartsWith("leland", StringComparison.Ordinal));
        PolicyResult like = comparison.FixedLike(leland, fixedBand);
        Assert.NotSame(fixedBand, like);
        Assert.Equal(leland.HedgingError, like.HedgingError, 0.01 * leland.HedgingError);
    }

    [Fact]
    public void A_market_that_trading_moves_costs_more()
    {
        ResolvedConfig config = Expiring();
        MarketTape[] paths = Paths(config, 1, new SyntheticPath { Days = 1, StepSeconds = 10, Lots = 100 });
        UnderlyingSettings fixedBand = config.Settings.Underlyings[0];
        PolicyResult touch = Comparison(config, paths, EqualRisk.Profit).Run("touch", fixedBand);
        PolicyResult queue = Comparison(config, paths, EqualRisk.Profit, () => new QueueBook(levelTicks: 2, halfLifeNanos: 60_000_000_000)).Run("queue", fixedBand);
        Assert.True(queue.Cost > 1.01 * touch.Cost, $"{queue.Cost} against {touch.Cost}");
    }

    [Fact]
    public void The_same_run_again_ends_in_the_same_state()
    {
        ResolvedConfig config = Expiring();
        PolicyComparison comparison = Comparison(config, Paths(config, 2, new SyntheticPath { Days = 0.2, StepSeconds = 10 }), EqualRisk.Profit);
        foreach (PolicyKind kind in Enum.GetValues<PolicyKind>())
        {
            UnderlyingSettings underlying = config.Settings.Underlyings[0] with { Policy = config.Settings.Underlyings[0].Policy with { Kind = kind } };
            Assert.Equal(comparison.Run("once", underlying).Paths, comparison.Run("again", underlying).Paths);
        }
    }

    private static PolicyComparison Comparison(ResolvedConfig config, IReadOnlyList<MarketTape> tapes, EqualRisk measure, Func<IMatchingBook>? matching = null)
    {
        LoadedBook loaded = LoadedBook.Read(config, tapes[0][0].ExchangeNanos);
        return new PolicyComparison(config.Settings, loaded.Book, loaded.Volatilities, tapes, measure, matching);
    }

    private static MarketTape[] Paths(ResolvedConfig config, int count, SyntheticPath? path = null)
    {
        TapeQuote from = MarketTape.Read(config.Venue.TapeFile!, config.Settings.Instruments[0])[0];
        path ??= new SyntheticPath { Days = 3.3, StepSeconds = 10 };
        return [.. Enumerable.Range(1, count).Select(seed => path.Make((ulong)seed, from, config.Settings.Instruments[0]))];
    }

    private static ResolvedConfig Demo(params ReadOnlySpan<(string, string)> changes)
    {
        ConfigResult result = ConfigLoader.Load(ConfigFixture.Request() with { File = null, Preset = "demo", Overrides = [.. changes.ToArray().Select(c => (c.Item1, c.Item2, "--set"))] });
        Assert.Empty(result.Errors);
        return result.Config!;
    }

    private static ResolvedConfig Expiring() => Demo(("book.file", "sample:btc_expiring.csv"), ("underlyings[0].band.halfWidth", "6"), ("orders.sliceLots", "20000"));
}
