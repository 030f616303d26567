using System.Diagnostics;
using HedgeFast.Bench.Loop;
using HedgeFast.Core;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Fix;
using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Os;
using HedgeFast.Shell;

namespace HedgeFast.Bench.Wire;

/// <summary>
/// Measures from the bytes of a tick to the bytes of its order, every stage of the engine on the calling thread.
/// </summary>
/// <remarks>
/// The bytes of the order are not handed to a socket. The time begins with the receive stamp, as the engine reads it
/// behind its receive call, and ends with a second reading of the clock. Behind the order, outside of the time: the
/// exact delta of the decision, the fill, the decision on the fill, triggers, the journal's file.
/// </remarks>
internal sealed class InProcessWire : IDisposable
{
    // The runtime compiles in the background what runs often, and waits a while before it does.
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(3);
    private const int WarmupOrders = 30_000;
    private const int Orders = 50_000;
    private const int RoundsMax = 1_000_000;
    private const int ControlOrders = 100;

    private readonly NanosClock _clock = new(TimeProvider.System);
    private readonly TemporaryFolder _folder;
    private readonly WireBook _book;
    private readonly MemoryTransport _transport;
    private readonly WireExchange _exchange;
    private readonly TickDatagrams _datagrams;
    private readonly HedgeLoop _loop;
    private readonly LoopStage _core;
    private readonly OrderStage _orders;
    private readonly JournalStage _journal;
    private readonly JournalWriter _writer;
    private readonly FixOrderPort _port;
    private readonly NanosCounts _nanos = new();
    private long _revaluedFirst;

    /// <summary>Wires the stages, logs on, and hedges the book.</summary>
    /// <param name="options">Options in the book.</param>
    public InProcessWire(int options)
    {
        string folder = Directory.CreateTempSubdirectory("hedgefast-wire-").FullName;
        _folder = new TemporaryFolder(folder);
        _book = new WireBook(options, FeedTransport.Udp, Path.Combine(folder, "journal"));
        HedgeSettings settings = _book.Settings;

        // 1. The exchange and the session to it.
        MemoryTransport? transport = null;
        _port = new FixOrderPort(
            settings.Instance, settings.Instruments, port =>
                transport = new MemoryTransport(WireBook.Session("HEDGE", "VENUE", folder), port), TimeProvider.System);
        _transport = transport!;
        _exchange = new WireExchange(WireBook.Session("VENUE", "HEDGE", folder), _transport.ToEngine);
        _transport.Exchange = _exchange.Input;

        // 2. The engine; only the socket of the feed is left out.
        var rings = new LoopRings(
            settings, _book.Book,
            new LoopWiring { TickToDecision = new LatencyProbe(new NanosCounts(), TimeProvider.System) });
        var counters = new FeedCounters();
        var dispatcher = new TickDispatcher(settings.Instruments, rings.Sink, counters, settings.Feed.StaleNanos);
        _datagrams = new TickDatagrams(dispatcher, counters, settings.Feed.MaxFrameBytes);
        _loop = rings.Loop;
        _core = rings.Stage;
        _orders = new OrderStage(
            rings.Order.Consumer(0), rings.Execution.Producer, rings.Order.Capacity, _port,
            new LatencyProbe(new NanosCounts(), TimeProvider.System), TimeProvider.System);
        _writer = new JournalWriter(Disk.Kernel, settings.JournalDirectory!);
        _journal = rings.RecordTo(_writer);

        _exchange.Connect();
        _transport.Connect();
        Settle();
        if (!_port.IsUp)
            throw new InvalidOperationException($"No logon: {_transport.LastError}");
    }

    /// <summary>Measures, and proves what was measured.</summary>
    public WireRow Measure()
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < WarmupOrders || Stopwatch.GetElapsedTime(start) < Warmup; i++)
            Turn();
        _book.Prove(_loop, _exchange);
        _nanos.Clear();
        _revaluedFirst = 0;
        long bytes = Allocated(Orders, kept: null);
        _book.Prove(_loop, _exchange);
        long revaluedFirst = _revaluedFirst;
        object[] kept = new object[ControlOrders];
        if (Allocated(ControlOrders, kept) < ControlOrders)
            throw new InvalidOperationException("An object an order was not seen by the count of managed bytes.");
        return new WireRow
        {
            Options = _book.Book.Count,
            InProcessNanosP50 = _nanos.Percentile(50),
            InProcessNanosP99 = _nanos.Percentile(99),
            InProcessNanosP999 = _nanos.Percentile(99.9),
            BytesPerOrder = (double)bytes / Orders,
            RevaluedFirst = (double)revaluedFirst / Orders,
        };
    }

    public void Dispose()
    {
        _writer.Dispose();
        _port.Dispose();
        _exchange.Dispose();
        _folder.Dispose();
    }

    private long Allocated(int orders, object[]? kept)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < orders; i++)
        {
            Turn();
            if (kept is not null)
                kept[i] = new object();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void Turn()
    {
        ReadOnlySpan<byte> tick = _book.NextTick();
        long revaluations = _loop.Counters.Revaluations;
        long received = _clock.Now();
        _datagrams.Take(tick, received);
        _core.DoWork();
        _orders.DoWork();
        _nanos.Record(_transport.SentNanos - received);
        _revaluedFirst += _loop.Counters.Revaluations - revaluations;
        Settle();
    }

    // Until nothing is left to do: the fill is in, the triggers stand.
    private void Settle()
    {
        for (int round = 0; round < RoundsMax; round++)
        {
            _exchange.DoWork();
            if (_core.DoWork() + _orders.DoWork() + _journal.DoWork() == 0 && _exchange.Input.Buffered == 0)
                return;
        }

        throw new InvalidOperationException("The engine does not come to rest.");
    }
}
