using System.Buffers.Binary;
using System.IO.Compression;
using HedgeFast.Fix.Files;

namespace HedgeFast.Venue.Tape;

/// <summary>Reads a tape's file and unpacks gzip, within bounds of size and ratio.</summary>
internal static class TapeFile
{
    // RFC 1952: two magic bytes; at the end CRC-32 and length of the unpacked bytes, four bytes each.
    private const int GzipHeaderBytes = 10;
    private const int GzipTrailerBytes = 8;

    // A day of every change of a busy future is some 500 MB. Recordings shrink by 5 to 20 times; more is made to fill
    // memory.
    private const long BytesMax = 1 << 30;
    private const long RatioMax = 100;
    private const long BytesOfAnyRatio = 64 << 20;
    private const uint CrcPolynomial = 0xEDB88320;
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <exception cref="TapeException">The file cannot be read, or is not whole.</exception>
    public static byte[] Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = InputFile.ReadAllBytes(path, BytesMax);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TapeException(path, $"cannot be read: {e.Message}", e);
        }

        bool gzip = bytes is [0x1F, 0x8B, ..] || path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        return gzip ? Unpack(path, bytes) : bytes;
    }

    private static byte[] Unpack(string path, byte[] packed)
    {
        if (packed.Length < GzipHeaderBytes + GzipTrailerBytes)
            throw new TapeException(path, $"is not a whole gzip file: only {packed.Length} bytes");

        // The trailer names the unpacked length: that is the room it gets, and not a byte more.
        ReadOnlySpan<byte> trailer = packed.AsSpan(packed.Length - GzipTrailerBytes);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]);
        if (length > BytesMax || length > Math.Max(BytesOfAnyRatio, RatioMax * packed.Length))
        {
            throw new TapeException(
                path,
                $"would unpack from {packed.Length} to {length} bytes by what stands at its end: truncated, damaged, "
                + $"or no tape. At most {BytesMax} bytes are read, "
                + $"and beyond {BytesOfAnyRatio} at most {RatioMax} times the file");
        }

        byte[] bytes = new byte[length];
        long unpacked;
        try
        {
            using GZipStream gzip = new(new MemoryStream(packed), CompressionMode.Decompress);
            unpacked = gzip.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (gzip.ReadByte() >= 0)
                unpacked++;
        }
        catch (InvalidDataException e)
        {
            throw new TapeException(path, $"is damaged: {e.Message}", e);
        }

        // GZipStream ends quietly where a cut file ends, so the trailer is compared here.
        if (unpacked != length || BinaryPrimitives.ReadUInt32LittleEndian(trailer) != Crc32(bytes))
        {
            throw new TapeException(
                path,
                $"is truncated or damaged: {unpacked} bytes unpacked do not match the length and checksum "
                + "at the end of the gzip file");
        }

        return bytes;
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
            crc = CrcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] MakeCrcTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? (value >> 1) ^ CrcPolynomial : value >> 1;
            table[i] = value;
        }

        return table;
    }
}
