using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core.Ring;

public sealed class ScheduleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(ScheduleKind.OneCore, "feed+core+orders journal")]
    [InlineData(ScheduleKind.TwoCore, "feed+core orders journal")]
    [InlineData(ScheduleKind.Pinned, "feed core orders journal")]
    public void Stages_share_threads_as_the_kind_says(ScheduleKind kind, string threads)
    {
        CountingStage[] stages = Stages();
        using Schedule schedule = new(new() { Kind = kind, Wait = WaitKind.Yield });
        schedule.Start(stages[0], stages[1], stages[2], stages[3]);
        Assert.All(stages, stage => Assert.True(stage.Rested.Wait(Patience)));
        Assert.Equal(threads, string.Join(' ', schedule.Threads.Select(thread => thread.Name)));
        Assert.True(schedule.Stop());
        Assert.Null(schedule.Failure);
        Assert.Equal(schedule.Threads.Count, stages.Select(stage => stage.ThreadId).Distinct().Count());
        Assert.All(schedule.Threads, thread => Assert.False(thread.IsRunning));
    }

    [Theory]
    [InlineData(ScheduleKind.OneCore)]
    [InlineData(ScheduleKind.TwoCore)]
    [InlineData(ScheduleKind.Pinned)]
    public void The_journal_waits_for_its_disk_alone_and_sleeps(ScheduleKind kind)
    {
        using Schedule schedule = new(new() { Kind = kind, Wait = WaitKind.Spin });
        Assert.Single(Schedule.Plan(kind), roles => roles is [StageRole.Journal]);
        Assert.IsType<SpinningWait>(schedule.WaitOf(StageRole.Feed));
        Assert.IsType<SpinningWait>(schedule.WaitOf(StageRole.Orders));
        Assert.IsType<NappingWait>(schedule.WaitOf(StageRole.Journal));
        Assert.All(Enum.GetValues<StageRole>(), role => Assert.Null(schedule.Wakeup(role)));
    }

    [Fact]
    public void Stages_of_one_thread_are_woken_together()
    {
        using Schedule schedule = new(new() { Kind = ScheduleKind.TwoCore, Wait = WaitKind.Block });
        Assert.NotNull(schedule.Wakeup(StageRole.Feed));
        Assert.Same(schedule.Wakeup(StageRole.Feed), schedule.Wakeup(StageRole.Core));
        Assert.Null(schedule.Wakeup(StageRole.Journal));
        Assert.NotSame(schedule.Wakeup(StageRole.Core), schedule.Wakeup(StageRole.Orders));
    }

    [Fact]
    public void Inline_is_not_a_schedule_of_threads()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => new Schedule(new() { Kind = ScheduleKind.Inline, Wait = WaitKind.Spin }));
        Assert.Contains("InlineSchedule", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Schedule(new() { Kind = 0, Wait = WaitKind.Spin }));
    }

    [Fact]
    public void What_stands_beside_has_a_thread_of_its_own_and_one_that_hangs_holds_up_nobody_and_is_left_behind()
    {
        CountingStage[] stages = Stages();
        using ManualResetEventSlim disk = new();
        CountingStage other = new("other", 10);
        using Schedule schedule = new(new() { Kind = ScheduleKind.OneCore, Wait = WaitKind.Yield });
        schedule.Start(
            stages[0], stages[1], stages[2], stages[3], new BesideStage(new HangingStage(disk)),
            new BesideStage(other, NapMillis: 2));
        Assert.All([.. stages, other], stage => Assert.True(stage.Rested.Wait(Patience)));
        Assert.Equal(
            "feed+core+orders journal hanging other", string.Join(' ', schedule.Threads.Select(thread => thread.Name)));
        Assert.False(schedule.Stop());
        Assert.Equal("hanging", Assert.Single(schedule.Threads, thread => thread.IsRunning).Name);
        disk.Set();
        Assert.True(schedule.Stop());
    }

    [Fact]
    public void Too_few_cpus_are_refused_with_both_numbers()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => new Schedule(new() { Kind = ScheduleKind.Pinned, Wait = WaitKind.Spin, Cpus = [0, 1, 2] }));
        Assert.Contains("4 threads; 3 CPUs", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_surfaced_and_the_others_still_stop()
    {
        CountingStage[] stages = Stages();
        stages[1] = new("core") { FailAfter = 5 };
        using Schedule schedule = new(new() { Kind = ScheduleKind.Pinned, Wait = WaitKind.Yield });
        schedule.Start(stages[0], stages[1], stages[2], stages[3]);
        Assert.True(schedule.Threads[1].Join(Patience));
        Assert.Equal("core fails.", schedule.Failure!.Message);
        Assert.Equal("core", schedule.FailedThread!.FailedStage);
        Assert.True(schedule.Stop());
    }

    [Fact]
    public void Starts_once()
    {
        CountingStage[] stages = Stages();
        using Schedule schedule = new(new() { Kind = ScheduleKind.TwoCore, Wait = WaitKind.Yield });
        schedule.Start(stages[0], stages[1], stages[2], stages[3]);
        Assert.Throws<InvalidOperationException>(() => schedule.Start(stages[0], stages[1], stages[2], stages[3]));
    }

    [Fact]
    public void What_was_published_before_the_stop_is_still_handled()
    {
        const long Count = 50_000;
        using Schedule schedule = new(new() { Kind = ScheduleKind.Pinned, Wait = WaitKind.Block });
        RingBuffer<Packet> ring = new(1 << 16, 1, schedule.Wakeup(StageRole.Journal));
        PacketSink journal = new(ring.Consumer(0), Count, seed: 3, "journal");
        PacketSource feed = new(ring.Producer, Count, seed: 3);
        schedule.Start(feed, new CountingStage("core"), new CountingStage("orders"), journal);
        Assert.True(schedule.Stop());
        Assert.Equal(-1, journal.Wrong);
        Assert.Equal(0, ring.Depth);
    }

    [Fact]
    public void Inline_runs_in_flow_order_until_idle_on_the_calling_thread()
    {
        List<string> turns = [];
        CountingStage a = new("a", 1, turns), b = new("b", 2, turns);
        InlineSchedule schedule = new(a, b);
        Assert.True(schedule.RunUntilIdle());
        Assert.Equal(["a", "b", "a", "b", "a", "b"], turns);
        Assert.Equal(Environment.CurrentManagedThreadId, a.ThreadId);
        Assert.Equal(0, schedule.RunRound());
        Assert.False(new InlineSchedule(new CountingStage("busy", 100)).RunUntilIdle(roundLimit: 10));
        Assert.Throws<FormatException>(() => new InlineSchedule(new CountingStage("bad") { FailAfter = 1 }).RunRound());
    }

    private sealed class HangingStage(ManualResetEventSlim disk) : IStage
    {
        public string Name => "hanging";

        public int DoWork()
        {
            disk.Wait();
            return 0;
        }
    }

    private static CountingStage[] Stages() =>
    [
        new("feed", 10), new("core", 10), new("orders", 10), new("journal", 10),
    ];
}
