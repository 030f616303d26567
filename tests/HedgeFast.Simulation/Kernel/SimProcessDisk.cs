using HedgeFast.Fix.Os;
using HedgeFast.Fix.Store;

namespace HedgeFast.Simulation.Kernel;

/// <summary>The disk as one process sees it.</summary>
internal sealed class SimProcessDisk(SimDisk disk, ProcessGate gate) : Disk
{
    private const int Others = 0x3F;
    private const int FolderMode = 0x1C0;

    private readonly SimControlCalls _control = new(disk, gate);

    /// <inheritdoc/>
    public override ControlCalls Control => _control;

    /// <inheritdoc/>
    public override bool HasFile(string path)
    {
        gate.Pass();
        return disk.Fault(writes: false) == Errno.None
            && disk.Find(SimDisk.Full(path)) is { Kind: SimFileKind.File };
    }

    /// <inheritdoc/>
    public override bool HasFolder(string path)
    {
        gate.Pass();
        return disk.Fault(writes: false) == Errno.None
            && disk.Find(SimDisk.Full(path)) is { Kind: SimFileKind.Folder };
    }

    /// <inheritdoc/>
    public override long LengthOf(string path)
    {
        string full = Pass(path, writes: false);
        Errno.Check(disk.Look(full, follow: true, out SimFile? file), full);
        return file!.Kind == SimFileKind.File ? file.Length : throw Errno.Failure(Errno.NoEntry, full);
    }

    /// <inheritdoc/>
    public override string MakeFolder(string path)
    {
        string full = Pass(path, writes: false);
        if (disk.Find(full) is { } there)
            return there.Kind == SimFileKind.Folder ? full : throw Errno.Failure(Errno.Exists, full);
        string above = SimNames.FolderPart(full).ToString();
        if (disk.Find(above) is { Kind: not SimFileKind.Folder })
            throw Errno.Failure(Errno.NoFolder, full);
        MakeFolder(above);
        gate.Pass();
        Errno.Check(disk.MakeFolder(full, FolderMode, disk.User), full);
        return full;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> FilesOf(string folder, string pattern)
    {
        string full = Pass(folder, writes: false);
        Errno.Check(disk.Look(full, follow: true, out SimFile? found), full);
        if (found!.Kind != SimFileKind.Folder)
            throw Errno.Failure(Errno.NoFolder, full);
        return disk.FilesOf(full, pattern);
    }

    /// <inheritdoc/>
    public override void Delete(string path)
    {
        string full = Pass(path, writes: false);
        int error = disk.Unlink(full);
        if (error == Errno.IsFolder)
            error = Errno.NotAllowed;
        if (error != Errno.NoEntry)
            Errno.Check(error, full);
    }

    /// <inheritdoc/>
    public override void Move(string from, string to, bool overwrites = false)
    {
        string old = Pass(from, writes: false), next = SimDisk.Full(to);
        Errno.Check(disk.Look(old, follow: false, out SimFile? file), old);
        if (file!.Kind == SimFileKind.Folder)
            throw Errno.Failure(Errno.NoEntry, old);
        if (!overwrites && disk.Find(next, follow: false) is not null)
            throw Errno.Failure(Errno.Exists, next);
        Errno.Check(disk.Rename(old, next), next);
    }

    /// <inheritdoc/>
    public override void FlushFolder(string folder)
    {
        gate.Pass();
        string full = SimDisk.Full(folder);
        int error = disk.FlushFolder(full);
        if (error == Errno.None)
            return;
        string words = System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(Errno.OfKernel(error));
        throw new IOException($"The folder {full} can't be forced to the disk: {words}");
    }

    /// <inheritdoc/>
    public override DiskFile Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        string full = Pass(path, writes: access != FileAccess.Read);
        return new SimDiskFile(disk, gate, OpenHandle(full, mode, access, share), full, access, mode);
    }

    /// <inheritdoc/>
    public override Stream OpenToRead(string path, long bytesMax)
    {
        string full = Pass(path, writes: false);
        Errno.Check(disk.Look(full, follow: true, out SimFile? file), full);
        if (file!.Kind == SimFileKind.Folder)
            throw new IOException($"{full} is a folder and no regular file; give the file itself");
        if (!disk.MayRead(file))
            throw Errno.Failure(Errno.NotAllowed, full);
        if (file.Length > bytesMax)
        {
            throw new IOException($"{full} is longer than {bytesMax} bytes, the most that is read of a file of this "
                + "kind; is it the right file?");
        }

        SimHandle handle = disk.Open(file, gate, writes: false);
        return new SimDiskFile(disk, gate, handle, full, FileAccess.Read, FileMode.Open);
    }

    /// <inheritdoc/>
    public override MappedFile CreateMapped(string path, int length)
    {
        string full = Pass(path, writes: true);
        SimHandle handle = OpenHandle(full, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
        gate.Pass();
        SimFile file = handle.File;
        long room = disk.Reserve(file, length);
        if (room < length)
        {
            disk.Close(handle);
            disk.Unlink(full);
            throw new IOException(
                $"Failed to create '{full}' with allocation size '{length}' because the disk was full.");
        }

        file.SetLength(length, disk.Timeline.Now);
        return new SimMappedFile(disk, gate, handle, full);
    }

    /// <inheritdoc/>
    public override MappedFile OpenMapped(string path)
    {
        string full = Pass(path, writes: true);
        SimHandle handle = OpenHandle(full, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        int length = handle.File.Length;
        if (length > 0 && length % 8 == 0)
            return new SimMappedFile(disk, gate, handle, full);
        disk.Close(handle);
        throw new StoreDamagedException(full, $"it's {length} bytes long");
    }

    private string Pass(string path, bool writes)
    {
        gate.Pass();
        string full = SimDisk.Full(path);
        Errno.Check(disk.Fault(writes), full);
        return full;
    }

    // As .NET opens on Linux: the lock follows the open, and a file is cut once it is locked.
    private SimHandle OpenHandle(string full, FileMode mode, FileAccess access, FileShare share)
    {
        int error = disk.Look(full, follow: true, out SimFile? file);
        if (error == Errno.None && mode == FileMode.CreateNew)
            error = Errno.Exists;
        else if (error == Errno.NoEntry && mode is not (FileMode.Open or FileMode.Truncate))
            error = disk.Make(full, SimDisk.Private, disk.User, out file);
        Errno.Check(error, full);
        bool writes = access != FileAccess.Read, reads = access != FileAccess.Write;
        if (file!.Kind != SimFileKind.File || (writes && !disk.MayWrite(file)) || (reads && !disk.MayRead(file)))
            throw Errno.Failure(Errno.NotAllowed, full);
        bool alone = share == FileShare.None;
        if (file.IsLocked || (alone && file.SharedLocks > 0))
            throw Errno.Failure(Errno.TryAgain, full);
        SimHandle handle = disk.Open(file, gate, writes);
        handle.Lock = alone ? SimLock.Alone : SimLock.Shared;
        if (alone)
            file.IsLocked = true;
        else
            file.SharedLocks++;
        if (mode is FileMode.Create or FileMode.Truncate && file.Length > 0)
            file.SetLength(0, disk.Timeline.Now);
        if ((file.Mode & Others) == 0)
            return handle;
        if (file.Owner == disk.User)
        {
            file.Mode = SimDisk.Private;
            return handle;
        }

        disk.Close(handle);
        throw new IOException(
            $"{full} is open to others and can't be given mode 0600, for another user owns it; move it away");
    }
}
