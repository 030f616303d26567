using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core.Ring;

public sealed class ScheduleChoiceTests
{
    [Theory]
    [InlineData(1, false, ScheduleKind.OneCore, WaitKind.Yield)]
    [InlineData(2, false, ScheduleKind.OneCore, WaitKind.Spin)]
    [InlineData(3, false, ScheduleKind.TwoCore, WaitKind.Spin)]
    [InlineData(4, false, ScheduleKind.TwoCore, WaitKind.Spin)]
    [InlineData(5, false, ScheduleKind.Pinned, WaitKind.Spin)]
    [InlineData(6, false, ScheduleKind.Pinned, WaitKind.Spin)]
    [InlineData(128, false, ScheduleKind.Pinned, WaitKind.Spin)]
    [InlineData(1, true, ScheduleKind.OneCore, WaitKind.Yield)]
    [InlineData(2, true, ScheduleKind.OneCore, WaitKind.Yield)]
    [InlineData(3, true, ScheduleKind.OneCore, WaitKind.Spin)]
    [InlineData(4, true, ScheduleKind.TwoCore, WaitKind.Spin)]
    [InlineData(5, true, ScheduleKind.TwoCore, WaitKind.Spin)]
    [InlineData(6, true, ScheduleKind.Pinned, WaitKind.Spin)]
    [InlineData(128, true, ScheduleKind.Pinned, WaitKind.Spin)]
    public void The_table(int cpus, bool embeddedVenue, ScheduleKind kind, WaitKind wait)
    {
        ScheduleSettings choice = ScheduleChoice.For(cpus, embeddedVenue);
        Assert.Equal((kind, wait), (choice.Kind, choice.Wait));
        int[] pinned = kind == ScheduleKind.Pinned ? [1, 2, 3, 4] : [];
        Assert.Equal(pinned, choice.Cpus);
    }

    [Fact]
    public void Spinning_threads_never_outnumber_the_cpus_and_leave_one_to_an_embedded_venue()
    {
        for (int cpus = 1; cpus <= 64; cpus++)
        {
            foreach (bool embedded in (bool[])[false, true])
            {
                ScheduleSettings choice = ScheduleChoice.For(cpus, embedded);
                using Schedule schedule = new(choice);
                int spinning = Schedule.Plan(choice.Kind).Count(roles => schedule.WaitOf(roles[0]) is SpinningWait);
                Assert.True(
                    spinning <= cpus - (embedded ? 1 : 0),
                    $"{cpus} CPUs, embedded {embedded}: {spinning} threads spin.");
            }
        }
    }

    [Fact]
    public void Threads_are_bound_to_cpus_that_are_allowed() =>
        Assert.Equal([9, 10, 20, 21], ScheduleChoice.For([8, 9, 10, 20, 21, 22], embeddedVenue: true).Cpus);

    [Fact]
    public void This_machine_gets_a_schedule_that_can_be_laid_out()
    {
        ScheduleSettings choice = ScheduleChoice.For(ScheduleChoice.CpusOfThisProcess(), embeddedVenue: false);
        using Schedule schedule = new(choice);
        Assert.Empty(schedule.Threads);
        Assert.Subset(new HashSet<int>(CpuAffinity.Allowed()), new HashSet<int>(choice.Cpus));
    }

    [Fact]
    public void No_cpu_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ScheduleChoice.For(0, false));
        Assert.Throws<ArgumentException>(() => ScheduleChoice.For([], true));
    }
}
