using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;
using HedgeFast.Tests.Core.Ring;

namespace HedgeFast.Tests.Allocations;

public sealed class RingAllocationTests
{
    private const int WarmRounds = 60_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void Publishing_and_draining_allocate_nothing()
    {
        RingBuffer<long> ring = new(64, 2, new BlockingWait());
        long[] batch = [1, 2, 3, 4, 5];
        AscendingHandler first = new(), second = new();
        Assert.Equal(0, Measure(() =>
        {
            ring.Producer.TryPublish(0);
            ring.Producer.TryPublish(batch);
            ring.Producer.TryClaim(out _) = 6;
            ring.Producer.PublishClaimed();
            ring.Consumer(0).Drain(ref first, 100);
            ring.Consumer(1).Drain(ref second, 100);
        }));
        Assert.Equal(0, ring.Depth);
        Assert.Equal(14L * WarmRounds, first.Next);
    }

    [Theory]
    [InlineData(WaitKind.Spin)]
    [InlineData(WaitKind.Yield)]
    public void Waiting_allocates_nothing(WaitKind kind)
    {
        IWaitStrategy wait = WaitChoice.For(kind);
        Assert.Equal(0, Measure(() => wait.Idle(0)));
    }

    [Fact]
    public void Sleeping_and_waking_allocate_nothing()
    {
        BlockingWait wait = new(spinRounds: 1, yieldRounds: 1, sleepMillisMax: 0);
        Assert.Equal(0, Measure(() =>
        {
            wait.Idle(0);
            wait.Wake();
        }));
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        Counter counter = new();
        CounterBlock block = new(2);
        Assert.Equal(0, Measure(() =>
        {
            counter.Increment();
            block.Add(1, counter.Value);
        }));
        Assert.Equal(2 * WarmRounds, counter.Value);
    }

    [Fact]
    public void The_measurement_sees_an_allocation()
    {
        object? kept = null;
        Assert.True(Measure(() => kept = new byte[8]) >= 24L * WarmRounds);
        Assert.NotNull(kept);
    }

    [Theory]
    [InlineData(WaitKind.Spin)]
    [InlineData(WaitKind.Block)]
    public void A_warm_stage_thread_allocates_nothing(WaitKind wait)
    {
        const long Count = 150_000;
        IWaitStrategy strategy = WaitChoice.For(wait);
        RingBuffer<Packet> ring = new(1024, 1, strategy as IWakeup);
        PacketSink sink = new(ring.Consumer(0), Count, seed: 5, "sink");
        using StageThread thread = new([sink], strategy);
        thread.Start();
        PacketSource source = new(ring.Producer, Count, seed: 5);
        while (sink.Received < Count / 2)
            source.DoWork();
        thread.MarkWarm();
        while (!sink.Finished.IsSet)
            source.DoWork();
        thread.RequestStop();
        Assert.True(thread.Join(Patience));
        Assert.False(thread.IsMarkPending);
        Assert.Equal(-1, sink.Wrong);
        Assert.Equal(Count, sink.Received);
        Assert.Equal(0, thread.AllocatedSinceWarmBytes);
    }

    [Fact]
    public void A_stage_thread_that_allocates_is_seen_from_outside()
    {
        CountingStage stage = new("allocating") { Allocate = () => new byte[100] };
        using StageThread thread = new([stage], new YieldingWait());
        thread.Start();
        Assert.True(SpinWait.SpinUntil(() => thread.AllocatedBytes > 0, Patience));
        thread.MarkWarm();
        Assert.True(SpinWait.SpinUntil(() => !thread.IsMarkPending, Patience));
        int rounds = stage.Rounds;
        Assert.True(SpinWait.SpinUntil(() => stage.Rounds > rounds + 2 * StageThread.SampleRounds, Patience));
        thread.RequestStop();
        Assert.True(thread.Join(Patience));
        Assert.InRange(thread.AllocatedSinceWarmBytes, 100L * (stage.Rounds - rounds), thread.AllocatedBytes);
        Assert.IsType<byte[]>(stage.Kept);
    }

    [Fact]
    public void Bytes_allocated_after_the_steady_state_are_not_counted()
    {
        CountingStage stage = new("allocating later");
        using StageThread thread = new([stage], new YieldingWait());
        thread.Start();
        thread.MarkWarm();
        Assert.True(SpinWait.SpinUntil(() => !thread.IsMarkPending, Patience));
        thread.MarkCool();
        Assert.True(SpinWait.SpinUntil(() => !thread.IsMarkPending, Patience));
        stage.Allocate = () => new byte[100];
        Assert.True(SpinWait.SpinUntil(() => thread.AllocatedBytes > 1000, Patience));
        Assert.Equal(0, thread.AllocatedSinceWarmBytes);
    }

    private static long Measure(Action round)
    {
        for (int i = 0; i < WarmRounds; i++)
            round();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < WarmRounds; i++)
            round();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
