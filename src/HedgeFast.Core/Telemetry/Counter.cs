using System.Runtime.CompilerServices;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Telemetry;

/// <summary>Count or level on cache lines of its own: one thread writes, any thread reads.</summary>
/// <remarks>
/// A write is a plain load, add and store, without a locked instruction: two writers would lose counts.
/// </remarks>
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
