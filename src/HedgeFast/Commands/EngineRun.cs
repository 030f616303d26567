using HedgeFast.Config;
using HedgeFast.Core;
using HedgeFast.Dashboard;
using HedgeFast.Fix.Secrets;
using HedgeFast.Venue;

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
        catch (Exception e) when (e is IOException or TapeException or InvalidDataException or UnauthorizedAccessException or SecretException)
        {
            throw new StartFailure(e.Message, e);
        }
    }

    private static RunOutcome Execute(ResolvedConfig config, RunOptions options, TimeProvider time, CancellationToken stop)
    {
        config = config.WithFixFiles();

        // 1. The exchange, if it is ours; the engine then connects to the ports it took.
        using VenueHost? venue = config.Venue.Embedded ? VenueRun.Open(config, time) : null;
        if (venue is not null)
            config = WithPortsOf(config, venue);

        // 2. The book: whole and good, or no run.
        long now = venue?.FirstExchangeNanos ?? config.BookAsOfNanos ?? time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        LoadedBook loaded = LoadedBook.Read(config, now);
        ulong identity = config.Settings.JournalDirectory is { } directory ? JournalFolder.Create(directory, config.Settings, loaded.Csv, loaded.SurfaceCsv).Identity : 0;

        // 3. The engine.
        using var engine = new RunningEngine(config, loaded, identity, venue, time);
        venue?.Start();
        engine.Start();
        string endedBy;
        using (var dashboard = new DashboardThread(engine.Snapshot, options.Console))
        {
            dashboard.Start();
            endedBy = RunUntilEnd(engine, venue, config.StopWhenClosed, options.Duration, stop);
            Stop(engine);
        }

        engine.Pipeline.End();
        venue?.Stop();
        if (engine.Pipeline.Failure is { } failure)
            options.Console.Profile.Out.Writer.WriteLine($"engine stopped by a failure: {failure}");
        return new RunOutcome(engine.Pipeline.Failure is null ? ExitCode.Ok : ExitCode.Failure, engine.Report(endedBy));
    }

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

    // In order: no new orders, working ones cancelled and confirmed, logout. What does not come to rest in time is left, and the report tells.
    private static void Stop(RunningEngine engine)
    {
        Pipeline pipeline = engine.Pipeline;
        pipeline.MarkCool();
        pipeline.RequestStop();
        WaitFor(() => pipeline.IsQuiet || pipeline.Failure is not null, CancelPatience);
        pipeline.RequestLogout();
        WaitFor(() => pipeline.IsLoggedOut || pipeline.Failure is not null, LogoutPatience);
    }

    private static void WaitFor(Func<bool> condition, TimeSpan patience)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!condition() && TimeProvider.System.GetElapsedTime(started) < patience)
            Thread.Sleep(1);
    }

    private static ResolvedConfig WithPortsOf(ResolvedConfig config, VenueHost venue) => config with
    {
        FixEndpoint = config.FixEndpoint with { Port = venue.BoundFixPort },
        Settings = config.Settings with { Feed = config.Settings.Feed with { Port = venue.BoundFeedPort } },
    };
}
