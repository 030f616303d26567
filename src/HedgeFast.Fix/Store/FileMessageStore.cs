using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;

namespace HedgeFast.Fix.Store;

/// <summary>Message store of one session on disk, in preallocated, memory-mapped segments.</summary>
/// <remarks>
/// An append is a copy and a checksum; once it returns, the end of the process can't lose it. A power cut can lose the
/// tail unless <see cref="FsyncPolicy.Each"/> is chosen. The README of the library describes the format.
/// </remarks>
public sealed class FileMessageStore : IMessageStore
{
    /// <summary>Bytes of a segment unless chosen otherwise: about 80,000 orders.</summary>
    public const int DefaultSegmentBytes = 16 << 20;

    private readonly Disk _disk;
    private readonly string _directory;
    private readonly string _stem;
    private readonly FsyncPolicy _fsync;
    private readonly int _segmentBytes;
    private readonly int _maxMessageBytes;
    private readonly DiskFile _lock;
    private readonly ControlFile _control;
    private readonly List<(string Path, long FirstSeq)> _closed = [];
    private StoreSegment _current;
    private StoreSegment? _spare;
    private StoreSegment? _reading;
    private int _number;
    private int _lastLength;
    private bool _isDirty;
    private volatile string? _failure;
    private (StoreSegment? Segment, int Offset, long Seq) _cursor;

