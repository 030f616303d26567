using System.Numerics;
using System.Runtime.InteropServices;
using HedgeFast.Fix.Os;

namespace HedgeFast.Fix.Store;

/// <summary>One file of records: a 64-byte header, then records at multiples of 8 bytes, then zeros.</summary>
/// <remarks>
/// A record is its length (4 bytes, written last: it makes the record exist), a CRC-32C of number and message (4), the
/// sequence number (8) and the message, padded with zeros to 8.
/// </remarks>
internal sealed unsafe class StoreSegment : IDisposable
{
    public const int HeaderBytes = 64;
    public const int RecordHeaderBytes = 16;

    // The smallest piece that a disk writes whole or not at all.
    private const int SectorBytes = 512;

    private const long Magic = 0x31304745534648; // "HFSEG01" read as little-endian bytes.

    private readonly MappedFile? _file;

    // Of the file: an append makes no call.
    private readonly int _length;
    private byte* _base;

    private StoreSegment(MappedFile file)
    {
        _file = file;
        _length = file.Length;
        _base = file.Base;
    }

    private StoreSegment()
    {
        _length = End;
        LastSeq = 0;
    }

    /// <summary>Makes the full and empty segment before the first, of a store that finds no room for that.</summary>
    public static StoreSegment MakeBeforeFirst() => new();

    /// <summary>Whether it stands before the first segment, without a file.</summary>
    public bool IsBeforeFirst => _file is null;

    public string Path => _file?.Path ?? "";

    /// <summary>Offset of the next record.</summary>
    public int End { get; private set; } = HeaderBytes;

    public int Free => _length - End;

    /// <summary>Number of the first record, or 0 while the segment is a spare one.</summary>
    public long FirstSeq => ((long*)_base)[1];

    /// <summary>Number of the last record, or <see cref="FirstSeq"/> - 1 when there is none.</summary>
    public long LastSeq { get; private set; }

    /// <summary>Bytes of a message's record.</summary>
    public static int RecordBytes(int messageBytes) => RecordHeaderBytes + ((messageBytes + 7) & ~7);

    public static StoreSegment Create(Disk disk, string path, int bytes)
    {
        var segment = new StoreSegment(disk.CreateMapped(path, bytes));
        Volatile.Write(ref *(long*)segment._base, Magic);
        return segment;
    }

    /// <summary>Opens a segment; null when its creation was cut short, so that it holds nothing.</summary>
    public static StoreSegment? Open(Disk disk, string path)
    {
        if (disk.LengthOf(path) < HeaderBytes + RecordHeaderBytes)
            return null;
        var segment = new StoreSegment(disk.OpenMapped(path));
        long magic = *(long*)segment._base;
        if (magic == Magic)
            return segment;
        bool blank = segment.Bytes.IndexOfAnyExcept((byte)0) < 0;
        segment.Dispose();
        return blank ? null : throw new StoreDamagedException(path, "it doesn't start as a segment does");
    }

    /// <summary>Starts a spare segment at <paramref name="firstSeq"/>.</summary>
    public void Start(long firstSeq)
    {
        Volatile.Write(ref ((long*)_base)[1], firstSeq);
        LastSeq = firstSeq - 1;
    }

    /// <summary>Writes one record. The caller has checked <see cref="Free"/>.</summary>
    public void Append(long seqNum, ReadOnlySpan<byte> message)
    {
        byte* record = _base + End;
        int size = RecordBytes(message.Length);
        message.CopyTo(new Span<byte>(record + RecordHeaderBytes, message.Length));
        *(long*)(record + 8) = seqNum;
        *(uint*)(record + 4) = Crc(seqNum, record + RecordHeaderBytes, message.Length);
        Volatile.Write(ref *(int*)record, message.Length);
        End += size;
        LastSeq = seqNum;
    }

    /// <summary>Removes the last record, of <paramref name="messageBytes"/> bytes.</summary>
    public void RemoveLast(int messageBytes)
    {
        int size = RecordBytes(messageBytes);
        End -= size;
        byte* record = _base + End;
        Volatile.Write(ref *(int*)record, 0);
        new Span<byte>(record, size).Clear();
        LastSeq--;
    }

    /// <summary>The message at <paramref name="offset"/> and the offset behind it; false at the end.</summary>
    public bool TryReadAt(int offset, out long seqNum, out ReadOnlySpan<byte> message, out int next)
    {
        if (offset >= End)
        {
            seqNum = 0;
            message = default;
            next = offset;
            return false;
        }

        byte* record = _base + offset;
        int length = *(int*)record;
        seqNum = *(long*)(record + 8);
        message = new ReadOnlySpan<byte>(record + RecordHeaderBytes, length);
        next = offset + RecordBytes(length);
        return true;
    }

