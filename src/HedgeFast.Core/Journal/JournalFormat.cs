using System.Buffers.Binary;
using System.Numerics;

namespace HedgeFast.Core.Journal;

/// <summary>
/// How a record stands in the file, little-endian: crc32c (4), kind (2), length (2), sequence (8), payload. The CRC
/// covers everything after itself, and goes on from the CRC of the record before: a record that was changed and given a
/// CRC of its own no longer fits the one behind it. Journals of version 2 have CRCs that stand alone.
/// </summary>
public static class JournalFormat
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderBytes = 16;

    /// <summary>Largest record, bytes.</summary>
    public const int MaxRecordBytes = HeaderBytes + JournalRecord.MaxPayload;

    /// <summary>First eight bytes of the header record's payload: "HFJRNL" and the version.</summary>
    public const ulong Magic = 0x0003_4C4E_524A_4648;

    /// <summary>
    /// The version that this program writes and replays; it resumes from <see cref="OldestVersion"/> on.
    /// </summary>
    public const int Version = 3;

    /// <summary>The oldest version that can be resumed from.</summary>
    public const int OldestVersion = 2;

    /// <summary>The version that eight bytes name; 0 when they are no journal's.</summary>
    public static int VersionOf(ulong magic) =>
        (magic & 0x0000_FFFF_FFFF_FFFF) == (Magic & 0x0000_FFFF_FFFF_FFFF) ? (int)(magic >> 48) : 0;

    /// <summary>Name of the journal in its folder.</summary>
    public const string FileName = "journal.hfj";

    /// <summary>Name of a journal that goes on where another ended, until what it takes over is on the disk.</summary>
    public const string NextFileName = "journal.next";

    /// <summary>Name of the journal of an ended run in a folder in which another goes on.</summary>
    public static string EndedFileName(long epoch) => $"journal-{epoch:0000}.hfj";

    /// <summary>Writes one record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="destination">At least <see cref="MaxRecordBytes"/>.</param>
    /// <param name="chain">The CRC of the record before, which becomes that of this one; 0 before the first.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(in JournalRecord record, Span<byte> destination, ref uint chain)
    {
        int size = HeaderBytes + record.Length;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[4..], (ushort)record.Kind);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], record.Length);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], record.Sequence);
        record.Payload.CopyTo(destination[HeaderBytes..]);
        chain = Crc32C(destination[4..size], chain);
        BinaryPrimitives.WriteUInt32LittleEndian(destination, chain);
        return size;
    }

    /// <summary>
    /// CRC-32C (Castagnoli, RFC 3720 appendix B.4), with the machine's own instruction where there is one.
    /// </summary>
    /// <param name="bytes">What it is of.</param>
    /// <param name="before">The CRC of what stands before; 0 for nothing.</param>
    public static uint Crc32C(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        uint crc = ~before;
        while (bytes.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (byte b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
