using System.Buffers.Binary;
using System.Numerics;
using HedgeFast.Core.Book;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Store;
using HedgeFast.Venue.Market;

namespace HedgeFast.Venue.Ledger;

/// <summary>
/// The venue's durable record of reports, each written before it is sent, and of how far they were sent.
/// </summary>
/// <remarks>
/// Records [length u16][~length u16][CRC-32C u32][payload] behind an eight-byte magic. A last record that is cut off,
/// by the death of the process, is dropped when the file is opened again; any other damage is an error.
/// </remarks>
public sealed class VenueLedger : IDisposable
{
    private const int HeaderBytes = 8;
    private static readonly byte[] Magic = "HFVENUE2"u8.ToArray();

    private readonly byte[] _record = new byte[HeaderBytes + LedgerRecord.MaxBytes];
    private readonly List<IdText> _owners;
    private readonly List<LedgerEntry> _unsent = [];
    private readonly DiskFile _file;
    private readonly FsyncPolicy _fsync;
    private readonly string _path;
    private long _length;
    private long _reports;

    /// <summary>Opens or creates the ledger and restores <paramref name="market"/> from it.</summary>
    /// <param name="disk">The disk of the file.</param>
    /// <param name="path">The file; its folder is created when missing.</param>
    /// <param name="instruments">The traded instruments; a ledger with executions in another one is refused.</param>
    /// <param name="owners">CompIDs of the clients, by owner index.</param>
    /// <param name="market">A market without orders.</param>
    /// <param name="fsync">When records reach the disk.</param>
    /// <exception cref="IOException">The file cannot be opened, or another venue holds it.</exception>
    /// <exception cref="InvalidDataException">The file is not a ledger, is damaged, or does not fit the
    /// instruments.</exception>
    public VenueLedger(
        Disk disk,
        string path,
        IReadOnlyList<Instrument> instruments,
        IReadOnlyList<string> owners,
        SimulatedMarket market,
        FsyncPolicy fsync = FsyncPolicy.None)
    {
        _path = path;
        _fsync = fsync;
        _owners = [.. owners.Select(IdText.Of)];
        disk.MakeFolderFor(path);
        try
        {
            _file = disk.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"venue ledger {path} can't be opened, another venue may hold it: {e.Message}", e);
        }

        try
        {
            Recover(instruments, market);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Highest epoch in the file; 0 for a new file.</summary>
    public long LastEpoch { get; private set; }

    /// <summary>Reports in the file.</summary>
    public long Reports => _reports;

    /// <summary>Reports of earlier starts that may not have been sent, oldest first.</summary>
    internal IReadOnlyList<LedgerEntry> Unsent => _unsent;

    /// <summary>Records a start of the venue.</summary>
    public void BeginEpoch(long epoch)
    {
        LastEpoch = epoch;
        Append(LedgerRecord.WriteStart(_record.AsSpan(HeaderBytes), epoch));
    }

    /// <summary>Writes a durable report and returns its place in the file, from 1.</summary>
    /// <exception cref="IOException">The record can't be written; the report must then not be sent.</exception>
    public long Append(in VenueReport report)
    {
        Append(LedgerRecord.WriteReport(_record.AsSpan(HeaderBytes), report, _owners[report.Owner]));
        return ++_reports;
    }

    /// <summary>
    /// Records that a session has its reports up to <paramref name="number"/>; a lost mark costs a repetition only.
    /// </summary>
    public void MarkSent(int owner, long number) =>
        Append(LedgerRecord.WriteSent(_record.AsSpan(HeaderBytes), number, _owners[owner]));

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }

