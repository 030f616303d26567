using System.Net.Sockets;
using HedgeFast.Config;
using HedgeFast.Config.Resolve;
using HedgeFast.Core;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Resume;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Secrets;
using HedgeFast.Report;
using HedgeFast.Shell;
using HedgeFast.Venue;
using HedgeFast.Venue.Tape;
using Spectre.Console;

namespace HedgeFast.Engine;

/// <summary>Runs the engine once, with its embedded exchange if it has one.</summary>
internal static class EngineRun
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LogoutPatience = TimeSpan.FromSeconds(5);

    /// <summary>Runs until the market closes (where configured), the duration is over or a stop is requested.</summary>
    /// <exception cref="StartFailure">Something needed is missing, wrong or taken.</exception>
    public static RunOutcome Execute(ResolvedConfig config, RunOptions options, CancellationToken stop)
    {
        using var temporary = new TemporaryFolder(config.TemporaryDirectory);
        bool hasBegun = false;
        RunOutcome? outcome = null;
        try
        {
            Execute(config, options, Machine.Local, stop, () => hasBegun = true, ended => outcome = ended);
        }
        catch (Exception e) when (!hasBegun && IsOfStart(e))
        {
            throw new StartFailure(e.Message, e);
        }
        catch (Exception e) when (outcome is not null)
        {
            // The run is over; a file that could not be closed changes neither its report nor a worse exit code.
            Write(options.Console, $"not everything was closed: {e.Message}");
            return outcome.Code == ExitCode.Ok ? outcome with { Code = CodeOf(e) } : outcome;
        }

        return outcome!;
    }

    // The exchange plays its own tape: no time of its quotes can lie outside.
    internal static ClockRule ClockOf(VenueHost venue, ClockRule clock) =>
        clock with { StartNanos = venue.FirstExchangeNanos, EndNanos = venue.LastExchangeNanos };

    private static bool IsOfStart(Exception e) => e is IOException or TapeException or InvalidDataException
        or UnauthorizedAccessException or SecretException or JournalException;

    private static void Execute(
        ResolvedConfig config, RunOptions options, Machine machine, CancellationToken stop, Action begins,
        Action<RunOutcome> ended)
    {
        config = config.WithFixFiles();
        foreach (string note in OutputFolders.Make(config))
            Write(options.Console, note);

        // 1. The exchange, if it is ours; the engine then connects to the ports it took.
        using VenueHost? venue = config.Venue.Embedded ? VenueRun.Open(config, VenueOptions.Of, machine) : null;
        if (venue is not null)
            config = WithPortsOf(config, venue);

        // 2. The book: whole and good, or no run.
        long now = venue?.FirstExchangeNanos ?? config.BookAsOfNanos
            ?? machine.Time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        bool resumes = options.Resume && config.Settings.JournalDirectory is { } folder
            && RunFolder.HasJournal(machine.Disk, folder);
        LoadedBook loaded = LoadedBook.Read(config, resumes ? null : now);
        foreach (string note in loaded.Notes)
            Write(options.Console, note);
        if (resumes && loaded.Expired(now) is > 0 and var expired)
        {
            Write(
                options.Console, $"book: {expired} of {loaded.Rows.Count} options have expired and count nothing");
        }

        config = DerivedLimits.Apply(config, loaded.Rows);
        (ulong identity, RunStart? start) = RunJournal.Open(
            config, loaded, now, options.Resume, machine, line => Write(options.Console, line));
        config = WithClockOf(config, start);

        // 3. The engine.
        using FixLogThread? log = config.FixLogFile is { } file ? new FixLogThread(file) : null;
        ResolvedConfig logged = config with { FixSession = config.FixSession with { Log = log?.Log } };
        using var engine = new RunningEngine(logged, loaded, identity, venue, machine, start);
        options.Kill?.Connect(engine.Pipeline.Control.Kill);
        if (OperatorFile.FolderDistrust(machine.Disk, config.Settings.Limits.OperatorFile) is { } distrust)
            Write(options.Console, $"limits.operatorFile: requests but kill will be refused: {distrust}");

        // 4. The rehearsal: the first real tick and the first real order shall meet warm code.
        bool rehearsed = config.WarmUpSeconds > 0 && Rehearse(config, options, loaded, now, stop);

        // 5. The run, and its screen and alerts.
        using var watched = new WatchedRun(config, loaded, engine, options, log, machine.Time);
        begins();
        venue?.Start();
        engine.Start(rehearsed);
        string endedBy;
        using (watched.Start())
        {
            endedBy = RunUntilEnd(engine, venue, config.StopWhenClosed, options.Duration, stop);
            engine.StopInOrder(CancelPatience, LogoutPatience);
            engine.Pipeline.End();
        }

        ExitCode code = CodeOf(engine, venue, log, options.Console);
        ended(new RunOutcome(code, watched.Report(endedBy)));
    }

    // Writes every fault of the run; the gravest decides the exit code.
    private static ExitCode CodeOf(RunningEngine engine, VenueHost? venue, FixLogThread? log, IAnsiConsole console)
    {
        Pipeline pipeline = engine.Pipeline;
        Exception? failure =
            pipeline.Failure ?? pipeline.JournalFailure ?? engine.StoreFailure ?? FailureOfStopping(venue);
        if (log?.Failure is { } unwritten)
            Write(console, $"FIX messages were not written any more: {unwritten}");
        if (pipeline.JournalFailure is { } lost)
        {
            Write(
                console,
                $"the journal could not be written any more: {lost.Message}; make room, then run --resume");
        }

        if (failure is not null && failure != pipeline.JournalFailure)
            Write(console, $"stopped by a failure: {failure}");
        if (pipeline.LeftBehind is { } left)
        {
            Write(
                console,
                $"threads did not return and were left behind, as when a disk hangs: {left}; "
                + "the end of the journal may be missing");
        }

        if (failure is null)
            return pipeline.LeftBehind is null ? ExitCode.Ok : ExitCode.DiskFailed;
        return failure == venue?.Failure ? ExitCode.Failure : CodeOf(failure);
    }

    private static ExitCode CodeOf(Exception failure) =>
        failure is IOException or UnauthorizedAccessException ? ExitCode.DiskFailed : ExitCode.Failure;

    private static Exception? FailureOfStopping(VenueHost? venue)
    {
        try
        {
            venue?.Stop();
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private static bool Rehearse(
        ResolvedConfig config, RunOptions options, LoadedBook loaded, long now, CancellationToken stop)
    {
        IAnsiConsole console = options.Console;
        try
        {
            RehearsalResult result = options.Rehearse(config, loaded, now, console, stop);
            Write(console, result.ToString());
            return result.Settled;
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException)
        {
            Write(console, $"not warmed up: {e.Message}");
            return false;
        }
    }

    private static void Write(IAnsiConsole console, string line) => console.Profile.Out.Writer.WriteLine(line);

    private static string RunUntilEnd(
        RunningEngine engine, VenueHost? venue, bool stopWhenClosed, TimeSpan? duration, CancellationToken stop)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (engine.Pipeline.Failure is { } failure)
                return $"a failure: {failure.Message}";
            if (engine.Pipeline.JournalFailure is { } journalFailure)
                return $"a journal that can't be written: {journalFailure.Message}";
            if (engine.StoreFailure is { } storeFailure)
                return storeFailure.Message;
            if (venue?.Failure is { } venueFailure)
                return $"a failure of the exchange: {venueFailure.Message}";
            if (stopWhenClosed && engine.IsMarketClosed)
                return "the market closed";
            if (duration is { } limit && TimeProvider.System.GetElapsedTime(started) >= limit)
                return "its duration";
            if (stop.WaitHandle.WaitOne(LookEvery))
                return "a signal";
            engine.WatchWarmUp();
        }
    }

    private static ResolvedConfig WithPortsOf(ResolvedConfig config, VenueHost venue)
    {
        FeedSettings feed = config.Settings.Feed;
        feed = feed with { Port = venue.BoundFeedPort, Clock = ClockOf(venue, feed.Clock) };
        return config with
        {
            FixEndpoint = config.FixEndpoint with { Port = venue.BoundFixPort },
            Settings = config.Settings with { Feed = feed },
        };
    }

    // A recording that another process plays has advanced while no run was here.
    private static ResolvedConfig WithClockOf(ResolvedConfig config, RunStart? start)
    {
        FeedSettings feed = config.Settings.Feed;
        bool isOpenRecording = feed.Clock is { Kind: ClockKind.Recording, EndNanos: 0 };
        if (!isOpenRecording || start?.Snapshot?.LastMarkNanos is not { } last || last <= feed.Clock.StartNanos)
            return config;
        feed = feed with { Clock = feed.Clock with { StartNanos = last } };
        return config with { Settings = config.Settings with { Feed = feed } };
    }
}

/// <summary>The end of a run.</summary>
/// <param name="Code">Exit code; the run command adds a difference of positions.</param>
/// <param name="Report">The report; null for a run that never began.</param>
internal sealed record RunOutcome(ExitCode Code, RunReport? Report);
