using Microsoft.Win32.SafeHandles;

namespace HedgeFast.Fix.Files;

/// <summary>
/// Opens and writes files of mode 0600 whatever the umask; an older file with wider rights gets 0600.
/// </summary>
/// <remarks>Other users can then neither read nor lock them.</remarks>
public static class PrivateFile
{
    /// <summary>Mode of every file that is written.</summary>
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Opens or creates a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Whether it may, must or must not be there.</param>
    /// <param name="access">Reading, writing or both.</param>
    /// <param name="share">Access left to the user's other processes; <see cref="FileShare.None"/> locks.</param>
    /// <param name="bufferBytes">Bytes buffered before a write; 0 for none.</param>
    /// <param name="preallocate">Bytes reserved on the disk for a new file.</param>
    /// <exception cref="IOException">It can't be opened, is locked, or others may use it for good.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static FileStream Open(
        string path, FileMode mode, FileAccess access, FileShare share, int bufferBytes = 0, long preallocate = 0)
    {
        // Opening a pipe waits for a reader otherwise.
        if (OperatingSystem.IsLinux() && access == FileAccess.Write && FileStatus.IsPipe(path))
        {
            SafeFileHandle pipe = NativeFile.Open(Path.GetFullPath(path), NativeFile.WriteOnly);
            return new FileStream(pipe, FileAccess.Write, bufferBytes, isAsync: false);
        }

        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = access,
            Share = share,
            BufferSize = bufferBytes,
            PreallocationSize = preallocate,
        };

        // The mode counts for a file that is created; .NET refuses it for one that has to exist.
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
            options.UnixCreateMode = Mode;
        var file = new FileStream(path, options);
        try
        {
            Tighten(file.SafeFileHandle, path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes a file whole, in place of one that is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Its content.</param>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using FileStream file = Open(path, FileMode.Create, FileAccess.Write, FileShare.None);
        file.Write(bytes);
    }

    // A device such as /dev/stderr, or a pipe to a log collector, keeps the mode that it has.
    private static void Tighten(SafeFileHandle handle, string path)
    {
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(handle) & Others) == 0)
            return;
        if (OperatingSystem.IsLinux() && !FileStatus.IsRegular(handle))
            return;
        try
        {
            File.SetUnixFileMode(handle, Mode);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(
                $"{path} is open to others and can't be given mode 0600, for another user owns it; move it away", e);
        }
    }
}
