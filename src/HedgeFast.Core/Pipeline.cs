using System.Runtime.ExceptionServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Resume;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Os;

namespace HedgeFast.Core;

/// <summary>The engine, wired in the order in which a tick passes through it.</summary>
/// <remarks>
/// <code>
/// bytes -> [feed] -> ring -> [loop: book, greeks, hedge, limits] -> ring -> [orders, FIX] -> bytes
///                             ^                   |                             |
///                             |                   +-> ring -> [journal]         |
///                             +-------------- ring: fills, session -------------+
/// </code>
/// </remarks>
public sealed class Pipeline : IDisposable
{
    private const int FileNapMillis = 10;
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);

    private readonly Schedule? _schedule;
    private readonly InlineSchedule _inline;
    private readonly IStage[] _stages;
    private readonly BesideStage[] _beside;
    private readonly JournalStage _journal;
    private readonly IOrderPort _port;
    private bool _ended;

    /// <summary>Allocates everything that the engine will ever use; nothing runs yet.</summary>
    /// <param name="settings">Resolved settings.</param>
    /// <param name="book">The options held.</param>
    /// <param name="port">The way to the exchange; the pipeline disposes it.</param>
    /// <param name="probes">Records of the latencies.</param>
    /// <param name="journalIdentity">Digest of settings and book, for the journal's header.</param>
    /// <param name="machine">Clock, network and disk; used by feed, order port, timer and file stages only.</param>
    /// <param name="volatilities">Surfaces or smiles; null for the volatilities of the book.</param>
    /// <param name="quotedOptions">Options quoted on the feed; the dense index of each is the number of instruments
    /// plus its index in the book.</param>
    /// <param name="start">The run's number and the snapshot resumed from; null begins without a position.</param>
    /// <exception cref="ArgumentException">The journal's or the order ring can't hold one batch.</exception>
    /// <exception cref="IOException">The journal can't be created.</exception>
    public Pipeline(
        HedgeSettings settings, OptionBook book, IOrderPort port, PipelineProbes probes, ulong journalIdentity,
        Machine machine, OptionVolatilities? volatilities = null, IReadOnlyList<Instrument>? quotedOptions = null,
        RunStart? start = null)
    {
        TimeProvider time = machine.Time;
        start ??= RunStart.First(time);
        var killSwitch = new KillSwitch();

        // 1. The schedule comes first: each ring wakes the thread of the stage that reads it.
        _schedule = settings.Schedule.Kind == ScheduleKind.Inline ? null : new Schedule(settings.Schedule);

        // 2. The rings, and between them the loop: events become decisions and orders.
        Rings = new LoopRings(settings, book, new LoopWiring
        {
            TickToDecision = probes.TickToDecision,
            Volatilities = volatilities,
            QuotedOptions = quotedOptions ?? [],
            Start = start,
            KillSwitch = new SwitchReader(killSwitch, time),
            WakesLoop = _schedule?.Wakeup(StageRole.Core),
            WakesOrders = _schedule?.Wakeup(StageRole.Orders),
        });

        // 3. Feed: bytes become market events.
        Feed = new FeedStage(
            settings.Feed, [.. settings.Instruments, .. quotedOptions ?? []], Rings.Sink, machine,
            start.Snapshot?.LastMids(settings.Instruments.Count));

        // 4. Orders: orders become bytes; bytes become execution events.
        _port = port;
        Orders = new OrderStage(
            Rings.Order.Consumer(0), Rings.Execution.Producer, Rings.Order.Capacity, port, probes.TickToOrder, time,
            settings.Limits.StaleNanos);

        // 5. Journal: events and decisions become records.
        _journal = Rings.RecordTo(
            settings.JournalDirectory is { } folder
                ? RunFolder.OpenJournal(machine.Disk, folder, journalIdentity, start)
                : null);

        // 6. Control: an operator's words become control events.
        Control = new EngineControl(
            killSwitch, Rings.Control.Producer, Loop.Counters, FilesOf(settings, book), machine);

        // 7. Threads: four stages in flow order. Beside them the timer with the solver, too slow for a thread that
        // carries ticks, and each file alone, because a file system may hang.
        IStage timer = Rings.Solver is { } solver
            ? new StageChain("control", Control.Stage, solver.Stage)
            : Control.Stage;
        _beside = [new(timer), .. Control.FileStages.Select(stage => new BesideStage(stage, FileNapMillis))];
        _stages = [Feed, Rings.Stage, Orders, _journal];
        Stages = [.. _stages, .. _beside.Select(stage => stage.Stage)];
        _inline = new InlineSchedule(Stages);
        Control.Begin(isKilled: start.Snapshot is { Totals.IsKilled: true });
    }

    /// <summary>Stands in for the journal's disk; see <see cref="JournalStage.Disk"/>.</summary>
    internal Action? JournalDisk { set => _journal.Disk = value; }

    /// <summary>Every stage: feed, loop, orders and journal, then those beside the flow.</summary>
    internal IReadOnlyList<IStage> Stages { get; }

    /// <summary>Kill, re-arm, stop and limits, while the engine runs.</summary>
    public EngineControl Control { get; }

    /// <summary>The rings, and the loop between them.</summary>
    public LoopRings Rings { get; }

    /// <summary>Ticks in.</summary>
    public FeedStage Feed { get; }

    /// <summary>The loop; other threads may read its <see cref="HedgeLoop.Counters"/> only.</summary>
    public HedgeLoop Loop => Rings.Loop;

    /// <summary>Orders out.</summary>
    public OrderStage Orders { get; }

    /// <summary>The threads; empty before the start and on the inline schedule.</summary>
    public IReadOnlyList<StageThread> Threads => _schedule?.Threads ?? [];

    /// <summary>The exception that ended a thread, or null.</summary>
    public Exception? Failure => _schedule?.Failure;

    /// <summary>
    /// Whether orders can still be cancelled: neither the loop's thread nor the one of the orders has failed. Any
    /// thread.
    /// </summary>
    public bool CanCancel => _schedule is null || (_schedule.Runs(StageRole.Core) && _schedule.Runs(StageRole.Orders));

    /// <summary>Whether the session can still be logged out. Any thread.</summary>
    public bool CanLogOut => _schedule is null || _schedule.Runs(StageRole.Orders);

    /// <summary>The fault that ended the journal; null without one. Any thread.</summary>
    /// <remarks>The engine runs on without a journal, so that it can be stopped in order.</remarks>
    public Exception? JournalFailure => _journal.Failure;

    /// <summary>Records drained by the journal's stage, those lost included. Any thread.</summary>
    public long JournalTaken => _journal.Taken;

    /// <summary>Records left out since the journal can't be written. Any thread.</summary>
    public long JournalLost => _journal.Lost;

    /// <summary>
    /// Threads left behind at the end, as a rule a hung disk's; null when all have ended. After <see cref="End"/>.
    /// </summary>
    public string? LeftBehind { get; private set; }

    /// <summary>Digest of the loop's state; to be read after <see cref="End"/>.</summary>
    public ulong StateHash => Loop.StateHash();

    /// <summary>Starts the threads. On the inline schedule there are none: call <see cref="RunRound"/>.</summary>
    public void Start() => _schedule?.Start(_stages[0], _stages[1], _stages[2], _stages[3], _beside);

    /// <summary>Inline schedule only: gives every stage one turn on the calling thread.</summary>
    public int RunRound() => _inline.RunRound();

    /// <summary>Ends the warm-up: managed bytes are counted from here.</summary>
    public void MarkWarm() => _schedule?.MarkWarm();

    /// <summary>
    /// Ends the steady state, and waits until every thread of the flow has read its allocation counter.
    /// </summary>
    /// <remarks>
    /// Bytes allocated by stopping are not counted. The journal's thread, which a disk may hold, is not waited for.
    /// </remarks>
    /// <returns>Whether all have; false when a thread did not come round in time.</returns>
    public bool MarkCool()
    {
        _schedule?.MarkCool();
        return SpinWait.SpinUntil(
            () =>
                !Threads.Take(_stages.Length).Any(thread => thread.IsRunning
                    && thread.IsMarkPending
                    && thread.Name != _journal.Name),
            TimeSpan.FromSeconds(1));
    }

    /// <summary>Whether the stop has begun and no order of ours can still fill. Any thread.</summary>
    public bool IsQuiet =>
        Volatile.Read(ref Loop.Counters.Stopping) != 0
            && Volatile.Read(ref Loop.Counters.LiveOrders) == 0
            && Rings.Order.Depth == 0;

    /// <summary>Step two of a stop: logs out. Any thread; the order stage does the work.</summary>
    public void RequestLogout() => _port.RequestLogout();

    /// <summary>Whether the session has ended.</summary>
    public bool IsLoggedOut => _port.IsLoggedOut;

    /// <summary>
    /// Step three of a stop: ends the threads in flow order and closes the journal with the state hash. Call once.
    /// </summary>
    /// <remarks><see cref="Dispose"/> calls it otherwise.</remarks>
    public void End()
    {
        if (_ended)
            return;
        _ended = true;
        if (_schedule is null)
        {
            _inline.RunUntilIdle(1024);
            CloseJournal();
        }
        else if (_schedule.Stop())
        {
            CloseWithin();
        }
        else
        {
            LeftBehind = string.Join(", ", Threads.Where(thread => thread.IsRunning).Select(thread => thread.Name));
            if (!Threads.Take(_stages.Length).Any(thread => thread.IsRunning))
                CloseWithin();
        }

        if (LeftBehind is null)
            Control.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();

        // A thread left behind may still use feed and port; the process ends them.
        if (Threads.Take(_stages.Length).Any(thread => thread.IsRunning && thread.Name != _journal.Name))
            return;
        Feed.Dispose();
        if (_schedule is null)
            _port.Dispose();
        else
            RunWithin(ClosePatience, "closing", _port.Dispose);
    }

    private void CloseWithin()
    {
        if (!RunWithin(ClosePatience, _journal.Name, CloseJournal))
            LeftBehind = _journal.Name;
    }

    // On a thread that can be left behind: the disk may hang now.
    private static bool RunWithin(TimeSpan patience, string name, Action close)
    {
        ExceptionDispatchInfo? failure = null;
        var closing = new Thread(() =>
        {
            try
            {
                close();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        })
        { IsBackground = true, Name = name };
        closing.Start();
        bool ended = closing.Join(patience);
        if (ended)
            failure?.Throw();
        return ended;
    }

    private void CloseJournal()
    {
        if (Failure is null)
        {
            Loop.MayLoseRecords = true;
            Loop.EndRun();
            _journal.DoWork();
        }

        Control.KeepDay();
        _journal.Close();
    }

    private static ControlFiles FilesOf(HedgeSettings settings, OptionBook book) => new()
    {
        Kill = settings.Limits.KillFile,
        Operator = settings.Limits.OperatorFile,
        Day = settings.Limits.DayFile,
        Symbols = [.. settings.Instruments.Select(instrument => instrument.Symbol)],
        Averages = AverageRecords.Names(settings, book),
    };
}

/// <summary>Records of the engine's latencies; each has one writing thread.</summary>
/// <param name="TickToDecision">From the tick's receive stamp to the end of the decision it caused.</param>
/// <param name="TickToOrder">From the tick's receive stamp to the order's bytes handed to the kernel.</param>
public sealed record PipelineProbes(LatencyProbe TickToDecision, LatencyProbe TickToOrder)
{
    /// <summary>Records nothing.</summary>
    public static PipelineProbes Off { get; } = new(LatencyProbe.Off, LatencyProbe.Off);
}
