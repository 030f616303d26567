using System.Runtime.InteropServices;

namespace HedgeFast.Core.Journal;

/// <summary>Payload of the first record: magic, version, and the run that the journal belongs to.</summary>
[StructLayout(LayoutKind.Explicit, Size = 40)]
public readonly struct JournalHeader
{
    /// <summary>Bytes of the shortest header, which older programs wrote.</summary>
    public const int BytesMin = 32;

    /// <summary><see cref="JournalFormat.Magic"/>.</summary>
    [field: FieldOffset(0)] public ulong Magic { get; init; }

    /// <summary>Digest of the settings and the book the run began with; a replay with others is refused.</summary>
    [field: FieldOffset(8)] public ulong Identity { get; init; }

    /// <summary>Number of the run in its folder, from 1; each resumed run counts one more.</summary>
    [field: FieldOffset(16)] public long Epoch { get; init; }

    /// <summary>Start of the first of these runs, UTC milliseconds since 1970; part of every ClOrdID.</summary>
    [field: FieldOffset(24)] public long BirthMillis { get; init; }

    /// <summary>Number of the message that the session expected next when the run began; 0 in older journals.</summary>
    [field: FieldOffset(32)] public long SessionNext { get; init; }
}
