namespace HedgeFast.Simulation.Kernel;

/// <summary>The outside's own access, for operators and judges: it passes no gate and meets no fault.</summary>
internal sealed partial class SimDisk
{
    private readonly Dictionary<string, SimHandle> _shells = [];

    /// <summary>Writes a file whole, as a shell does with '&gt;'; folders that are missing are made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="owner">The user who writes; null for the processes' own.</param>
    /// <param name="mode">Permissions of a new file.</param>
    public void Write(string path, ReadOnlySpan<byte> bytes, uint? owner = null, int mode = Private)
    {
        SimFile file = Ensure(path, owner, mode);
        file.SetLength(0, _timeline.Now);
        file.Write(0, bytes, _timeline.Now);
        file.WrittenNanos = _timeline.Now;
    }

    /// <summary>Writes behind a file's end, as a shell does with '&gt;&gt;'.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Further content.</param>
    /// <param name="keepsOpen">Whether the shell has the file open to write until <see cref="Close(string)"/>.</param>
    /// <param name="owner">The user who writes; null for the processes' own.</param>
    /// <param name="mode">Permissions of a new file.</param>
    /// <remarks>A shell that has the file open goes on in that file, whatever its name is now.</remarks>
    public void Append(
        string path, ReadOnlySpan<byte> bytes, bool keepsOpen = false, uint? owner = null, int mode = Private)
    {
        SimFile file = _shells.TryGetValue(path, out SimHandle? shell) ? shell.File : Ensure(path, owner, mode);
        file.Write(file.Length, bytes, _timeline.Now);
        file.WrittenNanos = _timeline.Now;
        if (keepsOpen && shell is null)
            _shells.Add(path, Open(file, gate: null, writes: true));
    }

    /// <summary>The shell that keeps a file open closes it.</summary>
    public void Close(string path)
    {
        if (_shells.Remove(path, out SimHandle? shell))
            Close(shell);
    }

    /// <summary>Removes a name; one that is absent is no failure.</summary>
    public void Remove(string path)
    {
        if (_names.Find(Full(path)) is not null)
            _names.Remove(Full(path));
    }

    /// <summary>Renames, in place of a file that has the new name.</summary>
    public void Move(string from, string to) => _names.Move(Full(from), Full(to));

    /// <summary>Sets a file's time, or makes it empty.</summary>
    public void Touch(string path, uint? owner = null, int mode = Private) =>
        Ensure(path, owner, mode).WrittenNanos = _timeline.Now;

    /// <summary>Sets owner and permissions of a file or folder.</summary>
    public void Change(string path, uint owner, int mode)
    {
        SimFile file = Find(Full(path)) ?? throw Errno.Failure(Errno.NoEntry, path);
        file.Owner = owner;
        file.Mode = mode;
    }

    /// <summary>Makes a link.</summary>
    public void Link(string path, string target)
    {
        var link = new SimFile(++_inodes, SimFileKind.Link, User, 0x1FF)
        {
            Target = Full(target),
            WrittenNanos = _timeline.Now,
        };
        _files.Add(link);
        _names.Set(Full(path), link);
    }

    /// <summary>Makes a folder and those above it, with their names forced to the disk.</summary>
    public void MakeFolder(string path)
    {
        string full = Full(path);
        if (Find(full) is not null)
            return;
        string above = SimNames.FolderPart(full).ToString();
        MakeFolder(above);
        _names.Set(full, NewFile(SimFileKind.Folder, PrivateFolder));
        _names.Flush(above);
    }

    /// <summary>A file's bytes as processes see them; null where it is absent.</summary>
    public byte[]? Read(string path) => Find(Full(path)) is { Kind: SimFileKind.File } file
        ? file.Bytes.ToArray()
        : null;

    /// <summary>A file's bytes that a power cut leaves; null where it is absent.</summary>
    public byte[]? ReadDurable(string path) => Find(Full(path)) is { Kind: SimFileKind.File } file
        ? file.DurableBytes.ToArray()
        : null;

    public bool HasFile(string path) => Find(Full(path)) is { Kind: SimFileKind.File };

    /// <summary>Paths of all files of a folder and those below it, in ordinal order.</summary>
    public IReadOnlyList<string> Files(string folder = "/")
    {
        string below = folder == "/" ? "/" : Full(folder) + "/";
        var paths = new List<string>();
        foreach ((string path, SimFile file) in InOrder())
        {
            if (file.Kind == SimFileKind.File && path.StartsWith(below, StringComparison.Ordinal))
                paths.Add(path);
        }

        return paths;
    }

    /// <summary>Forces every file and name to the disk.</summary>
    public void FlushAll()
    {
        foreach ((string _, SimFile file) in InOrder())
            file.Flush();
        _names.FlushAll();
    }

    internal int DrawBelow(int n) => _draw.Below(n);

    internal bool MayRead(SimFile file) =>
        User == 0 || (file.Mode & (file.Owner == User ? ReadByOwner : ReadByAll)) != 0;

    internal bool MayWrite(SimFile file) =>
        User == 0 || (file.Mode & (file.Owner == User ? WrittenByOwner : WrittenByAll)) != 0;

    /// <summary>Full paths of the files of one folder whose names match, in ordinal order.</summary>
    internal List<string> FilesOf(string folder, string pattern)
    {
        int star = pattern.IndexOf('*');
        string head = star < 0 ? pattern : pattern[..star], tail = star < 0 ? "" : pattern[(star + 1)..];
        var paths = new List<string>();
        foreach ((string path, SimFile file) in _names.Current)
        {
            if (file.Kind != SimFileKind.File || !SimNames.FolderPart(path).SequenceEqual(folder))
                continue;
            ReadOnlySpan<char> name = path.AsSpan(path.LastIndexOf('/') + 1);
            bool matches = star < 0
                ? name.SequenceEqual(pattern)
                : name.Length >= head.Length + tail.Length && name.StartsWith(head) && name.EndsWith(tail);
            if (matches)
                paths.Add(path);
        }

        paths.Sort(string.CompareOrdinal);
        return paths;
    }

    private SimFile Ensure(string path, uint? owner, int mode)
    {
        string full = Full(path);
        if (Find(full) is { } there)
            return there;
        MakeFolder(SimNames.FolderPart(full).ToString());
        SimFile file = NewFile(SimFileKind.File, mode);
        file.Owner = owner ?? User;
        _names.Set(full, file);
        return file;
    }
}
