using System.Runtime.InteropServices;

namespace HedgeFast.Fix.Os;

/// <summary>System calls of the kernel on control files.</summary>
/// <remarks>Linux only; elsewhere every look fails, which counts as a kill.</remarks>
internal sealed partial class KernelControlCalls : ControlCalls
{
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

    /// <inheritdoc/>
    public override uint User => OperatingSystem.IsLinux() ? EffectiveUser() : 0;

    /// <inheritdoc/>
    public override int Look(byte[] path, out FileLook look, bool follow = false) =>
        Look(AtCurrentFolder, path, follow ? 0 : AtNoFollow, out look);

    /// <inheritdoc/>
    public override int Look(int file, out FileLook look) => Look(file, NoPath, AtEmptyPath, out look);

    /// <inheritdoc/>
    public override int OpenToRead(byte[] path, out int error, bool follow = false) =>
        Opened(path, NonBlocking | CloseOnExec | (follow ? 0 : NoFollow), 0, out error);

    /// <inheritdoc/>
    public override int Make(byte[] path, byte[] folder)
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

    /// <inheritdoc/>
    public override unsafe int Read(int file, Span<byte> bytes, out int error)
    {
        fixed (byte* to = bytes)
        {
            nint got = ReadFile(file, to, (nuint)bytes.Length);
            error = got < 0 ? Marshal.GetLastPInvokeError() : 0;
            return error == TryAgain ? 0 : (int)got;
        }
    }

    /// <inheritdoc/>
    public override bool? IsUnwritten(int file)
    {
        Control(file, SetSignal, UrgentSignal);
        if (Control(file, SetLease, ReadLease) == 0)
        {
            Control(file, SetLease, NoLease);
            return true;
        }

        return Marshal.GetLastPInvokeError() == TryAgain ? false : null;
    }

    /// <inheritdoc/>
    public override int Rename(byte[] from, byte[] to) =>
        OperatingSystem.IsLinux() ? RenameFile(from, to) == 0 ? 0 : Marshal.GetLastPInvokeError() : NotSupported;

    /// <inheritdoc/>
    public override int Unlink(byte[] path) =>
        OperatingSystem.IsLinux() ? UnlinkFile(path) == 0 ? 0 : Marshal.GetLastPInvokeError() : NotSupported;

    /// <inheritdoc/>
    public override void Close(int file) => CloseFile(file);

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
