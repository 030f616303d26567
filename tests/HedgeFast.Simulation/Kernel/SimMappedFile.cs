using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HedgeFast.Fix.Os;

namespace HedgeFast.Simulation.Kernel;

/// <summary>A file that a process has mapped whole.</summary>
internal sealed unsafe class SimMappedFile : MappedFile
{
    private readonly SimDisk _disk;
    private readonly ProcessGate _gate;
    private readonly SimHandle _handle;
    private byte* _base;

    public SimMappedFile(SimDisk disk, ProcessGate gate, SimHandle handle, string path)
    {
        _disk = disk;
        _gate = gate;
        _handle = handle;
        Path = path;
        handle.IsMap = true;
        handle.File.Maps++;
        Length = handle.File.Length;

        // The array is pinned, so that its address holds.
        _base = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(handle.File.Data));
    }

    /// <inheritdoc/>
    public override string Path { get; }

    /// <inheritdoc/>
    public override int Length { get; }

    /// <inheritdoc/>
    public override byte* Base => _base;

    /// <inheritdoc/>
    public override void Flush()
    {
        _gate.Pass();
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        Errno.Check(_disk.FlushFile(_handle.File), Path);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_base == null)
            return;
        _gate.Pass();
        _base = null;
        if (!_handle.IsDetached)
            _handle.File.MarkWritten(_disk.Timeline.Now);
        _disk.Close(_handle);
    }
}
