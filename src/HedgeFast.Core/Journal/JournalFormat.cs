using System.Buffers.Binary;
using System.Numerics;

namespace HedgeFast.Core.Journal;

/// <summary>
/// How a record stands in the file, little-endian: crc32c (4), kind (2), length (2), sequence (8), payload. The CRC covers everything after itself.
/// </summary>
public static class JournalFormat
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderBytes = 16;

    /// <summary>Largest record, bytes.</summary>
    public const int MaxRecordBytes = HeaderBytes + JournalRecord.MaxPayload;

    /// <summary>First eight bytes of the header record's payload: "HFJRNL" and the version.</summary>
    public const ulong Magic = 0x0002_4C4E_524A_4648;

    /// <summary>Name of the journal in its folder.</summary>
    public const string FileName = "journal.hfj";

    /// <summary>Name of a journal that goes on where another ended, until what it takes over is on the disk.</summary>
    public const string NextFileName = "journal.next";

    /// <summary>Name of the journal of an ended run in a folder in which another goes on.</summary>
    public static string EndedFileName(long epoch) => $"journal-{epoch:0000}.hfj";

    /// <summary>Writes one record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="destination">At least <see cref="MaxRecordBytes"/>.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(in JournalRecord record, Span<byte> destination)
    {
        int size = HeaderBytes + record.Length;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[4..], (ushort)record.Kind);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], record.Length);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], record.Sequence);
        record.Payload.CopyTo(destination[HeaderBytes..]);
        BinaryPrimitives.WriteUInt32LittleEndian(destination, Crc32C(destination[4..size]));
        return size;
    }

    /// <summary>CRC-32C (Castagnoli, RFC 3720 appendix B.4), with the machine's own instruction where there is one.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
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
