using System.Text;
using HedgeFast.Config;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;
using HedgeFast.Monitor.Dashboard;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;
using HedgeFast.Report;
using HedgeFast.Venue;
using HedgeFast.Monitor.Watch;

namespace HedgeFast.Engine;

/// <summary>An engine at work, and what can be seen of it from outside.</summary>
internal sealed class RunningEngine : IDisposable
{
    // Without a rehearsal: by then the code of every stage has run hot, and what it allocates from here on it would allocate for ever.
    private const long WarmTicks = 2_000;
    private const long WarmOrders = 20;

    private const string MarkMissing = "the book has not been valued for 30 s, so that nobody sees the day's loss; hedging goes on because limits.maxDayLoss is derived: "
        + "see which option lacks a price or a volatility, or give the limit a value, which then refuses orders in this case";

    private readonly ResolvedConfig _config;
    private readonly VenueHost? _venue;
    private readonly string[] _symbols;
    private readonly HdrLatencyRecorder _tickToDecision = new();
    private readonly HdrLatencyRecorder _tickToOrder = new();
    private readonly FixOrderPort _port;
    private readonly TimeProvider _time;
    private long _startStamp;
    private bool _rehearsed;
    private int _collectionsAtStart;
    private long _warmTicks;
    private long _warmOrders;
    private bool _warm;

    /// <summary>Builds the engine; <see cref="Start"/> runs it.</summary>
    /// <param name="config">Configuration, with the ports that are really in use.</param>
    /// <param name="loaded">The options and their volatilities.</param>
    /// <param name="journalIdentity">Digest of settings and book.</param>
    /// <param name="venue">The exchange in this process, or null.</param>
    /// <param name="time">The clock.</param>
    /// <param name="start">What the run goes on from; null goes on from nothing.</param>
    public RunningEngine(ResolvedConfig config, LoadedBook loaded, ulong journalIdentity, VenueHost? venue, TimeProvider time, RunStart? start = null)
    {
        start ??= RunStart.First(time);
        _config = config;
        _venue = venue;
        _symbols = loaded.Book.Symbols.ToArray();
        _time = time;
        _startStamp = time.GetTimestamp();
        HedgeSettings settings = config.Settings;
        _port = new FixOrderPort(settings.Instance, settings.Instruments, config.FixSession, config.FixEndpoint, time, start.BirthMillis, settings.Orders.Account);
        var probes = new PipelineProbes(new LatencyProbe(_tickToDecision, time), new LatencyProbe(_tickToOrder, time));
        try
        {
            Pipeline = new Pipeline(settings, loaded.Book, _port, probes, journalIdentity, time, loaded.Volatilities, loaded.Quoted, start);
        }
        catch
        {
            _port.Dispose();
            throw;
        }
    }

    /// <summary>The engine.</summary>
    public Pipeline Pipeline { get; }

    /// <summary>Whether the exchange said that the market is closed.</summary>
    public bool IsMarketClosed => Volatile.Read(ref Pipeline.Loop.Counters.MarketClosed) != 0;

    /// <summary>Why the FIX message store takes little or nothing more; null while all is well. Any thread.</summary>
    public IOException? StoreFailure => _port.StoreFailure is { } why ? new IOException($"the FIX message store can't be written: {why}") : null;

    /// <summary>What went wrong last on either connection, or null.</summary>
    public string? LastError => _port.LastError ?? Pipeline.Feed.LastError;

    /// <summary>Starts the threads, on a heap from which the garbage of the start has been swept and in which room was set aside.</summary>
    /// <param name="rehearsed">Whether the code is warm already: then bytes are counted from the first tick of a session on.</param>
    public void Start(bool rehearsed = false)
    {
        _rehearsed = rehearsed;
        _startStamp = _time.GetTimestamp();
        SetMemoryAside(_config.BytesUntilCollection);
        _collectionsAtStart = Collections();
        Pipeline.Start();
    }

    /// <summary>Declares warm-up over once enough has happened. To be called now and then.</summary>
    public void WatchWarmUp()
    {
        LoopCounters counters = Pipeline.Loop.Counters;
        bool ready = _rehearsed ? counters.SessionUp != 0 && counters.Ticks > 0 : counters.Ticks >= WarmTicks && counters.Orders >= WarmOrders;
        if (_warm || !ready)
            return;
        _warm = true;
        _warmTicks = counters.Ticks;
        _warmOrders = counters.Orders;
        Pipeline.MarkWarm();
    }

