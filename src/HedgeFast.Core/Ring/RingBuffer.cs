using System.Numerics;

namespace HedgeFast.Core.Ring;

/// <summary>
/// Hands fixed-size messages from one producer thread to one or several consumer threads, each of which sees every
/// message. All memory is allocated here. The design is the Disruptor's (Thompson, Farley, Barker, Gee and Stewart
/// 2011): every shared word has one writer and cache lines of its own, and one release store publishes a message or a
/// batch.
/// </summary>
/// <typeparam name="T">The message.</typeparam>
public sealed class RingBuffer<T>
    where T : unmanaged
{
    private readonly PaddedSequence _published = new();
    private readonly PaddedSequence[] _drained;
    private readonly RingConsumer<T>[] _consumers;

    /// <summary>Allocates the ring.</summary>
    /// <param name="capacity">Events the ring can hold; a power of two, at least 1.</param>
    /// <param name="consumers">How many consumers there are; at least 1. The slowest holds back the producer.</param>
    /// <param name="wakeup">Roused after every publication; null when the consumers never sleep.</param>
    /// <exception cref="ArgumentException">The capacity is not a power of two, or the memory would exceed one
    /// array.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no consumer.</exception>
    public RingBuffer(int capacity, int consumers = 1, IWakeup? wakeup = null)
    {
        if (capacity < 1 || !BitOperations.IsPow2(capacity))
        {
            throw new ArgumentException(
                $"The capacity of a ring must be a power of two; {capacity} is not.", nameof(capacity));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(consumers, 1);

        SlotArray<T> slots = new(capacity);
        _drained = new PaddedSequence[consumers];
        _consumers = new RingConsumer<T>[consumers];
        for (int i = 0; i < consumers; i++)
        {
            _drained[i] = new PaddedSequence();
            _consumers[i] = new RingConsumer<T>(slots, _published, _drained[i]);
        }

        Producer = new RingProducer<T>(slots, _published, _drained, wakeup);
        Capacity = capacity;
    }

    /// <summary>Events the ring can hold.</summary>
    public int Capacity { get; }

    /// <summary>How many consumers see every event.</summary>
    public int Consumers => _consumers.Length;

    /// <summary>The writing end.</summary>
    public RingProducer<T> Producer { get; }

    /// <summary>
    /// Events that the slowest consumer has not drained yet, 0 to <see cref="Capacity"/>. Any thread; the value may be
    /// old when it is read.
    /// </summary>
    public int Depth
    {
        get
        {
            // The consumers are read first: the producer can only move on after that, so the difference is never
            // negative.
            long slowest = Slowest(_drained);
            return (int)Math.Min(_published.Acquire() - slowest, Capacity);
        }
    }

    /// <summary>One reading end.</summary>
    /// <param name="index">0 to <see cref="Consumers"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such consumer.</exception>
    public RingConsumer<T> Consumer(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _consumers.Length);
        return _consumers[index];
    }

    /// <summary>The smallest of the positions.</summary>
    internal static long Slowest(PaddedSequence[] positions)
    {
        long slowest = long.MaxValue;
        foreach (PaddedSequence position in positions)
            slowest = Math.Min(slowest, position.Acquire());
        return slowest;
    }
}
