using HedgeFast.Fix.Os;

namespace HedgeFast.Simulation.Kernel;

/// <summary>A file that a process reads and writes at its position.</summary>
internal sealed class SimDiskFile(
    SimDisk disk, ProcessGate gate, SimHandle handle, string path, FileAccess access, FileMode mode) : DiskFile
{
    private readonly SimFile _file = handle.File;
    private readonly long _appendFrom = mode == FileMode.Append ? handle.File.Length : 0;
    private long _position = mode == FileMode.Append ? handle.File.Length : 0;

    /// <inheritdoc/>
    public override bool CanRead => !handle.IsClosed && access != FileAccess.Write;

    /// <inheritdoc/>
    public override bool CanSeek => !handle.IsClosed;

    /// <inheritdoc/>
    public override bool CanWrite => !handle.IsClosed && access != FileAccess.Read;

    /// <inheritdoc/>
    public override long Length
    {
        get
        {
            Pass(writes: false);
            return _file.Length;
        }
    }

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (access == FileAccess.Write)
            throw new NotSupportedException("Stream does not support reading.");
        Pass(writes: false);
        if (_position >= _file.Length)
            return 0;
        int count = (int)Math.Min(buffer.Length, _file.Length - _position);
        _file.Data.AsSpan((int)_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (access == FileAccess.Read)
            throw new NotSupportedException("Stream does not support writing.");
        Pass(writes: true);
        if (mode == FileMode.Append)
            _position = _file.Length;
        int taken = buffer.Length, error = Errno.None;
        if (disk.Faults.ShortWrites && taken > 0)
        {
            disk.Tally.Add(MachineFault.ShortWrite);
            taken = disk.DrawBelow(taken);
            error = Errno.InputOutput;
        }

        long room = disk.Reserve(_file, _position + taken) - _position;
        if (room < taken)
        {
            taken = (int)Math.Max(0, room);
            error = Errno.Full;
        }

        disk.Digest?.Add(buffer[..taken]);
        _file.Write(_position, buffer[..taken], disk.Timeline.Now);
        if (error != Errno.None)
            throw Errno.Failure(error, path);
        _position += taken;
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        ObjectDisposedException.ThrowIf(handle.IsClosed, this);
        long next = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? _position : Length);
        if (next < 0)
            throw new IOException($"Invalid argument : '{path}'");
        if (next < _appendFrom)
        {
            throw new IOException(
                "Unable seek backward to overwrite data that previously existed in a file opened in Append mode.");
        }

        return _position = next;
    }

    /// <inheritdoc/>
    public override void SetLength(long value)
    {
        if (access == FileAccess.Read)
            throw new NotSupportedException("Stream does not support writing.");
        Pass(writes: true);
        _file.SetLength(checked((int)value), disk.Timeline.Now);
        _position = Math.Min(_position, value);
    }

    /// <inheritdoc/>
    public override void Flush() => ObjectDisposedException.ThrowIf(handle.IsClosed, this);

    /// <inheritdoc/>
    public override void FlushToDisk()
    {
        gate.Pass();
        ObjectDisposedException.ThrowIf(handle.IsClosed, this);
        Errno.Check(disk.FlushFile(_file), path);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !handle.IsClosed)
        {
            gate.Pass();
            disk.Close(handle);
        }

        base.Dispose(disposing);
    }

    private void Pass(bool writes)
    {
        gate.Pass();
        ObjectDisposedException.ThrowIf(handle.IsClosed, this);
        Errno.Check(disk.Fault(writes), path);
    }
}
