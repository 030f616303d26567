using System.Text;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Store;
using HedgeFast.Simulation;
using HedgeFast.Simulation.Kernel;

namespace HedgeFast.Tests.Simulation.Kernel;

/// <summary>Files of the simulated disk: the rules of POSIX and .NET, handles, locks and each fault.</summary>
public sealed class SimDiskTests : IDisposable
{
    private readonly SimDisk _disk = new(new Timeline(), new Draw(1));
    private readonly ProcessGate _gate = new();
    private readonly Disk _files;

    public SimDiskTests()
    {
        _disk.MakeFolder("/desk");
        _files = _disk.Of(_gate);
    }

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void A_file_is_written_read_cut_and_removed()
    {
        using (DiskFile file = _files.Open("/desk/a", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read))
        {
            file.Write("hello world"u8);
            Assert.Equal(11, file.Length);
            file.Position = 6;
            file.Write("W"u8);
            file.SetLength(7);
            Assert.Equal(7, file.Position);
            file.Seek(0, SeekOrigin.Begin);
            byte[] bytes = new byte[20];
            Assert.Equal(7, file.Read(bytes));
            Assert.Equal("hello W"u8, bytes.AsSpan(0, 7));
            Assert.Equal(0, file.Read(bytes));
            file.SetLength(9);
        }

        Assert.Equal("hello W\0\0"u8, _files.ReadAllBytes("/desk/a", 100));
        Assert.Equal(9, _files.LengthOf("/desk/a"));
        Assert.Equal(["/desk/a"], _files.FilesOf("/desk", "*"));
        _files.Delete("/desk/a");
        _files.Delete("/desk/a");
        Assert.False(_files.HasFile("/desk/a"));
    }

    [Fact]
    public void An_append_begins_behind_the_end()
    {
        _disk.Write("/desk/a", "one"u8);
        using (DiskFile file = _files.Open("/desk/a", FileMode.Append, FileAccess.Write, FileShare.Read))
        {
            _disk.Append("/desk/a", "two"u8);
            file.Write("three"u8);
        }

        Assert.Equal("onetwothree"u8, _disk.Read("/desk/a")!);
    }

    [Fact]
    public void Absent_names_throw_as_the_runtime_does()
    {
        Fails<FileNotFoundException>("Could not find file '/desk/x'.", () => Open("/desk/x", FileMode.Open));
        Fails<DirectoryNotFoundException>(
            "Could not find a part of the path '/no/x'.", () => Open("/no/x", FileMode.OpenOrCreate));
        Fails<DirectoryNotFoundException>("Could not find a part of the path '/no/x'.", () => _files.Delete("/no/x"));
        Fails<FileNotFoundException>("Could not find file '/desk/x'.", () => _files.Move("/desk/x", "/desk/y"));
        Fails<FileNotFoundException>("Could not find file '/desk/x'.", () => _files.LengthOf("/desk/x"));
        Fails<FileNotFoundException>("Could not find file '/desk/x'.", () => _files.OpenToRead("/desk/x", 10));
        Fails<UnauthorizedAccessException>("Access to the path '/desk' is denied.", () => Open("/desk", FileMode.Open));
        Fails<UnauthorizedAccessException>("Access to the path '/desk' is denied.", () => _files.Delete("/desk"));
        _disk.Write("/desk/a", "a"u8);
        Fails<DirectoryNotFoundException>(
            "Could not find a part of the path '/desk/a/b'.", () => Open("/desk/a/b", FileMode.Open));
        Fails<IOException>("The file '/desk/a' already exists.", () => Open("/desk/a", FileMode.CreateNew));
        Fails<IOException>("The file '/desk/a' already exists.", () => _files.MakeFolder("/desk/a"));
        _disk.Write("/desk/b", "b"u8);
        Fails<IOException>("The file '/desk/b' already exists.", () => _files.Move("/desk/a", "/desk/b"));
        _files.MakeFolder("/desk/c/d");
        Assert.True(_files.HasFolder("/desk/c"));
        Fails<IOException>("Is a directory : '/desk/c'", () => _files.Move("/desk/a", "/desk/c", overwrites: true));
    }

