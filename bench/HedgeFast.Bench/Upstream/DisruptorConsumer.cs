using Disruptor;
using HedgeFast.Core.Ring;

namespace HedgeFast.Bench.Upstream;

/// <summary>One reading end of a ring of Disruptor-net.</summary>
/// <remarks>
/// Its own poller takes a delegate, has no limit and calls an event that throws not handled, so events are read here by
/// the sequence that holds back the producer.
/// </remarks>
/// <typeparam name="T">The message.</typeparam>
internal sealed class DisruptorConsumer<T> : IRingConsumer<T>
    where T : struct
{
    private readonly ValueRingBuffer<T> _ring;
    private readonly Sequence _drained;

    /// <summary>A consumer from the event published next.</summary>
    public DisruptorConsumer(ValueRingBuffer<T> ring)
    {
        _ring = ring;
        _drained = new Sequence(ring.Cursor);
        ring.AddGatingSequences(_drained);
    }

    /// <inheritdoc/>
    public long Available => _ring.Cursor - _drained.Value;

    /// <inheritdoc/>
    public int Drain<THandler>(ref THandler handler, int limit)
        where THandler : struct, IRingHandler<T>, allows ref struct
    {
        long drained = _drained.Value;
        long last = Math.Min(_ring.Cursor, drained + Math.Max(0, limit));
        if (last == drained)
            return 0;
        long current = drained;
        try
        {
            while (current < last)
            {
                current++;
                handler.OnEvent(_ring[current], current == last);
            }
        }
        finally
        {
            _drained.SetValue(current);
        }

        return (int)(last - drained);
    }
}
