using System.Diagnostics;
using System.Runtime.Versioning;
using HedgeFast.Core.Book.Files;
using HedgeFast.Fix.Files;
using HedgeFast.Shell;
using HedgeFast.Tests.Program.Engine;

namespace HedgeFast.Tests.Program.Commands;

/// <summary>
/// Every file and folder that the program writes is its owner's alone, though the umask takes nothing away.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class PrivateFilesOfARunTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string _folder = Directory.CreateTempSubdirectory("umask-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Scenario("S26")]
    [Fact]
    public void A_run_writes_files_of_mode_0600_into_folders_of_mode_0700()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "modes and signals are those of Linux");
        string[] sets =
        [
            "fix.storeDirectory=out/fix/store", "fix.logFile=out/log/fix.log", "venue.storeDirectory=out/venue",
            "alerts.file=out/alerts/a.json", "limits.killFile=out/control/KILL", "limits.dayFile=out/day/profit",
            "limits.operatorFile=out/control/OPERATOR", "underlyings[0].band.halfWidth=0.05",
        ];
        using Process engine = Start(
        [
            "run", "--warm-up", "1", "--speed", "1", "--journal", "out/j", "--report", "report.json",
            .. sets.SelectMany(set => new[] { "--set", set }),
        ]);
        WaitFor(engine, () => File.Exists(Name("out/day/profit")), "a day's profit");
        WaitFor(engine, () => new FileInfo(Name("out/j/journal.hfj")).Length > 1000, "a journal");
        string limit = ProcessHardeningTests.CoreLimitOf(engine.Id);
        Signal(engine, "USR1");
        WaitFor(engine, () => File.Exists(Name("out/control/KILL")), "a kill file");
        WaitFor(engine, () => new FileInfo(Name("out/alerts/a.json")).Length > 0, "an alert");
        Signal(engine, "TERM");
        Assert.True(engine.WaitForExit(Patience), "the process goes on");
        Assert.Matches(@"Max core file size\s+0\s+0\s", limit);

        string[] written = [.. Directory.EnumerateFileSystemEntries(_folder, "*", SearchOption.AllDirectories)];
        string[] names = [.. written.Select(path => Path.GetRelativePath(_folder, path))];
        string[] expected =
        [
            "report.json", "out/j/journal.hfj", "out/j/settings.json", "out/j/book.csv", "out/log/fix.log",
            "out/alerts/a.json", "out/control/KILL", "out/day/profit",
        ];
        Assert.Empty(expected.Except(names));
        Assert.Contains(
            names, name => Path.GetExtension(name) == ".lock" && Path.GetDirectoryName(name) == "out/fix/store");
        Assert.Contains(names, name => name.StartsWith("out/venue/", StringComparison.Ordinal));
        Assert.Empty(written.Where(path => !IsPrivate(path)).Select(path => $"{path} {File.GetUnixFileMode(path)}"));
    }

    [Fact]
    public void Output_files_named_on_the_command_line_have_mode_0600()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "modes are those of Linux");
        using var program = new WholeProgram();
        Assert.Equal(0, program.Execute("sample-book", "--seed", "7", "--out", Name("book.csv")));
        Assert.Equal(PrivateFile.Mode, File.GetUnixFileMode(Name("book.csv")));
        string header = string.Join(',', MarketFile.Columns);
        File.WriteAllText(Name("market.csv"), header + "\nBTC,,2024-08-08T23:54:00Z,61700,,,\n");
        string[] inputs = ["--book", Name("book.csv"), "--market", Name("market.csv")];
        Assert.Equal(0, program.Execute(["price", .. inputs, "--out", Name("values.csv")]));
        Assert.Equal(PrivateFile.Mode, File.GetUnixFileMode(Name("values.csv")));
    }

    [Theory]
    [InlineData("book.file")]
    [InlineData("book.surface")]
    [InlineData("book.quotes")]
    [InlineData("venue.tape")]
    [InlineData("fix.dictionary")]
    public void A_pipe_in_place_of_an_input_is_refused_and_not_waited_for(string key)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mkfifo is Linux's");
        Pipe();
        using var program = new WholeProgram();
        string complaint = program.Refuse(ExitCode.CannotStart, "run", "--set", $"{key}={Name("pipe")}");
        Assert.Contains("is a pipe and no regular file", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_in_place_of_a_configuration_or_of_a_file_to_price_is_refused_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mkfifo is Linux's");
        Pipe();
        using var program = new WholeProgram();
        string complaint = program.Refuse(ExitCode.Usage, "run", "--config", Name("pipe"));
        Assert.Contains("is a pipe", complaint, StringComparison.Ordinal);
        complaint = program.Refuse(ExitCode.CannotStart, "price", "--book", Name("pipe"), "--market", Name("pipe"));
        Assert.Contains("is a pipe", complaint, StringComparison.Ordinal);
    }

    private void Pipe()
    {
        using Process make = Process.Start("mkfifo", [Name("pipe")]);
        make.WaitForExit();
    }

    private Process Start(string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "hedgefast.dll");
        string[] shell = ["-c", "umask 000; exec dotnet \"$@\" >/dev/null 2>&1", "sh", program, .. arguments];
        return Process.Start(new ProcessStartInfo("sh", shell) { WorkingDirectory = _folder })!;
    }

    private static bool IsPrivate(string path) =>
        File.GetUnixFileMode(path) == (Directory.Exists(path) ? PrivateFolder.Mode : PrivateFile.Mode);

    private static void WaitFor(Process process, Func<bool> condition, string what)
    {
        SpinWait.SpinUntil(() => Holds(condition) || process.HasExited, Patience);
        Assert.True(Holds(condition), $"never came: {what}");
    }

    private static bool Holds(Func<bool> condition)
    {
        try
        {
            return condition();
        }
        catch (IOException)
        {
            // Not there yet.
            return false;
        }
    }

    private static void Signal(Process process, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private string Name(string file) => Path.Combine(_folder, file);
}
