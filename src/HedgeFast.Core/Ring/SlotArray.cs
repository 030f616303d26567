using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HedgeFast.Core.Ring;

/// <summary>
/// The slots of a ring: pinned memory that begins on a 128-byte boundary and has 128 bytes free on either side. Pinned
/// managed memory rather than native, because a managed reference into it keeps it alive: no finalizer, no use after
/// free.
/// </summary>
/// <typeparam name="T">The message.</typeparam>
internal readonly struct SlotArray<T>
    where T : unmanaged
{
    private readonly byte[] _memory;
    private readonly nint _origin;
    private readonly long _mask;

    /// <summary>Allocates the memory and touches every page of it, so that the first lap costs no page fault.</summary>
    /// <param name="capacity">A power of two.</param>
    internal unsafe SlotArray(int capacity)
    {
        long bytes = (long)capacity * sizeof(T) + 3 * PaddedWord.Spacing;
        if (bytes > Array.MaxLength)
        {
            throw new ArgumentException(
                $"A ring of {capacity} events of {sizeof(T)} bytes does not fit in one array of {Array.MaxLength} "
                + "bytes.",
                nameof(capacity));
        }

        _memory = GC.AllocateUninitializedArray<byte>((int)bytes, pinned: true);
        _memory.AsSpan().Clear();
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        nint first = (address + 2 * PaddedWord.Spacing - 1) & -PaddedWord.Spacing;
        _origin = first - address;
        _mask = capacity - 1;
    }

    /// <summary>Number of slots.</summary>
    internal int Capacity => (int)_mask + 1;

    /// <summary>The slot of the event with this position.</summary>
    internal ref T this[long position]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ref T first = ref Unsafe.As<byte, T>(
                ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(_memory), _origin));
            return ref Unsafe.Add(ref first, (nint)(position & _mask));
        }
    }

    /// <summary>
    /// The slots from this position on, up to the end of the memory or <paramref name="count"/>, whichever comes first.
    /// </summary>
    internal Span<T> Run(long position, int count) =>
        MemoryMarshal.CreateSpan(ref this[position], (int)Math.Min(count, _mask + 1 - (position & _mask)));
}
