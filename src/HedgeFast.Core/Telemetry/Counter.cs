using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HedgeFast.Core.Telemetry;

/// <summary>
/// A count or a level that one thread writes and any thread may read, alone on its cache lines: 128 bytes on either side, because processors fetch lines in
/// pairs of 64 bytes. A write is a plain load, add and store; there is no locked instruction, so two writers would lose counts.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Spacing + sizeof(long) + Spacing)]
public sealed class Counter
{
    internal const int Spacing = 128;

    [FieldOffset(Spacing)] private long _value;

    /// <summary>The value. Any thread.</summary>
    public long Value => Volatile.Read(ref _value);

    /// <summary>Adds 1. The writing thread only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Increment() => Volatile.Write(ref _value, _value + 1);

    /// <summary>Adds an amount. The writing thread only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long amount) => Volatile.Write(ref _value, _value + amount);

    /// <summary>Replaces the value: levels and high-water marks. The writing thread only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(long value) => Volatile.Write(ref _value, value);
}
