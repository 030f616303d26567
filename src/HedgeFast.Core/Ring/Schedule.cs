namespace HedgeFast.Core.Ring;

/// <summary>
/// Places the four stages on threads, and what stands beside them each on a napping one of its own. Made before the
/// rings, so that each ring can be given the <see cref="Wakeup"/> of the stage that consumes it; the stages come with
/// <see cref="Start"/>.
/// </summary>
public sealed class Schedule : IDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BesidePatience = TimeSpan.FromSeconds(1);

    private readonly StageRole[][] _plan;
    private readonly IWaitStrategy[] _waits;
    private readonly ScheduleSettings _settings;
    private StageThread[] _threads = [];

    /// <summary>Lays out the threads without starting any.</summary>
    /// <exception cref="ArgumentException">The kind is inline (that is <see cref="InlineSchedule"/>) or unknown, or
    /// there are CPUs but fewer than threads.</exception>
    public Schedule(ScheduleSettings settings)
    {
        _settings = settings;
        _plan = Plan(settings.Kind);
        int bound = BoundThreads(settings.Kind);
        if (settings.Cpus.Count > 0 && settings.Cpus.Count < bound)
        {
            throw new ArgumentException(
                $"The schedule {settings.Kind} has {bound} threads; {settings.Cpus.Count} CPUs are given. Give one a "
                + "thread, or none.",
                nameof(settings));
        }

        // The journal waits for a disk, so it is alone everywhere; it can wait for its events too, and one that did not
        // sleep would take a CPU from the others.
        _waits =
        [
            .. _plan.Select(
                roles => roles.Contains(StageRole.Journal) ? new NappingWait() : WaitChoice.For(settings.Wait)),
        ];
    }

    /// <summary>The threads, once started, in flow order.</summary>
    public IReadOnlyList<StageThread> Threads => _threads;

    /// <summary>The first exception that ended a thread, or null.</summary>
    public Exception? Failure => FailedThread?.Failure;

    /// <summary>The first thread, in flow order, that an exception ended, or null.</summary>
    public StageThread? FailedThread => Array.Find(_threads, thread => thread.Failure is not null);

    /// <summary>Whether the thread of this stage has not failed.</summary>
    public bool Runs(StageRole stage) =>
        _threads.Length == 0 || _threads[Array.FindIndex(_plan, roles => roles.Contains(stage))].Failure is null;

    /// <summary>Which stages share which thread, in flow order.</summary>
    /// <exception cref="ArgumentException">The kind is inline or unknown.</exception>
    public static StageRole[][] Plan(ScheduleKind kind) => kind switch
    {
        ScheduleKind.OneCore => [[StageRole.Feed, StageRole.Core, StageRole.Orders], [StageRole.Journal]],
        ScheduleKind.TwoCore => [[StageRole.Feed, StageRole.Core], [StageRole.Orders], [StageRole.Journal]],
        ScheduleKind.Pinned => [[StageRole.Feed], [StageRole.Core], [StageRole.Orders], [StageRole.Journal]],
        ScheduleKind.Inline =>
            throw new ArgumentException(
                "The inline schedule has no threads of its own; use InlineSchedule.", nameof(kind)),
        _ => throw new ArgumentException($"There is no schedule {kind}.", nameof(kind)),
    };

    /// <summary>
    /// Threads that are given a CPU each where CPUs are named, in flow order: of two-core those two that do not sleep.
    /// </summary>
    public static int BoundThreads(ScheduleKind kind) => kind == ScheduleKind.TwoCore ? 2 : Plan(kind).Length;

    /// <summary>
    /// What a ring that this stage consumes must be given; null when the thread of the stage never sleeps, or wakes by
    /// itself.
    /// </summary>
    public IWakeup? Wakeup(StageRole consumer) => WaitOf(consumer) as IWakeup;

    /// <summary>How the thread of this stage waits.</summary>
    internal IWaitStrategy WaitOf(StageRole stage) => _waits[Array.FindIndex(_plan, roles => roles.Contains(stage))];

    /// <summary>
    /// Starts the threads, the last of the flow first, so that every ring has its consumer before its producer runs.
    /// </summary>
    /// <param name="feed">Ticks in.</param>
    /// <param name="core">The single-writer loop.</param>
    /// <param name="orders">Orders out, executions in.</param>
    /// <param name="journal">The record.</param>
    /// <param name="beside">What touches files or takes long: each on a thread of its own, so that none can hold up
    /// another.</param>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public void Start(IStage feed, IStage core, IStage orders, IStage journal, params IReadOnlyList<BesideStage> beside)
    {
        if (_threads.Length > 0)
            throw new InvalidOperationException("The schedule was started before.");
        IStage[] stages = [feed, core, orders, journal];
        IReadOnlyList<int> cpus = _settings.Cpus;
        _threads = [.. _plan.Select((roles, thread) =>
            new StageThread(
                [.. roles.Select(role => stages[(int)role])], _waits[thread], thread < cpus.Count ? cpus[thread] : -1)),
            .. beside.Select(stage => new StageThread([stage.Stage], new NappingWait(stage.NapMillis)))];
        foreach (StageThread thread in _threads.Reverse())
            thread.Start();
    }

    /// <summary>Declares warm-up over on every thread; see <see cref="StageThread.MarkWarm"/>.</summary>
    public void MarkWarm()
    {
        foreach (StageThread thread in _threads)
            thread.MarkWarm();
    }

    /// <summary>Declares the steady state over on every thread; see <see cref="StageThread.MarkCool"/>.</summary>
    public void MarkCool()
    {
        foreach (StageThread thread in _threads)
            thread.MarkCool();
    }

    /// <summary>
    /// Ends the threads one after another in flow order, each after it has emptied its rings, so that what one has
    /// published the next still handles. Those beside end together.
    /// </summary>
    /// <returns>Whether all have ended; false when a stage did not return within 5 s, or one beside within 1 s: it is
    /// left behind.</returns>
    public bool Stop()
    {
        bool ended = true;
        foreach (StageThread thread in _threads.Take(_plan.Length))
        {
            thread.RequestStop();
            ended &= thread.Join(StopPatience);
        }

        foreach (StageThread thread in _threads.Skip(_plan.Length))
            thread.RequestStop();
        foreach (StageThread thread in _threads.Skip(_plan.Length))
            ended &= thread.Join(BesidePatience);
        return ended;
    }

    /// <summary>Ends the threads like <see cref="Stop"/>.</summary>
    public void Dispose() => Stop();
}
