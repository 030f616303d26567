using System.Runtime.InteropServices;

namespace HedgeFast.Core.Journal;

/// <summary>
/// End of a batch: its number and a digest of deltas so far, so that a replay that strays is caught at once.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
public readonly struct BatchEnd
{
    /// <summary>Number of the batch, from 1.</summary>
    [field: FieldOffset(0)] public long Batch { get; init; }

    /// <summary>
    /// Digest over the bits of the net deltas so far: every one computed where each quote is revalued, those decided
    /// from where triggers are used.
    /// </summary>
    [field: FieldOffset(8)] public ulong DeltaDigest { get; init; }

    /// <summary>State hash at the end of the run; 0 in between.</summary>
    [field: FieldOffset(16)] public ulong StateHash { get; init; }
}