    /// <summary>No new orders, working ones cancelled and confirmed, logout. What does not come to rest in time is left, and the report tells. The threads go on until <see cref="Core.Pipeline.End"/>.</summary>
    /// <param name="cancelPatience">Longest wait for the last order's end.</param>
    /// <param name="logoutPatience">Longest wait for the session's.</param>
    public void StopInOrder(TimeSpan cancelPatience, TimeSpan logoutPatience)
    {
        Pipeline.MarkCool();
        Pipeline.RequestStop();
        WaitFor(() => Pipeline.IsQuiet || !Pipeline.CanCancel, cancelPatience);
        Pipeline.RequestLogout();
        WaitFor(() => Pipeline.IsLoggedOut || !Pipeline.CanLogOut, logoutPatience);
    }

    private string? PositionsDiffer => PositionDifference.Text(_config.Settings.Instruments, Pipeline.Loop.Instruments);

    private string? PositionDoubt => PositionDoubtText.Text(_config.Settings.Instruments, Pipeline.Loop.Instruments);

    private UnderlyingSign[] Underlyings => UnderlyingSign.Of(_config.Settings, Pipeline.Loop, _symbols);

    // A connection that was made again has nothing to say of the one before.
    private string? FeedError => Pipeline.Feed.IsConnected ? null : Pipeline.Feed.LastError;

    private long Anomalies => _port.Anomalies.Value + _port.ForeignRejects.Value + _port.Session.RejectsSent;

    private string? LastFaultyReport => _port.Session.FaultsTolerated == 0 ? null
        : $"{Encoding.ASCII.GetString(RejectReasons.Text(_port.Session.LastToleratedReason))}, tag {_port.Session.LastToleratedTag}; the report counted";

    /// <summary>What the engine looks like now.</summary>
    public EngineSnapshot Snapshot()
    {
        LoopCounters counters = Pipeline.Loop.Counters;
        LatencyReport decision = _tickToDecision.Read();
        LatencyReport order = _tickToOrder.Read();
        UnderlyingCounters worst = counters.Worst;
        UnderlyingSign[] underlyings = Underlyings;
        return new EngineSnapshot
        {
            ElapsedSeconds = _time.GetElapsedTime(_startStamp).TotalSeconds,
            TapeFraction = _venue?.TapeFraction ?? double.NaN,
            SessionUp = counters.SessionUp != 0,
            SessionNote = _port.LinkText,
            StoreForced = ConfigWords.For(ConfigWords.Fsyncs, _config.FixSession.Fsync),
            Hedgeable = counters.Hedgeable != 0,
            Fallback = FallbackInUse(),
            NotHedgeable = UnderlyingSign.ReasonIn(underlyings),
            Missing = UnderlyingSign.MissingIn(underlyings),
            FeedUp = Pipeline.Feed.IsConnected,
            FeedNote = FeedError,
            Underlying = underlyings.Length == 1 ? null : underlyings[IndexOf(counters, worst)].Name,
            Killed = counters.Killed != 0,
            Governor = (GovernorState)counters.Governor,
            Latches = (LimitLatches)counters.Latches,
            PositionsDiffer = PositionsDiffer,
            PositionDoubt = PositionDoubt,
            Price = worst.Price,
            DeltaUnhedged = worst.OptionDelta,
            DeltaHedged = worst.NetDelta,
            DeltaLeft = worst.LeftDelta,
            BandLow = worst.BandLower,
            BandHigh = worst.BandUpper,
            PositionLots = worst.PositionLots,
            LiveOrders = counters.LiveOrders,
            InFlightBuyLots = counters.InFlightBuyLots,
            InFlightSellLots = counters.InFlightSellLots,
            Ticks = counters.Ticks,
            Conflated = counters.Conflated,
            Revaluations = counters.Revaluations,
            Proved = counters.Proved,
            Decisions = counters.Decisions,
            Orders = counters.Orders,
            Fills = counters.Fills,
            Rejects = counters.Rejects,
            Refusals = counters.Refusals,
            DecisionP50Nanos = decision.P50,
            DecisionP99Nanos = decision.P99,
            DecisionP999Nanos = decision.P999,
            OrderP50Nanos = order.P50,
            OrderP99Nanos = order.P99,
            OrderP999Nanos = order.P999,
            MarketRingDepth = Pipeline.MarketRing.Depth,
            ExecutionRingDepth = Pipeline.ExecutionRing.Depth,
            OrderRingDepth = Pipeline.OrderRing.Depth,
            JournalRingDepth = Pipeline.JournalRing.Depth,
        };
    }