    /// <summary>Opens or creates the store and recovers from a crash.</summary>
    /// <param name="disk">The disk of the folder.</param>
    /// <param name="directory">Folder, created when absent.</param>
    /// <param name="beginString">Tag 8.</param>
    /// <param name="senderCompId">Our CompID.</param>
    /// <param name="targetCompId">The other side's CompID.</param>
    /// <param name="fsync">When the disk is forced.</param>
    /// <param name="maxMessageBytes">Largest message; must not be lowered for an existing store.</param>
    /// <param name="segmentBytes">Bytes of a new segment, a multiple of 4096 with room for one message.</param>
    /// <exception cref="IOException">
    /// The folder is in use by another session of the same name, or can't be written.
    /// </exception>
    /// <exception cref="StoreDamagedException">A record is broken as no crash leaves it.</exception>
    public FileMessageStore(
        Disk disk,
        string directory,
        string beginString,
        string senderCompId,
        string targetCompId,
        FsyncPolicy fsync,
        int maxMessageBytes,
        int segmentBytes = DefaultSegmentBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(segmentBytes % 4096, 0, nameof(segmentBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(
            segmentBytes,
            StoreSegment.HeaderBytes + StoreSegment.RecordBytes(maxMessageBytes) + StoreSegment.RecordHeaderBytes);
        _disk = disk;
        _directory = disk.MakeFolder(directory);
        _stem = StoreNames.Stem(beginString, senderCompId, targetCompId);
        _fsync = fsync;
        _maxMessageBytes = maxMessageBytes;
        _segmentBytes = segmentBytes;
        _lock = StoreFiles.TakeLock(disk, Path.Combine(_directory, StoreNames.Lock(_stem)));
        try
        {
            _control = ControlFile.OpenOrCreate(disk, Path.Combine(_directory, StoreNames.Control(_stem)));
            if (_control.IsFresh && fsync != FsyncPolicy.None)
                _control.Flush();
            _current = Recover();
        }
        catch
        {
            _control?.Dispose();
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>Opens the store of <paramref name="settings"/>.</summary>
    public static FileMessageStore Open(FixSessionSettings settings, Disk disk) => new(
        disk, settings.StoreDirectory, settings.BeginString, settings.SenderCompId, settings.TargetCompId,
        settings.Fsync, settings.MaxMessageBytes, settings.StoreSegmentBytes);

    /// <inheritdoc/>
    public long NextOutgoing => _current.LastSeq + 1;

    /// <inheritdoc/>
    public long NextIncoming
    {
        get => _control.NextIncoming;
        set
        {
            _control.Write(_control.Epoch, value);
            _isDirty = true;
        }
    }

    /// <inheritdoc/>
    public string? Failure => _failure;

    /// <inheritdoc/>
    public void Append(long seqNum, ReadOnlySpan<byte> message)
    {
        StoreSegment current = _current;
        if (seqNum != current.LastSeq + 1 || message.IsEmpty || message.Length > _maxMessageBytes)
            ThrowAppend(seqNum, message.Length);

        // The room of one more record header stays free, so that a scan always ends at a zero length.
        if (current.Free < StoreSegment.RecordBytes(message.Length) + StoreSegment.RecordHeaderBytes)
            current = Roll();
        current.Append(seqNum, message);
        _lastLength = message.Length;
        _isDirty = true;
        if (_fsync == FsyncPolicy.Each)
            FlushOrRemove(seqNum);
    }

    /// <inheritdoc/>
    public void RemoveLast(long seqNum)
    {
        if (_lastLength == 0 || seqNum != _current.LastSeq)
            throw new ArgumentException($"Message {seqNum} taken back, which is not the one appended last.");
        _current.RemoveLast(_lastLength);
        _lastLength = 0;
        _cursor = default;
    }

    /// <inheritdoc/>
    public void ReadRange(long first, long last, IStoredMessageVisitor visitor)
    {
        long wanted = Math.Max(first, 1);
        last = Math.Min(last, NextOutgoing - 1);
        while (wanted <= last)
        {
            (StoreSegment segment, int offset) = Seek(wanted);
            while (segment.TryReadAt(offset, out long seqNum, out ReadOnlySpan<byte> message, out int next)
                && seqNum <= last)
            {
                offset = next;
                if (seqNum < wanted)
                    continue;
                _cursor = (segment, next, seqNum + 1);
                wanted = seqNum + 1;
                if (!visitor.OnStored(seqNum, message))
                    return;
            }
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        // The control file makes the new epoch count in one write; segments of an older epoch are litter from then on.
        _spare?.Dispose();
        _spare = null;
        _reading?.Dispose();
        _reading = null;
        _cursor = default;
        _lastLength = 0;
        _current.Dispose();
        _closed.Clear();
        _control.Write(_control.Epoch + 1, 1);
        _current = StoreSegment.MakeBeforeFirst();
        _number = 0;
        _isDirty = false;

        // Without room the store takes nothing, and an append tries once more.
        try
        {
            if (_fsync != FsyncPolicy.None)
                _control.Flush();
            StoreFiles.DeleteLitter(_disk, _directory, _stem, _control.Epoch);
            Roll();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failure = e.Message;
        }
    }

    /// <inheritdoc/>
    public void Maintain()
    {
        // A disk without room, or one that fails, must not end the thread that cancels orders: a quarter of the segment
        // is left for that, and Failure reports it. The next segment is tried once more when it is needed.
        try
        {
            if (_spare is null && _failure is null && _current.Free < _segmentBytes / 4)
                _spare = NewSegment(_number + 1);
            FlushIfDue();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failure = e.Message;
            _isDirty = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        FlushIfDue();
        _current.Dispose();
        _spare?.Dispose();
        _reading?.Dispose();
        _control.Dispose();
        _lock.Dispose();
    }

    private StoreSegment Recover()
    {
        var found = new SortedDictionary<int, string>();
        foreach (string path in _disk.FilesOf(_directory, _stem + ".*.seg"))
        {
            if (!StoreNames.TryParseSegment(_stem, Path.GetFileName(path), out long epoch, out int number))
                continue;
            if (_control.IsFresh)
                throw new StoreDamagedException(path, "the control file beside it is missing");
            if (epoch == _control.Epoch)
                found.Add(number, path);
        }

        StoreFiles.DeleteLitter(_disk, _directory, _stem, _control.Epoch);
        StoreSegment? last = null;
        _number = 0;
        foreach ((int number, string path) in found)
        {
            StoreSegment? segment = StoreSegment.Open(_disk, path);
            if (segment is null || segment.FirstSeq == 0)
            {
                // A spare one that was never begun; only the newest can be that.
                segment?.Dispose();
                if (number != found.Keys.Max())
                    throw new StoreDamagedException(path, "it's empty and a later segment exists");
                _disk.Delete(path);
                continue;
            }

            if (number != _number + 1)
                throw new StoreDamagedException(path, $"segment {_number + 1} is missing");
            last = Chain(last, segment, number);
        }

        if (last is not null)
        {
            last.Recover(isLast: true, _maxMessageBytes);
            return last;
        }

        _number = 1;
        last = NewSegment(1);
        last.Start(1);
        return last;
    }

    private StoreSegment Chain(StoreSegment? previous, StoreSegment segment, int number)
    {
        long expected = 1;
        if (previous is not null)
        {
            previous.Recover(isLast: false, _maxMessageBytes);
            expected = previous.LastSeq + 1;
            _closed.Add((previous.Path, previous.FirstSeq));
            previous.Dispose();
        }

        if (segment.FirstSeq != expected)
            throw new StoreDamagedException(segment.Path, $"it starts at message {segment.FirstSeq}, not {expected}");

        _number = number;
        return segment;
    }

    private void FlushIfDue()
    {
        if (_isDirty && _fsync == FsyncPolicy.WhenIdle)
            Flush();
    }

    private void Flush()
    {
        _current.Flush();
        if (_fsync == FsyncPolicy.WhenIdle)
            _control.Flush();
        _isDirty = false;
    }

    private void FlushOrRemove(long seqNum)
    {
        try
        {
            Flush();
        }
        catch (IOException e)
        {
            _failure = e.Message;
            RemoveLast(seqNum);
            throw;
        }
    }

    private StoreSegment Roll()
    {
        StoreSegment next = NextSegment();
        _spare = null;
        next.Start(_current.LastSeq + 1);
        if (!_current.IsBeforeFirst)
            _closed.Add((_current.Path, _current.FirstSeq));
        if (_reading == _current)
            _reading = null;
        _cursor = default;
        _current.Dispose();
        _current = next;
        _number++;
        return next;
    }

    private StoreSegment NextSegment()
    {
        try
        {
            FlushIfDue();
            StoreSegment next = _spare ?? NewSegment(_number + 1);
            _failure = null;
            return next;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failure = e.Message;
            throw new IOException(e.Message, e);
        }
    }

    private StoreSegment NewSegment(int number)
    {
        string path = Path.Combine(_directory, StoreNames.Segment(_stem, _control.Epoch, number));
        StoreSegment segment = StoreSegment.Create(_disk, path, _segmentBytes);
        if (_fsync != FsyncPolicy.None)
            _disk.FlushFolder(_directory);
        return segment;
    }

    // Only an older segment makes a call.
    private (StoreSegment Segment, int Offset) Seek(long seqNum)
    {
        try
        {
            return SegmentOf(seqNum);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(_failure = e.Message, e);
        }
    }

    private (StoreSegment Segment, int Offset) SegmentOf(long seqNum)
    {
        if (_cursor.Segment is not null && _cursor.Seq == seqNum && seqNum <= _cursor.Segment.LastSeq)
            return (_cursor.Segment, _cursor.Offset);
        if (seqNum >= _current.FirstSeq)
            return (_current, StoreSegment.HeaderBytes);
        int index = _closed.Count - 1;
        while (_closed[index].FirstSeq > seqNum)
            index--;
        string path = _closed[index].Path;
        if (_reading is null || _reading.Path != path)
        {
            _reading?.Dispose();
            _reading = StoreSegment.Open(_disk, path) ?? throw new StoreDamagedException(path, "it's blank");
            _reading.Recover(isLast: false, _maxMessageBytes);
        }

        return (_reading, StoreSegment.HeaderBytes);
    }

    private void ThrowAppend(long seqNum, int length) => throw new ArgumentException(
        $"Message {seqNum} of {length} bytes appended, "
            + $"where {NextOutgoing} is next and 1 to {_maxMessageBytes} bytes fit.");
}

/// <summary>Durability of the message store against a power cut; a killed process loses nothing under any.</summary>
public enum FsyncPolicy : byte
{
    /// <summary>
    /// Left to the kernel: a power cut may lose half a minute, and leave the store for an operator to repair.
    /// </summary>
    None = 0,

    /// <summary>Before each message is sent: nothing is lost, and every message waits for the disk.</summary>
    Each = 1,

    /// <summary>
    /// Forced when the session is idle: a power cut loses at most the burst under way, and no message waits.
    /// </summary>
    WhenIdle = 2,
}
