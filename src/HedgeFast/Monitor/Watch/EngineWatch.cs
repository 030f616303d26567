using HedgeFast.Sinks;

namespace HedgeFast.Monitor.Watch;

/// <summary>Thread that watches a run: alerts twenty times a second, profit once.</summary>
/// <remarks>
/// It reads what the engine's threads write anyway; nothing of the engine waits for it, and its own faults end nothing.
/// </remarks>
internal sealed class EngineWatch : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StepEvery = TimeSpan.FromSeconds(1);

    // The day's file may lie on a disk that hangs; the end of the run does not wait for it longer than this.
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);

    private readonly Func<EngineStatus> _poll;
    private readonly ProfitWatch _profit;
    private readonly AlertLog _log;
    private readonly AlertWatch _alerts;
    private readonly ManualResetEventSlim _stop = new();
    private readonly TimeProvider _time;
    private readonly GuardedThread _thread;
    private string? _failure;
    private long _stepped;

    /// <summary>Prepares the thread; <see cref="Start"/> runs it.</summary>
    /// <param name="poll">Reads the engine's status; called on this thread.</param>
    /// <param name="profit">Marks book and hedge to market.</param>
    /// <param name="log">Receives the alerts.</param>
    /// <param name="alerts">Raises them.</param>
    /// <param name="time">The clock.</param>
    public EngineWatch(
        Func<EngineStatus> poll, ProfitWatch profit, AlertLog log, AlertWatch alerts, TimeProvider time)
    {
        _poll = poll;
        _profit = profit;
        _log = log;
        _alerts = alerts;
        _time = time;
        _thread = new GuardedThread("watch", Run);
    }

    /// <summary>Starts watching.</summary>
    public void Start() => _thread.Start();

    /// <summary>Looks once more, writes the alerts that wait, and ends the thread.</summary>
    public void Dispose()
    {
        _stop.Set();
        if (_thread.Join(EndPatience))
            _stop.Dispose();
    }

    private void Run()
    {
        _stepped = _time.GetTimestamp();
        bool ended;
        do
        {
            ended = _stop.Wait(LookEvery);
            _failure = null;
            Try(() => Step(ended));
            Try(Look);
        }
        while (!ended);
        Try(_log.Flush);
    }

    private void Step(bool ended)
    {
        if (!ended && _profit.HasStarted && _time.GetElapsedTime(_stepped) < StepEvery)
            return;
        _stepped = _time.GetTimestamp();
        _profit.Step();
    }

    private void Look()
    {
        EngineStatus status = _poll();
        _alerts.Look(status with { WatchFailure = _failure ?? _profit.Failure ?? status.WatchFailure });
    }

    // A fault of one look is an alert, and the next look is made all the same: a watch that has ended tells nothing.
    private void Try(Action look)
    {
        try
        {
            look();
        }
        catch (Exception failure)
        {
            _failure = failure.Message;
            _log.Condition(AlertKind.WatchFailed, true, failure.Message);
        }
    }
}
