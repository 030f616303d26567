namespace HedgeFast.Core.Ring;

/// <summary>
/// One reading end of a <see cref="RingBuffer{T}"/>. Every member is for the one thread that owns this end at the time.
/// </summary>
/// <typeparam name="T">The message.</typeparam>
public sealed class RingConsumer<T> : IRingConsumer<T>
    where T : unmanaged
{
    private readonly SlotArray<T> _slots;
    private readonly PaddedSequence _published;
    private readonly PaddedSequence _drained;
    private OwnSequences _own;

    internal RingConsumer(SlotArray<T> slots, PaddedSequence published, PaddedSequence drained)
    {
        _slots = slots;
        _published = published;
        _drained = drained;
    }

    /// <inheritdoc/>
    public long Available => _published.Acquire() - _own.Next;

    /// <inheritdoc/>
    public int Drain<THandler>(ref THandler handler, int limit)
        where THandler : struct, IRingHandler<T>, allows ref struct
    {
        long first = _own.Next;
        long count = Math.Min(_published.Acquire() - first, limit);
        if (count <= 0)
            return 0;

        try
        {
            Deliver(ref handler, first, first + count);
        }
        finally
        {
            _drained.Release(_own.Next);
        }

        return (int)count;
    }

    private void Deliver<THandler>(ref THandler handler, long next, long end)
        where THandler : struct, IRingHandler<T>, allows ref struct
    {
        SlotArray<T> slots = _slots;
        do
        {
            ref readonly T message = ref slots[next];

            // Counted before the call, so that an event whose handler throws is not delivered again.
            _own.Next = ++next;
            handler.OnEvent(in message, next == end);
        }
        while (next != end);
    }
}
