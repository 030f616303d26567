using HedgeFast.Config;
using HedgeFast.Core;
using HedgeFast.Core.Orders.Fix;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Resume;
using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;
using HedgeFast.Monitor;
using HedgeFast.Report;
using HedgeFast.Venue;

namespace HedgeFast.Engine;

/// <summary>An engine with its FIX session: starts, stops in order, shows its status, reports.</summary>
internal sealed class RunningEngine : IDisposable
{
    private readonly ResolvedConfig _config;
    private readonly VenueHost? _venue;
    private readonly HdrLatencyRecorder _tickToDecision = new();
    private readonly HdrLatencyRecorder _tickToOrder = new();
    private readonly FixOrderPort _port;
    private readonly TimeProvider _time;
    private readonly StatusReader _status;
    private readonly AllocationMeter _allocations;
    private long _startStamp;
    private bool _rehearsed;
    private int _collectionsAtStart;

    /// <summary>Builds the engine; <see cref="Start"/> runs it.</summary>
    /// <param name="config">Configuration, with the ports that are really in use.</param>
    /// <param name="loaded">The options and their volatilities.</param>
    /// <param name="journalIdentity">Digest of settings and book.</param>
    /// <param name="venue">The exchange in this process, or null.</param>
    /// <param name="machine">Clock, network and disk.</param>
    /// <param name="start">The run to resume; null starts from nothing.</param>
    public RunningEngine(
        ResolvedConfig config, LoadedBook loaded, ulong journalIdentity, VenueHost? venue, Machine machine,
        RunStart? start = null)
    {
        TimeProvider time = machine.Time;
        start ??= RunStart.First(time);
        _config = config;
        _venue = venue;
        _time = time;
        _startStamp = time.GetTimestamp();
        HedgeSettings settings = config.Settings;
        _port = new FixOrderPort(
            settings.Instance, settings.Instruments, config.FixSession, config.FixEndpoint, machine, start.BirthMillis,
            settings.Orders.Account);
        var probes = new PipelineProbes(
            new LatencyProbe(_tickToDecision, time), new LatencyProbe(_tickToOrder, time));
        try
        {
            Pipeline = new Pipeline(
                settings, loaded.Book, _port, probes, journalIdentity, machine, loaded.Volatilities, loaded.Quoted,
                start);
        }
        catch
        {
            _port.Dispose();
            throw;
        }

        _status = new StatusReader(config, loaded.Book.Symbols.ToArray(), Pipeline, _port);
        _allocations = new AllocationMeter(Pipeline, settings.Schedule.Kind);
    }

    /// <summary>The engine.</summary>
    public Pipeline Pipeline { get; }

    /// <summary>The session to the exchange; to be read between rounds.</summary>
    public FixSession Session => _port.FixSession;

    /// <summary>Whether the exchange said that the market is closed.</summary>
    public bool IsMarketClosed => Volatile.Read(ref Pipeline.Loop.Counters.MarketClosed) != 0;

    /// <summary>Fault of the FIX message store, out of room as a rule; null without one. Any thread.</summary>
    public IOException? StoreFailure =>
        _port.StoreFailure is { } why ? new IOException($"the FIX message store can't be written: {why}") : null;

    /// <summary>The last fault of either connection, or null.</summary>
    public string? LastError => _port.LastError ?? Pipeline.Feed.LastError;

    /// <summary>Starts the threads, on a heap without the garbage of the start and with room set aside.</summary>
    /// <param name="rehearsed">Whether a rehearsal warmed the code: then bytes count from the first tick on.</param>
    public void Start(bool rehearsed = false)
    {
        _rehearsed = rehearsed;
        _startStamp = _time.GetTimestamp();
        SetMemoryAside(_config.BytesUntilCollection);
        _collectionsAtStart = Collections();
        Pipeline.Start();
    }

    /// <summary>Declares warm-up over once enough has happened. To be called now and then.</summary>
    public void WatchWarmUp() => _allocations.Watch(_rehearsed);

