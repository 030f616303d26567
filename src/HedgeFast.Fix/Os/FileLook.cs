using System.Runtime.InteropServices;

namespace HedgeFast.Fix.Os;

/// <summary>Attributes of a file: <c>struct statx</c> of linux/stat.h, as far as used.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
public readonly struct FileLook
{
    internal const int Folder = 0x4000;
    internal const int Regular = 0x8000;
    internal const int Link = 0xA000;

    private const int KindMask = 0xF000;
    private const int OthersWrite = 0x12;
    private const long NanosPerSecond = 1_000_000_000;

    [FieldOffset(20)] private readonly uint _owner;
    [FieldOffset(28)] private readonly ushort _mode;
    [FieldOffset(32)] private readonly ulong _inode;
    [FieldOffset(40)] private readonly ulong _size;
    [FieldOffset(112)] private readonly long _writeSeconds;
    [FieldOffset(120)] private readonly uint _writeNanos;

    private FileLook(uint owner, int mode, long inode, long size, long writtenNanos)
    {
        _owner = owner;
        _mode = (ushort)mode;
        _inode = (ulong)inode;
        _size = (ulong)size;
        _writeSeconds = writtenNanos / NanosPerSecond;
        _writeNanos = (uint)(writtenNanos % NanosPerSecond);
    }

    /// <summary>The user that owns it.</summary>
    public uint Owner => _owner;

    /// <summary>The permission bits.</summary>
    public int Permissions => _mode & 0xFFF;

    /// <summary>Bytes in it.</summary>
    public ulong Size => _size;

    /// <summary>Whether it is a regular file.</summary>
    public bool IsRegular => (_mode & KindMask) == Regular;

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder => (_mode & KindMask) == Folder;

    /// <summary>
    /// Changes whenever the name holds another file, or the file was written or touched; a rename leaves it.
    /// </summary>
    public long Mark => unchecked(((long)_inode * 1_000_003) ^ (_writeSeconds * 1_000_000_007) ^ _writeNanos) | 1;

    /// <summary>The attributes of a file that no kernel keeps.</summary>
    /// <param name="owner">Its user.</param>
    /// <param name="kind"><see cref="Regular"/>, <see cref="Folder"/> or <see cref="Link"/>.</param>
    /// <param name="permissions">The permission bits.</param>
    /// <param name="inode">Its number.</param>
    /// <param name="size">Bytes in it.</param>
    /// <param name="writtenNanos">Time of the last write or touch, nanoseconds.</param>
    internal static FileLook Of(uint owner, int kind, int permissions, long inode, long size, long writtenNanos) =>
        new(owner, kind | permissions, inode, size, writtenNanos);

    /// <summary>
    /// Why others may have written the file, in words; null when only this process's user and root can.
    /// </summary>
    /// <param name="user">The user that the process acts as.</param>
    public string? Distrust(uint user) =>
        _owner != 0 && _owner != user
            ? $"it belongs to user {_owner}; only this process's user, {user}, and root may ask"
        : (_mode & OthersWrite) != 0
            ? $"others may write it (mode {Convert.ToString(Permissions, 8)}); take that away with chmod go-w"
        : null;
}
