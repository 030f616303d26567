using HedgeFast.Core;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Orders.Fix;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;
using HedgeFast.Report;
using HedgeFast.Shell;

namespace HedgeFast.Bench.Latency;

/// <summary>Measures one engine with its real threads, fed over loopback TCP at a fixed rate.</summary>
/// <remarks>
/// Its orders go out over a FIX session on loopback TCP and are filled at once. Every valuation is a full one.
/// </remarks>
internal sealed class LatencyRun : IDisposable
{
    private const string EngineId = "HEDGEFAST";
    private const string ExchangeId = "EXCHANGE";
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);

    private readonly LatencyOptions _options;
    private readonly MachineInfo _machine = MachineInfo.Read();
    private readonly TemporaryFolder _stores;
    private readonly PlannedFeed _feed;
    private readonly ExchangeThread _exchange;
    private readonly DecisionTrace _decisions;
    private readonly OrderTrace _orders;
    private readonly TickPlan _plan;
    private readonly FixOrderPort _port;
    private readonly Pipeline _pipeline;

    /// <summary>Proves the kernel on the book, takes ports and allocates everything.</summary>
    /// <exception cref="InvalidOperationException">The book's deltas are wrong, or it is too small to need
    /// orders.</exception>
    public LatencyRun(LatencyOptions options)
    {
        _options = options;
        var book = new HedgedBook(options.Options);

        // 1. The exchange: ticks out, orders in.
        string folder = Directory.CreateTempSubdirectory("hedgefast-bench-").FullName;
        _stores = new TemporaryFolder(folder);
        _plan = new TickPlan(options.Rate);
        _feed = new PlannedFeed(_plan, options.TotalTicks, options.TicksPerOrder);
        _exchange = new ExchangeThread(_plan, _feed, Session(ExchangeId, EngineId, folder));

        // 2. The engine, whose own probes end in the traces. The first record of the process loads the histogram's
        // code, which allocates: not on a thread whose bytes are counted.
        new HdrLatencyRecorder().Record(0);
        _decisions = new DecisionTrace(_plan, options.TicksPerOrder, options.WarmupTicks, options.TotalTicks);
        _orders = new OrderTrace(_plan, options.TotalTicks);
        HedgeSettings settings = book.Settings(
            new FeedSettings { Host = "127.0.0.1", Port = _feed.Port, Clock = ClockRule.Recorded(KernelBook.Now) },
            options.Schedule);
        _port = new FixOrderPort(
            settings.Instance, settings.Instruments, Session(EngineId, ExchangeId, folder),
            new FixEndpoint { Host = "127.0.0.1", Port = _exchange.FixPort },
            TimeProvider.System);
        var probes = new PipelineProbes(
            new LatencyProbe(_decisions, TimeProvider.System), new LatencyProbe(_orders, TimeProvider.System));
        _pipeline = new Pipeline(settings, book.Book, _port, probes, journalIdentity: 0, TimeProvider.System);
        _decisions.Attach(_pipeline.Loop);
    }

    /// <summary>Warms up, measures, ends in order, and compares what both sides say. Call once.</summary>
    public LatencyResult Execute()
    {
        LoopCounters counters = _pipeline.Loop.Counters;
        _exchange.Start();
        _pipeline.Start();

        // Warm-up, measurement, and the answers to the last tick.
        bool started = WaitFor(() => _feed.SentTicks > 0, StartPatience);
        bool warm = started && WaitFor(() => _feed.SentTicks >= _options.WarmupTicks, Length(_options.WarmupSeconds));
        _pipeline.MarkWarm();
        int collections = GC.CollectionCount(0);
        long conflated = Volatile.Read(ref counters.Conflated);
        (long Ticks, long Nanos) from = (_feed.SentTicks, _plan.Now());
        bool sent = warm && WaitFor(() => _feed.SentTicks >= _options.TotalTicks, Length(_options.Seconds));
        (long Ticks, long Nanos) to = (_feed.SentTicks, _plan.Now());
        bool settled = sent
            && WaitFor(
                () =>
                    Volatile.Read(ref counters.Ticks) >= _options.TotalTicks
                        && Volatile.Read(ref counters.LiveOrders) == 0,
                EndPatience);
        collections = GC.CollectionCount(0) - collections;
        conflated = Volatile.Read(ref counters.Conflated) - conflated;
        Dictionary<string, long> bytes =
            _pipeline.Threads.ToDictionary(thread => thread.Name, thread => thread.AllocatedSinceWarmBytes);

        End();
        var moves = new MoveLatency(_plan, _options.TicksPerOrder, _options.WarmupTicks);
        if (_decisions.Orders == _orders.Sent.Length)
            moves.AddAll(_decisions.Answers, _orders.Sent);
        return new LatencyResult
        {
            Machine = _machine,
            Asked = _options,
            AchievedRate = (to.Ticks - from.Ticks) * 1e9 / Math.Max(1, to.Nanos - from.Nanos),
            Conflated = conflated,
            Orders = _orders.Sent.Length,
            OrdersAfterFill = moves.OrdersAfterFill,
            MovesWithoutOrder = moves.MovesWithoutOrder,
            PlannedTickToDecision = LatencyPercentiles.Of(_decisions.PlannedToDecision),
            PlannedTickToOrder = LatencyPercentiles.Of(moves.PlannedToOrder),
            ReceivedTickToDecision = LatencyPercentiles.Of(_decisions.ReceivedToDecision),
            ReceivedTickToOrder = LatencyPercentiles.Of(moves.ReceivedToOrder),
            ManagedBytes = bytes,
            GcCollections = collections,
            PositionLots = _pipeline.Loop.Ledger.FilledLots(0),
            Faults = [.. Faults(started, sent, settled)],
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pipeline.Dispose();
        _exchange.Dispose();
        _stores.Dispose();
    }

    // Everything that must be so when each tick was taken in once, each order left, and each fill came back.
    private IEnumerable<string> Faults(bool started, bool sent, bool settled)
    {
        LoopCounters counters = _pipeline.Loop.Counters;
        PositionLedger ledger = _pipeline.Loop.Ledger;
        FillingApplication exchange = _exchange.Orders;
        long orders = _orders.Sent.Length;
        if (_pipeline.Failure is { } failure)
            yield return $"the engine failed: {failure}";
        if (_exchange.Failure is { } exchangeFailure)
            yield return $"the exchange failed: {exchangeFailure}";
        if (!started)
        {
            yield return $"no tick was sent: feed {_pipeline.Feed.LastError ?? "well"}, FIX "
                + $"{_port.LastError ?? "well"}";
        }

        if (!sent)
            yield return $"{_feed.SentTicks} of {_options.TotalTicks} ticks were sent in time";
        if (!settled)
            yield return "ticks or orders were still under way at the end";
        if (counters.Ticks != _feed.SentTicks)
            yield return $"{_feed.SentTicks} ticks were sent, {counters.Ticks} taken in";
        if (_decisions.PlannedToDecision.Count != _options.TotalTicks - _options.WarmupTicks)
        {
            yield return $"{_decisions.PlannedToDecision.Count} of {_options.TotalTicks - _options.WarmupTicks} "
                + $"measured ticks were decided on";
        }

        if (_decisions.Orders != orders)
            yield return $"the causes of {_decisions.Orders} orders are known, {orders} were sent";
        if ((counters.Orders, exchange.Orders, ledger.Fills) != (orders, orders, orders))
        {
            yield return $"{counters.Orders} orders were decided, {orders} sent, {exchange.Orders} received, "
                + $"{ledger.Fills} filled";
        }

        if (ledger.FilledLots(0) != exchange.PositionLots)
            yield return $"the engine holds {ledger.FilledLots(0)} lots, the exchange says {exchange.PositionLots}";
        long unwanted = ledger.Rejects + ledger.NotSent + ledger.DuplicateFills + ledger.UnexpectedFills;
        if (unwanted + counters.Refusals + exchange.Unexpected > 0)
        {
            yield return $"{ledger.Rejects} rejects, {ledger.NotSent} not sent, {ledger.DuplicateFills} fills twice, "
                + $"{ledger.UnexpectedFills} fills unexpected, "
                + $"{counters.Refusals} refusals, {exchange.Unexpected} messages not understood";
        }

        if (counters.MaxExcess > 0)
            yield return $"the band was left by {counters.MaxExcess} after a decision";
    }

    private void End()
    {
        _pipeline.Control.RequestStop();
        WaitFor(() => _pipeline.IsQuiet, EndPatience);
        _pipeline.RequestLogout();
        WaitFor(() => _pipeline.IsLoggedOut, EndPatience);
        _pipeline.End();
        _exchange.Stop();
    }

    // This thread sleeps: the CPUs belong to the engine and the exchange.
    private bool WaitFor(Func<bool> condition, TimeSpan patience)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (_pipeline.Failure is not null || _exchange.Failure is not null
                || TimeProvider.System.GetElapsedTime(started) > patience)
            {
                return false;
            }

            Thread.Sleep(1);
        }

        return true;
    }

    // A machine that can't keep the rate is given half as long again before the run counts as failed.
    private static TimeSpan Length(int seconds) => EndPatience + TimeSpan.FromSeconds(1.5 * seconds);

    private static FixSessionSettings Session(string sender, string target, string folder) => new()
    {
        SenderCompId = sender,
        TargetCompId = target,
        StoreDirectory = Path.Combine(folder, sender),
    };
}
