using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Telemetry;

/// <summary>Counts of one writing thread, side by side, with 128 bytes free at both ends.</summary>
/// <remarks>Counts of one writer need no space between them; they need space to the memory of other threads.</remarks>
public sealed class CounterBlock
{
    private const int PaddingWords = PaddedWord.Spacing / sizeof(long);

    private readonly long[] _words;

    /// <summary>Allocates the counts, all 0.</summary>
    /// <param name="count">How many; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public CounterBlock(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _words = GC.AllocateArray<long>(count + 2 * PaddingWords, pinned: true);
        Count = count;
    }

    /// <summary>How many counts there are.</summary>
    public int Count { get; }

    /// <summary>A value. Any thread.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such count.</exception>
    public long this[int index] => Volatile.Read(ref Word(index));

    /// <summary>Adds 1. The writing thread only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such count.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Increment(int index) => Add(index, 1);

    /// <summary>Adds an amount. The writing thread only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such count.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int index, long amount)
    {
        ref long word = ref Word(index);
        Volatile.Write(ref word, word + amount);
    }

    /// <summary>Replaces a value: levels and high-water marks. The writing thread only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such count.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int index, long value) => Volatile.Write(ref Word(index), value);

    /// <summary>Copies the values; each is whole, but they are not of one moment. Any thread.</summary>
    /// <param name="destination">Receives as many as it has room for.</param>
    /// <returns>How many were copied.</returns>
    public int CopyTo(Span<long> destination)
    {
        int count = Math.Min(destination.Length, Count);
        for (int i = 0; i < count; i++)
            destination[i] = this[i];
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref long Word(int index)
    {
        if ((uint)index >= (uint)Count)
            ThrowNoSuchCount(index);
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_words), PaddingWords + index);
    }

    private void ThrowNoSuchCount(int index) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {Count} counts.");
}
