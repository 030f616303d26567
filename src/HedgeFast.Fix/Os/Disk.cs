using HedgeFast.Fix.Files;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Os;

/// <summary>Files and folders. What is made belongs to its owner alone.</summary>
/// <remarks>
/// Paths are full paths. A call that fails throws <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/>.
/// </remarks>
public abstract class Disk
{
    /// <summary>The operating system's files.</summary>
    public static Disk Kernel { get; } = new KernelDisk();

    /// <summary>Calls on control files, which report errors by number and allocate nothing.</summary>
    public abstract ControlCalls Control { get; }

    /// <summary>Whether a file, no folder, is there.</summary>
    public abstract bool HasFile(string path);

    /// <summary>Whether a folder is there.</summary>
    public abstract bool HasFolder(string path);

    /// <summary>Length of a file, bytes.</summary>
    /// <exception cref="IOException">It is absent.</exception>
    public abstract long LengthOf(string path);

    /// <summary>Makes a folder, and those above it, where they are not there; mode 0700.</summary>
    /// <returns>Its full path.</returns>
    /// <exception cref="IOException">It can't be made, or a file is there.</exception>
    public abstract string MakeFolder(string path);

    /// <summary>Full paths of the files of a folder, in ordinal order.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="pattern">Name with at most one '*'.</param>
    public abstract IReadOnlyList<string> FilesOf(string folder, string pattern);

    /// <summary>Removes a file; one that is absent is no failure.</summary>
    public abstract void Delete(string path);

    /// <summary>Renames a file.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">Its new name.</param>
    /// <param name="overwrites">Whether a file of that name is replaced rather than refused.</param>
    public abstract void Move(string from, string to, bool overwrites = false);

    /// <summary>Forces a folder's names to the disk.</summary>
    /// <exception cref="IOException">The folder can't be forced.</exception>
    public abstract void FlushFolder(string folder);

    /// <summary>Opens or creates a file of mode 0600.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Whether it may, must or must not be there.</param>
    /// <param name="access">Reading, writing or both.</param>
    /// <param name="share">Access left to other processes; <see cref="FileShare.None"/> locks.</param>
    /// <exception cref="IOException">It can't be opened, is locked, or no regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public abstract DiskFile Open(string path, FileMode mode, FileAccess access, FileShare share);

    /// <summary>Opens a regular file of a bounded size for reading, without waiting.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytesMax">Its largest size, bytes.</param>
    /// <exception cref="IOException">It is absent, no regular file, larger, or can't be read.</exception>
    public abstract Stream OpenToRead(string path, long bytesMax);

    /// <summary>Creates a file of zero bytes, reserved on the disk and mapped whole.</summary>
    /// <param name="path">The file, which must not be there.</param>
    /// <param name="length">Bytes, a multiple of 8.</param>
    /// <exception cref="IOException">It is there, or there is no room.</exception>
    public abstract MappedFile CreateMapped(string path, int length);

    /// <summary>Opens a file mapped whole.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    /// <exception cref="StoreDamagedException">Its length is no multiple of 8.</exception>
    public abstract MappedFile OpenMapped(string path);

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytesMax">Its largest size, bytes.</param>
    /// <exception cref="IOException">It is absent, no regular file, larger, or can't be read.</exception>
    public byte[] ReadAllBytes(string path, long bytesMax)
    {
        using Stream file = OpenToRead(path, bytesMax);
        return InputFile.ReadAll(file, path, bytesMax);
    }

    /// <summary>Reads a file whole as UTF-8, with or without a byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytesMax">Its largest size, bytes.</param>
    /// <exception cref="IOException">It is absent, no regular file, larger, or can't be read.</exception>
    public string ReadAllText(string path, long bytesMax) => InputFile.TextOf(ReadAllBytes(path, bytesMax));

    /// <summary>Makes the folder that a file is to lie in.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It can't be made.</exception>
    public void MakeFolderFor(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            MakeFolder(folder);
    }

    /// <summary>Writes a file whole, in place of one that is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="toDisk">Whether to force it to the disk.</param>
    /// <exception cref="IOException">It can't be written.</exception>
    public void Write(string path, ReadOnlySpan<byte> bytes, bool toDisk = false)
    {
        using DiskFile file = Open(path, FileMode.Create, FileAccess.Write, FileShare.None);
        file.Write(bytes);
        if (toDisk)
            file.FlushToDisk();
    }

    /// <summary>Replaces a file by rename: a killed process and a power cut leave the old or the new one
    /// whole.</summary>
    /// <param name="path">The file. A link there is replaced; its target is left alone.</param>
    /// <param name="bytes">Its content.</param>
    /// <exception cref="IOException">It can't be written.</exception>
    public void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        string next = path + ".next";

        // Whatever is there, a link above all, is removed and never written through.
        Delete(next);
        using (DiskFile file = Open(next, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            file.Write(bytes);

            // A name can reach the disk before its bytes do.
            file.FlushToDisk();
        }

        Move(next, path, overwrites: true);
    }
}
