namespace HedgeFast.Watch;

/// <summary>The thread that watches over a run: alerts twenty times a second, profit once. It reads what the engine's threads write anyway, and nothing of the engine waits for it.</summary>
internal sealed class EngineWatch : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StepEvery = TimeSpan.FromSeconds(1);

    private readonly Func<EngineSigns> _poll;
    private readonly ProfitWatch _profit;
    private readonly AlertLog _log;
    private readonly AlertWatch _alerts;
    private readonly ManualResetEventSlim _stop = new();
    private readonly TimeProvider _time;
    private readonly Thread _thread;

    /// <summary>Prepares the thread; <see cref="Start"/> runs it.</summary>
    /// <param name="poll">Gives the engine's signs; called on this thread.</param>
    /// <param name="profit">Takes the profit.</param>
    /// <param name="log">Where alerts go.</param>
    /// <param name="alerts">Looks for them.</param>
    /// <param name="time">The clock.</param>
    public EngineWatch(Func<EngineSigns> poll, ProfitWatch profit, AlertLog log, AlertWatch alerts, TimeProvider time)
    {
        (_poll, _profit, _log, _alerts, _time) = (poll, profit, log, alerts, time);
        _thread = new Thread(Run) { IsBackground = true, Name = "watch" };
    }

    /// <summary>Starts watching.</summary>
    public void Start() => _thread.Start();

    /// <summary>Looks once more and ends the thread; what was not written yet is.</summary>
    public void Dispose()
    {
        _stop.Set();
        if (_thread.IsAlive) _thread.Join();
        _stop.Dispose();
    }

    private void Run()
    {
        long stepped = _time.GetTimestamp();
        bool ended;
        do
        {
            ended = _stop.Wait(LookEvery);
            if (ended || !_profit.HasStarted || _time.GetElapsedTime(stepped) >= StepEvery)
            {
                stepped = _time.GetTimestamp();
                _profit.Step();
            }

            EngineSigns signs = _poll();
            _alerts.Look(signs with { WatchFailure = _profit.Failure ?? signs.WatchFailure });
        }
        while (!ended);
        _log.Flush();
    }
}