    /// <summary>What somebody may have to be told of. Any thread.</summary>
    public EngineSigns Signs()
    {
        LoopCounters counters = Pipeline.Loop.Counters;
        return new EngineSigns
        {
            Killed = counters.Killed != 0,
            Latches = (LimitLatches)counters.Latches,
            MaxDayLoss = counters.MaxDayLoss,
            DayProfit = counters.DayProfit,
            Batches = counters.Batches,
            Timers = counters.Timers,
            BackPressure = counters.BackPressure,
            JournalTaken = Pipeline.JournalTaken,
            JournalDepth = Pipeline.JournalRing.Depth,
            JournalFailure = Pipeline.JournalFailure?.Message,
            Threads = [.. Pipeline.Threads.Where(thread => thread.Failure is null).Select(thread => new ThreadSign(thread.Name, thread.Rounds))],
            Underlyings = Underlyings,
            Sinks = [],
            FeedUp = Pipeline.Feed.IsConnected,
            FeedError = FeedError,
            MarketClosed = counters.MarketClosed != 0,
            VolumeWaits = counters.VolumeWaits,
            SessionUp = counters.SessionUp != 0,
            SessionRefused = _port.Link == FixLink.Refused,
            LogonsExhausted = _port.Link == FixLink.LogonsUsedUp,
            LastError = _port.LinkText ?? _port.LastError,
            Governor = (GovernorState)counters.Governor,
            Unresolved = counters.Unresolved,
            OrderAlarms = counters.OrderAlarms,
            CancelsRefused = counters.CancelsRefused,
            Rejects = counters.Rejects,
            Refusals = counters.Refusals,
            LastRefusal = (LimitRefusal)counters.LastRefusal,
            Anomalies = Anomalies,
            FaultyReports = _port.Session.FaultsTolerated,
            LastFaultyReport = LastFaultyReport,
            LimitChangesRefused = counters.LimitChangesRefused,
            LimitRefused = (LimitKey)counters.LimitRefused,
            LimitValueRefused = counters.LimitValueRefused,
            RequestsInapplicable = counters.RequestsRefused,
            RearmsVoid = counters.RearmsRefused,
            RequestsRefused = counters.RequestsRefused + counters.RearmsRefused + Pipeline.RequestsRefused,
            RequestRefused = Pipeline.LastRequestRefused,
            JournalLost = counters.JournalLost,
            PositionsDiffer = PositionsDiffer,
            PositionDoubt = PositionDoubt,
            PositionsUnconfirmed = counters.PositionsUnconfirmed,
            Contradicted = counters.Contradicted,
            WrongTimes = Pipeline.Feed.Counters.Count(QuoteFault.WrongTime) + Pipeline.Feed.Counters.ClockSteps + Pipeline.Feed.Counters.LateStamps + counters.WrongTimes,
            FeedPauses = Pipeline.Feed.Counters.Pauses + Pipeline.Feed.Counters.Suspensions,
            ForeignFrames = Pipeline.Feed.Counters.ForeignFrames + Pipeline.Feed.Counters.WildSequences,
            FeedNote = Pipeline.Feed.LastError,
            Failure = Pipeline.Failure?.Message,
            WatchFailure = Pipeline.KillFileFailure ?? (counters.MarkMissing != 0 ? MarkMissing : null),
            Stopping = counters.Stopping != 0,
        };
    }

