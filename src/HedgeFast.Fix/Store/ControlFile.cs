using System.Numerics;
using HedgeFast.Fix.Os;

namespace HedgeFast.Fix.Store;

/// <summary>Epoch of the store's segments and next incoming number, on disk in two slots.</summary>
/// <remarks>
/// The slots are written in turn, so that a slot torn by a power cut leaves the other one whole; the newest whole slot
/// counts.
/// </remarks>
internal sealed unsafe class ControlFile : IDisposable
{
    private const int FileBytes = 4096;
    private const long Magic = 0x31304C5443464648; // "HFFCTL01" read as little-endian bytes.
    private const int FirstSlotWord = 8;

    // Slots lie on cache lines of their own: words 8 to 11 and 16 to 19.
    private const int SlotStrideWords = 8;

    private readonly MappedFile _file;
    private long* _words;
    private long _generation;

    private ControlFile(MappedFile file)
    {
        _file = file;
        _words = (long*)file.Base;
    }

    /// <summary>Whether the file was created by this opening, so that no segment may exist yet.</summary>
    public bool IsFresh { get; private set; }

    public long Epoch { get; private set; }

    public long NextIncoming { get; private set; }

    /// <summary>Opens the control file, or creates it with epoch 1.</summary>
    public static ControlFile OpenOrCreate(Disk disk, string path)
    {
        ControlFile control;
        if (disk.HasFile(path) && disk.LengthOf(path) > 0)
        {
            control = new ControlFile(disk.OpenMapped(path));
            control.Recover();
            return control;
        }

        disk.Delete(path);
        control = new ControlFile(disk.CreateMapped(path, FileBytes)) { IsFresh = true };
        control._words[0] = Magic;
        control.Write(1, 1);
        return control;
    }

    /// <summary>Makes both words count at once.</summary>
    public void Write(long epoch, long nextIncoming)
    {
        Epoch = epoch;
        NextIncoming = nextIncoming;
        long generation = ++_generation;
        long* slot = Slot((int)(generation & 1));

        // The check word is broken first and written last: a half-written slot never passes.
        Volatile.Write(ref slot[3], 0);
        slot[0] = generation;
        slot[1] = epoch;
        slot[2] = nextIncoming;
        Volatile.Write(ref slot[3], Check(generation, epoch, nextIncoming));
    }

    public void Flush() => _file.Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
        _words = null;
        _file.Dispose();
    }

    private static long Check(long generation, long epoch, long nextIncoming)
    {
        uint crc = BitOperations.Crc32C(uint.MaxValue, (ulong)generation);
        crc = BitOperations.Crc32C(crc, (ulong)epoch);
        crc = BitOperations.Crc32C(crc, (ulong)nextIncoming);
        return (1L << 32) | crc;
    }

    private void Recover()
    {
        if (_file.Length != FileBytes)
            throw Damaged($"it's {_file.Length} bytes long instead of {FileBytes}");
        long magic = _words[0];
        bool found = false;
        for (int i = 0; i < 2; i++)
        {
            long* slot = Slot(i);
            if (slot[3] != Check(slot[0], slot[1], slot[2]) || slot[0] < _generation)
                continue;
            found = true;
            _generation = slot[0];
            Epoch = slot[1];
            NextIncoming = slot[2];
        }

        if (found && magic == Magic)
            return;

        // Slot 1 is written first. Slot 0 untouched means that the process ended while it created this file: nothing
        // was ever sent or received.
        if (found || Slot(0)[0] != 0 || (magic != Magic && magic != 0))
            throw Damaged(magic == Magic ? "neither slot is whole" : "it doesn't start as a control file does");
        _words[0] = Magic;
        IsFresh = true;
        Write(1, 1);
    }

    private StoreDamagedException Damaged(string what)
    {
        string path = _file.Path;
        Dispose();
        return new StoreDamagedException(path, what);
    }

    private long* Slot(int index) => _words + FirstSlotWord + index * SlotStrideWords;
}
