using System.Runtime.InteropServices;

namespace HedgeFast.Core.Journal;

/// <summary>Payload of the first record: that this is a journal, and of what.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
public readonly struct JournalHeader
{
    /// <summary><see cref="JournalFormat.Magic"/>.</summary>
    [field: FieldOffset(0)] public ulong Magic { get; init; }

    /// <summary>Digest of the settings and the book the run began with; a replay with others is refused.</summary>
    [field: FieldOffset(8)] public ulong Identity { get; init; }

    /// <summary>
    /// Number of the run in its folder, from 1; one more with each run that goes on where another ended.
    /// </summary>
    [field: FieldOffset(16)] public long Epoch { get; init; }

    /// <summary>Start of the first of these runs, UTC milliseconds since 1970; part of every ClOrdID.</summary>
    [field: FieldOffset(24)] public long BirthMillis { get; init; }
}
