using System.Runtime.InteropServices;

namespace HedgeFast.Fix.Os;

/// <summary>
/// Forces a folder's names to the disk: a power cut can lose a new file's name though its content was forced. Linux
/// only.
/// </summary>
internal static partial class FolderFlush
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">The folder can't be forced.</exception>
    public static void Run(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        int handle = Open(folder, ReadOnly);
        if (handle < 0)
            throw Failed(folder);
        try
        {
            if (Sync(handle) != 0)
                throw Failed(folder);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Failed(string folder) =>
        new($"The folder {folder} can't be forced to the disk: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
