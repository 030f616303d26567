using System.Runtime.InteropServices;
using HedgeFast.Fix.Os;

namespace HedgeFast.Core.Control;

/// <summary>System calls on the control files: none follows a link at the end of a path, and none waits.</summary>
/// <remarks>Linux only; elsewhere every look fails, which counts as a kill.</remarks>
internal static partial class Posix
{
    public const int NoEntry = 2;
    public const int TryAgain = 11;
    public const int Exists = 17;
    public const int IsFolder = 21;
    public const int TooManyLinks = 40;
    private const int NotSupported = 95;

    // From fcntl.h; two of them differ between the processors.
    private const int WriteOnly = 1;
    private const int Create = 0x40;
    private const int Exclusive = 0x80;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private static readonly int NoFollow = RuntimeInformation.ProcessArchitecture == Architecture.Arm64
        ? 0x8000
        : 0x20000;

    private const int SetSignal = 10;
    private const int SetLease = 1024;
    private const int ReadLease = 0;
    private const int NoLease = 2;

    // The kernel breaks a lease with a signal; this one is ignored by default.
    private const int UrgentSignal = 23;

    private const int AtCurrentFolder = -100;
    private const int AtNoFollow = 0x100;
    private const int AtEmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;
    private const uint OwnerOnly = 0x180;
    private static readonly byte[] NoPath = [0];

    /// <summary>A path for the calls here.</summary>
    public static byte[] PathOf(string path) => [.. System.Text.Encoding.UTF8.GetBytes(path), 0];

    /// <summary>The user that the process acts as.</summary>
    public static uint User => OperatingSystem.IsLinux() ? EffectiveUser() : 0;

    /// <summary>An error in the system's words.</summary>
    public static string Words(int error) => Marshal.GetPInvokeErrorMessage(error);

    /// <summary>Looks at a path. Allocates nothing.</summary>
    /// <param name="path">From <see cref="PathOf"/>.</param>
    /// <param name="look">The attributes.</param>
    /// <param name="follow">Whether a link at the end is followed.</param>
    /// <returns>The error; 0 for none.</returns>
    public static int Look(byte[] path, out FileLook look, bool follow = false) =>
        Look(AtCurrentFolder, path, follow ? 0 : AtNoFollow, out look);

    /// <summary>Looks at an open file.</summary>
    public static int Look(int file, out FileLook look) => Look(file, NoPath, AtEmptyPath, out look);

    /// <summary>Opens a file to read, without waiting and without following a link at the end.</summary>
    /// <returns>The file; -1 with the error.</returns>
    public static int OpenToRead(byte[] path, out int error, bool follow = false) =>
        Opened(path, NonBlocking | CloseOnExec | (follow ? 0 : NoFollow), 0, out error);

    /// <summary>
    /// Makes an empty file for its owner alone, and syncs file and folder; fails when the name exists.
    /// </summary>
    public static int Make(byte[] path, byte[] folder)
    {
        int file = Opened(path, WriteOnly | Create | Exclusive | NoFollow | CloseOnExec, OwnerOnly, out int error);
        if (file < 0)
            return error;
        error = Flush(file) == 0 ? 0 : Marshal.GetLastPInvokeError();
        Close(file);
        int parent = Opened(folder, CloseOnExec, 0, out int unopened);
        if (parent < 0)
            return error != 0 ? error : unopened;
        Flush(parent);
        Close(parent);
        return error;
    }

    /// <summary>Reads the bytes available now.</summary>
    /// <returns>Bytes; 0 at the end and where nothing is there yet; -1 with the error.</returns>
    public static unsafe int Read(int file, Span<byte> bytes, out int error)
    {
        fixed (byte* to = bytes)
        {
            nint got = ReadFile(file, to, (nuint)bytes.Length);
            error = got < 0 ? Marshal.GetLastPInvokeError() : 0;
            return error == TryAgain ? 0 : (int)got;
        }
    }

    /// <summary>Whether no process has the file open to write.</summary>
    /// <returns>Null where the file system or the owner does not let it be known.</returns>
    public static bool? IsUnwritten(int file)
    {
        Control(file, SetSignal, UrgentSignal);
        if (Control(file, SetLease, ReadLease) == 0)
        {
            Control(file, SetLease, NoLease);
            return true;
        }

        return Marshal.GetLastPInvokeError() == TryAgain ? false : null;
    }

    /// <summary>Renames a file.</summary>
    /// <returns>The error; 0 for none.</returns>
    public static int Rename(byte[] from, byte[] to) =>
        OperatingSystem.IsLinux() ? RenameFile(from, to) == 0 ? 0 : Marshal.GetLastPInvokeError() : NotSupported;

    /// <summary>Removes a name that is no folder.</summary>
    /// <returns>The error; 0 for none.</returns>
    public static int Unlink(byte[] path) =>
        OperatingSystem.IsLinux() ? UnlinkFile(path) == 0 ? 0 : Marshal.GetLastPInvokeError() : NotSupported;

    /// <summary>Closes a file.</summary>
    public static void Close(int file) => CloseFile(file);

    private static int Opened(byte[] path, int flags, uint mode, out int error)
    {
        error = NotSupported;
        if (!OperatingSystem.IsLinux())
            return -1;
        int file = OpenFile(path, flags, mode);
        error = file < 0 ? Marshal.GetLastPInvokeError() : 0;
        return file;
    }

    private static unsafe int Look(int folder, byte[] path, int flags, out FileLook look)
    {
        look = default;
        if (!OperatingSystem.IsLinux())
            return NotSupported;
        fixed (FileLook* to = &look)
            return Statx(folder, path, flags, BasicStats, to) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static unsafe partial int Statx(int folder, byte[] path, int flags, uint mask, FileLook* look);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial int OpenFile(byte[] path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint ReadFile(int file, byte* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseFile(int file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int file);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int file, int command, int argument);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true)]
    private static partial int RenameFile(byte[] from, byte[] to);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true)]
    private static partial int UnlinkFile(byte[] path);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
