using System.CommandLine;
using HedgeFast.Config;
using HedgeFast.Engine;
using HedgeFast.Fix.Files;
using HedgeFast.Report;
using HedgeFast.Sinks;

namespace HedgeFast.Commands;

/// <summary>hedgefast run</summary>
internal sealed class RunCommand : Command
{
    private readonly ConfigOptions _config;
    private readonly Option<TimeSpan?> _duration = new("--duration")
    {
        HelpName = "TIME",
        Description = $"Stops in order after this long: {DurationText.Form}.",
        CustomParser = result =>
        {
            string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (DurationText.TryParse(text, out TimeSpan duration)) return duration;
            result.AddError($"--duration {text}: expected {DurationText.Form}, more than 0, at most 30 days");
            return null;
        },
    };

    private readonly Option<string?> _report = new("--report") { HelpName = "FILE", Description = "Writes the report as JSON too." };
    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Goes on where the last run in the journal's folder ended or was killed: positions, orders, limits, latches, the day's profit and cost. Begins anew where there is none.",
    };

    private static readonly TimeSpan ReportPatience = TimeSpan.FromSeconds(5);

    private readonly Terminal _terminal;
    private readonly CommandBodies _bodies;

    /// <summary>With where to write and what to call.</summary>
    public RunCommand(Terminal terminal, CommandBodies bodies)
        : base("run", "Runs the engine: ticks in, FIX orders out, until the market closes or Ctrl-C. The preset demo brings its own exchange.")
    {
        (_terminal, _bodies) = (terminal, bodies);
        _config = new ConfigOptions(this, "demo");
        _config.AddShortcut(this, "--speed", "venue.speed", "1|10|max|N", "How many times faster than recorded the embedded exchange plays its tape.");
        _config.AddShortcut(this, "--warm-up", "warmUp.seconds", "SECONDS", "Longest rehearsal before the run; 0 for none.");
        Add(_duration);
        Add(_report);
        _config.AddShortcut(this, "--journal", "journal.directory", "DIR", "Writes the journal into this folder, for `replay`.");
        Add(_resume);
        SetAction(parsed => (int)Execute(_config.Request(parsed, bodies.Surroundings()), parsed.GetValue(_duration), parsed.GetValue(_report), parsed.GetValue(_resume)));
    }

    /// <summary>What the program does without arguments.</summary>
    public ExitCode ExecuteDemo() => Execute(_bodies.Surroundings() with { Preset = "demo" }, null, null, resume: false);

    private ExitCode Execute(ConfigRequest request, TimeSpan? duration, string? reportFile, bool resume)
    {
        // First of all: without it the signal would end a process that is still starting, and a supervisor would start the next one unkilled.
        using var kill = new KillSignal();
        if (ConfigGate.Load(request, _terminal.Error) is not { } config) return ExitCode.Usage;
        foreach (string note in config.Notes) _terminal.Error.WriteLine(note);
        if (resume && WhyNotResumed(config) is { } reason)
        {
            _terminal.Error.WriteLine($"--resume: {reason}");
            return ExitCode.Usage;
        }

        if (!ConfigGate.HasFiles(config, _terminal.Error)) return ExitCode.CannotStart;

        // The report's file is opened first: better to learn now than after an hour that it can't be written.
        using FileStream? report = reportFile is null ? null : OpenReport(reportFile);
        using var stop = new StopSignal();

        // A terminal, pipe or file that fails or hangs must not end or delay the run.
        using GuardedSink output = GuardedSink.Over("standard output", _terminal.Raw, TimeProvider.System);
        using GuardedSink error = GuardedSink.Over("standard error", _terminal.Error, TimeProvider.System);
        var guarded = new Terminal(new SinkWriter(output), new SinkWriter(error), _terminal.IsLive);
        var options = new RunOptions
        {
            Duration = duration,
            Resume = resume,
            Kill = kill,
            Console = guarded.CreateConsole(),
            Alerts = guarded.IsLive ? null : guarded.Error,
            Sinks = [output, error],
        };
        RunOutcome outcome = _bodies.Run(config, options, stop.Token);
        if (outcome.Report is null) return outcome.Code;

        ReportText.Write(outcome.Report, options.Console);
        bool isTold = output.Drain(ReportPatience);
        if (!isTold) guarded.Error.WriteLine($"the report: {output.Name} {output.Failure ?? "takes nothing"}");
        if (report is not null && WhyNotWritten(report, outcome.Report) is { } unwritten)
        {
            isTold = false;
            guarded.Error.WriteLine($"--report {reportFile}: can't be written: {unwritten}");
        }

        if (outcome.Code != ExitCode.Ok) return outcome.Code;
        if (outcome.Report.PositionsDiffer) return ExitCode.Differs;
        return isTold ? ExitCode.Ok : ExitCode.ReportLost;
    }

    private static string? WhyNotWritten(FileStream file, RunReport report)
    {
        try
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(ReportJson.Write(report)));
            file.Dispose();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static string? WhyNotResumed(ResolvedConfig config)
    {
        if (config.Settings.JournalDirectory is null) return "needs a journal to go on from: --journal DIR";
        return config.Venue.Embedded ? "an embedded exchange begins anew with every run; it must be a process of its own (`hedgefast venue`), with venue.embedded false" : null;
    }

    private static FileStream OpenReport(string file)
    {
        try
        {
            return PrivateFile.Open(file, FileMode.Create, FileAccess.Write, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartFailure($"--report {file}: can't be written: {e.Message}", e);
        }
    }
}
