using HedgeFast.Config;
using HedgeFast.Config.Keys;
using HedgeFast.Config.Resolve;
using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Program.Config;

public sealed class ScheduleChooserTests
{
    [Theory]
    [InlineData(1, true, ScheduleKind.OneCore, WaitKind.Yield)]
    [InlineData(2, true, ScheduleKind.OneCore, WaitKind.Yield)]
    [InlineData(2, false, ScheduleKind.OneCore, WaitKind.Spin)]
    [InlineData(3, false, ScheduleKind.TwoCore, WaitKind.Spin)]
    [InlineData(4, true, ScheduleKind.TwoCore, WaitKind.Spin)]
    [InlineData(5, false, ScheduleKind.Pinned, WaitKind.Spin)]
    [InlineData(6, true, ScheduleKind.Pinned, WaitKind.Spin)]
    [InlineData(64, true, ScheduleKind.Pinned, WaitKind.Spin)]
    public void Auto_follows_the_CPUs(int cpus, bool embedded, ScheduleKind kind, WaitKind wait)
    {
        ScheduleSettings chosen = ScheduleChooser.Choose(
            null, null, [], [.. Enumerable.Range(0, cpus)], embedded, out string note);
        Assert.Equal(kind, chosen.Kind);
        Assert.Equal(wait, chosen.Wait);
        Assert.Equal("", note);
        Assert.Equal(kind == ScheduleKind.Pinned ? 4 : 0, chosen.Cpus.Count);
    }

    [Fact]
    public void There_are_never_more_spinning_threads_than_CPUs()
    {
        foreach ((_, ScheduleKind? kind) in ConfigWords.Schedules)
        {
            foreach ((_, WaitKind? wait) in ConfigWords.Waits)
            {
                for (int cpus = 1; cpus <= 16; cpus++)
                {
                    foreach (bool embedded in new[] { false, true })
                    {
                        ScheduleSettings chosen = ScheduleChooser.Choose(
                            kind, wait, [], [.. Enumerable.Range(0, cpus)], embedded, out _);
                        Assert.True(
                            chosen.Wait != WaitKind.Spin || ScheduleChoice.SpinningThreads(chosen.Kind) <= cpus);
                        if (kind is not null)
                            Assert.Equal(kind, chosen.Kind);
                    }
                }
            }
        }
    }

    [Fact]
    public void A_spinning_wait_that_does_not_fit_becomes_yielding_with_a_note()
    {
        ResolvedConfig config = ConfigFixture.Load(
            ConfigFixture.Json,
            ConfigFixture.Request(cpus: 2) with
            {
                Overrides = [("schedule.kind", "pinned", "--set"), ("schedule.wait", "spin", "--set")],
            }).Config!;
        Assert.Equal(WaitKind.Yield, config.Settings.Schedule.Wait);
        Assert.Equal(
            "schedule.wait: 3 spinning threads do not fit on 2 CPUs, so they yield", Assert.Single(config.Notes));
    }
}
