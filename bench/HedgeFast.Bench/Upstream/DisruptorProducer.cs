using Disruptor;
using HedgeFast.Core.Ring;

namespace HedgeFast.Bench.Upstream;

/// <summary>The writing end of a ring of Disruptor-net.</summary>
/// <typeparam name="T">The message.</typeparam>
internal sealed class DisruptorProducer<T>(ValueRingBuffer<T> ring) : IRingProducer<T>
    where T : struct
{
    /// <inheritdoc/>
    public int FreeSlots => (int)ring.GetRemainingCapacity();

    /// <inheritdoc/>
    public bool TryPublish(in T message)
    {
        if (!ring.TryNext(out long sequence))
            return false;
        ring[sequence] = message;
        ring.Publish(sequence);
        return true;
    }
}
