using System.Runtime.ExceptionServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Resume;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core;

/// <summary>
/// Wires the engine, in the order a tick passes through it.
/// <code>
/// bytes -> [1 feed] -> ring -> [2 loop: book, greeks, hedge, limits] -> ring -> [3 orders, FIX] -> bytes
///                                ^                    |                            |
///                                |                    +-> ring -> [4 journal]      |
///                                +--------------- ring: fills, session ------------+
/// </code>
/// </summary>
public sealed class Pipeline : IDisposable
{
    private const int FileNapMillis = 10;
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);

    private readonly Schedule? _schedule;
    private readonly InlineSchedule _inline;
    private readonly IStage[] _stages;
    private readonly ControlStage _control;
    private readonly KillSwitch _killSwitch = new();
    private readonly Refusals _refusals = new();
    private readonly KillFile _killFile;
    private readonly OperatorFile? _operatorFile;
    private readonly DayFile? _dayFile;
    private readonly JournalStage _journal;
    private readonly BesideStage[] _beside;
    private readonly IOrderPort _port;
    private bool _ended;

    /// <summary>Allocates everything the engine will ever use; nothing runs yet.</summary>
    /// <param name="settings">Resolved settings.</param>
    /// <param name="book">The options held.</param>
    /// <param name="port">The way to the exchange; the pipeline disposes it.</param>
    /// <param name="probes">Where latencies are recorded.</param>
    /// <param name="journalIdentity">Digest of settings and book, for the journal's header.</param>
    /// <param name="time">The clock; read by Feed, by the order port and by the timer only.</param>
    /// <param name="volatilities">Where they do not come from the book.</param>
    /// <param name="quotedOptions">Options that are quoted on the feed; the dense index of each is the number of
    /// instruments and its own in the book.</param>
    /// <param name="start">What the run goes on from; null goes on from nothing.</param>
    /// <exception cref="ArgumentException">The journal's or the order ring can't hold one batch.</exception>
    /// <exception cref="IOException">The journal can't be created.</exception>
    public Pipeline(
        HedgeSettings settings, OptionBook book, IOrderPort port, PipelineProbes probes, ulong journalIdentity,
        TimeProvider time,
        OptionVolatilities? volatilities = null, IReadOnlyList<Instrument>? quotedOptions = null,
        RunStart? start = null)
    {
        start ??= RunStart.First(time);
        RingSettings rings = settings.Rings;
        BatchRoom room = LoopStage.RoomFor(settings.Underlyings.Count, settings.Orders.MaxLive);
        if (rings.Journal < room.Records || rings.Order < room.Intents)
        {
            throw new ArgumentException(
                $"one batch needs {room.Records} slots in the journal's ring and {room.Intents} in the order ring; "
                + $"they have {rings.Journal} and {rings.Order}",
                nameof(settings));
        }

        if (rings.Execution < 2 * rings.Order)
        {
            throw new ArgumentException(
                $"the execution ring must hold twice as much as the order ring; they have {rings.Execution} and "
                + $"{rings.Order}",
                nameof(settings));
        }

        _schedule = settings.Schedule.Kind == ScheduleKind.Inline ? null : new Schedule(settings.Schedule);
        IWakeup? core = _schedule?.Wakeup(StageRole.Core);
        IWakeup? orders = _schedule?.Wakeup(StageRole.Orders);

        // The rings. The journal's thread is never woken: it looks every millisecond, and waking it would cost the loop
        // a system call a tick.
        MarketRing = new RingBuffer<MarketEvent>(rings.Market, wakeup: core);
        ExecutionRing = new RingBuffer<ExecutionEvent>(rings.Execution, wakeup: core);
        ControlRing = new RingBuffer<ControlEvent>(rings.Control, wakeup: core);
        OrderRing = new RingBuffer<OrderIntent>(rings.Order, wakeup: orders);
        JournalRing = new RingBuffer<JournalRecord>(rings.Journal);
        SolverRings? preparation = SolverRings.For(settings, book, quotedOptions ?? [], core);

        // 1. Bytes become market events.
        IMarketSink sink = preparation?.Split(MarketRing.Producer, settings.Instruments.Count)
            ?? new ToRing(MarketRing.Producer);
        Feed = new FeedStage(
            settings.Feed, [.. settings.Instruments, .. quotedOptions ?? []], sink, time,
            start.Carried?.LastMids(settings.Instruments.Count));

        // 2. Market, execution and control events become decisions and orders.
        Loop = HedgeLoop.Create(
            settings, book, OrderRing.Producer, JournalRing.Producer, probes.TickToDecision, volatilities,
            preparation?.Requests, start);
        var loop = new LoopStage(
            Loop, room, ControlRing.Consumer(0), ExecutionRing.Consumer(0), MarketRing.Consumer(0),
            JournalRing.Producer, OrderRing.Producer, preparation?.Results,
            new SwitchReader(_killSwitch, time), LoopStage.ReserveFor(rings.Journal, room));

        // 3. Orders become bytes; bytes become execution events.
        _port = port;
        Orders = new OrderStage(
            OrderRing.Consumer(0), ExecutionRing.Producer, OrderRing.Capacity, port, probes.TickToOrder, time,
            settings.Limits.StaleNanos);

        // 4. Everything consumed and decided becomes a record. It waits for a disk, so nothing else is on its thread.
        JournalWriter? writer = settings.JournalDirectory is null
            ? null
            : RunFolder.OpenJournal(settings.JournalDirectory, journalIdentity, start);
        _journal = new JournalStage(JournalRing.Consumer(0), writer);

        // 5. Beside them, each alone: the timer with what takes too long for the loop, which must not burden a thread
        // that carries ticks; and the files of operators.
        _control = new ControlStage(ControlRing.Producer, time);
        _killFile = new KillFile(_killSwitch, settings.Limits.KillFile, _control.Ask, _refusals, time);
        _operatorFile = settings.Limits.OperatorFile is { } requests
            ? new OperatorFile(
                _killSwitch, requests, [.. settings.Instruments.Select(instrument => instrument.Symbol)], Pass,
                _refusals, time, AverageRecords.Names(settings, book))
            : null;
        _dayFile = settings.Limits.DayFile is { } day ? new DayFile(day, Loop.Counters, time) : null;
        IStage control = preparation is null ? _control : new StageChain("control", _control, preparation.Stage);
        IStage?[] files = [_killFile, _operatorFile, _dayFile];
        _beside = [new(control), .. files.OfType<IStage>().Select(stage => new BesideStage(stage, FileNapMillis))];

        _stages = [Feed, loop, Orders, _journal];
        _inline = new InlineSchedule([.. _stages, .. _beside.Select(stage => stage.Stage)]);
        if (start.Carried is { Totals.IsKilled: true })
            _killSwitch.Kill();
        _killFile.Follow();
        if (settings.Limits.DayFile is { } kept && DayProfitFile.Read(kept) is var (dayStart, profit))
            _control.CarryDay(dayStart, profit);
    }

    /// <summary>Stands in for the journal's disk; see <see cref="JournalStage.Disk"/>.</summary>
    internal Action? JournalDisk { set => _journal.Disk = value; }

    /// <summary>Ticks in.</summary>
    public FeedStage Feed { get; }

    /// <summary>The loop; other threads may read its <see cref="HedgeLoop.Counters"/> only.</summary>
    public HedgeLoop Loop { get; }

    /// <summary>Orders out.</summary>
    public OrderStage Orders { get; }

    /// <summary>Feed to loop.</summary>
    public RingBuffer<MarketEvent> MarketRing { get; }

    /// <summary>Order port to loop.</summary>
    public RingBuffer<ExecutionEvent> ExecutionRing { get; }

    /// <summary>Timer and operator to loop.</summary>
    public RingBuffer<ControlEvent> ControlRing { get; }

    /// <summary>Loop to order port.</summary>
    public RingBuffer<OrderIntent> OrderRing { get; }

    /// <summary>Loop to journal.</summary>
    public RingBuffer<JournalRecord> JournalRing { get; }

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

    /// <summary>
    /// Why the journal can't be written any more; null while it is. The engine runs on without it so that it can be
    /// stopped in order. Any thread.
    /// </summary>
    public Exception? JournalFailure => _journal.Failure;

    /// <summary>Records that the journal has taken, those it could not write included. Any thread.</summary>
    public long JournalTaken => _journal.Taken;

    /// <summary>Records left out since the journal can't be written. Any thread.</summary>
    public long JournalLost => _journal.Lost;

    /// <summary>
    /// What is wrong with the kill file, the operator file or the day's, in words; null while all is well. Any thread.
    /// </summary>
    public string? KillFileFailure => _killFile.Failure ?? _operatorFile?.Failure ?? _dayFile?.Failure;

    /// <summary>Requests of operators that were refused before they reached the loop. Any thread.</summary>
    public long RequestsRefused => _refusals.Count;

    /// <summary>Words for the last of them; null before the first. Any thread.</summary>
    public string? LastRequestRefused => _refusals.Last;

    /// <summary>
    /// Threads that did not return at the end and were left behind, a hung disk's as a rule; null when all have. After
    /// <see cref="End"/>.
    /// </summary>
    public string? LeftBehind { get; private set; }

    /// <summary>Digest of the loop's state; to be read after <see cref="End"/>.</summary>
    public ulong StateHash => Loop.StateHash();

    /// <summary>Starts the threads. On the inline schedule there are none: call <see cref="RunRound"/>.</summary>
    public void Start() => _schedule?.Start(_stages[0], _stages[1], _stages[2], _stages[3], _beside);

    /// <summary>Inline schedule only: gives every stage one turn on the calling thread.</summary>
    public int RunRound() => _inline.RunRound();

    /// <summary>Declares warm-up over: managed bytes are counted from here.</summary>
    public void MarkWarm() => _schedule?.MarkWarm();

    /// <summary>
    /// Declares the steady state over: what stopping allocates is not counted. Waits until every thread of the flow but
    /// the journal's, which a disk may hold, has taken its reading.
    /// </summary>
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

    /// <summary>
    /// Kills: everything alive is cancelled and nothing more is sent until a person re-arms. Any thread, also a
    /// signal's; touches no lock, file or ring.
    /// </summary>
    public void Kill() => _killSwitch.Kill();

    /// <summary>
    /// A person releases the kill switch and every latched limit; trading begins again once every order's state is
    /// known. Void when there is a kill after this call, and refused where the kill file can't be removed. Any thread.
    /// </summary>
    /// <param name="name">Who; not empty. It goes to the journal.</param>
    public void Rearm(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _killFile.Rearm(OperatorName.Of(name), _killSwitch.Kills);
    }

    /// <summary>
    /// Says what book and hedge have gained since the start, quote currency; journaled, and counted towards the day's
    /// loss. Any thread.
    /// </summary>
    public void MarkBook(double profit) => _control.MarkBook(profit);

    /// <summary>Changes a limit at once; journaled with the name. Any thread.</summary>
    public void SetLimit(LimitKey key, double value, string name) => _control.SetLimit(key, value, name);

    /// <summary>Step one of an orderly stop: no new orders, cancel what works. Any thread.</summary>
    public void RequestStop() => _killSwitch.RequestStop();

    /// <summary>Whether the stop was begun and nothing we sent can still fill. Any thread.</summary>
    public bool IsQuiet =>
        Volatile.Read(ref Loop.Counters.Stopping) != 0
            && Volatile.Read(ref Loop.Counters.LiveOrders) == 0
            && OrderRing.Depth == 0;

    /// <summary>Step two: logs out. Any thread; the order stage carries it out.</summary>
    public void RequestLogout() => _port.RequestLogout();

    /// <summary>Whether the session has ended.</summary>
    public bool IsLoggedOut => _port.IsLoggedOut;

    /// <summary>
    /// Step three: ends the threads in flow order, closes the journal with the state hash. Call once;
    /// <see cref="Dispose"/> does it otherwise.
    /// </summary>
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
            _operatorFile?.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();

        // A thread that was left behind may use them still; they go with the process.
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

        _dayFile?.Keep();
        _journal.Close();
    }

    // From the operator file. A re-arm has to pass the kill file first.
    private void Pass(ControlEvent request)
    {
        if (request.Kind == ControlKind.Rearm)
            _killFile.Rearm(request.Operator, request.Lots);
        else
            _control.Ask(request);
    }

    private sealed class ToRing(RingProducer<MarketEvent> ring) : IMarketSink
    {
        public bool TryPublish(in MarketEvent e) => ring.TryPublish(e);
    }
}
