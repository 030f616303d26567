using System.Net.Sockets;
using HedgeFast.Commands;
using HedgeFast.Config;
using HedgeFast.Core;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Orders;
using HedgeFast.Monitor.Dashboard;
using HedgeFast.Fix.Secrets;
using HedgeFast.Sinks;
using HedgeFast.Venue;
using HedgeFast.Venue.Tape;
using HedgeFast.WarmUp;
using HedgeFast.Monitor.Watch;
using Spectre.Console;

namespace HedgeFast.Engine;

/// <summary>One run of the engine, with its embedded exchange if it has one.</summary>
internal static class EngineRun
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LogoutPatience = TimeSpan.FromSeconds(5);

    /// <summary>Runs until the market closes (where configured), the duration is over or <paramref name="stop"/> asks for an orderly stop.</summary>
    /// <exception cref="StartFailure">Something needed is missing, wrong or taken.</exception>
    public static RunOutcome Execute(ResolvedConfig config, RunOptions options, CancellationToken stop)
    {
        using var temporary = new TemporaryFolder(config.TemporaryDirectory);
        bool hasBegun = false;
        RunOutcome? outcome = null;
        try
        {
            Execute(config, options, TimeProvider.System, stop, () => hasBegun = true, ended => outcome = ended);
        }
        catch (Exception e) when (!hasBegun && e is IOException or TapeException or InvalidDataException or UnauthorizedAccessException or SecretException or JournalException)
        {
            throw new StartFailure(e.Message, e);
        }
        catch (Exception e) when (outcome is not null)
        {
            // The run is over; what could not be closed takes neither its report nor its exit code.
            Tell(options.Console, $"not everything was closed: {e.Message}");
            return outcome.Code == ExitCode.Ok ? outcome with { Code = CodeOf(e) } : outcome;
        }

        return outcome!;
    }

    private static void Execute(
        ResolvedConfig config, RunOptions options, TimeProvider time, CancellationToken stop, Action begins, Action<RunOutcome> ended)
    {
        config = config.WithFixFiles();
        foreach (string note in OutputFolders.Make(config))
            Tell(options.Console, note);

        // 1. The exchange, if it is ours; the engine then connects to the ports it took.
        using VenueHost? venue = config.Venue.Embedded ? VenueRun.Open(config, time) : null;
        if (venue is not null)
            config = WithPortsOf(config, venue);

        // 2. The book: whole and good, or no run.
        long now = venue?.FirstExchangeNanos ?? config.BookAsOfNanos ?? time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        bool resumes = options.Resume && config.Settings.JournalDirectory is { } folder && JournalFolder.HasJournal(folder);
        LoadedBook loaded = LoadedBook.Read(config, resumes ? null : now);
        foreach (string note in loaded.Notes)
            Tell(options.Console, note);
        if (resumes && loaded.Expired(now) is > 0 and var expired)
            Tell(options.Console, $"book: {expired} of {loaded.Rows.Count} options have expired and count nothing");
        config = DerivedLimits.Apply(config, loaded.Rows);
        (ulong identity, RunStart? start) = OpenJournal(config, loaded, now, options, time);
        config = WithClockOf(config, start);

        // 3. The engine.
        using FixLogThread? log = config.FixLogFile is { } file ? new FixLogThread(file) : null;
        using var engine = new RunningEngine(config with { FixSession = config.FixSession with { Log = log?.Log } }, loaded, identity, venue, time, start);
        options.Kill?.Connect(engine.Pipeline.Kill);

        if (OperatorFile.FolderDistrust(config.Settings.Limits.OperatorFile) is { } distrust)
            Tell(options.Console, $"limits.operatorFile: requests but kill will be refused: {distrust}");

        // 4. The rehearsal: the first real tick and the first real order shall meet warm code.
        bool rehearsed = config.WarmUpSeconds > 0 && Rehearse(config, loaded, now, options.Console, stop);

        // 5. In earnest, and watched over.
        using GuardedSink? alertFile = config.AlertFile is { } path ? GuardedSink.ToFile("alerts.file", path, time) : null;
        var alerts = new AlertLog(options.Alerts, alertFile is null ? null : new SinkStream(alertFile), config.AlertRepeat, time);
        var profit = new ProfitWatch(engine.Pipeline, config.Settings, loaded.Book, loaded.Volatilities);
        var alertWatch = new AlertWatch(alerts, config.Settings.Limits, time);
        begins();
        venue?.Start();
        engine.Start(rehearsed);
        string endedBy;
        DashboardThread? display = null;
        using (var watch = new EngineWatch(() => engine.Signs() with { Sinks = Sinks() }, profit, alerts, alertWatch, time))
        using (display = new DashboardThread(Snapshot, options.Console))
        {
            watch.Start();
            display.Start();
            endedBy = RunUntilEnd(engine, venue, config.StopWhenClosed, options.Duration, stop);
            engine.StopInOrder(CancelPatience, LogoutPatience);
            engine.Pipeline.End();
        }

        ended(Outcome());

        EngineSnapshot Snapshot()
        {
            string lost = string.Join("; ", Sinks().Where(sink => sink.Failure is not null).Select(sink => $"{sink.Name} {sink.Failure}"));
            return engine.Snapshot() with
            {
                Profit = profit.Parts?.Total ?? double.NaN,
                Alerts = alerts.Total,
                LastAlert = alerts.LastLine,
                NotWritten = lost.Length == 0 ? null : lost,
            };
        }

        IReadOnlyList<SinkSign> Sinks()
        {
            List<SinkSign> sinks = [.. options.Sinks.Select(sink => new SinkSign(sink.Name, sink.Failure)), new SinkSign("display", display?.Failure)];
            if (alertFile is not null)
                sinks.Add(new SinkSign(alertFile.Name, alertFile.Failure));
            sinks.Add(new SinkSign("fix.storeDirectory", engine.StoreFailure?.Message));
            if (log is not null)
                sinks.Add(new SinkSign("fix.logFile", log.Failure));
            return sinks;
        }

        RunOutcome Outcome()
        {
            Exception? failure = engine.Pipeline.Failure ?? engine.Pipeline.JournalFailure ?? engine.StoreFailure ?? FailureOfStopping(venue);
            if (log?.Failure is { } unwritten)
                Tell(options.Console, $"FIX messages were not written any more: {unwritten}");
            if (engine.Pipeline.JournalFailure is { } lost)
                Tell(options.Console, $"the journal could not be written any more: {lost.Message}; make room, then run --resume");
            if (failure is not null && failure != engine.Pipeline.JournalFailure)
                Tell(options.Console, $"stopped by a failure: {failure}");
            if (engine.Pipeline.LeftBehind is { } left)
                Tell(options.Console, $"threads did not return and were left behind, as when a disk hangs: {left}; the end of the journal may be missing");
            ExitCode code = failure == null ? engine.Pipeline.LeftBehind is null ? ExitCode.Ok : ExitCode.DiskFailed
                : failure == venue?.Failure ? ExitCode.Failure : CodeOf(failure);
            return new RunOutcome(code, engine.Report(endedBy) with { Profit = profit.Parts, Alerts = alerts.Counts });
        }
    }

    private static ExitCode CodeOf(Exception failure) => failure is IOException or UnauthorizedAccessException ? ExitCode.DiskFailed : ExitCode.Failure;

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

    // Where the run goes on from another: what the session has taken and the journal has not is sent again.
    private static (ulong Identity, RunStart? Start) OpenJournal(ResolvedConfig config, LoadedBook loaded, long now, RunOptions options, TimeProvider time)
    {
        if (config.Settings.JournalDirectory is not { } directory)
            return (0, null);
        if (!options.Resume)
            return (JournalFolder.Create(directory, config.Settings, loaded.Csv, loaded.SurfaceCsv).Identity, null);
        (JournalFolder folder, RunStart start) = JournalFolder.Resume(
            directory, config.Settings, loaded.Csv, loaded.SurfaceCsv, time, before => loaded.DifferenceFrom(Of(before), now));
        if (start.Carried is { } carried)
        {
            long again = UnjournaledReports.AskAgain(config.FixSession, carried.Totals.SessionSequence);
            string positions = string.Join(", ", carried.Positions.Select(position => $"{config.Settings.Instruments[position.Instrument].Symbol} {position.Lots:+0;-0;0}"));
            Tell(options.Console, $"resumed as run {start.Epoch}: position {positions}, orders unaccounted for {carried.LiveOrders}, messages to be sent again {again}");
            Tell(options.Console, CarriedText.Of(carried.Totals));
            if (start.Changes.Count > 0)
                Tell(options.Console, $"resumed with changes: {string.Join("; ", start.Changes)}");
        }

        return (folder.Identity, start);
    }

    private static LoadedBook Of(JournalFolder folder) =>
        LoadedBook.Make(folder.BookCsv, "the book of the run before", folder.SurfaceCsv, "its surface", folder.Settings.Underlyings, valuationNanos: null);

    private static bool Rehearse(ResolvedConfig config, LoadedBook loaded, long now, IAnsiConsole console, CancellationToken stop)
    {
        try
        {
            RehearsalResult result = Rehearsal.Run(config, loaded, now, console, stop);
            Tell(console, result.ToString());
            return result.Settled;
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException)
        {
            Tell(console, $"not warmed up: {e.Message}");
            return false;
        }
    }

    private static void Tell(IAnsiConsole console, string line) => console.Profile.Out.Writer.WriteLine(line);

    private static string RunUntilEnd(RunningEngine engine, VenueHost? venue, bool stopWhenClosed, TimeSpan? duration, CancellationToken stop)
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

    private static ResolvedConfig WithPortsOf(ResolvedConfig config, VenueHost venue) => config with
    {
        FixEndpoint = config.FixEndpoint with { Port = venue.BoundFixPort },
        Settings = config.Settings with { Feed = config.Settings.Feed with { Port = venue.BoundFeedPort, Clock = ClockOf(venue, config.Settings.Feed.Clock) } },
    };

    // The exchange plays its own tape: nothing it says can lie outside.
    internal static ClockRule ClockOf(VenueHost venue, ClockRule clock) =>
        clock with { StartNanos = venue.FirstExchangeNanos, EndNanos = venue.LastExchangeNanos };

    // A recording that another process plays has gone on while nothing ran here.
    private static ResolvedConfig WithClockOf(ResolvedConfig config, RunStart? start)
    {
        FeedSettings feed = config.Settings.Feed;
        if (feed.Clock is not { Kind: ClockKind.Recording, EndNanos: 0 } || start?.Carried?.LastMarkNanos is not { } last || last <= feed.Clock.StartNanos)
            return config;
        return config with { Settings = config.Settings with { Feed = feed with { Clock = feed.Clock with { StartNanos = last } } } };
    }
}
