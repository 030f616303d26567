using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;
using HedgeFast.Fix.Files;

namespace HedgeFast.Tests.Fix.Files;

/// <summary>Inputs are regular files of a bounded size; the program waits for no other.</summary>
[SupportedOSPlatform("linux")]
public sealed class InputFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("input-").FullName;

    public InputFileTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "kinds of files are those of Linux");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_pipe_without_a_writer_is_refused_at_once()
    {
        using (Process make = Process.Start("mkfifo", [Name("pipe")]))
            make.WaitForExit();
        Assert.Contains("is a pipe and no regular file", Refused(Name("pipe")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/zero", "a device")]
    [InlineData("/dev/null", "a device")]
    [InlineData("/tmp", "a folder")]
    public void A_device_or_a_folder_is_refused_with_its_kind(string path, string kind) =>
        Assert.Contains($"is {kind} and no regular file", Refused(path), StringComparison.Ordinal);

    [Fact]
    public void A_link_to_a_device_is_a_device()
    {
        File.CreateSymbolicLink(Name("link"), "/dev/zero");
        Assert.Contains("is a device", Refused(Name("link")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_is_refused()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Name("socket")));
        Assert.ThrowsAny<IOException>(() => InputFile.ReadAllBytes(Name("socket"), 10));
    }

    [Fact]
    public void A_file_beyond_the_limit_is_refused_before_it_is_read()
    {
        using (FileStream sparse = File.Create(Name("large")))
            sparse.SetLength(1L << 40);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("longer than 1000000 bytes", Refused(Name("large")), StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void A_file_at_the_limit_is_read_whole_and_one_byte_more_is_not()
    {
        byte[] bytes = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];
        File.WriteAllBytes(Name("f"), bytes);
        Assert.Equal(bytes, InputFile.ReadAllBytes(Name("f"), 1000));
        Assert.Throws<IOException>(() => InputFile.ReadAllBytes(Name("f"), 999));
        File.WriteAllBytes(Name("f"), []);
        Assert.Empty(InputFile.ReadAllBytes(Name("f"), 0));
    }

    [Fact]
    public void A_file_that_does_not_say_its_length_is_read_to_its_end()
    {
        Assert.Contains("Name:", InputFile.ReadAllText("/proc/self/status", 1 << 20), StringComparison.Ordinal);
        Assert.Throws<IOException>(() => InputFile.ReadAllText("/proc/self/status", 16));
    }

    [Fact]
    public void A_stream_without_end_is_refused_at_the_limit()
    {
        using FileStream zeros = File.OpenRead("/dev/zero");
        Assert.Throws<IOException>(() => InputFile.ReadAll(zeros, "zeros", 1 << 20));
    }

    [Fact]
    public void An_absent_or_forbidden_file_throws_as_the_class_library_does()
    {
        string message = Assert.Throws<FileNotFoundException>(() => InputFile.Open(Name("nowhere"), 1)).Message;
        Assert.Contains(Name("nowhere"), message, StringComparison.Ordinal);
        Assert.ThrowsAny<IOException>(() => InputFile.Open(Name("nowhere/below"), 1));
        if (Environment.UserName == "root")
            return;
        File.WriteAllText(Name("closed"), "");
        File.SetUnixFileMode(Name("closed"), UnixFileMode.None);
        Assert.Throws<UnauthorizedAccessException>(() => InputFile.Open(Name("closed"), 1));
    }

    [Fact]
    public void A_byte_order_mark_is_no_text()
    {
        File.WriteAllBytes(Name("bom"), [0xEF, 0xBB, 0xBF, (byte)'x']);
        Assert.Equal("x", InputFile.ReadAllText(Name("bom"), 10));
    }

    private static string Refused(string path) =>
        Assert.Throws<IOException>(() => InputFile.ReadAllBytes(path, 1_000_000)).Message;

    private string Name(string file) => Path.Combine(_folder, file);
}
