using System.Diagnostics;
using System.Runtime.Versioning;
using HedgeFast.Fix.Files;

namespace HedgeFast.Tests.Fix.Files;

/// <summary>Written files are readable by their owner alone, whatever lay there before.</summary>
[SupportedOSPlatform("linux")]
public sealed class PrivateFileTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Wide =
        Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("private-").FullName;

    public PrivateFileTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "modes are those of Linux");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(FileMode.Create)]
    [InlineData(FileMode.CreateNew)]
    [InlineData(FileMode.OpenOrCreate)]
    [InlineData(FileMode.Append)]
    public void A_new_file_has_mode_0600(FileMode mode)
    {
        PrivateFile.Open(Name("f"), mode, FileAccess.Write, FileShare.Read).Dispose();
        Assert.Equal(Private, Mode("f"));
    }

    [Theory]
    [InlineData(FileMode.Create)]
    [InlineData(FileMode.Open)]
    [InlineData(FileMode.OpenOrCreate)]
    [InlineData(FileMode.Append)]
    public void An_older_file_that_others_may_read_gets_mode_0600(FileMode mode)
    {
        File.WriteAllText(Name("f"), "old");
        File.SetUnixFileMode(Name("f"), Wide);
        PrivateFile.Open(Name("f"), mode, FileAccess.Write, FileShare.None).Dispose();
        Assert.Equal(Private, Mode("f"));
    }

    [Fact]
    public void Every_folder_on_the_way_has_mode_0700_and_one_that_is_there_keeps_its_own()
    {
        string full = PrivateFolder.Create(Name("a/b/c"));
        Assert.Equal(Name("a/b/c"), full);
        foreach (string made in new[] { "a", "a/b", "a/b/c" })
            Assert.Equal(PrivateFolder.Mode, Mode(made));
        File.SetUnixFileMode(Name("a"), PrivateFolder.Mode | UnixFileMode.GroupRead);
        PrivateFolder.CreateFor(Name("a/file"));
        Assert.Equal(PrivateFolder.Mode | UnixFileMode.GroupRead, Mode("a"));
        Assert.False(PrivateFolder.IsOpenToOthers(Name("a")));
        File.SetUnixFileMode(Name("a"), PrivateFolder.Mode | UnixFileMode.OtherWrite);
        Assert.True(PrivateFolder.IsOpenToOthers(Name("a")));
    }

    [Fact]
    public void A_device_is_written_and_keeps_its_mode()
    {
        UnixFileMode before = File.GetUnixFileMode("/dev/null");
        using (FileStream device = PrivateFile.Open("/dev/null", FileMode.Append, FileAccess.Write, FileShare.Read))
            device.Write("gone"u8);
        Assert.Equal(before, File.GetUnixFileMode("/dev/null"));
    }

    [Fact]
    public void A_pipe_is_written_where_it_has_a_reader_and_refused_at_once_without()
    {
        using (Process make = Process.Start("mkfifo", [Name("pipe")]))
            make.WaitForExit();
        string message = Assert.Throws<IOException>(Write).Message;
        Assert.Contains("without a process at its other end", message, StringComparison.Ordinal);
        using var reader = new FileStream(Name("pipe"), FileMode.Open, FileAccess.ReadWrite);
        Write();
        Assert.Equal('x', reader.ReadByte());

        void Write()
        {
            using FileStream pipe = PrivateFile.Open(Name("pipe"), FileMode.Append, FileAccess.Write, FileShare.Read);
            pipe.WriteByte((byte)'x');
        }
    }

    [Fact]
    public void Another_user_can_not_take_the_lock_of_a_file_that_he_may_not_open()
    {
        bool canBeAnother = Environment.UserName == "root"
            && File.Exists("/usr/bin/setpriv")
            && File.Exists("/usr/bin/flock");
        Assert.SkipUnless(canBeAnother, "only root can be another user");
        File.SetUnixFileMode(_folder, PrivateFolder.Mode | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        PrivateFile.Open(Name("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None).Dispose();
        Assert.NotEqual(0, LockedByNobody("lock"));

        // The attack that this stops: a file that others may read can be locked by them.
        File.WriteAllText(Name("open"), "");
        File.SetUnixFileMode(Name("open"), Wide);
        Assert.Equal(0, LockedByNobody("open"));
    }

    private int LockedByNobody(string file)
    {
        string[] nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
        using Process other = Process.Start("setpriv", [.. nobody, "flock", "-s", "-n", Name(file), "true"]);
        other.WaitForExit();
        return other.ExitCode;
    }

    private string Name(string file) => Path.Combine(_folder, file);

    private UnixFileMode Mode(string file) => File.GetUnixFileMode(Name(file));
}
