using System.Runtime.InteropServices;

namespace HedgeFast.Core.Ring;

/// <summary>
/// What one end of a ring keeps for itself: its own position and the last position seen of the other end. Padded like <see cref="PaddedSequence"/>,
/// so that the object that embeds it may lie anywhere. Positions count events since the ring was made.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = PaddedSequence.Spacing + 3 * sizeof(long) + PaddedSequence.Spacing)]
internal struct OwnSequences
{
    /// <summary>The next event this end will write or read.</summary>
    [FieldOffset(PaddedSequence.Spacing)] internal long Next;

    /// <summary>Producer: the first event that cannot be written until the consumers have been looked at again.</summary>
    [FieldOffset(PaddedSequence.Spacing + sizeof(long))] internal long Bound;

    /// <summary>Producer: events claimed in place and not yet published, 0 or 1.</summary>
    [FieldOffset(PaddedSequence.Spacing + 2 * sizeof(long))] internal long Claimed;
}
