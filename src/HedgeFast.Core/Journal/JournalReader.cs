using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using HedgeFast.Fix.Files;

namespace HedgeFast.Core.Journal;

/// <summary>
/// Reads a journal from its first record. A record cut short at the very end is what a killed process leaves behind: reading stops before it and
/// <see cref="IsTorn"/> says so. Damage anywhere else is an error, never skipped.
/// </summary>
public sealed class JournalReader : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly byte[] _bytes = new byte[JournalFormat.MaxRecordBytes];
    private long _offset;
    private long _next;

    /// <summary>Opens the journal of a folder.</summary>
    /// <exception cref="JournalException">There is no journal, or it does not start with its header.</exception>
    public JournalReader(string directory, string fileName = JournalFormat.FileName)
    {
        string path = Path.Combine(directory, fileName);
        if (!File.Exists(path))
            throw new JournalException($"{path}: no journal there");
        _path = path;
        _stream = InputFile.Open(path, long.MaxValue);

        if (!TryRead(out JournalRecord header))
            throw new JournalException($"{path}: empty or cut short in its first record, so nothing can be read from it; a run that is to begin here needs it moved away");
        if (header.Kind != JournalKind.Header || header.Length < Unsafe.SizeOf<JournalHeader>() || header.As<ulong>() != JournalFormat.Magic)
            throw new JournalException($"{path}: not a journal of this version");
        Header = header;
    }

    /// <summary>The first record.</summary>
    public JournalRecord Header { get; }

    /// <summary>Whether the file ends inside a record.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>Reads the next record. False at the end.</summary>
    /// <exception cref="JournalException">A record is damaged; the message names the offset.</exception>
    public bool TryRead(out JournalRecord record)
    {
        record = default;
        int got = _stream.ReadAtLeast(_bytes.AsSpan(0, JournalFormat.HeaderBytes), JournalFormat.HeaderBytes, throwOnEndOfStream: false);
        if (got == 0)
            return false;
        if (got < JournalFormat.HeaderBytes)
            return Torn();

        int length = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(6));
        if (length > JournalRecord.MaxPayload)
            return DamagedOrTorn($"a record of {length} bytes, at most {JournalRecord.MaxPayload} are possible");
        Span<byte> payload = _bytes.AsSpan(JournalFormat.HeaderBytes, length);
        if (_stream.ReadAtLeast(payload, length, throwOnEndOfStream: false) < length)
            return Torn();

        int size = JournalFormat.HeaderBytes + length;
        if (BinaryPrimitives.ReadUInt32LittleEndian(_bytes) != JournalFormat.Crc32C(_bytes.AsSpan(4, size - 4)))
            return DamagedOrTorn("checksum does not match");
        long sequence = BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(8));
        if (sequence != _next)
            throw Damaged($"record {sequence} where {_next} is due");

        record = JournalRecord.Of((JournalKind)BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(4)), sequence, payload);
        _offset += size;
        _next++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private bool Torn()
    {
        IsTorn = true;
        return false;
    }

    // A bad record whose bytes reach the end of the file is a torn tail; one with more behind it is damage.
    private bool DamagedOrTorn(string reason) => _stream.Position >= _stream.Length ? Torn() : throw Damaged(reason);

    private JournalException Damaged(string reason) => new($"{_path}: damaged at offset {_offset}: {reason}");
}
