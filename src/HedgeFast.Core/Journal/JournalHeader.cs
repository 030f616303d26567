using System.Runtime.InteropServices;

namespace HedgeFast.Core.Journal;

/// <summary>Payload of the first record: that this is a journal, and of what.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public readonly struct JournalHeader
{
    /// <summary><see cref="JournalFormat.Magic"/>.</summary>
    [field: FieldOffset(0)] public ulong Magic { get; init; }

    /// <summary>Digest of the settings and the book the run began with; a replay with others is refused.</summary>
    [field: FieldOffset(8)] public ulong Identity { get; init; }
}
