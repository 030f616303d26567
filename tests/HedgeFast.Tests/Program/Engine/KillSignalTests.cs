using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HedgeFast.Engine;

namespace HedgeFast.Tests.Program.Engine;

/// <summary>
/// The program as a process of its own, killed by the signal that is for it. Nothing of the test's own process can take
/// it.
/// </summary>
public sealed class KillSignalTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-signal-").FullName;

    [Scenario("R12")]
    [Fact]
    public void R12_The_signal_kills_at_once_and_the_kill_outlives_the_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals are sent by the kill program of Linux");
        using (Process engine = Start("r1.json"))
        {
            string kill = Path.Combine(_folder, "kill");
            WaitFor(engine, () => Orders(Lines(engine)) > 0, "an order");
            Signal(engine, "USR1");
            WaitFor(engine, () => File.Exists(kill), "the kill file");
            WaitFor(engine, () => Contains(engine, "ALERT kill-switch raised"), "the alert");
            Signal(engine, "TERM");
            Assert.True(engine.WaitForExit(Patience), "the process goes on");
            Assert.Equal(0, engine.ExitCode);
        }

        using (JsonDocument report = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "r1.json"))))
            Assert.Equal(1, report.RootElement.GetProperty("alerts").GetProperty("kill-switch").GetInt64());

        // The next process of the same configuration sends nothing.
        using (Process engine = Start("r2.json"))
        {
            WaitFor(engine, () => Lines(engine).Any(IsKilledWithTicks), "a line with ticks");
            Signal(engine, "TERM");
            Assert.True(engine.WaitForExit(Patience), "the process goes on");
        }

        using (JsonDocument report = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "r2.json"))))
            Assert.Equal(0, report.RootElement.GetProperty("orders").GetInt64());
    }

    [Fact]
    public void A_signal_during_the_start_kills_the_run_that_is_starting()
    {
        string kill = Path.Combine(_folder, "kill");
        using Process engine = Start("r.json", "--journal", "j");
        WaitFor(
            engine, () => Directory.Exists(Path.Combine(_folder, "j")),
            "the journal's folder, made before the book is read");
        Signal(engine, "USR1");
        WaitFor(engine, () => File.Exists(kill), "the kill file");
        WaitFor(engine, () => Contains(engine, "ALERT kill-switch raised"), "the alert");
        Signal(engine, "TERM");
        Assert.True(engine.WaitForExit(Patience), "the process goes on");
        Assert.Equal(0, engine.ExitCode);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "r.json")));
        Assert.Equal(0, report.RootElement.GetProperty("orders").GetInt64());
    }

    [Fact]
    public void A_signal_before_the_switch_is_connected_is_kept_for_it()
    {
        using var signal = new KillSignal();
        int kills = 0;
        signal.Raise();
        signal.Connect(() => kills++);
        Assert.Equal(1, kills);
        signal.Raise();
        Assert.Equal(2, kills);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private readonly Dictionary<int, List<string>> _lines = [];

    private Process Start(string report, params string[] more)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "hedgefast.dll");
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(
                "dotnet",
                [
                    program, "run", "--warm-up", "0", "--speed", "1", "--report", report,
                    "--set", "limits.killFile=kill", "--set", "underlyings[0].band.halfWidth=0.05", .. more,
                ])
            {
                WorkingDirectory = _folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        var lines = new List<string>();
        DataReceivedEventHandler keep = (_, e) =>
        {
            lock (lines)
                lines.Add(e.Data ?? "");
        };
        process.OutputDataReceived += keep;
        process.ErrorDataReceived += keep;
        Assert.True(process.Start());
        _lines[process.Id] = lines;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private string[] Lines(Process process)
    {
        List<string> lines = _lines[process.Id];
        lock (lines)
            return [.. lines];
    }

    private void WaitFor(Process process, Func<bool> condition, string what) =>
        Assert.True(
            SpinWait.SpinUntil(() => condition() || process.HasExited, Patience) && condition(),
            $"never came: {what}; {string.Join('\n', Lines(process))}");

    private bool Contains(Process process, string text) =>
        Lines(process).Any(line => line.Contains(text, StringComparison.Ordinal));

    private static bool IsKilledWithTicks(string line) =>
        line.Contains("KILLED", StringComparison.Ordinal) && !line.Contains("ticks 0 ", StringComparison.Ordinal);

    private static long Orders(string[] lines) => lines.Select(line => line.Split("  orders "))
        .Where(parts => parts.Length == 2)
        .Select(parts => long.Parse(parts[1].Split(' ')[0], CultureInfo.InvariantCulture))
        .DefaultIfEmpty()
        .Max();

    private static void Signal(Process process, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
