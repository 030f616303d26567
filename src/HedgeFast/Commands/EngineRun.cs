using System.Net.Sockets;
using HedgeFast.Config;
using HedgeFast.Core;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Orders;
using HedgeFast.Dashboard;
using HedgeFast.Fix.Secrets;
using HedgeFast.Venue;
using HedgeFast.WarmUp;
using HedgeFast.Watch;
using Spectre.Console;

namespace HedgeFast.Commands;

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
        try
        {
            return Execute(config, options, TimeProvider.System, stop);
        }
        catch (Exception e) when (e is IOException or TapeException or InvalidDataException or UnauthorizedAccessException or SecretException or JournalException)
        {
            throw new StartFailure(e.Message, e);
        }
    }

    private static RunOutcome Execute(ResolvedConfig config, RunOptions options, TimeProvider time, CancellationToken stop)
    {
        config = config.WithFixFiles();
        OutputFolders.Make(config);

        // 1. The exchange, if it is ours; the engine then connects to the ports it took.
        using VenueHost? venue = config.Venue.Embedded ? VenueRun.Open(config, time) : null;
        if (venue is not null)
            config = WithPortsOf(config, venue);

        // 2. The book: whole and good, or no run.
        long now = venue?.FirstExchangeNanos ?? config.BookAsOfNanos ?? time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        bool resumes = options.Resume && config.Settings.JournalDirectory is { } folder && JournalFolder.HasJournal(folder);
        LoadedBook loaded = LoadedBook.Read(config, resumes ? null : now);
        if (resumes && loaded.Expired(now) is > 0 and var expired)
            Tell(options.Console, $"book: {expired} of {loaded.Rows.Count} options have expired and count nothing");
        config = DerivedLimits.Apply(config, loaded.Rows);
        (ulong identity, RunStart? start) = OpenJournal(config, loaded, now, options, time);

        // 3. The engine.
        using FixLogThread? log = config.FixLogFile is { } file ? new FixLogThread(file) : null;
        using var engine = new RunningEngine(config with { FixSession = config.FixSession with { Log = log?.Log } }, loaded, identity, venue, time, start);
        using var killSignal = new KillSignal(() => engine.Pipeline.SetKill(true));

        // 4. The rehearsal: the first real tick and the first real order shall meet warm code.
        bool rehearsed = config.WarmUpSeconds > 0 && Rehearse(config, loaded, now, options.Console, stop);

        // 5. In earnest, and watched over.
        using FileStream? alertFile = config.AlertFile is { } path ? new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read) : null;
        var alerts = new AlertLog(options.Alerts, alertFile, config.AlertRepeat, time);
        var profit = new ProfitWatch(engine.Pipeline, config.Settings, loaded.Book, loaded.Volatilities);
        venue?.Start();
        engine.Start(rehearsed);
        string endedBy;
        using (var watch = new EngineWatch(engine.Signs, profit, alerts, new AlertWatch(alerts, config.Settings.Limits, time), time))
        using (var dashboard = new DashboardThread(() => engine.Snapshot() with { Profit = profit.Parts?.Total ?? double.NaN, Alerts = alerts.Total, LastAlert = alerts.LastLine }, options.Console))
        {
            watch.Start();
            dashboard.Start();
            endedBy = RunUntilEnd(engine, venue, config.StopWhenClosed, options.Duration, stop);
            engine.StopInOrder(CancelPatience, LogoutPatience);
            engine.Pipeline.End();
        }

        venue?.Stop();
        if (log?.Failure is { } unwritten)
            Tell(options.Console, $"FIX messages were not written any more: {unwritten.Message}");
        if (engine.Pipeline.Failure is { } failure)
            Tell(options.Console, $"engine stopped by a failure: {failure}");
        return new RunOutcome(engine.Pipeline.Failure is null ? ExitCode.Ok : ExitCode.Failure, engine.Report(endedBy) with { Profit = profit.Parts, Alerts = alerts.Counts });
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
            Tell(options.Console, $"goes on as run {start.Epoch}: position {positions}, orders unaccounted for {carried.LiveOrders}, messages to be sent again {again}");
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
        Settings = config.Settings with { Feed = config.Settings.Feed with { Port = venue.BoundFeedPort } },
    };
}
