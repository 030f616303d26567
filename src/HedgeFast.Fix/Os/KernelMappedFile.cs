using System.IO.MemoryMappedFiles;

namespace HedgeFast.Fix.Os;

/// <summary>A file of the operating system, mapped whole.</summary>
internal sealed unsafe class KernelMappedFile : MappedFile
{
    private const int PageBytes = 4096;

    private readonly FileStream _file;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _base;

    /// <summary>Maps a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="file">The open file, which this object disposes.</param>
    /// <param name="length">Its length, bytes.</param>
    public KernelMappedFile(string path, FileStream file, int length)
    {
        Path = path;
        Length = length;
        _file = file;
        _map = MemoryMappedFile.CreateFromFile(
            file, null, length, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view = _map.CreateViewAccessor(0, length, MemoryMappedFileAccess.ReadWrite);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _base);
    }

    /// <inheritdoc/>
    public override string Path { get; }

    /// <inheritdoc/>
    public override int Length { get; }

    /// <inheritdoc/>
    public override byte* Base => _base;

    /// <summary>Writes a zero into every page of a new file, so that no later write has to wait for one.</summary>
    public void TouchPages()
    {
        for (int offset = 0; offset < Length; offset += PageBytes)
            Volatile.Write(ref *(_base + offset), 0);
    }

    /// <inheritdoc/>
    public override void Flush() => _view.Flush();

    /// <inheritdoc/>
    public override void Dispose()
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
