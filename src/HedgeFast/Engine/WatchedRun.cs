using HedgeFast.Config;
using HedgeFast.Monitor;
using HedgeFast.Monitor.Dashboard;
using HedgeFast.Monitor.Watch;
using HedgeFast.Report;
using HedgeFast.Sinks;

namespace HedgeFast.Engine;

/// <summary>The screen, the alerts and the profit of a run, each reading the same status.</summary>
internal sealed class WatchedRun : IDisposable
{
    private readonly RunningEngine _engine;
    private readonly RunOptions _options;
    private readonly FixLogThread? _log;
    private readonly TimeProvider _time;
    private readonly GuardedSink? _alertFile;
    private readonly AlertLog _alerts;
    private readonly AlertWatch _alertWatch;
    private readonly ProfitWatch _profit;
    private DashboardThread? _display;

    /// <summary>Opens the alerts' file; <see cref="Start"/> starts the threads.</summary>
    /// <param name="config">The run's configuration.</param>
    /// <param name="loaded">The options and their volatilities.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="options">Console and sinks of the run.</param>
    /// <param name="log">The log of FIX messages; null without one.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IOException">The alerts' file can't be opened.</exception>
    public WatchedRun(
        ResolvedConfig config, LoadedBook loaded, RunningEngine engine, RunOptions options, FixLogThread? log,
        TimeProvider time)
    {
        _engine = engine;
        _options = options;
        _log = log;
        _time = time;
        _alertFile = config.AlertFile is { } path ? GuardedSink.ToFile("alerts.file", path, time) : null;
        _alerts = new AlertLog(
            options.Alerts, _alertFile is null ? null : new SinkStream(_alertFile), config.AlertRepeat, time);
        _alertWatch = new AlertWatch(_alerts, config.Settings.Limits, time);
        _profit = new ProfitWatch(engine.Pipeline, config.Settings, loaded.Book, loaded.Volatilities);
    }

    /// <summary>Starts screen and watch.</summary>
    /// <returns>Ends both, the screen first; each shows the last status once more.</returns>
    public IDisposable Start()
    {
        var watch = new EngineWatch(
            () => _engine.Status() with { Sinks = Sinks() }, _profit, _alerts, _alertWatch, _time);
        _display = new DashboardThread(Shown, _options.Console);
        watch.Start();
        _display.Start();
        return new Threads(_display, watch);
    }

    /// <summary>Reports the run; to be called after all threads have ended.</summary>
    /// <param name="endedBy">Reason for the end of the run.</param>
    public RunReport Report(string endedBy) =>
        _engine.Report(endedBy, _profit.Profit) with { Alerts = _alerts.Counts };

    /// <inheritdoc/>
    public void Dispose() => _alertFile?.Dispose();

    private EngineStatus Shown() => _engine.StatusWithLatencies().With(_profit.Profit) with
    {
        Sinks = Sinks(),
        Alerts = _alerts.Total,
        LastAlert = _alerts.LastLine,
    };

    private List<SinkStatus> Sinks()
    {
        List<SinkStatus> sinks =
        [
            .. _options.Sinks.Select(sink => new SinkStatus(sink.Name, sink.Failure)),
            new SinkStatus("display", _display?.Failure),
        ];
        if (_alertFile is not null)
            sinks.Add(new SinkStatus(_alertFile.Name, _alertFile.Failure));
        sinks.Add(new SinkStatus("fix.storeDirectory", _engine.StoreFailure?.Message));
        if (_log is not null)
            sinks.Add(new SinkStatus("fix.logFile", _log.Failure));
        return sinks;
    }

    private sealed record Threads(DashboardThread Display, EngineWatch Watch) : IDisposable
    {
        public void Dispose()
        {
            Display.Dispose();
            Watch.Dispose();
        }
    }
}
