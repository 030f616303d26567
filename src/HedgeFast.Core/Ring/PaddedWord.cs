using System.Runtime.InteropServices;

namespace HedgeFast.Core.Ring;

/// <summary>
/// A 64-bit word with 128 bytes free on either side, because processors fetch cache lines in pairs of 64 bytes. To be
/// embedded in the class that owns the word: of an explicit layout the runtime honours the size for a structure only,
/// and ends an object after its last field.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Spacing + sizeof(long) + Spacing)]
internal struct PaddedWord
{
    /// <summary>Bytes kept free on either side of a word that two threads touch.</summary>
    internal const int Spacing = 128;

    /// <summary>The word.</summary>
    [FieldOffset(Spacing)] internal long Value;
}
