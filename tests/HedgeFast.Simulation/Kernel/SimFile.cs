namespace HedgeFast.Simulation.Kernel;

/// <summary>A file, folder or link of a disk: bytes in memory, and bytes that a power cut leaves.</summary>
internal sealed class SimFile(long inode, SimFileKind kind, uint owner, int mode)
{
    public const int SectorBytes = 512;

    private byte[] _durable = [];
    private int _dirtyFrom = int.MaxValue;
    private int _dirtyTo;
    private int _leastLength = int.MaxValue;

    public long Inode => inode;

    public SimFileKind Kind => kind;

    public uint Owner { get; set; } = owner;

    public int Mode { get; set; } = mode;

    /// <summary>Where a link leads.</summary>
    public string Target { get; init; } = "";

    /// <summary>The bytes, and room behind them that is zero.</summary>
    public byte[] Data { get; private set; } = [];

    public int Length { get; private set; }

    public int DurableLength { get; private set; }

    /// <summary>Time of the last write or touch, true nanoseconds.</summary>
    public long WrittenNanos { get; set; }

    /// <summary>Open files that may write.</summary>
    public int Writers { get; set; }

    /// <summary>Locks held that others may share.</summary>
    public int SharedLocks { get; set; }

    public bool IsLocked { get; set; }

    /// <summary>How many processes have it mapped.</summary>
    public int Maps { get; set; }

    /// <summary>Names, changes of names and handles that hold it.</summary>
    public int References { get; set; }

    public ReadOnlySpan<byte> Bytes => Data.AsSpan(0, Length);

    public ReadOnlySpan<byte> DurableBytes => _durable.AsSpan(0, DurableLength);

    private bool IsDirty => Maps > 0 || _dirtyFrom < _dirtyTo || _leastLength != int.MaxValue;

    /// <summary>Writes at an offset.</summary>
    public void Write(long offset, ReadOnlySpan<byte> bytes, long nowNanos)
    {
        if (bytes.IsEmpty)
            return;
        int end = checked((int)(offset + bytes.Length));
        Reserve(end);
        bytes.CopyTo(Data.AsSpan((int)offset));
        MarkDirty((int)Math.Min(offset, Length), end);
        Length = Math.Max(Length, end);
        WrittenNanos = nowNanos;
    }

    /// <summary>Cuts, or grows by zeros.</summary>
    public void SetLength(int length, long nowNanos)
    {
        if (length < Length)
        {
            Data.AsSpan(length, Length - length).Clear();
            _leastLength = Math.Min(_leastLength, length);
            if (_dirtyTo > length)
                _dirtyTo = length;
        }
        else if (length > Length)
        {
            Reserve(length);
            MarkDirty(Length, length);
        }

        Length = length;
        WrittenNanos = nowNanos;
    }

    /// <summary>Forces all bytes to the disk.</summary>
    public void Flush()
    {
        if (!IsDirty && Length == DurableLength)
            return;
        bool isWhole = Maps > 0 || _leastLength < DurableLength;
        int from = isWhole ? 0 : Math.Min(_dirtyFrom, Math.Min(DurableLength, Length));
        int to = isWhole || Length != DurableLength ? Length : Math.Min(_dirtyTo, Length);
        if (_durable.Length < Length)
        {
            byte[] larger = BytePool.Take(Math.Max(Length, Data.Length));
            DurableBytes.CopyTo(larger);
            BytePool.GiveBack(_durable);
            _durable = larger;
        }

        if (to > from)
            Data.AsSpan(from, to - from).CopyTo(_durable.AsSpan(from));
        DurableLength = Length;
        MarkClean();
    }

    /// <summary>The disk refused to be forced: the bytes stay in memory and count as written.</summary>
    public void FailFlush() => MarkClean();

    /// <summary>The power is lost: what was not forced is kept, lost or torn.</summary>
    public void LosePower(Draw draw, bool inOrder, FaultTally tally)
    {
        bool isDirty = IsDirty || Length != DurableLength;
        Maps = Writers = SharedLocks = 0;
        IsLocked = false;
        if (isDirty)
            Tear(draw, inOrder, tally);
        else if (kind == SimFileKind.File)
            TakeDurable();
        MarkClean();
    }

    /// <summary>Flips a bit of a byte, on the disk, and in memory where no process has it mapped.</summary>
    public void Flip(int at, int bit)
    {
        if (at < DurableLength)
            _durable[at] ^= (byte)(1 << bit);
        if (Maps == 0)
            Data[at] ^= (byte)(1 << bit);
    }

