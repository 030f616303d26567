using HedgeFast.Fix.Os;

namespace HedgeFast.Simulation.Kernel;

/// <summary>The disk of one machine, with the rules of POSIX and of .NET on Linux.</summary>
/// <remarks>
/// Bytes are in memory until they are forced; names are, until their folder is. The outside (operators, judges) has
/// calls of its own, which pass no gate and meet no fault.
/// </remarks>
internal sealed partial class SimDisk : IDisposable
{
    public const int ReadByOwner = 0x100;
    public const int WrittenByOwner = 0x80;
    public const int Private = ReadByOwner | WrittenByOwner;
    private const int PrivateFolder = 0x1C0;
    private const int ReadByAll = 0x4;
    private const int WrittenByAll = 0x2;
    private const int LinksMax = 8;

    private readonly Timeline _timeline;
    private readonly Draw _draw;
    private readonly SimNames _names;
    private readonly List<SimHandle> _handles = [];
    private readonly HashSet<SimFile> _files = [];
    private readonly List<byte[]> _abandoned = [];
    private long _inodes = 1;

    /// <param name="timeline">True time.</param>
    /// <param name="draw">The disk's randomness.</param>
    public SimDisk(Timeline timeline, Draw draw)
    {
        _timeline = timeline;
        _draw = draw;
        _names = new SimNames(timeline) { Unreferenced = Free };
        _names.Set("/", NewFile(SimFileKind.Folder, PrivateFolder));
        _names.Flush("/");
    }

    /// <summary>The user that processes act as.</summary>
    public uint User { get; set; } = 1000;

    /// <summary>Faults; off by default.</summary>
    public DiskFaults Faults { get; set; } = new();

    /// <summary>Faults put in so far.</summary>
    public FaultTally Tally { get; } = new();

    /// <summary>Digest of all bytes that processes write to files; null for none.</summary>
    public Digest? Digest { get; set; }

    internal Timeline Timeline => _timeline;

    /// <summary>The disk as a process sees it.</summary>
    public Disk Of(ProcessGate gate)
    {
        gate.Died += () => DetachMaps(gate);
        return new SimProcessDisk(this, gate);
    }

    /// <summary>The process has ended: its handles and locks go, what it wrote stays in memory.</summary>
    public void EndProcess()
    {
        DetachMaps(of: null);
        for (int i = _handles.Count - 1; i >= 0; i--)
        {
            if (!_handles[i].IsOutside)
                Close(_handles[i]);
        }
    }

    /// <summary>The power is lost: processes end, and what was not forced is kept, lost or torn.</summary>
    public void LosePower(Draw draw)
    {
        Tally.Add(MachineFault.PowerLoss);
        DetachMaps(of: null);
        while (_handles.Count > 0)
            Close(_handles[^1]);
        _shells.Clear();
        _names.LosePower(draw, Tally);
        foreach ((string _, SimFile file) in InOrder())
        {
            if (file.Kind == SimFileKind.File)
                file.LosePower(draw, Faults.TearsInOrder, Tally);
        }
    }

    /// <summary>Flips one bit of a byte of one file.</summary>
    /// <param name="draw">Chooses file, byte and bit.</param>
    /// <param name="paths">The files it may be in.</param>
    /// <returns>Whether there was a byte to flip.</returns>
    public bool FlipBit(Draw draw, Func<string, bool> paths)
    {
        List<SimFile> files = [];
        foreach ((string path, SimFile file) in InOrder())
        {
            if (file.Kind == SimFileKind.File && file.Length > 0 && paths(path))
                files.Add(file);
        }

        if (files.Count == 0)
            return false;
        SimFile chosen = draw.Of(files);
        chosen.Flip(draw.Below(chosen.Length), draw.Below(8));
        Tally.Add(MachineFault.FlippedBit);
        return true;
    }

    /// <summary>Gives all memory back; nothing of the disk may be used afterwards.</summary>
    public void Dispose()
    {
        foreach (SimFile file in _files)
            file.Free();
        _files.Clear();
        foreach (byte[] array in _abandoned)
            BytePool.GiveBack(array);
        _abandoned.Clear();
    }

    /// <summary>Full path without a slash behind, links at the end followed.</summary>
    internal SimFile? Find(string path, bool follow = true)
    {
        SimFile? file = _names.Find(path);
        for (int i = 0; follow && file is { Kind: SimFileKind.Link } && i < LinksMax; i++)
            file = _names.Find(file.Target);
        return file;
    }