    [Fact]
    public void A_lock_excludes_others_until_its_handle_or_process_is_gone()
    {
        const string Used = "The process cannot access the file '/desk/l' because it is being used by another process.";
        using DiskFile one = _files.Open("/desk/l", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        Disk other = _disk.Of(new ProcessGate());
        Fails<IOException>(
            Used, () => other.Open("/desk/l", FileMode.Open, FileAccess.Read, FileShare.Read));
        Fails<IOException>(
            Used, () => other.Open("/desk/l", FileMode.Create, FileAccess.Write, FileShare.None));
        _disk.EndProcess();
        other.Open("/desk/l", FileMode.Open, FileAccess.ReadWrite, FileShare.Read).Dispose();
        using DiskFile shared = other.Open("/desk/l", FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        other.Open("/desk/l", FileMode.Open, FileAccess.ReadWrite, FileShare.Read).Dispose();
        Fails<IOException>(Used, () => other.Open("/desk/l", FileMode.Open, FileAccess.Read, FileShare.None));
    }

    [Fact]
    public void An_open_file_outlives_its_name()
    {
        using DiskFile file = _files.Open("/desk/a", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
        file.Write("old"u8);
        _disk.Write("/desk/b", "new"u8);
        _files.Move("/desk/b", "/desk/a", overwrites: true);
        file.Write("er"u8);
        file.Position = 0;
        byte[] bytes = new byte[10];
        Assert.Equal(5, file.Read(bytes));
        Assert.Equal("older"u8, bytes.AsSpan(0, 5));
        Assert.Equal("new"u8, _disk.Read("/desk/a")!);
    }

    [Fact]
    public void Rights_of_others_are_taken_away_or_refused()
    {
        _disk.Write("/desk/a", "a"u8, mode: 0x1A4);
        Open("/desk/a", FileMode.Open).Dispose();
        _files.Control.Look(ControlCalls.PathOf("/desk/a"), out FileLook look);
        Assert.Equal(0x180, look.Permissions);
        _disk.Write("/desk/b", "b"u8, owner: 7, mode: 0x1B6);
        Fails<IOException>(
            "/desk/b is open to others and can't be given mode 0600, for another user owns it; move it away",
            () => Open("/desk/b", FileMode.Open));
        _disk.Write("/desk/c", "c"u8, owner: 7);
        Fails<UnauthorizedAccessException>(
            "Access to the path '/desk/c' is denied.", () => Open("/desk/c", FileMode.Open));
    }

    [Fact]
    public void A_full_disk_takes_a_part_and_then_nothing()
    {
        using DiskFile file = _files.Open("/desk/a", FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        _disk.Faults.FreeBytes = 5;
        Fails<IOException>("No space left on device : '/desk/a'", () => file.Write("12345678"u8));
        Assert.Equal("12345"u8, _disk.Read("/desk/a")!);
        Fails<IOException>(
            "Failed to create '/desk/m' with allocation size '4096' because the disk was full.",
            () => _files.CreateMapped("/desk/m", 4096));
        Assert.False(_disk.HasFile("/desk/m"));
        _disk.Faults.FreeBytes = long.MaxValue;
        file.Position = 5;
        file.Write("678"u8);
        Assert.Equal("12345678"u8, _disk.Read("/desk/a")!);
    }

    [Fact]
    public void Failing_disks_say_why()
    {
        using DiskFile file = _files.Open("/desk/a", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
        file.Write("a"u8);
        _disk.Faults.FailsFlush = true;
        Fails<IOException>("Input/output error : '/desk/a'", file.FlushToDisk);
        Fails<IOException>(
            "The folder /desk can't be forced to the disk: Input/output error", () => _files.FlushFolder("/desk"));
        _disk.Faults = new DiskFaults { IsReadOnly = true };
        Fails<IOException>("Read-only file system : '/desk/a'", () => file.Write("a"u8));
        Fails<IOException>("Read-only file system : '/desk/b'", () => Open("/desk/b", FileMode.Create));
        Fails<IOException>("Read-only file system : '/desk/a'", () => _files.Delete("/desk/a"));
        Assert.True(_files.HasFile("/desk/a"));
        _disk.Faults = new DiskFaults { FailsAll = true };
        Fails<IOException>("Input/output error : '/desk/a'", () => file.ReadByte());
        Assert.False(_files.HasFile("/desk/a"));
        _disk.Faults = new DiskFaults { ShortWrites = true };
        Fails<IOException>("Input/output error : '/desk/a'", () => file.Write("0123456789"u8));
        Assert.InRange(_disk.Read("/desk/a")!.Length, 1, 10);
    }

    [Fact]
    public void A_failed_flush_counts_as_done_and_the_bytes_are_lost()
    {
        using DiskFile file = _files.Open("/desk/a", FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        file.Write("old"u8);
        file.FlushToDisk();
        _files.FlushFolder("/desk");
        file.Position = 0;
        file.Write("new"u8);
        _disk.Faults.FailsFlush = true;
        Assert.Throws<IOException>(file.FlushToDisk);
        _disk.Faults.FailsFlush = false;
        file.FlushToDisk();
        Assert.Equal("new"u8, _disk.Read("/desk/a")!);
        _disk.LosePower(new Draw(1));
        Assert.Equal("old"u8, _disk.Read("/desk/a")!);
    }

    [Fact]
    public unsafe void A_map_is_the_file_until_its_process_dies()
    {
        MappedFile map = _files.CreateMapped("/desk/m", 4096);
        byte* at = map.Base;
        at[10] = 1;
        Assert.Equal(1, _disk.Read("/desk/m")![10]);
        Assert.Equal(4096, map.Bytes.Length);
        _gate.IsDead = true;
        at[10] = 2;
        Assert.Equal(1, _disk.Read("/desk/m")![10]);
        Assert.Throws<ProcessKilledException>(map.Flush);
        _disk.EndProcess();
        using MappedFile next = _disk.Of(new ProcessGate()).OpenMapped("/desk/m");
        Assert.Equal(1, next.Bytes[10]);
        _disk.Write("/desk/odd", "12345"u8);
        Assert.Throws<StoreDamagedException>(() => _disk.Of(new ProcessGate()).OpenMapped("/desk/odd"));
    }

    [Fact]
    public void A_process_killed_inside_a_call_has_not_made_it()
    {
        using (DiskFile file = _files.Open("/desk/a", FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            file.Write("a"u8);
            _gate.DieAtCall = _gate.Calls + 1;
            Assert.Throws<ProcessKilledException>(() => file.Write("b"u8));
            Assert.Throws<ProcessKilledException>(() => _files.Delete("/desk/a"));
            _disk.EndProcess();
        }

        Assert.Equal("a"u8, _disk.Read("/desk/a")!);
    }

    [Fact]
    public void One_bit_is_flipped_where_asked()
    {
        _disk.Write("/desk/a", new byte[100]);
        _disk.Write("/desk/b", new byte[100]);
        Assert.True(_disk.FlipBit(new Draw(3), path => path.EndsWith('b')));
        Assert.Equal(new byte[100], _disk.Read("/desk/a"));
        Assert.Equal(1, _disk.Read("/desk/b")!.Sum(b => int.PopCount(b)));
        Assert.False(_disk.FlipBit(new Draw(3), path => path.EndsWith('c')));
    }

    [Fact]
    public void Files_match_a_pattern_in_ordinal_order()
    {
        foreach (string name in new[] { "s.10.seg", "s.9.seg", "s.ctl", "t.9.seg" })
            _disk.Write("/desk/" + name, Encoding.ASCII.GetBytes(name));
        _disk.Write("/desk/below/s.1.seg", "x"u8);
        Assert.Equal(["/desk/s.10.seg", "/desk/s.9.seg"], _files.FilesOf("/desk", "s.*.seg"));
        Assert.Equal(["/desk/s.ctl"], _files.FilesOf("/desk/", "s.ctl"));
        Assert.Equal(5, _disk.Files("/desk").Count);
    }

    private static void Fails<T>(string message, Action act)
        where T : Exception => Assert.Equal(message, Assert.Throws<T>(act).Message);

    private DiskFile Open(string path, FileMode mode) =>
        _files.Open(path, mode, FileAccess.ReadWrite, FileShare.Read);
}
