using HedgeFast.Simulation.Commands;
using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Judge;
using HedgeFast.Simulation.Run;
using HedgeFast.Simulation.Shrink;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Tests.Simulation.Commands;

/// <summary>A failing seed is shrunk, reproduced and written.</summary>
public sealed class ShrinkerTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void A_failure_of_two_faults_shrinks_to_those_two_and_an_earlier_end()
    {
        (ShrunkSeed shrunk, int[] planted) = Shrunk();

        Assert.Equal(planted, Played(shrunk.Plan, shrunk.Choice));
        Assert.Equal(2, shrunk.Faults);
        Assert.True(shrunk.Plan.ChaosNanos < Plan().ChaosNanos, $"{shrunk.Plan.ChaosNanos}");
    }

    [Fact]
    public void The_printed_line_reproduces_the_shrunk_world()
    {
        (ShrunkSeed shrunk, int[] planted) = Shrunk();
        string line = shrunk.CommandOf(RunOptions.Parse(["--seed", "7"]));
        Assert.StartsWith("dotnet run -c Release --project tests/HedgeFast.Simulation -- run --seed 7 --skip ", line);

        int start = line.IndexOf("--seed", StringComparison.Ordinal);
        RunOptions again = RunOptions.Parse(line[start..].Split(' '));
        Assert.Equal(shrunk.Plan.Seed, again.First);
        Assert.Equal(shrunk.Plan.ChaosNanos, again.ChaosNanos);
        Assert.Equal(planted, Played(Plan() with { ChaosNanos = again.ChaosNanos!.Value }, again.Choice));
    }

    [Fact]
    public void A_seed_that_holds_is_not_shrunk() =>
        Assert.Null(new Shrinker((plan, choice) => new SeedResult(plan.Seed, null, null), () => false)
            .Shrink(Plan(), FaultChoice.Everything));

    [Fact]
    public void The_time_for_shrinking_ends_with_the_smallest_world_so_far()
    {
        int runs = 0;
        var shrinker = new Shrinker(Planted([3, 6]), () => ++runs > 2);

        ShrunkSeed? shrunk = shrinker.Shrink(Plan(), FaultChoice.Everything);
        Assert.NotNull(shrunk);
        Assert.InRange(shrunk.Runs, 1, 3);
    }

    [Fact]
    public void A_failing_seed_leaves_messages_journal_alerts_faults_settings_and_book()
    {
        string folder = Directory.CreateTempSubdirectory("hedgefast-simulation-test").FullName;
        try
        {
            RunOptions options = RunOptions.Parse(["--seed", "7", "--out", folder]);
            var seed = new ShrunkSeed(Plan(), FaultChoice.Everything, "planted", 1, 1);

            string written = SeedFolder.Write(options, seed);
            Assert.Equal(Path.Combine(folder, "seed-7"), written);
            foreach (string file in (string[])["world.txt", "messages.txt", "alerts.txt", "faults.txt"])
                Assert.True(File.Exists(Path.Combine(written, file)), file);
            foreach (string file in (string[])["journal.hfj", "settings.json", "book.csv"])
                Assert.True(new FileInfo(Path.Combine(written, "disk/run/journal", file)).Length > 0, file);
            string[] messages = File.ReadAllLines(Path.Combine(written, "messages.txt"));
            Assert.Contains(messages, line => line.Contains(" engine ", StringComparison.Ordinal));
            Assert.Contains(messages, line => line.Contains(" exchange ", StringComparison.Ordinal));
            Assert.All(messages, line => Assert.EndsWith("|", line));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static WorldPlan Plan() => WorldPlan.Draw(7) with
    {
        Faults = FaultSet.Parse("VenueRejects,VenueRepeats,FeedGaps,NetworkSplits,OperatorFumbles"),
        FaultEveryNanos = Second,
        ChaosNanos = 14 * Second,
        CalmNanos = 0,
    };

    private static int[] Played(WorldPlan plan, FaultChoice choice)
    {
        using World world = SeedRun.Play(plan, choice).World!;
        return [.. world.Faults.Played.Where(fault => fault.IsPlayed).Select(fault => fault.Number)];
    }

    // The third and the sixth fault that were played make it fail, together and not alone.
    private static (ShrunkSeed Shrunk, int[] Planted) Shrunk()
    {
        int[] played = Played(Plan(), FaultChoice.Everything);
        Assert.True(played.Length > 8, $"{played.Length} faults are too few");
        int[] planted = [played[2], played[5]];
        var shrinker = new Shrinker(Planted(planted), () => false);
        return (shrinker.Shrink(Plan(), FaultChoice.Everything)!, planted);
    }

    private static Func<WorldPlan, FaultChoice, SeedResult> Planted(int[] numbers) => (plan, choice) =>
    {
        SeedResult result = SeedRun.Play(plan, choice);
        int[] played = [.. result.World!.Faults.Played.Where(fault => fault.IsPlayed).Select(fault => fault.Number)];
        bool fails = numbers.All(played.Contains);
        return result with { Failure = fails ? new InvariantException("planted", $"faults {played.Length}") : null };
    };
}