    private void Append(int payloadBytes)
    {
        Span<byte> record = _record.AsSpan(0, HeaderBytes + payloadBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(record, (ushort)payloadBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(record[2..], (ushort)~payloadBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Crc(record[HeaderBytes..]));
        // A write that failed may have left a part behind the last record.
        _file.Position = _length;
        _file.Write(record);
        if (_fsync == FsyncPolicy.Each)
            _file.FlushToDisk();
        _length += record.Length;
    }

    private void Recover(IReadOnlyList<Instrument> instruments, SimulatedMarket market)
    {
        long size = _file.Length;
        if (size > Array.MaxLength)
        {
            throw new InvalidDataException(
                $"venue ledger {_path} is {size} bytes; archive it and start with an empty one");
        }

        byte[] bytes = new byte[size];
        for (int read = 0; read < bytes.Length;)
        {
            int got = _file.Read(bytes.AsSpan(read));
            if (got == 0)
                throw new IOException($"venue ledger {_path} became shorter while it was read");
            read += got;
        }

        if (bytes.Length < Magic.Length && Magic.AsSpan().StartsWith(bytes))
        {
            _file.Position = 0;
            _file.Write(Magic);
            _length = Magic.Length;
            return;
        }

        if (!bytes.AsSpan().StartsWith(Magic))
            throw new InvalidDataException($"{_path} is not a venue ledger");
        int at = Magic.Length;
        while (at < bytes.Length && TryFrame(bytes, at, out int payload))
        {
            Read(bytes.AsSpan(at + HeaderBytes, payload), at, instruments, market);
            at += HeaderBytes + payload;
        }

        if (at < bytes.Length)
            _file.SetLength(at);
        _length = at;
    }

    private bool TryFrame(byte[] bytes, int at, out int payload)
    {
        payload = 0;
        ReadOnlySpan<byte> rest = bytes.AsSpan(at);
        // A power cut can leave zeros behind the last record.
        if (rest.Length < HeaderBytes || !rest.ContainsAnyExcept((byte)0))
            return false;
        payload = BinaryPrimitives.ReadUInt16LittleEndian(rest);
        bool isLength = (ushort)~payload == BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
        if (!isLength || payload == 0 || payload > LedgerRecord.MaxBytes)
            throw Damaged(at, "the length is not plausible");
        if (rest.Length < HeaderBytes + payload)
            return false;
        if (Crc(rest.Slice(HeaderBytes, payload)) == BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]))
            return true;
        if (rest.Length == HeaderBytes + payload)
            return false;
        throw Damaged(at, "the checksum does not match");
    }

    private void Read(ReadOnlySpan<byte> payload, int at, IReadOnlyList<Instrument> instruments, SimulatedMarket market)
    {
        switch (payload[0])
        {
            case LedgerRecord.Start when LedgerRecord.TryReadStart(payload, out long epoch):
                LastEpoch = Math.Max(LastEpoch, epoch);
                break;
            case LedgerRecord.Sent when LedgerRecord.TryReadSent(payload, out long number, out IdText owner):
                int index = OwnerIndex(owner);
                _unsent.RemoveAll(entry => entry.Report.Owner == index && entry.Number <= number);
                break;
            case LedgerRecord.Report when LedgerRecord.TryReadReport(
                payload, OwnerIndex, symbol => InstrumentIndex(symbol, instruments), out VenueReport report):
                Restore(report, at, market);
                break;
            default:
                throw Damaged(at, "the record is of no known form");
        }
    }

    private void Restore(in VenueReport report, int at, SimulatedMarket market)
    {
        if (report.Instrument < 0)
        {
            throw new InvalidDataException(
                $"venue ledger {_path} holds executions in {report.Symbol}, which the venue does not list");
        }

        try
        {
            market.Restore(report);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(at, e.Message);
        }

        _unsent.Add(new LedgerEntry(++_reports, report));
    }

    private InvalidDataException Damaged(int at, string why) =>
        new($"venue ledger {_path} is damaged at byte {at}: {why}");

    private int OwnerIndex(IdText owner)
    {
        int index = _owners.IndexOf(owner);
        if (index >= 0)
            return index;
        _owners.Add(owner);
        return _owners.Count - 1;
    }

    private static int InstrumentIndex(IdText symbol, IReadOnlyList<Instrument> instruments)
    {
        for (int i = 0; i < instruments.Count; i++)
        {
            if (symbol.Equals(IdText.Of(instruments[i].Symbol)))
                return i;
        }

        return -1;
    }
}

/// <summary>A report and its place in the ledger, from 1; 0 when the ledger does not keep it.</summary>
internal readonly record struct LedgerEntry(long Number, VenueReport Report);
