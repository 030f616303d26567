using Microsoft.Win32.SafeHandles;

namespace HedgeFast.Core.Journal;

/// <summary>
/// Appends records to a journal file: gathered in a buffer, one write a buffer. The file must not exist yet and is locked against other writers.
/// A write that fails throws, and the engine stops: what can't be recorded must not be traded.
/// </summary>
public sealed class JournalWriter : IDisposable
{
    private const int BufferBytes = 256 * 1024;

    private readonly SafeFileHandle _file;
    private readonly byte[] _buffer = GC.AllocateArray<byte>(BufferBytes, pinned: true);
    private int _used;
    private long _offset;
    private uint _chain;

    /// <summary>Creates a journal in a folder, which is made if needed.</summary>
    /// <exception cref="IOException">The folder holds a journal of that name already, or can't be written.</exception>
    public JournalWriter(string directory, string fileName = JournalFormat.FileName)
    {
        Directory.CreateDirectory(directory);
        _file = File.OpenHandle(Path.Combine(directory, fileName), FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);
    }

    /// <summary>Records appended.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one record; writes when the buffer is full.</summary>
    public void Append(in JournalRecord record)
    {
        if (_used + JournalFormat.MaxRecordBytes > BufferBytes)
            Flush();
        _used += JournalFormat.Write(record, _buffer.AsSpan(_used), ref _chain);
        Count++;
    }

    /// <summary>Hands what is buffered to the kernel.</summary>
    public void Flush()
    {
        if (_used == 0)
            return;
        RandomAccess.Write(_file, _buffer.AsSpan(0, _used), _offset);
        _offset += _used;
        _used = 0;
    }

    /// <summary>Hands what is buffered to the disk, and waits.</summary>
    public void FlushToDisk()
    {
        Flush();
        RandomAccess.FlushToDisk(_file);
    }

    /// <summary>Writes what is left, forces it to the disk, closes.</summary>
    public void Dispose()
    {
        if (_file.IsClosed)
            return;
        FlushToDisk();
        _file.Dispose();
    }
}
