using System.Buffers.Binary;
using HedgeFast.Fix.Os;

namespace HedgeFast.Core.Journal;

/// <summary>Reads a journal from its first record; a torn end is left out, damage anywhere else is an error.</summary>
/// <remarks>
/// A killed process leaves a record cut short at the very end. A power cut leaves zeros up to the end, where the file's
/// size reached the disk and its bytes did not. Reading stops before either, and <see cref="IsTorn"/> is true.
/// </remarks>
public sealed class JournalReader : IDisposable
{
    private readonly string _path;
    private readonly Stream _stream;
    private readonly byte[] _bytes = new byte[JournalFormat.MaxRecordBytes];
    private long _offset;
    private long _next;
    private uint _chain;
    private long _recordOffset;

    /// <summary>Opens the journal of a folder.</summary>
    /// <exception cref="JournalException">There is no journal, or it does not start with its header.</exception>
    public JournalReader(Disk disk, string directory, string fileName = JournalFormat.FileName)
    {
        string path = Path.Combine(directory, fileName);
        if (!disk.HasFile(path))
            throw new JournalException($"{path}: no journal there");
        _path = path;
        _stream = disk.OpenToRead(path, long.MaxValue);

        if (!TryRead(out JournalRecord header))
        {
            throw new JournalException(
                $"{path}: empty or cut short in its first record, so nothing can be read from it; a run that is to "
                + "begin here needs it moved away");
        }

        Version = header.Kind == JournalKind.Header && header.Length >= JournalHeader.BytesMin
            ? JournalFormat.VersionOf(header.As<ulong>())
            : 0;
        if (Version is < JournalFormat.OldestVersion or > JournalFormat.Version)
            throw new JournalException($"{path}: {VersionFault()}");
        Header = header;

        // Before version 3 every record's CRC stood alone.
        if (Version < JournalFormat.Version)
            _chain = 0;
    }

    /// <summary>The first record.</summary>
    public JournalRecord Header { get; }

    /// <summary>The version of the file.</summary>
    public int Version { get; }

    /// <summary>Whether the file ends inside a record, or in zeros.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>Reads the next record. False at the end.</summary>
    /// <exception cref="JournalException">A record is damaged; the message names the offset.</exception>
    public bool TryRead(out JournalRecord record)
    {
        record = default;
        int got = _stream.ReadAtLeast(
            _bytes.AsSpan(0, JournalFormat.HeaderBytes), JournalFormat.HeaderBytes, throwOnEndOfStream: false);
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
        uint crc = JournalFormat.Crc32C(_bytes.AsSpan(4, size - 4), _chain);
        if (BinaryPrimitives.ReadUInt32LittleEndian(_bytes) != crc)
            return DamagedOrTorn("checksum does not match, of this record or of the one before");
        long sequence = BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(8));
        if (sequence != _next)
            throw Damaged($"record {sequence} where {_next} is due");

        record = JournalRecord.Of(
            (JournalKind)BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(4)), sequence, payload);
        if (Version != JournalFormat.OldestVersion)
            _chain = crc;
        _recordOffset = _offset;
        _offset += size;
        _next++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>Makes the exception for the record read last: its checksum is right and its content is not.</summary>
    /// <param name="reason">The fault.</param>
    public JournalException Refuse(string reason) => Damage(_recordOffset, reason);

    private bool Torn()
    {
        IsTorn = true;
        return false;
    }

    // A bad record behind which nothing comes, or nothing but zeros, is a torn tail; one with more behind it is damage.
    private bool DamagedOrTorn(string reason) => EndsInZeros() ? Torn() : throw Damaged(reason);

    private bool EndsInZeros()
    {
        Span<byte> rest = stackalloc byte[4096];
        while (_stream.Read(rest) is > 0 and var got)
        {
            if (rest[..got].IndexOfAnyExcept((byte)0) >= 0)
                return false;
        }

        return true;
    }

    private JournalException Damaged(string reason) => Damage(_offset, reason);

    private JournalException Damage(long offset, string reason) => new(
        $"{_path}: damaged at offset {offset}: {reason}. What stands before is whole: to resume from it, copy the "
            + $"file, cut the original to {offset} bytes "
        + "(truncate -s), and compare positions and open orders with the exchange before anything trades");

    private string VersionFault() => Version == 0
        ? "not a journal"
        : $"a journal of version {Version}; this program reads versions {JournalFormat.OldestVersion} to "
            + $"{JournalFormat.Version}";
}
