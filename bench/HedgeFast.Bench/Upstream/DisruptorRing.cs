using Disruptor;

namespace HedgeFast.Bench.Upstream;

/// <summary>
/// A ring of Disruptor-net with one producer, and the ends that this repository's contract asks of a ring.
/// </summary>
/// <typeparam name="T">The message.</typeparam>
internal sealed class DisruptorRing<T>
    where T : struct
{
    /// <summary>
    /// A ring of <paramref name="capacity"/> slots, a power of two, seen whole by each of its consumers.
    /// </summary>
    public DisruptorRing(int capacity, int consumers = 1)
    {
        ValueRingBuffer<T> ring =
            ValueRingBuffer<T>.CreateSingleProducer(() => default, capacity, new BusySpinWaitStrategy());
        Producer = new DisruptorProducer<T>(ring);
        Consumers = [.. Enumerable.Range(0, consumers).Select(_ => new DisruptorConsumer<T>(ring))];
    }

    /// <summary>The writing end.</summary>
    public DisruptorProducer<T> Producer { get; }

    /// <summary>The reading ends.</summary>
    public IReadOnlyList<DisruptorConsumer<T>> Consumers { get; }
}