    /// <summary>Stops in order: no new orders, working ones cancelled and confirmed, logout.</summary>
    /// <remarks>
    /// Orders and a session that do not end in time are left, and the report shows them. The threads run until
    /// <see cref="Core.Pipeline.End"/>.
    /// </remarks>
    /// <param name="cancelPatience">Longest wait for the last order's end.</param>
    /// <param name="logoutPatience">Longest wait for the session's.</param>
    /// <param name="pass">Lets time pass between two looks; null sleeps a millisecond.</param>
    public void StopInOrder(TimeSpan cancelPatience, TimeSpan logoutPatience, Action? pass = null)
    {
        Pipeline.MarkCool();
        Pipeline.Control.RequestStop();
        WaitFor(() => Pipeline.IsQuiet || !Pipeline.CanCancel, cancelPatience, pass);
        Pipeline.RequestLogout();
        WaitFor(() => Pipeline.IsLoggedOut || !Pipeline.CanLogOut, logoutPatience, pass);
    }

    /// <summary>Reads the status; latencies, profit, alerts and sinks are left out. Any thread.</summary>
    public EngineStatus Status() => _status.Read() with
    {
        ElapsedSeconds = _time.GetElapsedTime(_startStamp).TotalSeconds,
        TapeFraction = _venue?.TapeFraction ?? double.NaN,
    };

    /// <summary>Reads the status with its latencies, some microseconds slower. One thread at a time.</summary>
    public EngineStatus StatusWithLatencies() => Status() with
    {
        TickToDecision = _tickToDecision.Read(),
        TickToOrder = _tickToOrder.Read(),
    };

    /// <summary>Reports the run; to be called after the threads have ended.</summary>
    /// <param name="endedBy">Reason for the end of the run.</param>
    /// <param name="profit">Profit as marked last; null when it never was.</param>
    public RunReport Report(string endedBy, MarkedProfit? profit = null)
    {
        EngineStatus status = StatusWithLatencies().With(profit);
        (double bytesPerTick, double bytesPerOrder) = _allocations.Read();
        PositionLedger ledger = Pipeline.Loop.Ledger;
        Func<int, long>? venuePosition = _venue is { } venue ? venue.PositionLots : null;
        RunReport report = new RunReporter(_config, status).Report(venuePosition);
        return report with
        {
            // From the ledger: the counters are as of the last whole batch, and without one they have no positions.
            Fills = ledger.Fills,
            Rejects = ledger.Rejects,
            Instruments =
            [
                .. report.Instruments.Select((each, i) => each with { EnginePosition = ledger.FilledLots(i) }),
            ],
            CostSpread = ledger.SpreadCost,
            CostFees = ledger.FeeCost,
            TickToDecisionNanos = status.TickToDecision,
            TickToOrderNanos = status.TickToOrder,
            BytesPerTick = bytesPerTick,
            BytesPerOrder = bytesPerOrder,
            GcCollections = Collections() - _collectionsAtStart,
            StateHash = $"{Pipeline.StateHash:x16}",
            ElapsedSeconds = status.ElapsedSeconds,
            EndedBy = endedBy,
            JournalLost = Pipeline.JournalFailure is null ? null : Pipeline.JournalLost,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => Pipeline.Dispose();

    // Both ways collect first. When the room is used up, collections simply begin.
    private static void SetMemoryAside(long bytes)
    {
        try
        {
            if (bytes > 0 && GC.TryStartNoGCRegion(bytes))
                return;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or InvalidOperationException)
        {
            // More than the machine's heap may hold, or another run in this process has set memory aside already.
        }

        GC.Collect();
    }

    private void WaitFor(Func<bool> condition, TimeSpan patience, Action? pass)
    {
        pass ??= static () => Thread.Sleep(1);
        long started = _time.GetTimestamp();
        while (!condition() && _time.GetElapsedTime(started) < patience)
            pass();
    }

    private static int Collections() => GC.CollectionCount(0);
}
