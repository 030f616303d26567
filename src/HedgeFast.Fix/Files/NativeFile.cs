using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HedgeFast.Fix.Files;

/// <summary>Opens files without waiting; .NET waits for the other end of a pipe, through any signal. Linux.</summary>
internal static partial class NativeFile
{
    /// <summary>For reading.</summary>
    public const int ReadOnly = 0;

    /// <summary>For writing.</summary>
    public const int WriteOnly = 1;

    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int SetFlags = 4;
    private const int NotThere = 2;
    private const int NoPeer = 6;
    private const int NotAllowed = 13;

    /// <summary>Opens a file that is there.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="access"><see cref="ReadOnly"/> or <see cref="WriteOnly"/>.</param>
    /// <exception cref="IOException">It is absent, a pipe without a reader, or can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static SafeFileHandle Open(string path, int access)
    {
        int descriptor = OpenFile(path, access | NonBlocking | CloseOnExec);
        if (descriptor < 0)
            throw Failure(path, Marshal.GetLastPInvokeError());

        // Reads and writes themselves may wait again.
        _ = Control(descriptor, SetFlags, access);
        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    private static Exception Failure(string path, int error) => error switch
    {
        NotThere => new FileNotFoundException($"Could not find file '{path}'.", path),
        NotAllowed => new UnauthorizedAccessException($"Access to the path '{path}' is denied."),
        NoPeer => new IOException($"{path} is a pipe or a socket without a process at its other end"),
        _ => new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}"),
    };

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);
}
