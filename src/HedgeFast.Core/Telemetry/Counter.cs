using System.Runtime.CompilerServices;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Telemetry;

/// <summary>
/// A count or a level that one thread writes and any thread may read, alone on its cache lines. A write is a plain
/// load, add and store; there is no locked instruction, so two writers would lose counts.
/// </summary>
public sealed class Counter
{
    private PaddedWord _word;

    /// <summary>The value. Any thread.</summary>
    public long Value => Volatile.Read(ref _word.Value);

    /// <summary>Adds 1. The writing thread only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Increment() => Volatile.Write(ref _word.Value, _word.Value + 1);

    /// <summary>Adds an amount. The writing thread only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long amount) => Volatile.Write(ref _word.Value, _word.Value + amount);

    /// <summary>Replaces the value: levels and high-water marks. The writing thread only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(long value) => Volatile.Write(ref _word.Value, value);
}