    /// <summary>The report of the run; to be called after the threads have ended.</summary>
    /// <param name="endedBy">Why the run ended.</param>
    public RunReport Report(string endedBy)
    {
        LoopCounters counters = Pipeline.Loop.Counters;
        PositionLedger ledger = Pipeline.Loop.Ledger;
        double measured = counters.Measured > 0 ? counters.Measured : double.NaN;
        InstrumentReport[] instruments = [.. _config.Settings.Instruments.Select(ReportOf)];
        (double bytesPerTick, double bytesPerOrder) = _warm ? BytesPerEvent(counters) : (double.NaN, double.NaN);
        return new RunReport
        {
            Ticks = counters.Ticks,
            Conflated = counters.Conflated,
            Revaluations = counters.Revaluations,
            Decisions = counters.Decisions,
            Orders = counters.Orders,
            Fills = ledger.Fills,
            Rejects = ledger.Rejects,
            Refusals = counters.Refusals,
            OrderAlarms = counters.OrderAlarms + counters.Unresolved + counters.Contradicted,
            Anomalies = Anomalies,
            EnginePosition = instruments.Sum(instrument => instrument.EnginePosition),
            VenuePosition = _venue is null ? null : instruments.Sum(instrument => instrument.VenuePosition),
            Instruments = instruments,
            Fallbacks = counters.Fallbacks,
            MeanAbsDeltaUnhedged = counters.SumAbsUnhedged / measured,
            MeanAbsDeltaHedged = counters.SumAbsHedged / measured,
            DeltaDeviationHedged = Math.Sqrt(Math.Max(0, (counters.SumSquaredHedged / measured) - Math.Pow(counters.SumHedged / measured, 2))),
            Policy = PolicyText(counters),
            MaxAbsDeltaUnhedged = counters.Measured > 0 ? counters.MaxAbsUnhedged : double.NaN,
            MaxAbsDeltaHedged = counters.Measured > 0 ? counters.MaxAbsHedged : double.NaN,
            CostSpread = ledger.SpreadCost,
            CostFees = ledger.FeeCost,
            TickToDecisionNanos = _tickToDecision.Read(),
            TickToOrderNanos = _tickToOrder.Read(),
            BytesPerTick = bytesPerTick,
            BytesPerOrder = bytesPerOrder,
            GcCollections = Collections() - _collectionsAtStart,
            Proved = counters.Proved,
            StateHash = $"{Pipeline.StateHash:x16}",
            ElapsedSeconds = _time.GetElapsedTime(_startStamp).TotalSeconds,
            EndedBy = endedBy,
            Feed = Pipeline.Feed.LastError ?? "",
            JournalLost = Pipeline.JournalFailure is null ? null : Pipeline.JournalLost,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => Pipeline.Dispose();

    private static int IndexOf(LoopCounters counters, UnderlyingCounters one)
    {
        int u = 0;
        while (!ReferenceEquals(counters.Underlyings[u], one))
            u++;
        return u;
    }

    private string? FallbackInUse()
    {
        foreach (UnderlyingSettings underlying in _config.Settings.Underlyings)
        {
            foreach (int instrument in underlying.Fallbacks)
            {
                if (Pipeline.Loop.Instruments[instrument].InUse != 0)
                    return _config.Settings.Instruments[instrument].Symbol;
            }
        }

        return null;
    }

    private InstrumentReport ReportOf(Instrument instrument)
    {
        InstrumentCounters counters = Pipeline.Loop.Instruments[instrument.Index];
        return new InstrumentReport
        {
            Symbol = instrument.Symbol,
            EnginePosition = Pipeline.Loop.Ledger.FilledLots(instrument.Index),
            VenuePosition = _venue?.PositionLots(instrument.Index),
            Orders = counters.Orders,
            Basis = counters.Basis,
        };
    }

    private string PolicyText(LoopCounters counters)
    {
        string kind = string.Join(", ", _config.Settings.Underlyings.Select(KindOf));
        string governor = counters.Governor == 0 ? "" : $", governor: {(GovernorState)counters.Governor}";
        string latch = counters.Latches == 0 ? "" : $", stopped until re-armed: {(LimitLatches)counters.Latches}";
        return kind + governor + latch;

        string KindOf(UnderlyingSettings underlying)
        {
            string word = ConfigWords.For(ConfigWords.Policies, underlying.Policy.Kind);
            return _config.Settings.Underlyings.Count == 1 ? word : $"{underlying.Name} {word}";
        }
    }

    // On a thread that carries both ticks and orders neither can be told from the other, so each is charged with all of it.
    private (double PerTick, double PerOrder) BytesPerEvent(LoopCounters counters)
    {
        double ticks = Math.Max(1, counters.Ticks - _warmTicks);
        double orders = Math.Max(1, counters.Orders - _warmOrders);
        StageRole[][] plan = Schedule.Plan(_config.Settings.Schedule.Kind);
        double tickBytes = 0;
        double orderBytes = 0;
        for (int i = 0; i < Math.Min(plan.Length, Pipeline.Threads.Count); i++)
        {
            if (plan[i].Any(role => role is StageRole.Feed or StageRole.Core))
                tickBytes += Pipeline.Threads[i].AllocatedSinceWarmBytes;
            if (plan[i].Contains(StageRole.Orders))
                orderBytes += Pipeline.Threads[i].AllocatedSinceWarmBytes;
        }

        return (tickBytes / ticks, orderBytes / orders);
    }

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

    private static void WaitFor(Func<bool> condition, TimeSpan patience)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!condition() && TimeProvider.System.GetElapsedTime(started) < patience)
            Thread.Sleep(1);
    }

    private static int Collections() => GC.CollectionCount(0);
}
