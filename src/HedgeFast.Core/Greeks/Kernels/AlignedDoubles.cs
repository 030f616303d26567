using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>
/// A zeroed block of doubles that never moves and starts on a cache line, so that a 512-bit load from a multiple of
/// eight touches one line only.
/// </summary>
internal readonly struct AlignedDoubles
{
    private const int LineDoubles = 8;

    private readonly double[] _memory;
    private readonly int _start;

    /// <summary>Allocates <paramref name="length"/> doubles rounded up to a multiple of eight.</summary>
    public AlignedDoubles(int length)
    {
        Length = (length + LineDoubles - 1) / LineDoubles * LineDoubles;
        _memory = GC.AllocateArray<double>(Length + LineDoubles, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0);
        _start = (int)(-address & 63) / sizeof(double);
    }

    /// <summary>Doubles that can be used; a multiple of eight.</summary>
    public int Length { get; }

    /// <summary>All of them.</summary>
    public Span<double> Span => _memory.AsSpan(_start, Length);

    /// <summary>The first one, for kernels.</summary>
    public ref double First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_memory), _start);

    /// <summary>An aligned copy.</summary>
    public static AlignedDoubles CopyOf(ReadOnlySpan<double> values)
    {
        AlignedDoubles copy = new(values.Length);
        values.CopyTo(copy.Span);
        return copy;
    }
}