    /// <summary>Any byte may have been written through a map.</summary>
    public void MarkWritten(long nowNanos)
    {
        MarkDirty(0, Length);
        WrittenNanos = nowNanos;
    }

    /// <summary>Gives the bytes an array of their own.</summary>
    /// <returns>The old one, to which a process may still write.</returns>
    public byte[] Detach()
    {
        byte[] old = Data;
        Data = BytePool.Take(Length);
        old.AsSpan(0, Length).CopyTo(Data);
        MarkDirty(0, Length);
        return old;
    }

    /// <summary>Gives both arrays back.</summary>
    public void Free()
    {
        BytePool.GiveBack(Data);
        BytePool.GiveBack(_durable);
        Data = _durable = [];
        Length = DurableLength = 0;
    }

    private void Tear(Draw draw, bool inOrder, FaultTally tally)
    {
        int fate = inOrder ? draw.Below(3) : draw.Below(4);
        int length = Length, dirtyEnd = Math.Max(Length, DurableLength);
        int sectors = (dirtyEnd + SectorBytes - 1) / SectorBytes;

        // 0: all is lost, 1: all is kept, 2: kept up to a sector, 3: any sectors are kept.
        bool keepsLength = fate == 1 || (fate >= 2 && draw.Chance(0.5));
        int firstDirty = Math.Min(sectors, Math.Min(_dirtyFrom, DurableLength) / SectorBytes);
        int firstLost = fate == 2 ? (int)draw.Between(firstDirty, sectors) : fate == 1 ? sectors : 0;
        if (fate == 2 && !keepsLength && length > DurableLength)
        {
            length = Math.Min(length, Math.Max(firstLost * SectorBytes, DurableLength));
            keepsLength = true;
        }

        // A cut that the disk has seen took its sectors away; one that it has not seen left them.
        int oldEnd = keepsLength ? Math.Min(DurableLength, _leastLength) : DurableLength;
        int newEnd = keepsLength ? length : Math.Min(Math.Min(DurableLength, _leastLength), Length);
        int end = keepsLength ? length : DurableLength;
        byte[] torn = BytePool.Take(end);
        for (int start = 0; start < end; start += SectorBytes)
        {
            int sector = start / SectorBytes;
            bool isKept = fate == 3 ? draw.Chance(0.5) : sector < firstLost;
            int stop = Math.Min(end, start + SectorBytes);
            int old = Math.Min(Math.Min(oldEnd, DurableLength), stop), fresh = Math.Min(newEnd, stop);
            if (old > start)
                _durable.AsSpan(start, old - start).CopyTo(torn.AsSpan(start));
            if (fresh <= start)
                continue;
            ReadOnlySpan<byte> written = Data.AsSpan(start, fresh - start);
            if (isKept)
                written.CopyTo(torn.AsSpan(start));
            else if (!written.SequenceEqual(torn.AsSpan(start, written.Length)))
                tally.Add(MachineFault.LostSector);
        }

        BytePool.GiveBack(Data);
        Data = torn;
        Length = end;
        DurableLength = 0;
        BytePool.GiveBack(_durable);
        _durable = BytePool.Take(end);
        torn.AsSpan(0, end).CopyTo(_durable);
        DurableLength = end;
    }

    private void TakeDurable()
    {
        byte[] next = BytePool.Take(DurableLength);
        DurableBytes.CopyTo(next);
        BytePool.GiveBack(Data);
        Data = next;
        Length = DurableLength;
    }

    private void Reserve(int bytes)
    {
        if (bytes <= Data.Length)
            return;
        byte[] larger = BytePool.Take(Math.Max(bytes, 2 * Data.Length));
        Bytes.CopyTo(larger);
        BytePool.GiveBack(Data);
        Data = larger;
    }

    private void MarkDirty(int from, int to)
    {
        _dirtyFrom = Math.Min(_dirtyFrom, from);
        _dirtyTo = Math.Max(_dirtyTo, to);
    }

    private void MarkClean()
    {
        _dirtyFrom = _leastLength = int.MaxValue;
        _dirtyTo = 0;
    }
}

/// <summary>Kinds of files.</summary>
internal enum SimFileKind : byte
{
    File = 0,
    Folder,
    Link,
}
