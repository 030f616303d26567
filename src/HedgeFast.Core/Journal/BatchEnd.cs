using System.Runtime.InteropServices;

namespace HedgeFast.Core.Journal;

/// <summary>End of a batch, with a digest of the deltas so far: a replay that strays is caught at once.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
public readonly struct BatchEnd
{
    /// <summary>Number of the batch, from 1.</summary>
    [field: FieldOffset(0)] public long Batch { get; init; }

    /// <summary>
    /// Digest over the bits of the net deltas: of every revaluation, or with triggers of those decided from.
    /// </summary>
    [field: FieldOffset(8)] public ulong DeltaDigest { get; init; }

    /// <summary>State hash at the end of the run; 0 in between.</summary>
    [field: FieldOffset(16)] public ulong StateHash { get; init; }
}
