using System.IO.MemoryMappedFiles;
using HedgeFast.Fix.Files;

namespace HedgeFast.Fix.Store;

/// <summary>
/// A file of fixed size, mapped whole. Its blocks are reserved first: a full disk fails here, not as a fault.
/// </summary>
internal sealed unsafe class MappedStoreFile : IDisposable
{
    private const int PageBytes = 4096;

    private readonly FileStream _file;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _base;

    private MappedStoreFile(string path, FileStream file, int length)
    {
        Path = path;
        Length = length;
        _file = file;
        _map = MemoryMappedFile.CreateFromFile(
            file, null, length, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view = _map.CreateViewAccessor(0, length, MemoryMappedFileAccess.ReadWrite);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _base);
    }

    public string Path { get; }

    public int Length { get; }

    public byte* Base => _base;

    public Span<byte> Bytes => new(_base, Length);

    /// <summary>Creates a file of <paramref name="length"/> zero bytes, with every page already mapped.</summary>
    public static MappedStoreFile Create(string path, int length)
    {
        FileStream file = PrivateFile.Open(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, preallocate: length);
        file.SetLength(length);
        var mapped = new MappedStoreFile(path, file, length);
        for (int offset = 0; offset < length; offset += PageBytes)
            Volatile.Write(ref *(mapped._base + offset), 0);
        return mapped;
    }

    /// <summary>Opens an existing file whole.</summary>
    public static MappedStoreFile Open(string path)
    {
        FileStream file = PrivateFile.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        long length = file.Length;
        if (length is <= 0 or > int.MaxValue || length % 8 != 0)
        {
            file.Dispose();
            throw new StoreDamagedException(path, $"it's {length} bytes long");
        }

        return new MappedStoreFile(path, file, (int)length);
    }

    /// <summary>Forces the written bytes to the disk.</summary>
    public void Flush() => _view.Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_base == null)
            return;
        _base = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
        _file.Dispose();
    }
}
