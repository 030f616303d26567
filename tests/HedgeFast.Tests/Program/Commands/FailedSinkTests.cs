using System.Diagnostics;
using System.Text.Json;
using HedgeFast.Core.Journal;
using HedgeFast.Fix.Os;
using HedgeFast.Shell;

namespace HedgeFast.Tests.Program.Commands;

/// <summary>The program in a process of its own, with sinks that are full or gone.</summary>
/// <remarks>It trades on, tells the failure elsewhere, and ends in order.</remarks>
public sealed class FailedSinkTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-sinks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A5_A_full_disk_under_the_output_raises_an_alert_and_the_run_ends_in_order()
    {
        (int code, string output) =
            Shell("--speed 1 --duration 5s --report report.json --set alerts.file=alerts.jsonl > /dev/full");
        Assert.True(code == (int)ExitCode.ReportLost, $"{code}: {output}");
        Assert.Contains(
            "ALERT sink-failed raised: standard output: can't be written: No space left on device", output,
            StringComparison.Ordinal);
        Assert.Contains("the report: standard output can't be written", output, StringComparison.Ordinal);
        Assert.Contains(
            File.ReadLines(Path.Combine(_folder, "alerts.jsonl")),
            line => line.Contains("standard output", StringComparison.Ordinal));
        Assert.True(Report().GetProperty("orders").GetInt64() > 0, output);
    }

    [Fact]
    public void H2_A_full_disk_under_the_errors_does_not_end_the_run_at_an_alert()
    {
        (int code, string output) = Shell(
            "--speed 1 --duration 5s --report report.json --set alerts.file=alerts.jsonl --set limits.killFile=KILL "
            + "2> /dev/full",
            before: "touch KILL; ");
        Assert.True(code == 0, $"{code}: {output}");
        string alerts = File.ReadAllText(Path.Combine(_folder, "alerts.jsonl"));
        Assert.Contains("kill-switch", alerts, StringComparison.Ordinal);
        Assert.Contains("\"sink-failed\"", alerts, StringComparison.Ordinal);
        Assert.Contains("NOT WRITTEN: standard error can't be written", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alerts.file")]
    [InlineData("fix.logFile")]
    public void H2_A_full_disk_under_a_log_raises_an_alert_on_the_other_sinks(string key)
    {
        (int code, string output) = Shell(
            $"--speed 1 --duration 5s --report report.json --set {key}=/dev/full --set limits.killFile=KILL",
            before: "touch KILL; ");
        Assert.True(code == 0, $"{code}: {output}");
        Assert.Contains(
            $"ALERT sink-failed raised: {key}: can't be written: No space left on device", output,
            StringComparison.Ordinal);
        Assert.Equal(1, Report().GetProperty("alerts").GetProperty("sink-failed").GetInt64());
    }

    [Fact]
    public void A5_A_reader_that_goes_away_does_not_end_the_run()
    {
        (int code, string output) =
            Shell("--speed 1 --duration 5s --report report.json | head -1; exit ${PIPESTATUS[0]}");
        Assert.True(code == 0, $"{code}: {output}");
        Assert.True(Report().GetProperty("orders").GetInt64() > 0, output);
    }

    [Fact]
    public void A_report_that_can_not_be_written_has_an_exit_code_of_its_own()
    {
        (int code, string output) = Shell("--speed max --report /dev/full");
        Assert.True(code == (int)ExitCode.ReportLost, $"{code}: {output}");
        Assert.Contains(
            "--report /dev/full: can't be written: No space left on device", output, StringComparison.Ordinal);
        Assert.Contains("state hash", output, StringComparison.Ordinal);
    }

    [Fact]
    public void E45_A_disk_that_fills_under_the_journal_stops_the_engine_in_order()
    {
        Assert.SkipUnless(CanMount(), "no file system of its own size can be mounted here");
        (int code, string output) = Shell(
            "--speed 10 --journal small/j --report report.json; code=$?; cp -r small/j kept; exit $code",
            before: "mkdir small; mount -t tmpfs -o size=2m none small; ", alone: true);
        Assert.True(code == (int)ExitCode.DiskFailed, $"{code}: {output}");
        Assert.Contains("ALERT journal-failed raised: No space left on device", output, StringComparison.Ordinal);
        Assert.Contains("ended by a journal that can't be written", output, StringComparison.Ordinal);
        Assert.Contains("NOT WHOLE", output, StringComparison.Ordinal);

        // In order: both sides count the same, and nothing was left working.
        JsonElement report = Report();
        Assert.Equal(report.GetProperty("venuePosition").GetInt64(), report.GetProperty("enginePosition").GetInt64());
        using var reader = new JournalReader(Disk.Kernel, Path.Combine(_folder, "kept"));
        long read = 0;
        while (reader.TryRead(out _))
            read++;
        Assert.True(read > 100, $"{read} records");
        Assert.False(reader.IsTorn, "the journal ends at a whole record");
    }

    private JsonElement Report() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "report.json"))).RootElement;

    private static bool CanMount()
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(
                    "unshare", ["-rm", "sh", "-c", "mount -t tmpfs none /mnt"])
                { RedirectStandardError = true })!;
            return process.WaitForExit(Patience) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private (int Code, string Output) Shell(string arguments, string before = "", bool alone = false)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        string program = Path.Combine(AppContext.BaseDirectory, "hedgefast.dll");
        string line = $"{before}dotnet '{program}' run --set warmUp.seconds=0 {arguments}";
        string[] shell = alone ? ["unshare", "-rm", "bash", "-c", line] : ["bash", "-c", line];
        var start = new ProcessStartInfo(shell[0], shell[1..])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Patience), "the program did not end");
        return (process.ExitCode, output + error.Result);
    }
}
