using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace HedgeFast.Core.Ring;

/// <summary>
/// The writing end of a <see cref="RingBuffer{T}"/>. Every member is for the one thread that owns this end at the time.
/// </summary>
/// <typeparam name="T">The message.</typeparam>
public sealed class RingProducer<T> : IRingProducer<T>
    where T : unmanaged
{
    private const int CacheLineBytes = 64;

    private readonly SlotArray<T> _slots;
    private readonly PaddedSequence _published;
    private readonly PaddedSequence[] _drained;
    private readonly IWakeup? _wakeup;
    private OwnSequences _own;

    internal RingProducer(SlotArray<T> slots, PaddedSequence published, PaddedSequence[] drained, IWakeup? wakeup)
    {
        _slots = slots;
        _published = published;
        _drained = drained;
        _wakeup = wakeup;
        _own.Bound = slots.Capacity;
    }

    /// <inheritdoc/>
    public int FreeSlots => (int)(Refresh() - _own.Next);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPublish(in T message)
    {
        long next = _own.Next;
        if (next >= _own.Bound && !HasRoom(next))
            return false;
        _slots[next] = message;
        Publish(next + 1);
        return true;
    }

    /// <summary>Publishes as many of the messages as fit, the first ones, with one store.</summary>
    /// <returns>How many were published, 0 to the number of messages.</returns>
    public int TryPublish(ReadOnlySpan<T> messages)
    {
        long next = _own.Next;
        long free = _own.Bound - next;
        if (free < messages.Length)
            free = Refresh() - next;
        int count = (int)Math.Min(free, messages.Length);
        if (count == 0)
            return 0;

        messages = messages[..count];
        Span<T> run = _slots.Run(next, count);
        messages[..run.Length].CopyTo(run);
        if (run.Length < count)
            messages[run.Length..].CopyTo(_slots.Run(next + run.Length, count - run.Length));
        Publish(next + count);
        return count;
    }

    /// <summary>
    /// Gives the next free slot to be filled where it lies, to be followed by <see cref="PublishClaimed"/>. The slot
    /// still holds an older message, so every field must be written. Claiming again without publishing gives the same
    /// slot.
    /// </summary>
    /// <param name="claimed">False when the ring is full; the reference is then null and must not be touched.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T TryClaim(out bool claimed)
    {
        long next = _own.Next;
        claimed = next < _own.Bound || HasRoom(next);
        if (!claimed)
            return ref Unsafe.NullRef<T>();
        _own.Claimed = 1;
        return ref _slots[next];
    }

    /// <summary>Publishes the slot that <see cref="TryClaim"/> gave.</summary>
    /// <exception cref="InvalidOperationException">No slot is claimed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PublishClaimed()
    {
        if (_own.Claimed == 0)
            ThrowNotClaimed();
        Publish(_own.Next + 1);
    }

    /// <summary>
    /// Asks the cache for a slot that will be written later. A ring that is larger than the cache otherwise makes the
    /// writer wait for memory at every slot. A hint: without effect where the processor or the runtime has no such
    /// instruction.
    /// </summary>
    /// <param name="ahead">How many slots after the next one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(int ahead)
    {
        if (!Sse.IsSupported)
            return;

        // The slot may be moved while its address is held here; then the hint is of no use, and of no harm.
        byte* slot = (byte*)Unsafe.AsPointer(ref _slots[_own.Next + ahead]);
        for (int offset = 0; offset < sizeof(T); offset += CacheLineBytes)
            Sse.Prefetch0(slot + offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Publish(long next)
    {
        _own.Next = next;
        _own.Claimed = 0;
        _published.Release(next);
        _wakeup?.Wake();
    }

    // The consumers' words lie on lines that they keep writing. Looking only when the ring seems full fetches those
    // lines once a lap instead of once an event.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HasRoom(long next) => next < Refresh();

    private long Refresh() => _own.Bound = RingBuffer<T>.Slowest(_drained) + _slots.Capacity;

    [DoesNotReturn]
    private static void ThrowNotClaimed() =>
        throw new InvalidOperationException(
            "No slot of the ring is claimed: TryClaim must have succeeded before PublishClaimed.");
}
