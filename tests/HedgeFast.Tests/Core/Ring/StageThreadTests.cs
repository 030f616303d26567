using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core.Ring;

public sealed class StageThreadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void Runs_its_stages_round_robin_on_one_thread_of_their_own()
    {
        List<string> turns = [];
        CountingStage a = new("a", 3, turns), b = new("b", 5, turns);
        using (StageThread thread = new([a, b], new YieldingWait()))
        {
            Assert.Equal("a+b", thread.Name);
            Assert.False(thread.IsRunning);
            thread.Start();
            Assert.True(a.Rested.Wait(Patience) && b.Rested.Wait(Patience));
            thread.RequestStop();
            Assert.True(thread.Join(Patience));
            Assert.False(thread.IsRunning);
            Assert.Null(thread.Failure);
        }

        Assert.Equal(a.ThreadId, b.ThreadId);
        Assert.NotEqual(Environment.CurrentManagedThreadId, a.ThreadId);
        Assert.Equal(Enumerable.Range(0, turns.Count).Select(i => i % 2 == 0 ? "a" : "b"), turns);
    }

    [Fact]
    public void Needs_a_stage() => Assert.Throws<ArgumentException>(() => new StageThread([], new SpinningWait()));

    [Theory]
    [InlineData(WaitKind.Spin)]
    [InlineData(WaitKind.Yield)]
    [InlineData(WaitKind.Block)]
    public void An_exception_ends_the_thread_and_is_kept_with_the_name_of_its_stage(WaitKind wait)
    {
        using StageThread thread = new(
            [new CountingStage("good"), new CountingStage("bad") { FailAfter = 300 }], WaitChoice.For(wait));
        Assert.Null(thread.FailedStage);
        thread.Start();
        Assert.True(thread.Join(Patience));
        Assert.Equal("bad fails.", Assert.IsType<FormatException>(thread.Failure).Message);
        Assert.Equal("bad", thread.FailedStage);
    }

    [Fact]
    public void A_request_to_stop_first_empties_what_there_is()
    {
        const int Work = 3000;
        CountingStage stage = new("busy", Work);
        using StageThread thread = new([stage], new SpinningWait());
        thread.RequestStop();
        thread.Start();
        Assert.True(thread.Join(Patience));
        Assert.Equal(Work + 1, stage.Rounds);
    }

    [Fact]
    public void A_stage_that_never_rests_does_not_keep_the_thread_from_stopping()
    {
        CountingStage stage = new("endless", int.MaxValue);
        using StageThread thread = new([stage], new SpinningWait());
        thread.RequestStop();
        thread.Start();
        Assert.True(thread.Join(Patience));
        Assert.Equal(StageThread.FinalRoundsMax, stage.Rounds);
    }

    [Fact]
    public void A_thread_that_was_never_started_can_be_joined_and_disposed_of()
    {
        StageThread thread = new([new CountingStage("idle")], new SpinningWait());
        Assert.True(thread.Join(TimeSpan.Zero));
        thread.Dispose();
        thread.Dispose();
        Assert.False(thread.IsRunning);
    }

    [Fact]
    public void Only_a_blocking_thread_has_to_be_woken()
    {
        Assert.Null(new StageThread([new CountingStage("a")], new SpinningWait()).Wakeup);
        Assert.NotNull(new StageThread([new CountingStage("a")], new BlockingWait()).Wakeup);
    }

    [Fact]
    public void Binding_to_a_cpu_that_does_not_exist_is_reported_and_harmless()
    {
        CountingStage stage = new("stage", 10);
        using StageThread thread = new([stage], new YieldingWait(), cpu: 1 << 20);
        thread.Start();
        Assert.True(stage.Rested.Wait(Patience));
        Assert.False(thread.IsPinned);
        Assert.Null(thread.Failure);
    }

    [Fact]
    public void Binding_confines_the_thread_to_the_cpu()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Threads are bound to CPUs on Linux only.");
        int cpu = CpuAffinity.Allowed()[^1];
        AffinityStage stage = new();
        using StageThread thread = new([stage], new YieldingWait(), cpu);
        thread.Start();
        Assert.True(stage.Seen.Wait(Patience));
        Assert.True(thread.IsPinned);
        Assert.Equal([cpu], stage.Allowed!);
        Assert.Contains(cpu, CpuAffinity.Allowed());
    }

    private sealed class AffinityStage : IStage
    {
        public string Name => "affinity";

        public IReadOnlyList<int>? Allowed { get; private set; }

        public ManualResetEventSlim Seen { get; } = new();

        public int DoWork()
        {
            if (Allowed is not null)
                return 0;
            Allowed = CpuAffinity.Allowed();
            Seen.Set();
            return 1;
        }
    }
}
