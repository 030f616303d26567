using System.Text;
using HedgeFast.Fix.Os;

namespace HedgeFast.Simulation.Kernel;

/// <summary>System calls on the control files, for one process.</summary>
internal sealed class SimControlCalls(SimDisk disk, ProcessGate gate) : ControlCalls
{
    private const int FirstFile = 10;

    private readonly List<(SimHandle? Handle, int Position)> _open = [];

    // The callers keep their paths as arrays for good.
    private readonly Dictionary<byte[], string> _paths = new(ReferenceEqualityComparer.Instance);

    /// <inheritdoc/>
    public override uint User => disk.User;

    /// <inheritdoc/>
    public override int Look(byte[] path, out FileLook look, bool follow = false)
    {
        gate.Pass();
        look = default;
        int error = disk.Fault(writes: false);
        if (error == Errno.None)
            error = disk.Look(Text(path), follow, out SimFile? file);
        else
            return error;
        if (error == Errno.None)
            look = Look(disk.Find(Text(path), follow)!);
        return Errno.OfKernel(error);
    }

    /// <inheritdoc/>
    public override int Look(int file, out FileLook look)
    {
        gate.Pass();
        look = default;
        if (HandleOf(file) is not { } handle)
            return Errno.BadFile;
        int error = disk.Fault(writes: false);
        if (error == Errno.None)
            look = Look(handle.File);
        return error;
    }

    /// <inheritdoc/>
    public override int OpenToRead(byte[] path, out int error, bool follow = false)
    {
        gate.Pass();
        SimFile? file = null;
        error = disk.Fault(writes: false);
        if (error == Errno.None)
            error = Errno.OfKernel(disk.Look(Text(path), follow, out file));
        if (error == Errno.None && file!.Kind == SimFileKind.Link)
            error = Errno.TooManyLinks;
        else if (error == Errno.None && !disk.MayRead(file!))
            error = Errno.NotAllowed;
        if (error != Errno.None)
            return -1;
        SimHandle handle = disk.Open(file!, gate, writes: false);
        int free = _open.FindIndex(static open => open.Handle is null);
        if (free < 0)
        {
            free = _open.Count;
            _open.Add(default);
        }

        _open[free] = (handle, 0);
        return FirstFile + free;
    }

    /// <inheritdoc/>
    public override int Make(byte[] path, byte[] folder)
    {
        gate.Pass();
        string text = Text(path);
        int error = disk.Find(text, follow: false) is not null
            ? Errno.Exists
            : Errno.OfKernel(disk.Make(text, SimDisk.Private, disk.User, out _));
        if (error != Errno.None)
            return error;
        gate.Pass();
        error = disk.FlushFile(disk.Find(text)!);
        gate.Pass();
        int unopened = disk.Look(Text(folder), follow: true, out _);
        if (unopened != Errno.None)
            return error != Errno.None ? error : Errno.OfKernel(unopened);
        disk.FlushFolder(Text(folder));
        return error;
    }

    /// <inheritdoc/>
    public override int Read(int file, Span<byte> bytes, out int error)
    {
        gate.Pass();
        error = disk.Fault(writes: false);
        if (HandleOf(file) is not { } handle)
            error = Errno.BadFile;
        else if (error == Errno.None && handle.File.Kind == SimFileKind.Folder)
            error = Errno.IsFolder;
        if (error != Errno.None)
            return -1;
        (SimHandle? open, int position) = _open[file - FirstFile];
        ReadOnlySpan<byte> rest = open!.File.Bytes[Math.Min(position, open.File.Length)..];
        int count = Math.Min(rest.Length, bytes.Length);
        rest[..count].CopyTo(bytes);
        _open[file - FirstFile] = (open, position + count);
        return count;
    }

    /// <inheritdoc/>
    public override bool? IsUnwritten(int file)
    {
        gate.Pass();
        if (HandleOf(file) is not { } handle || handle.File.Kind != SimFileKind.File)
            return null;

        // A lease is given to the owner and to root only.
        if (handle.File.Owner != disk.User && disk.User != 0)
            return null;
        return handle.File.Writers == 0;
    }

    /// <inheritdoc/>
    public override int Rename(byte[] from, byte[] to)
    {
        gate.Pass();
        return Errno.OfKernel(disk.Rename(Text(from), Text(to)));
    }

    /// <inheritdoc/>
    public override int Unlink(byte[] path)
    {
        gate.Pass();
        return Errno.OfKernel(disk.Unlink(Text(path)));
    }

    /// <inheritdoc/>
    public override void Close(int file)
    {
        gate.Pass();
        if (HandleOf(file) is not { } handle)
            return;
        disk.Close(handle);
        _open[file - FirstFile] = default;
    }

    private static FileLook Look(SimFile file) => FileLook.Of(
        file.Owner, file.Kind switch
        {
            SimFileKind.Folder => FileLook.Folder,
            SimFileKind.Link => FileLook.Link,
            _ => FileLook.Regular,
        },
        file.Mode, file.Inode, file.Length, file.WrittenNanos);

    private SimHandle? HandleOf(int file) =>
        file >= FirstFile && file - FirstFile < _open.Count ? _open[file - FirstFile].Handle : null;

    private string Text(byte[] path)
    {
        if (_paths.TryGetValue(path, out string? text))
            return text;
        text = SimDisk.Full(Encoding.UTF8.GetString(path.AsSpan(0, path.Length - 1)));
        _paths.Add(path, text);
        return text;
    }
}
