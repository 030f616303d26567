using System.Buffers.Binary;
using HedgeFast.Fix.Os;

namespace HedgeFast.Core.Journal;

/// <summary>Appends records to a journal file, which must be new and is locked against other writers.</summary>
/// <remarks>
/// Records are gathered in a buffer and written a buffer at a time. A write that fails throws, and the file is cut
/// behind its last whole record, from which a run can resume. What can't be recorded must not be traded.
/// </remarks>
public sealed class JournalWriter : IDisposable
{
    private const int BufferBytes = 256 * 1024;

    private readonly Stream _file;
    private readonly byte[] _buffer = GC.AllocateArray<byte>(BufferBytes, pinned: true);
    private int _used;
    private long _offset;
    private uint _chain;

    /// <summary>Creates a journal in a folder, which is made if needed.</summary>
    /// <exception cref="IOException">The folder holds a journal of that name already, or can't be written.</exception>
    public JournalWriter(Disk disk, string directory, string fileName = JournalFormat.FileName)
        : this(Create(disk, directory, fileName))
    {
    }

    /// <summary>
    /// Writes to an empty stream without a buffer of its own, which can be cut; the writer disposes it.
    /// </summary>
    public JournalWriter(Stream file) => _file = file;

    /// <summary>Records appended.</summary>
    public long Count { get; private set; }

    /// <summary>Whether a write has failed. Nothing is written from then on.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Adds one record; writes when the buffer is full.</summary>
    public void Append(in JournalRecord record)
    {
        if (_used + JournalFormat.MaxRecordBytes > BufferBytes)
            Flush();
        _used += JournalFormat.Write(record, _buffer.AsSpan(_used), ref _chain);
        Count++;
    }

    /// <summary>Hands the buffer to the kernel.</summary>
    public void Flush()
    {
        if (_used == 0 || IsBroken)
            return;
        try
        {
            _file.Write(_buffer.AsSpan(0, _used));
        }
        catch
        {
            IsBroken = true;
            CutBehindWholeRecords();
            throw;
        }

        _offset += _used;
        _used = 0;
    }

    /// <summary>Hands the buffer to the disk, and waits.</summary>
    public void FlushToDisk()
    {
        Flush();
        if (_file is DiskFile file)
            file.FlushToDisk();
        else
            _file.Flush();
    }

    /// <summary>Writes the rest, forces it to the disk and closes the file.</summary>
    public void Dispose()
    {
        if (!_file.CanWrite)
            return;
        try
        {
            FlushToDisk();
        }
        finally
        {
            _file.Dispose();
        }
    }

    // A disk that fills takes a part of a write. A file system that does not even cut leaves a torn record, which a
    // reader passes over as well.
    private void CutBehindWholeRecords()
    {
        try
        {
            long written = _file.Length - _offset;
            int whole = 0;
            while (whole < _used)
            {
                int size = JournalFormat.HeaderBytes + BinaryPrimitives.ReadUInt16LittleEndian(
                    _buffer.AsSpan(whole + 6));
                if (whole + size > written)
                    break;
                whole += size;
            }

            _file.SetLength(_offset + whole);
        }
        catch (Exception e) when (e is IOException or NotSupportedException)
        {
            // The first failure is the one reported.
        }
    }

    private static DiskFile Create(Disk disk, string directory, string fileName)
    {
        disk.MakeFolder(directory);
        return disk.Open(
            Path.Combine(directory, fileName), FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);
    }
}