    /// <summary>The path in the form of names here.</summary>
    internal static string Full(string path) =>
        path.Length > 1 && (path[^1] == '/' || path.Contains("//") || path.Contains("/.") || path[0] != '/')
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))
            : path;

    /// <summary>A fault that every call meets.</summary>
    internal int Fault(bool writes)
    {
        if (Faults.FailsAll)
        {
            Tally.Add(MachineFault.FailedCall);
            return Errno.InputOutput;
        }

        if (!writes || !Faults.IsReadOnly)
            return Errno.None;
        Tally.Add(MachineFault.ReadOnlyCall);
        return Errno.ReadOnly;
    }

    /// <summary>Finds a file; an error where it or its folder is not there.</summary>
    internal int Look(string path, bool follow, out SimFile? file)
    {
        file = Find(path, follow);
        if (file is { Kind: SimFileKind.Link } && follow)
            return Errno.NoEntry;
        return file is not null ? Errno.None : Absence(path);
    }

    /// <summary>Makes an empty file.</summary>
    internal int Make(string path, int mode, uint owner, out SimFile? file)
    {
        file = null;
        int error = MayChange(path);
        if (error != Errno.None)
            return error;
        file = NewFile(SimFileKind.File, mode);
        file.Owner = owner;
        _names.Set(path, file);
        return Errno.None;
    }

    internal int MakeFolder(string path, int mode, uint owner)
    {
        int error = MayChange(path);
        if (error != Errno.None)
            return error;
        SimFile folder = NewFile(SimFileKind.Folder, mode);
        folder.Owner = owner;
        _names.Set(path, folder);
        return Errno.None;
    }

    internal int Rename(string from, string to)
    {
        int error = Look(from, follow: false, out SimFile? file);
        if (error == Errno.None)
            error = MayChange(from);
        if (error == Errno.None)
            error = MayChange(to);
        if (error != Errno.None)
            return error;
        SimFile? there = Find(to, follow: false);
        if (there == file)
            return Errno.None;
        if (there is { Kind: SimFileKind.Folder })
            return file!.Kind == SimFileKind.Folder ? Errno.NotEmpty : Errno.IsFolder;
        if (there is not null && file!.Kind == SimFileKind.Folder)
            return Errno.NoFolder;
        _names.Move(from, to);
        return Errno.None;
    }

    internal int Unlink(string path)
    {
        int error = Look(path, follow: false, out SimFile? file);
        if (error == Errno.None)
            error = file!.Kind == SimFileKind.Folder ? Errno.IsFolder : MayChange(path);
        if (error == Errno.None)
            _names.Remove(path);
        return error;
    }

    internal int FlushFile(SimFile file)
    {
        int error = Fault(writes: false);
        if (error != Errno.None)
            return error;
        if (Faults.FailsFlush)
        {
            Tally.Add(MachineFault.FailedFlush);
            file.FailFlush();
            return Errno.InputOutput;
        }

        file.Flush();
        return Errno.None;
    }

    internal int FlushFolder(string path)
    {
        int error = Fault(writes: false);
        if (error == Errno.None)
            error = Look(path, follow: true, out _);
        if (error != Errno.None)
            return error;
        if (Faults.FailsFlush)
        {
            Tally.Add(MachineFault.FailedFlush);
            return Errno.InputOutput;
        }

        _names.Flush(path);
        return Errno.None;
    }

    /// <summary>Takes room for more bytes of a file; returns those that fit.</summary>
    internal long Reserve(SimFile file, long length)
    {
        long more = length - file.Length;
        if (more <= 0 || Faults.FreeBytes == long.MaxValue)
            return length;
        long granted = Math.Min(more, Math.Max(0, Faults.FreeBytes));
        Faults.FreeBytes -= granted;
        if (granted < more)
            Tally.Add(MachineFault.FullDisk);
        return file.Length + granted;
    }

    /// <summary>Opens a file that is there.</summary>
    internal SimHandle Open(SimFile file, ProcessGate? gate, bool writes)
    {
        var handle = new SimHandle(file, gate, writes);
        file.References++;
        if (writes)
            file.Writers++;
        _handles.Add(handle);
        return handle;
    }

    /// <summary>Closes a handle; its locks go with it.</summary>
    internal void Close(SimHandle handle)
    {
        if (handle.IsClosed)
            return;
        handle.IsClosed = true;
        _handles.Remove(handle);
        SimFile file = handle.File;
        if (handle.Writes)
            file.Writers--;
        if (handle.Lock == SimLock.Shared)
            file.SharedLocks--;
        else if (handle.Lock == SimLock.Alone)
            file.IsLocked = false;
        if (handle.IsMap)
            file.Maps--;
        _names.Release(file);
    }

    /// <summary>All names with their files, in ordinal order.</summary>
    internal List<(string Path, SimFile File)> InOrder()
    {
        var all = new List<(string Path, SimFile File)>(_names.Current.Count);
        foreach ((string path, SimFile file) in _names.Current)
            all.Add((path, file));
        all.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return all;
    }

    // A name that is missing, or one whose folder is missing or no folder.
    private int Absence(string path)
    {
        SimFile? folder = _names.FolderOf(path);
        return folder is null ? Errno.NoParent
            : folder.Kind == SimFileKind.Folder ? Errno.NoEntry
            : Errno.NoFolder;
    }

    private int MayChange(string path)
    {
        int error = Fault(writes: true);
        if (error != Errno.None)
            return error;
        SimFile? folder = _names.FolderOf(path);
        if (folder is { Kind: SimFileKind.Link })
            folder = Find(folder.Target);
        if (folder is not { Kind: SimFileKind.Folder })
            return Absence(path);
        int needed = folder.Owner == User ? WrittenByOwner : WrittenByAll;
        return User == 0 || (folder.Mode & needed) != 0 ? Errno.None : Errno.NotAllowed;
    }

    private SimFile NewFile(SimFileKind kind, int mode)
    {
        var file = new SimFile(++_inodes, kind, User, mode) { WrittenNanos = _timeline.Now };
        _files.Add(file);
        return file;
    }

    private void Free(SimFile file)
    {
        if (Faults.FreeBytes != long.MaxValue)
            Faults.FreeBytes += file.Length;
        _files.Remove(file);
        file.Free();
    }

    // What a dead process still writes through its pointers must not reach the file.
    private void DetachMaps(ProcessGate? of)
    {
        foreach (SimHandle handle in _handles)
        {
            if (!handle.IsMap || handle.IsDetached || (of is not null && handle.Gate != of))
                continue;
            handle.IsDetached = true;
            _abandoned.Add(handle.File.Detach());
        }
    }
}
