using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core.Ring;

/// <summary>Rings between real threads: nothing lost, reordered or torn, whichever way the threads wait.</summary>
public sealed class RingStressTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(WaitKind.Spin, 1024, 1, 101)]
    [InlineData(WaitKind.Yield, 1024, 1, 102)]
    [InlineData(WaitKind.Block, 1024, 1, 103)]
    [InlineData(WaitKind.Yield, 16, 1, 104)]
    [InlineData(WaitKind.Block, 16, 1, 105)]
    [InlineData(WaitKind.Yield, 256, 2, 106)]
    [InlineData(WaitKind.Yield, 256, 3, 107)]
    [InlineData(WaitKind.Block, 64, 1, 108)]
    public void Packets_arrive_once_in_order_and_whole(WaitKind wait, int capacity, int consumers, int seed)
    {
        const long Count = 200_000;
        IWaitStrategy[] waits = [.. Enumerable.Range(0, consumers).Select(_ => WaitChoice.For(wait))];
        RingBuffer<Packet> ring = new(capacity, consumers, waits[0] as IWakeup);
        PacketSink[] sinks =
        [
            .. Enumerable.Range(0, consumers).Select(i => new PacketSink(ring.Consumer(i), Count, seed, $"sink {i}")),
        ];
        using StageThread source = new([new PacketSource(ring.Producer, Count, seed)], WaitChoice.For(WaitKind.Yield));
        StageThread[] threads = [.. sinks.Select((sink, i) => new StageThread([sink], waits[i]))];
        foreach (StageThread thread in threads)
            thread.Start();
        source.Start();

        foreach (PacketSink sink in sinks)
        {
            Assert.True(
                sink.Finished.Wait(Patience), $"{sink.Name}, seed {seed}: {sink.Received} of {Count} packets arrived.");
        }

        foreach (StageThread thread in threads)
            thread.Dispose();
        source.Dispose();
        Assert.All(threads, thread => Assert.Null(thread.Failure));
        Assert.Null(source.Failure);
        Assert.All(sinks, sink => Assert.Equal((-1, Count), (sink.Wrong, sink.Received)));
        Assert.Equal(0, ring.Depth);
    }

    [Fact]
    public void A_thread_that_sleeps_for_ever_misses_no_wake_up()
    {
        // The sleeper goes to sleep at the first chance and without a time-out, and the source publishes only once the
        // last packet has arrived: one lost wake-up would leave both waiting. A round takes microseconds or a
        // millisecond, so the test ends after two seconds if they still get on.
        const long Count = 20_000;
        BlockingWait wait = new(spinRounds: 0, yieldRounds: 0, sleepMillisMax: Timeout.Infinite);
        RingBuffer<Packet> ring = new(2, 1, wait);
        PacketSink sink = new(ring.Consumer(0), Count, seed: 9, "sleeper");
        using StageThread sleeper = new([sink], wait);
        sleeper.Start();
        using StageThread source = new([new OneAtATime(ring, Count)], WaitChoice.For(WaitKind.Yield));
        source.Start();

        if (!sink.Finished.Wait(TimeSpan.FromSeconds(2)))
        {
            long received = sink.Received;
            Assert.True(
                SpinWait.SpinUntil(() => sink.Received > received, Patience),
                $"Nothing arrived after {received} of {Count} packets.");
        }

        source.RequestStop();
        Assert.True(source.Join(Patience));
        sleeper.RequestStop();
        Assert.True(sleeper.Join(Patience), "The request to stop did not wake the sleeper.");
        Assert.Equal((-1, 0), (sink.Wrong, ring.Depth));
        Assert.True(sink.Received > 0);
    }

    private sealed class OneAtATime(RingBuffer<Packet> ring, long count) : IStage
    {
        private long _next;

        public string Name => "one at a time";

        public int DoWork() =>
            _next < count && ring.Depth == 0 && ring.Producer.TryPublish(new Packet(_next++, 9)) ? 1 : 0;
    }
}
