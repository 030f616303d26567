using System.Globalization;
using System.Text;
using HedgeFast.Commands;
using HedgeFast.Compare;
using HedgeFast.Config;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Hedge;
using HedgeFast.Tests.Core;
using HedgeFast.Tests.Program.Config;
using HedgeFast.Venue;

namespace HedgeFast.Tests.Program.Compare;

/// <summary>Policies of equal residual risk on the same tape: what is left is what they cost.</summary>
public sealed class PolicyComparisonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-compare-").FullName;

    [Fact]
    public void On_the_bundled_tape_bands_that_follow_gamma_are_no_dearer_than_the_fixed_band()
    {
        ResolvedConfig config = ConfigLoader.Load(ConfigFixture.Request() with { File = null, Preset = "demo" }).Config!;
        Tape tape = Tape.Read(config.Venue.TapeFile!, config.Settings.Instruments[0]);
        LoadedBook loaded = LoadedBook.Read(config, tape[0].ExchangeNanos);
        List<PolicyResult> results = [.. new PolicyComparison(config.Settings, loaded.Book, loaded.Volatilities, tape).Run().Take(3)];
        Assert.Equal(["fixed", "gamma", "whalley-wilmott"], results.Select(r => r.Name.Split(',')[0]));
        Assert.All(results, r => Assert.Equal(results[0].ResidualRisk, r.ResidualRisk, 0.002));
        Assert.All(results.Skip(1), r => Assert.True(r.Cost < results[0].Cost, $"{r} against {results[0]}"));
    }

    // In minutes gamma hardly changes, and a band that follows it has little to gain. Over the last days of an option it changes by orders of magnitude. One path is luck; the sum is not.
    [Fact]
    public void To_expiry_the_band_of_whalley_and_wilmott_is_cheaper()
    {
        double fixedCost = 0, costAware = 0;
        foreach (int seed in Enumerable.Range(1, 4))
        {
            (HedgeSettings settings, OptionBook book, Tape tape) = LastDays(seed);
            List<PolicyResult> results = [.. new PolicyComparison(settings, book, null, tape).Run().Take(3)];
            Assert.StartsWith("whalley-wilmott", results[2].Name, StringComparison.Ordinal);
            Assert.Equal(results[0].ResidualRisk, results[2].ResidualRisk, 0.01 * results[0].ResidualRisk);
            (fixedCost, costAware) = (fixedCost + results[0].Cost, costAware + results[2].Cost);
        }

        Assert.True(costAware < fixedCost, $"seeds 1 to 4: {costAware} against {fixedCost}");
    }

    [Fact]
    public void The_same_run_again_ends_in_the_same_state()
    {
        (HedgeSettings settings, OptionBook book, Tape tape) = LastDays(seed: 1);
        var comparison = new PolicyComparison(settings, book, null, tape);
        foreach (PolicyKind kind in Enum.GetValues<PolicyKind>())
        {
            UnderlyingSettings underlying = settings.Underlyings[0] with { Policy = settings.Underlyings[0].Policy with { Kind = kind } };
            Assert.Equal(comparison.Run("once", underlying) with { Name = "" }, comparison.Run("again", underlying) with { Name = "" });
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Two days of a quote every ten seconds, to the expiry of short calls.
    private (HedgeSettings Settings, OptionBook Book, Tape Tape) LastDays(int seed)
    {
        const int quotes = 17_000;
        const double volatility = 0.6, stepYears = 10 / (365 * 86_400.0);
        var random = new Random(seed);
        var csv = new StringBuilder(Tape.Header).Append('\n');
        double price = 60_000;
        for (int i = 0; i < quotes; i++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            price *= Math.Exp(volatility * Math.Sqrt(stepYears) * normal);
            double bid = Math.Round(price, 1);
            long millis = (LoopRig.ExchangeStart / 1_000_000) + (i * 10_000L);
            csv.Append(CultureInfo.InvariantCulture, $"{millis * 1_000_000},{millis},{bid:F1},100000,{bid + 0.1:F1},100000\n");
        }

        string file = Path.Combine(_folder, $"{seed}.csv");
        File.WriteAllText(file, csv.ToString());
        OptionBook book = OptionBook.Create(
            [new OptionRow("C", "BTC", OptionType.Call, 60_000, LoopRig.ExchangeStart + (48L * 3_600 * LoopRig.Second), SettlementKind.Inverse, OptionModel.Black76, -20, 1, volatility)], ["BTC"]);
        return (LoopRig.MakeSettings(halfWidth: 1), book, Tape.Read(file, LoopRig.Perpetual));
    }
}
