using CsCheck;
using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core.Ring;

/// <summary>What every ring must do, whoever wrote it. A derived class says how to make one.</summary>
public abstract class RingContractTests
{
    protected abstract RingUnderTest Create(int capacity, int consumers);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(64)]
    public void Holds_its_capacity_and_then_refuses(int capacity)
    {
        RingUnderTest ring = Create(capacity, 1);
        for (int i = 0; i < capacity; i++)
        {
            Assert.Equal(capacity - i, ring.Producer.FreeSlots);
            Assert.True(ring.Producer.TryPublish(i));
        }

        Assert.Equal(0, ring.Producer.FreeSlots);
        Assert.False(ring.Producer.TryPublish(-1));
        Assert.Equal(capacity, ring.Consumers[0].Available);
        Assert.Equal(Enumerable.Range(0, capacity).Select(i => (long)i), DrainAll(ring.Consumers[0]));
        Assert.Equal(capacity, ring.Producer.FreeSlots);
    }

    [Fact]
    public void An_empty_ring_calls_no_handler()
    {
        RingUnderTest ring = Create(2, 1);
        RecordingHandler handler = new();
        Assert.Equal(0, ring.Consumers[0].Drain(ref handler, 10));
        Assert.Equal(0, ring.Consumers[0].Available);
        Assert.Empty(handler.Messages);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_limit_that_is_not_positive_drains_nothing(int limit)
    {
        RingUnderTest ring = Create(2, 1);
        Assert.True(ring.Producer.TryPublish(7));
        RecordingHandler handler = new();
        Assert.Equal(0, ring.Consumers[0].Drain(ref handler, limit));
        Assert.Equal(1, ring.Consumers[0].Available);
    }

    [Fact]
    public void The_last_event_of_a_drain_and_no_other_ends_the_batch()
    {
        RingUnderTest ring = Create(8, 1);
        for (long i = 0; i < 5; i++)
            Assert.True(ring.Producer.TryPublish(i));
        RecordingHandler handler = new();
        Assert.Equal(3, ring.Consumers[0].Drain(ref handler, 3));
        Assert.Equal(2, ring.Consumers[0].Drain(ref handler, 3));
        Assert.Equal([0, 1, 2, 3, 4], handler.Messages);
        Assert.Equal([false, false, true, false, true], handler.Ends);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Keeps_order_over_many_laps(int capacity)
    {
        RingUnderTest ring = Create(capacity, 1);
        RecordingHandler handler = new();
        for (long i = 0; i < 1000; i++)
        {
            Assert.True(ring.Producer.TryPublish(i));
            if (i % capacity == capacity - 1 || i % 3 == 0)
                ring.Consumers[0].Drain(ref handler, int.MaxValue);
        }

        ring.Consumers[0].Drain(ref handler, int.MaxValue);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (long)i), handler.Messages);
    }

    [Fact]
    public void Every_consumer_sees_every_event_and_the_slowest_holds_back_the_producer()
    {
        RingUnderTest ring = Create(4, 2);
        for (long i = 0; i < 4; i++)
            Assert.True(ring.Producer.TryPublish(i));
        Assert.Equal([0, 1, 2, 3], DrainAll(ring.Consumers[0]));
        Assert.False(ring.Producer.TryPublish(4));

        RecordingHandler slow = new();
        Assert.Equal(1, ring.Consumers[1].Drain(ref slow, 1));
        Assert.Equal(1, ring.Producer.FreeSlots);
        Assert.True(ring.Producer.TryPublish(4));
        Assert.False(ring.Producer.TryPublish(5));
        Assert.Equal([4], DrainAll(ring.Consumers[0]));
        Assert.Equal([1, 2, 3, 4], DrainAll(ring.Consumers[1]));
    }

    [Fact]
    public void An_event_whose_handler_throws_is_drained_and_the_next_one_follows()
    {
        RingUnderTest ring = Create(8, 1);
        for (long i = 0; i < 5; i++)
            Assert.True(ring.Producer.TryPublish(i));
        RecordingHandler choking = new() { ThrowOn = 2 };
        Assert.Throws<FormatException>(() => ring.Consumers[0].Drain(ref choking, int.MaxValue));
        Assert.Equal([0, 1, 2], choking.Messages);
        Assert.Equal(2, ring.Consumers[0].Available);
        Assert.Equal(6, ring.Producer.FreeSlots);
        Assert.Equal([3, 4], DrainAll(ring.Consumers[0]));
    }

    [Fact]
    public void Behaves_like_queues()
    {
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3])
            .Select(
                (log2, consumers) =>
                    (new ModelActual(Create(1 << log2, consumers)), new ModelQueues(1 << log2, consumers)))
            .SampleModelBased(
                Gen.Long[0, 1000].Operation<ModelActual, ModelQueues>(
                    (a, message) => a.Publish(message), (m, message) => m.Publish(message)),
                Gen.Select(Gen.Int[0, 2], Gen.Int[-1, 20]).Operation<ModelActual, ModelQueues>(
                    (a, t) => a.Drain(t.Item1, t.Item2), (m, t) => m.Drain(t.Item1, t.Item2)),
                Gen.Int[0, 2].Operation<ModelActual, ModelQueues>(
                    (a, consumer) => a.Look(consumer), (m, consumer) => m.Look(consumer)),
                equal: (a, m) => a.Log.SequenceEqual(m.Log),
                iter: 2_000,
                threads: 1,
                printActual: a => string.Join("; ", a.Log),
                printModel: m => string.Join("; ", m.Log));
    }

    [Fact]
    public void Hands_over_between_threads_without_loss_or_reordering()
    {
        const long Count = 100_000;
        RingUnderTest ring = Create(256, 1);
        Thread producer = new(() =>
        {
            for (long i = 0; i < Count; i++)
            {
                while (!ring.Producer.TryPublish(i))
                    Thread.Yield();
            }
        })
        { IsBackground = true };
        producer.Start();

        AscendingHandler handler = new();
        while (handler.Next < Count && handler.Disorder < 0)
        {
            if (ring.Consumers[0].Drain(ref handler, 64) == 0)
                Thread.Yield();
        }

        Assert.Equal(-1, handler.Disorder);
        Assert.True(producer.Join(TimeSpan.FromSeconds(60)));
        Assert.Equal(0, ring.Consumers[0].Available);
    }

    protected static List<long> DrainAll(IRingConsumer<long> consumer)
    {
        RecordingHandler handler = new();
        consumer.Drain(ref handler, int.MaxValue);
        return handler.Messages;
    }
}
