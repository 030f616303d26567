using System.Runtime.InteropServices;

namespace HedgeFast.Core.Ring;

/// <summary>
/// What one end of a ring keeps for itself: its own position and the last position seen of the other end. Padded like
/// <see cref="PaddedWord"/>, so that the object that embeds it may lie anywhere. Positions count events since the ring
/// was made.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = PaddedWord.Spacing + 3 * sizeof(long) + PaddedWord.Spacing)]
internal struct OwnSequences
{
    /// <summary>The next event this end will write or read.</summary>
    [FieldOffset(PaddedWord.Spacing)] internal long Next;

    /// <summary>
    /// Producer: the first event that cannot be written until the consumers have been looked at again.
    /// </summary>
    [FieldOffset(PaddedWord.Spacing + sizeof(long))] internal long Bound;

    /// <summary>Producer: events claimed in place and not yet published, 0 or 1.</summary>
    [FieldOffset(PaddedWord.Spacing + 2 * sizeof(long))] internal long Claimed;
}
