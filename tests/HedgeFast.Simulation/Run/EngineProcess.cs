using HedgeFast.Config;
using HedgeFast.Core;
using HedgeFast.Core.Resume;
using HedgeFast.Core.Ring;
using HedgeFast.Engine;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Profiles;
using HedgeFast.Monitor;
using HedgeFast.Monitor.Watch;
using HedgeFast.Simulation.Kernel;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Run;

/// <summary>One process of the engine: the program's own engine, journal and alerts over a simulated machine.</summary>
internal sealed class EngineProcess
{
    /// <summary>Least time between two lines of an alert.</summary>
    public static readonly TimeSpan AlertRepeat = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan StepEvery = TimeSpan.FromSeconds(1);

    private readonly AlertLog _alerts;
    private readonly AlertWatch _watch;
    private readonly ProfitWatch _profit;
    private readonly TimeProvider _time;
    private readonly long _started;
    private long _stepped;

    /// <summary>Starts the engine: resumes from the journal on the disk, or begins one.</summary>
    /// <param name="plan">The world.</param>
    /// <param name="machine">The machine as this process sees it.</param>
    /// <param name="gate">The gate of its system calls.</param>
    /// <param name="alerts">Receives the alerts' lines.</param>
    /// <exception cref="Exception">It refuses to start.</exception>
    public EngineProcess(WorldPlan plan, Machine machine, ProcessGate gate, TextWriter alerts)
    {
        _time = machine.Time;
        Gate = gate;
        ResolvedConfig config = ConfigOf(plan);
        long now = machine.Time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        bool resumes = RunFolder.HasJournal(machine.Disk, WorldPlan.Journal);
        LoadedBook loaded = LoadedBook.Make(
            plan.BookCsv, "book.csv", null, null, plan.Settings.Underlyings, resumes ? null : now);
        (ulong identity, RunStart? start) = RunJournal.Open(config, loaded, now, resumes: true, machine, _ => { });
        Start = start;
        Engine = new RunningEngine(config, loaded, identity, venue: null, machine, start);
        _alerts = new AlertLog(alerts, null, AlertRepeat, machine.Time);
        _watch = new AlertWatch(_alerts, plan.Settings.Limits, machine.Time);
        _profit = new ProfitWatch(Engine.Pipeline, plan.Settings, loaded.Book, loaded.Volatilities);
        _started = _stepped = _time.GetTimestamp();
    }

    /// <summary>Time since its start.</summary>
    public TimeSpan Age => _time.GetElapsedTime(_started);

    public ProcessGate Gate { get; }

    /// <summary>The run resumed from; null for a first one.</summary>
    public RunStart? Start { get; }

    public RunningEngine Engine { get; }

    public Pipeline Pipeline => Engine.Pipeline;

    /// <summary>Alerts raised, by name.</summary>
    public IReadOnlyDictionary<string, long> Alerts => _alerts.Counts;

    /// <summary>Gives each stage of a mask one turn.</summary>
    /// <param name="without">Stages without a turn: bit i is stage i of the pipeline.</param>
    /// <returns>Work done.</returns>
    public int Round(uint without)
    {
        int work = 0;
        IReadOnlyList<IStage> stages = Pipeline.Stages;
        for (int i = 0; i < stages.Count; i++)
        {
            if ((without >> i & 1) == 0)
                work += stages[i].DoWork();
        }

        return work;
    }

    /// <summary>Raises or clears alerts, and each second marks book and hedge.</summary>
    /// <param name="shown">Changes what the watch sees; null, as a rule, changes nothing.</param>
    public void Look(Func<EngineStatus, EngineStatus>? shown = null)
    {
        if (!_profit.HasStarted || _time.GetElapsedTime(_stepped) >= StepEvery)
        {
            _stepped = _time.GetTimestamp();
            _profit.Step();
        }

        EngineStatus status = Engine.Status();
        status = status with { WatchFailure = _profit.Failure ?? status.WatchFailure };
        _watch.Look(shown is null ? status : shown(status));
    }

    /// <summary>Writes the alerts that wait.</summary>
    public void FlushAlerts() => _alerts.Flush();

    private static ResolvedConfig ConfigOf(WorldPlan plan) => new()
    {
        Name = "simulation",
        Settings = plan.Settings,
        FixSession = plan.Session,
        FixEndpoint = plan.Endpoint,
        FixProfile = VenueProfiles.Generic44,
        FixTls = null,
        FixDictionary = null,
        FixLogFile = null,
        Venue = null!,
        BookFile = "book.csv",
        SurfaceFile = null,
        BookAsOfNanos = null,
        BytesUntilCollection = 0,
        AlertFile = null,
        AlertRepeat = AlertRepeat,
        WarmUpSeconds = 0,
        StopWhenClosed = false,
        TemporaryDirectory = null,
        Notes = [],
        Entries = [],
    };
}
