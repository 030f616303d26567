using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HedgeFast.Core.Ring;

/// <summary>
/// A 64-bit word that several threads touch, alone on its cache lines: 128 bytes on either side, because processors fetch lines in
/// pairs of 64 bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Spacing + sizeof(long) + Spacing)]
internal sealed class PaddedSequence
{
    /// <summary>Bytes kept free on either side of a word that two threads touch.</summary>
    internal const int Spacing = 128;

    [FieldOffset(Spacing)] private long _value;

    /// <summary>Reads the word; what its writer wrote before is then visible. Any thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long Acquire() => Volatile.Read(ref _value);

    /// <summary>Writes the word after everything written before it. The owning thread only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Release(long value) => Volatile.Write(ref _value, value);

    /// <summary>Writes the word and returns what it was, as one step and with a full fence. Any thread.</summary>
    internal long Exchange(long value) => Interlocked.Exchange(ref _value, value);

    /// <summary>Sets bits, with a full fence. Any thread.</summary>
    internal void Or(long bits) => Interlocked.Or(ref _value, bits);

    /// <summary>Keeps only these bits, with a full fence. Any thread.</summary>
    internal void And(long bits) => Interlocked.And(ref _value, bits);
}
