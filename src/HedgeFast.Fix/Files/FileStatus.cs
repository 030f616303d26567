using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HedgeFast.Fix.Files;

/// <summary>Kind and size of a file, as the kernel reports them. Linux.</summary>
internal static partial class FileStatus
{
    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const uint TypeAndSize = 0x0001 | 0x0200;
    private const int KindMask = 0xF000;
    private const int RegularKind = 0x8000;
    private const int FolderKind = 0x4000;
    private const int PipeKind = 0x1000;
    private const int SocketKind = 0xC000;

    /// <summary>Whether a path is a pipe; false where nothing is there.</summary>
    public static bool IsPipe(string path) =>
        Query(CurrentFolder, path, 0, TypeAndSize, out Statx status) == 0 && (status.Mode & KindMask) == PipeKind;

    /// <summary>Whether an open file is a regular one.</summary>
    /// <exception cref="IOException">The kernel gives no answer.</exception>
    public static bool IsRegular(SafeFileHandle handle) => (Of(handle).Mode & KindMask) == RegularKind;

    /// <summary>Requires a regular file of at most <paramref name="bytesMax"/> bytes.</summary>
    /// <exception cref="IOException">It is another kind of file, or larger.</exception>
    public static void RequireRegular(SafeFileHandle handle, string path, long bytesMax)
    {
        Statx status = Of(handle);
        if ((status.Mode & KindMask) is int kind and not RegularKind)
            throw new IOException($"{path} is {Name(kind)} and no regular file; give the file itself");
        if (status.Size > (ulong)bytesMax)
            throw TooLarge(path, bytesMax);
    }

    /// <summary>The refusal of a file above its largest size.</summary>
    public static IOException TooLarge(string path, long bytesMax) => new(
        $"{path} is longer than {bytesMax} bytes, the most that is read of a file of this kind; is it the right file?");

    // The caller holds the handle open.
    private static Statx Of(SafeFileHandle handle) =>
        Query((int)handle.DangerousGetHandle(), "", EmptyPath, TypeAndSize, out Statx status) == 0
            ? status
            : throw new IOException($"A file's kind can't be told: {Marshal.GetLastPInvokeErrorMessage()}");

    private static string Name(int kind) => kind switch
    {
        FolderKind => "a folder",
        PipeKind => "a pipe",
        SocketKind => "a socket",
        _ => "a device",
    };

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Query(int folder, string path, int flags, uint mask, out Statx status);

    // struct statx of linux/stat.h: the same layout on every architecture, unlike struct stat.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Statx
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(40)]
        public ulong Size;
    }
}
