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

/// <summary>
/// One reading end of a ring; it sees every event, in the order of publication. One thread at a time owns it.
/// </summary>
/// <typeparam name="T">The message.</typeparam>
public interface IRingConsumer<T>
{
    /// <summary>How many events are published and not yet drained by this consumer.</summary>
    long Available { get; }

    /// <summary>
    /// Passes the events that were published when the call began, at most <paramref name="limit"/>, to the handler,
    /// then frees their slots together.
    /// </summary>
    /// <remarks>
    /// An exception of the handler passes through. The events already handled and the one that threw count as drained,
    /// so that no event is delivered twice and none after it is lost: the next drain begins with the event that
    /// follows.
    /// </remarks>
    /// <returns>How many events were handled; 0 when there was none or the limit is not positive.</returns>
    int Drain<THandler>(ref THandler handler, int limit)
        where THandler : struct, IRingHandler<T>, allows ref struct;
}

/// <summary>Receives the events of a ring. A struct, so that the call is bound when the consumer is compiled.</summary>
/// <typeparam name="T">The message.</typeparam>
public interface IRingHandler<T>
{
    /// <summary>Handles one event.</summary>
    /// <param name="message">The event where it lies in the ring; valid until this call returns, so a copy must be
    /// taken of what is kept.</param>
    /// <param name="endOfBatch">Whether this is the last event of the current drain: the moment to act on what was
    /// conflated.</param>
    void OnEvent(in T message, bool endOfBatch);
}
