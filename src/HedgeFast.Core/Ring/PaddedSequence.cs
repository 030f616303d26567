using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Ring;

/// <summary>A 64-bit word that several threads touch, alone on its cache lines; see <see cref="PaddedWord"/>.</summary>
internal sealed class PaddedSequence
{
    private PaddedWord _word;

    /// <summary>Reads the word, and sees everything that its writer wrote before. Any thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long Acquire() => Volatile.Read(ref _word.Value);

    /// <summary>Writes the word after everything written before it. The owning thread only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Release(long value) => Volatile.Write(ref _word.Value, value);

    /// <summary>Writes the word and returns what it was, as one step and with a full fence. Any thread.</summary>
    internal long Exchange(long value) => Interlocked.Exchange(ref _word.Value, value);

    /// <summary>Sets bits, with a full fence. Any thread.</summary>
    internal void Or(long bits) => Interlocked.Or(ref _word.Value, bits);

    /// <summary>Keeps only these bits, with a full fence. Any thread.</summary>
    internal void And(long bits) => Interlocked.And(ref _word.Value, bits);
}
