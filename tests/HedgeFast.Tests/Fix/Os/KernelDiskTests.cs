using System.Runtime.Versioning;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Store;

namespace HedgeFast.Tests.Fix.Os;

/// <summary>The operating system's files behind the seam of a disk.</summary>
[SupportedOSPlatform("linux")]
public sealed class KernelDiskTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("disk-").FullName;

    public KernelDiskTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "modes are those of Linux");

    private static Disk Disk => Disk.Kernel;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_read_and_written_at_its_position()
    {
        using DiskFile file = Disk.Open(Name("f"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        file.Write("abcdef"u8);
        Assert.Equal(6, file.Position);
        file.Position = 2;
        file.Write("XY"u8);
        file.SetLength(5);
        file.FlushToDisk();
        Assert.Equal(5, file.Length);
        byte[] all = new byte[8];
        file.Position = 0;
        Assert.Equal(5, file.Read(all));
        Assert.Equal("abXYe"u8.ToArray(), all[..5]);
        Assert.Equal(Private, File.GetUnixFileMode(Name("f")));
    }

    [Fact]
    public void A_file_opened_to_append_is_written_at_its_end()
    {
        Disk.Write(Name("log"), "one "u8, toDisk: true);
        using (DiskFile file = Disk.Open(Name("log"), FileMode.Append, FileAccess.Write, FileShare.Read))
            file.Write("two"u8);
        Assert.Equal("one two", Disk.ReadAllText(Name("log"), 10));
        Assert.Throws<IOException>(() => Disk.ReadAllBytes(Name("log"), 6));
    }

    [Fact]
    public void A_file_that_leaves_no_share_locks_out_the_next_opening()
    {
        using DiskFile first = Disk.Open(Name("f"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        Assert.ThrowsAny<IOException>(
            () => Disk.Open(Name("f"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        first.Dispose();
        Disk.Open(Name("f"), FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
    }

    [Fact]
    public void A_new_file_is_refused_where_one_is_and_an_old_one_where_none_is()
    {
        Disk.Write(Name("f"), "x"u8);
        Assert.ThrowsAny<IOException>(() => Disk.Open(Name("f"), FileMode.CreateNew, FileAccess.Write, FileShare.None));
        Assert.ThrowsAny<IOException>(() => Disk.Open(Name("g"), FileMode.Open, FileAccess.Write, FileShare.None));
        Assert.ThrowsAny<IOException>(() => Disk.OpenToRead(Name("g"), 1));
        Assert.ThrowsAny<IOException>(() => Disk.LengthOf(Name("g")));
        Disk.Delete(Name("g"));
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/tmp")]
    public void Only_a_regular_file_is_opened(string path)
    {
        Assert.ThrowsAny<Exception>(() => Disk.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
        Assert.ThrowsAny<Exception>(() => Disk.OpenToRead(path, 1));
    }

    [Fact]
    public void Replacing_a_planted_link_leaves_its_target_alone()
    {
        File.WriteAllText(Name("victim"), "untouched");
        File.CreateSymbolicLink(Name("day.next"), Name("victim"));
        File.CreateSymbolicLink(Name("day"), Name("victim"));
        Disk.Replace(Name("day"), "new"u8);
        Assert.Equal("untouched", File.ReadAllText(Name("victim")));
        Assert.Equal("new", File.ReadAllText(Name("day")));
        Assert.Null(new FileInfo(Name("day")).LinkTarget);
        Assert.Equal(Private, File.GetUnixFileMode(Name("day")));
        Assert.False(File.Exists(Name("day.next")));
    }

    [Fact]
    public void A_name_is_moved_over_another_only_where_that_is_asked_for()
    {
        Disk.Write(Name("a"), "a"u8);
        Disk.Write(Name("b"), "b"u8);
        Assert.ThrowsAny<IOException>(() => Disk.Move(Name("a"), Name("b")));
        Disk.Move(Name("a"), Name("b"), overwrites: true);
        Assert.Equal("a", Disk.ReadAllText(Name("b"), 1));
        Assert.False(Disk.HasFile(Name("a")));
    }

    [Fact]
    public void Files_of_a_folder_come_in_ordinal_order_and_by_pattern()
    {
        string folder = Disk.MakeFolder(Name("x/y"));
        Disk.MakeFolderFor(Path.Combine(folder, "below", "file"));
        foreach (string name in new[] { "b.seg", "B.seg", "a.seg", "a.ctl" })
            Disk.Write(Path.Combine(folder, name), "x"u8);
        string[] expected = [.. new[] { "B.seg", "a.seg", "b.seg" }.Select(name => Path.Combine(folder, name))];
        Assert.Equal(expected, Disk.FilesOf(folder, "*.seg"));
        Assert.True(Disk.HasFolder(Path.Combine(folder, "below")));
        Assert.False(Disk.HasFile(folder));
        Assert.False(Disk.HasFolder(Path.Combine(folder, "a.seg")));
        Assert.ThrowsAny<IOException>(() => Disk.FilesOf(Name("nowhere"), "*"));
        Disk.FlushFolder(folder);
        Assert.ThrowsAny<IOException>(() => Disk.FlushFolder(Name("nowhere")));
    }

    [Fact]
    public void A_mapped_file_keeps_what_is_written_to_its_bytes()
    {
        using (MappedFile made = Disk.CreateMapped(Name("map"), 8192))
        {
            Assert.Equal(8192, made.Length);
            Assert.False(made.Bytes.ContainsAnyExcept((byte)0));
            made.Bytes[8191] = 7;
            made.Flush();
        }

        using MappedFile again = Disk.OpenMapped(Name("map"));
        Assert.Equal(Name("map"), again.Path);
        Assert.Equal(7, again.Bytes[8191]);
        Assert.ThrowsAny<IOException>(() => Disk.CreateMapped(Name("map"), 8192));
        Disk.Write(Name("odd"), "odd"u8);
        Assert.Throws<StoreDamagedException>(() => Disk.OpenMapped(Name("odd")));
    }

    [Fact]
    public void Calls_on_control_files_answer_by_error_number()
    {
        ControlCalls calls = Disk.Control;
        byte[] path = ControlCalls.PathOf(Name("kill"));
        byte[] folder = ControlCalls.PathOf(_folder);
        byte[] other = ControlCalls.PathOf(Name("other"));
        Assert.Equal(ControlCalls.NoEntry, calls.Look(path, out _));
        Assert.Equal(0, calls.Make(path, folder));
        Assert.Equal(ControlCalls.Exists, calls.Make(path, folder));
        Assert.Equal(0, calls.Look(path, out FileLook look));
        Assert.True(look.IsRegular);
        Assert.Equal(calls.User, look.Owner);
        File.CreateSymbolicLink(Name("link"), Name("kill"));
        Assert.Equal(-1, calls.OpenToRead(ControlCalls.PathOf(Name("link")), out int error));
        Assert.Equal(ControlCalls.TooManyLinks, error);
        Assert.Equal(0, calls.Rename(path, other));
        File.AppendAllText(Name("other"), "text");
        int file = calls.OpenToRead(other, out error);
        Assert.Equal(0, error);
        byte[] bytes = new byte[9];
        Assert.Equal(4, calls.Read(file, bytes, out _));
        Assert.Equal(0, calls.Read(file, bytes, out _));
        calls.Close(file);
        Assert.Equal(0, calls.Unlink(other));
        Assert.Equal(ControlCalls.NoEntry, calls.Unlink(other));
    }

    private string Name(string file) => Path.Combine(_folder, file);
}
