using System.Runtime.CompilerServices;
using CsCheck;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core.Ring;

public sealed class RingBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-4)]
    [InlineData(int.MinValue)]
    [InlineData(3)]
    [InlineData(1000)]
    public void A_capacity_that_is_no_power_of_two_is_refused_by_value(int capacity)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new RingBuffer<long>(capacity));
        Assert.Equal("capacity", refusal.ParamName);
        Assert.Contains($"must be a power of two; {capacity} is not", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_that_no_array_can_hold_is_refused()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new RingBuffer<MarketEvent>(1 << 30));
        Assert.Contains("does not fit", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_ring_without_consumers_is_refused(int consumers) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RingBuffer<long>(2, consumers));

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_consumer_that_does_not_exist_is_refused(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RingBuffer<long>(2, 2).Consumer(index));

    [Fact]
    public void A_ring_of_one_alternates()
    {
        RingBuffer<long> ring = new(1);
        AscendingHandler handler = new();
        for (long i = 0; i < 10; i++)
        {
            Assert.True(ring.Producer.TryPublish(i));
            Assert.False(ring.Producer.TryPublish(-1));
            Assert.Equal(1, ring.Consumer(0).Drain(ref handler, 5));
        }

        Assert.Equal(-1, handler.Disorder);
        Assert.Equal(10, handler.Next);
    }

    [Fact]
    public void Depth_is_that_of_the_slowest_consumer()
    {
        RingBuffer<long> ring = new(4, 2);
        Assert.Equal(0, ring.Depth);
        Assert.Equal(3, ring.Producer.TryPublish([1, 2, 3]));
        RecordingHandler handler = new();
        ring.Consumer(0).Drain(ref handler, 3);
        Assert.Equal(3, ring.Depth);
        ring.Consumer(1).Drain(ref handler, 2);
        Assert.Equal(1, ring.Depth);
    }

    [Fact]
    public void A_batch_publishes_the_first_messages_that_fit()
    {
        RingBuffer<long> ring = new(4);
        Assert.Equal(0, ring.Producer.TryPublish(ReadOnlySpan<long>.Empty));
        Assert.Equal(4, ring.Producer.TryPublish([1, 2, 3, 4, 5]));
        Assert.Equal(0, ring.Producer.TryPublish([5]));
        RecordingHandler handler = new();
        ring.Consumer(0).Drain(ref handler, 3);
        Assert.Equal(3, ring.Producer.TryPublish([5, 6, 7, 8]));
        ring.Consumer(0).Drain(ref handler, 10);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], handler.Messages);
        Assert.Equal([false, false, true, false, false, false, true], handler.Ends);
    }

    [Fact]
    public void Batches_and_single_messages_mix_like_one_queue() =>
        Gen.Select(Gen.Int[0, 4], Gen.Select(Gen.Int[-1, 12], Gen.Int[0, 12]).List[1, 40]).Sample(
            (log2, steps) =>
            {
                RingBuffer<long> ring = new(1 << log2);
                RecordingHandler handler = new();
                Queue<long> model = new();
                long next = 0;
                foreach ((int batch, int limit) in steps)
                {
                    int free = ring.Capacity - model.Count;
                    long[] messages = [.. Enumerable.Range(0, Math.Max(batch, 1)).Select(i => next + i)];
                    int published = batch < 0
                        ? (ring.Producer.TryPublish(next) ? 1 : 0)
                        : ring.Producer.TryPublish(messages.AsSpan(0, batch));
                    Assert.Equal(Math.Min(free, Math.Abs(batch)), published);
                    for (int i = 0; i < published; i++)
                        model.Enqueue(next++);
                    handler.Messages.Clear();
                    ring.Consumer(0).Drain(ref handler, limit);
                    Assert.All(handler.Messages, message => Assert.Equal(model.Dequeue(), message));
                    Assert.Equal(model.Count, ring.Depth);
                }
            },
            iter: 2_000);

    [Fact]
    public void A_claimed_slot_is_filled_where_it_lies()
    {
        RingBuffer<long> ring = new(2);
        ref long slot = ref ring.Producer.TryClaim(out bool claimed);
        Assert.True(claimed);
        slot = 41;
        Assert.Equal(0, ring.Consumer(0).Available);
        ring.Producer.TryClaim(out _)++;
        ring.Producer.PublishClaimed();
        Assert.True(ring.Producer.TryPublish(43));
        Assert.True(Unsafe.IsNullRef(ref ring.Producer.TryClaim(out claimed)));
        Assert.False(claimed);
        RecordingHandler handler = new();
        ring.Consumer(0).Drain(ref handler, 2);
        Assert.Equal([42, 43], handler.Messages);
    }

    [Fact]
    public void Publishing_a_slot_that_is_not_claimed_is_an_error()
    {
        RingProducer<long> producer = new RingBuffer<long>(2).Producer;
        Assert.Throws<InvalidOperationException>(producer.PublishClaimed);
        producer.TryClaim(out _);
        producer.PublishClaimed();
        Assert.Throws<InvalidOperationException>(producer.PublishClaimed);
    }

    [Fact]
    public void Every_publication_wakes_and_a_refusal_does_not()
    {
        CountingWakeup wakeup = new();
        RingBuffer<long> ring = new(2, 1, wakeup);
        Assert.True(ring.Producer.TryPublish(1));
        Assert.Equal(1, wakeup.Count);
        Assert.Equal(1, ring.Producer.TryPublish([2, 3]));
        Assert.Equal(2, wakeup.Count);
        Assert.False(ring.Producer.TryPublish(3));
        Assert.Equal(0, ring.Producer.TryPublish([3]));
        Assert.Equal(2, wakeup.Count);
    }

    private sealed class CountingWakeup : IWakeup
    {
        public int Count { get; private set; }

        public void Wake() => Count++;
    }
}
