using HedgeFast.Simulation.Commands;
using HedgeFast.Simulation.Coverage;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Tests.Simulation;

/// <summary>Seeds of the simulator: every world holds, and gives the same bytes each time.</summary>
[Collection(AloneInProcess.Name)]
public sealed class SeedTests
{
    // The same seeds at every commit: a failure here comes from the change, not from a new window.
    private const string First = "1";
    private const string Seeds = "500";

    [Fact]
    public void Five_hundred_worlds_hold()
    {
        RunTotals totals = SeedWorkers.Run(Options("--first", First, "--seeds", Seeds));

        Assert.Equal(long.Parse(Seeds, null), totals.Seeds);
        Assert.True(
            totals.Failures.Count == 0, string.Join('\n', totals.Failures.Select(failure => failure.Text)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000_000_007)]
    public void A_seed_played_twice_gives_the_same_bytes(ulong seed)
    {
        using World? first = SeedRun.Play(seed).World;
        using World? again = SeedRun.Play(seed).World;

        Assert.NotNull(first);
        Assert.Equal(first.Timeline.Now, again!.Timeline.Now);
        Assert.Equal(first.Digest, again.Digest);
    }

    [Fact]
    public void Two_workers_report_the_same_as_one()
    {
        RunTotals one = SeedWorkers.Run(Options("--first", "20", "--seeds", "5", "--workers", "1"));
        RunTotals two = SeedWorkers.Run(Options("--first", "20", "--seeds", "5", "--workers", "2"));

        Assert.Equal(5, two.Seeds);
        Assert.Equal(one.Seeds, two.Seeds);
        Assert.Equal(one.SimulatedNanos, two.SimulatedNanos);
        Assert.Equal(one.Failures, two.Failures);
        Assert.Equal(one.Counts, two.Counts);
    }

    [Fact]
    public void States_out_of_reach_are_states()
    {
        Assert.Empty(OutOfReach.Reasons.Keys.Except(States.All));
        Assert.All(OutOfReach.Reasons.Values, reason => Assert.NotEmpty(reason));
    }

    [Fact]
    public void A_state_that_never_came_up_is_missing()
    {
        var counts = States.All.ToDictionary(state => state, _ => 1L);
        Assert.Empty(States.Missing(counts));

        counts.Remove("doubt: Overfill");
        Assert.Equal(["doubt: Overfill"], States.Missing(counts));
    }

    private static RunOptions Options(params string[] args) => RunOptions.Parse(args);
}
