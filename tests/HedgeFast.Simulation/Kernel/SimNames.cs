namespace HedgeFast.Simulation.Kernel;

/// <summary>Names of a disk's files, and the changes of them that a power cut may undo.</summary>
/// <remarks>
/// Changes reach the disk in their order: at a power cut a first part of those not forced survives. A kernel forces
/// them by itself after half a minute.
/// </remarks>
internal sealed class SimNames(Timeline timeline)
{
    private const long WriteBackNanos = 30_000_000_000;

    private readonly Queue<NameChange> _pending = new();
    private Dictionary<string, SimFile> _names = [];
    private readonly Dictionary<string, SimFile> _durable = [];

    /// <summary>All names as processes see them.</summary>
    public IReadOnlyDictionary<string, SimFile> Current => _names;

    /// <summary>Files that have lost their last name and handle.</summary>
    public Action<SimFile>? Unreferenced { get; set; }

    public SimFile? Find(string path) => _names.GetValueOrDefault(path);

    /// <summary>The folder of a path.</summary>
    public SimFile? FolderOf(string path) =>
        _names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(FolderPart(path), out SimFile? folder)
            ? folder
            : null;

    /// <summary>The path of a path's folder.</summary>
    public static ReadOnlySpan<char> FolderPart(string path) => path.AsSpan(0, Math.Max(1, path.LastIndexOf('/')));

    /// <summary>Gives a file a name, in place of the one that had it.</summary>
    public void Set(string path, SimFile file) => Change(new NameChange(path, file, null, timeline.Now));

    /// <summary>Removes a name.</summary>
    public void Remove(string path) => Change(new NameChange(path, null, null, timeline.Now));

    /// <summary>Renames, and replaces what has the new name.</summary>
    public void Move(string from, string to)
    {
        SimFile file = _names[from];
        Change(new NameChange(to, file, from, timeline.Now));
        if (file.Kind != SimFileKind.Folder)
            return;
        string below = from + "/";
        foreach (string path in _names.Keys.Where(path => path.StartsWith(below, StringComparison.Ordinal)).ToList())
            Change(new NameChange(string.Concat(to, path.AsSpan(from.Length)), _names[path], path, timeline.Now));
    }

    /// <summary>Forces the names of a folder to the disk.</summary>
    public void Flush(string folder)
    {
        for (int i = _pending.Count; i > 0; i--)
        {
            NameChange change = _pending.Dequeue();
            if (change.IsOf(folder) || (change.File is { Kind: SimFileKind.Folder } && change.IsAbove(folder)))
                MakeDurable(change);
            else
                _pending.Enqueue(change);
        }
    }

    /// <summary>Forces all names to the disk.</summary>
    public void FlushAll()
    {
        while (_pending.TryDequeue(out NameChange? change))
            MakeDurable(change);
    }

    /// <summary>The power is lost: a first part of the changes survives.</summary>
    public void LosePower(Draw draw, FaultTally tally)
    {
        int kept = draw.Below(_pending.Count + 1);
        tally.Add(MachineFault.UndoneName, _pending.Count - kept);
        for (; kept > 0; kept--)
            MakeDurable(_pending.Dequeue());
        while (_pending.TryDequeue(out NameChange? undone))
            Release(undone.File);
        Dictionary<string, SimFile> before = _names;
        _names = new Dictionary<string, SimFile>(_durable);
        foreach (SimFile file in _names.Values)
            file.References++;
        foreach (SimFile file in before.Values)
            Release(file);
    }

    /// <summary>A name or handle holds a file no longer.</summary>
    public void Release(SimFile? file)
    {
        if (file is not null && --file.References == 0)
            Unreferenced?.Invoke(file);
    }

    private void Change(NameChange change)
    {
        WriteBack();
        Apply(_names, change);
        if (change.File is not null)
            change.File.References++;
        _pending.Enqueue(change);
    }

    private void WriteBack()
    {
        while (_pending.TryPeek(out NameChange? oldest) && timeline.Now - oldest.AtNanos > WriteBackNanos)
        {
            // By then the kernel has written the bytes, too.
            oldest.File?.Flush();
            MakeDurable(_pending.Dequeue());
        }
    }

    private void MakeDurable(NameChange change)
    {
        Apply(_durable, change);
        Release(change.File);
    }

    private void Apply(Dictionary<string, SimFile> names, NameChange change)
    {
        if (change.File is not null)
            change.File.References++;
        if (change.RemovedPath is not null && names.Remove(change.RemovedPath, out SimFile? moved))
            Release(moved);
        if (names.TryGetValue(change.Path, out SimFile? replaced))
            Release(replaced);
        if (change.File is null)
            names.Remove(change.Path);
        else
            names[change.Path] = change.File;
    }
}

/// <summary>A change of names: a file gets one, a name goes, or both in a rename.</summary>
internal sealed record NameChange(string Path, SimFile? File, string? RemovedPath, long AtNanos)
{
    public bool IsOf(string folder) =>
        IsIn(folder, Path) || (RemovedPath is not null && IsIn(folder, RemovedPath));

    /// <summary>Whether the folder that is named lies above a path, or is it.</summary>
    public bool IsAbove(string path) =>
        path.StartsWith(Path, StringComparison.Ordinal) && (path.Length == Path.Length || path[Path.Length] == '/');

    private static bool IsIn(string folder, string path) =>
        SimNames.FolderPart(path).SequenceEqual(folder);
}
