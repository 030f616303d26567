using HedgeFast.Fix.Files;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Os;

/// <summary>Files of the operating system.</summary>
internal sealed class KernelDisk : Disk
{
    /// <inheritdoc/>
    public override ControlCalls Control { get; } = new KernelControlCalls();

    /// <inheritdoc/>
    public override bool HasFile(string path) => File.Exists(path);

    /// <inheritdoc/>
    public override bool HasFolder(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public override long LengthOf(string path) => new FileInfo(path).Length;

    /// <inheritdoc/>
    public override string MakeFolder(string path) => PrivateFolder.Create(path);

    /// <inheritdoc/>
    public override IReadOnlyList<string> FilesOf(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public override void Move(string from, string to, bool overwrites = false) => File.Move(from, to, overwrites);

    /// <inheritdoc/>
    public override void FlushFolder(string folder) => FolderFlush.Run(folder);

    /// <inheritdoc/>
    public override DiskFile Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        FileStream file = PrivateFile.Open(path, mode, access, share);
        try
        {
            if (OperatingSystem.IsLinux())
                FileStatus.RequireRegular(file.SafeFileHandle, path, long.MaxValue);
            return new KernelFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Stream OpenToRead(string path, long bytesMax) => InputFile.Open(path, bytesMax);

    /// <inheritdoc/>
    public override MappedFile CreateMapped(string path, int length)
    {
        FileStream file = PrivateFile.Open(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, preallocate: length);
        file.SetLength(length);
        var mapped = new KernelMappedFile(path, file, length);
        mapped.TouchPages();
        return mapped;
    }

    /// <inheritdoc/>
    public override MappedFile OpenMapped(string path)
    {
        FileStream file = PrivateFile.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        long length = file.Length;
        if (length is <= 0 or > int.MaxValue || length % 8 != 0)
        {
            file.Dispose();
            throw new StoreDamagedException(path, $"it's {length} bytes long");
        }

        return new KernelMappedFile(path, file, (int)length);
    }
}