    /// <summary>Finds the end by checking every record; clears one record that a crash cut short.</summary>
    /// <remarks>
    /// A whole record behind a broken one means damage, and so does a broken last one that no crash leaves behind.
    /// </remarks>
    /// <param name="isLast">
    /// Whether a cut record is allowed: in any other segment the records run to the next one's start.
    /// </param>
    /// <param name="maxMessageBytes">Largest message ever stored.</param>
    public void Recover(bool isLast, int maxMessageBytes)
    {
        LastSeq = FirstSeq - 1;
        while (IsWhole(End, maxMessageBytes, LastSeq + 1, LastSeq + 1))
        {
            LastSeq++;
            End += RecordBytes(*(int*)(_base + End));
        }

        int dirt = Bytes[End..].IndexOfAnyExcept((byte)0);
        if (dirt < 0)
            return;
        string record = $"the record of message {LastSeq + 1} at byte {End}";
        for (int offset = End + 8; offset <= _length - RecordHeaderBytes; offset += 8)
        {
            if (IsWhole(offset, maxMessageBytes, LastSeq + 1, long.MaxValue))
                throw Damaged($"{record} is broken and later ones are not");
        }

        if (!isLast)
            throw Damaged($"{record} is broken and a later segment exists");
        int cut = Math.Min(_length - End, RecordBytes(maxMessageBytes));
        if (Bytes[(End + cut)..].IndexOfAnyExcept((byte)0) >= 0)
            throw Damaged($"there is more than one broken record behind byte {End}");
        if (!IsTorn(End, maxMessageBytes))
            throw Damaged($"{record}, the last one, is broken as no crash leaves it");
        Bytes.Slice(End, cut).Clear();
    }

    public void Flush() => _file?.Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
        _base = null;
        _file?.Dispose();
    }

    private Span<byte> Bytes => new(_base, _length);

    private static uint Crc(long seqNum, byte* message, int length)
    {
        // The message in words of 8 bytes, the last one padded with zeros: one CRC instruction a word.
        uint crc = BitOperations.Crc32C(uint.MaxValue, (ulong)seqNum);
        int whole = length & ~7;
        for (int i = 0; i < whole; i += 8)
            crc = BitOperations.Crc32C(crc, *(ulong*)(message + i));
        if (whole < length)
        {
            ulong rest = 0;
            Span<byte> padded = MemoryMarshal.AsBytes(new Span<ulong>(ref rest));
            new ReadOnlySpan<byte>(message + whole, length - whole).CopyTo(padded);
            crc = BitOperations.Crc32C(crc, rest);
        }

        return BitOperations.Crc32C(crc, (uint)length);
    }

    private bool IsWhole(int offset, int maxMessageBytes, long lowestSeq, long highestSeq)
    {
        if (offset > _length - RecordHeaderBytes)
            return false;
        byte* record = _base + offset;
        int length = *(int*)record;
        if (length <= 0 || length > maxMessageBytes || RecordBytes(length) > _length - offset)
            return false;
        long seqNum = *(long*)(record + 8);
        return seqNum >= lowestSeq
            && seqNum <= highestSeq
            && *(uint*)(record + 4) == Crc(seqNum, record + RecordHeaderBytes, length);
    }

    // A record's place is zeros before. The end of the process leaves it without its length, which is written last. A
    // power cut leaves it without some of its sectors, and every sector of a whole record holds something. Anything
    // else has been changed after it was written.
    private bool IsTorn(int offset, int maxMessageBytes)
    {
        byte* record = _base + offset;
        int length = *(int*)record;
        if (length == 0)
            return true;
        if (length < 0 || length > maxMessageBytes || RecordBytes(length) > _length - offset)
            return false;
        if (IsWholeButForLength(record, offset, maxMessageBytes))
            return false;
        int end = offset + RecordBytes(length);
        for (int start = offset, next; start < end; start = next)
        {
            next = Math.Min(end, (start / SectorBytes + 1) * SectorBytes);
            if (Bytes[start..next].IndexOfAnyExcept((byte)0) < 0)
                return true;
        }

        return false;
    }

    private bool IsWholeButForLength(byte* record, int offset, int maxMessageBytes)
    {
        uint crc = *(uint*)(record + 4);
        int most = Math.Min(maxMessageBytes, _length - offset - RecordHeaderBytes);
        for (int length = 1; length <= most; length++)
        {
            if (Crc(*(long*)(record + 8), record + RecordHeaderBytes, length) == crc)
                return true;
        }

        return false;
    }

    private StoreDamagedException Damaged(string what) => new(Path, what);
}
