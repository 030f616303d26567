using System.Diagnostics;
using System.Runtime.InteropServices;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders.Fix;
using HedgeFast.Core.Ring;
using HedgeFast.Engine;
using HedgeFast.Fix.Log;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;
using HedgeFast.Shell;
using HedgeFast.Venue.Feed;

namespace HedgeFast.Bench.Kill;

/// <summary>Times one kill of a whole engine: from the signal to the last cancel read by the exchange.</summary>
/// <remarks>
/// The engine has its real threads, and its orders rest at an exchange over a FIX session on loopback TCP. The signal
/// is SIGUSR1, sent to this process. The journal's thread is held as by a disk that hangs; no FIX log is written.
/// </remarks>
internal sealed partial class KillRound : IDisposable
{
    private const int KillSignalNumber = 10;
    private const int FixMessagesPerRound = 64;
    private const int Options = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly int _orders;
    private readonly TemporaryFolder _folder;
    private readonly ManualResetEventSlim _disk = new(initialState: true);
    private readonly RestingApplication _exchange = new();
    private readonly FixAcceptor _acceptor;
    private readonly FeedPublisher _feed;
    private readonly FixMessageLog _log;
    private readonly Pipeline _pipeline;
    private readonly Thread _thread;
    private volatile bool _stopRequested;
    private Exception? _failure;

    /// <summary>Wires engine and exchange.</summary>
    /// <param name="orders">Orders that rest when the kill comes.</param>
    public KillRound(int orders)
    {
        _orders = orders;
        string folder = Directory.CreateTempSubdirectory("hedgefast-kill-bench-").FullName;
        _folder = new TemporaryFolder(folder);
        _acceptor = new FixAcceptor(
            new FixAcceptorSettings { Sessions = [Session("EXCHANGE", "HEDGEFAST", folder, null)] }, _exchange,
            TimeProvider.System);
        _feed = new FeedPublisher(
            new FeedPublisherSettings { Transport = FeedTransport.Tcp, Host = "127.0.0.1", Port = 0 },
            TimeProvider.System);
        _log = new FixMessageLog(Path.Combine(folder, "fix.log"));
        var book = new HedgedBook(Options);
        HedgeSettings settings = book.Settings(
            new FeedSettings { Host = "127.0.0.1", Port = _feed.BoundPort, Clock = ClockRule.Recorded(KernelBook.Now) },
            ScheduleChoice.For(ScheduleChoice.CpusOfThisProcess(), embeddedVenue: true));
        settings = settings with
        {
            Orders = settings.Orders with { TimeInForce = TimeInForce.Day, SliceLots = 1, MaxLive = orders },
            Underlyings = [settings.Underlyings[0] with { BandHalfWidth = book.BandHalfWidth / 1_000 }],
            Limits = settings.Limits with { KillFile = Path.Combine(folder, "KILL"), MaxPositionLots = 1_000_000_000 },
        };
        var port = new FixOrderPort(
            settings.Instance, settings.Instruments, Session("HEDGEFAST", "EXCHANGE", folder, _log),
            new FixEndpoint { Host = "127.0.0.1", Port = _acceptor.BoundPort }, TimeProvider.System);
        _pipeline = new Pipeline(settings, book.Book, port, PipelineProbes.Off, journalIdentity: 0, TimeProvider.System)
        {
            JournalDisk = _disk.Wait,
        };
        _thread = new Thread(Serve) { Name = "exchange", IsBackground = true };
    }

    /// <summary>Lets the orders rest, kills, and proves that everything was cancelled.</summary>
    /// <returns>Microseconds from the signal to the last cancel on the wire.</returns>
    /// <exception cref="InvalidOperationException">Something did not happen, or an order was left.</exception>
    public double Measure()
    {
        using var signal = new KillSignal();
        signal.Connect(_pipeline.Control.Kill);
        _thread.Start();
        _pipeline.Start();
        Await(
            () => _exchange.Orders == _orders && Volatile.Read(ref _pipeline.Loop.Counters.LiveOrders) == _orders,
            "the orders rest");
        _disk.Reset();
        long started = Stopwatch.GetTimestamp();
        if (SendSignal(Environment.ProcessId, KillSignalNumber) != 0)
            throw new InvalidOperationException("the signal could not be sent");
        Await(() => Volatile.Read(ref _pipeline.Loop.Counters.LiveOrders) == 0, "everything is cancelled");
        double micros = Stopwatch.GetElapsedTime(started, _exchange.LastCancelStamp).TotalMicroseconds;
        if (_exchange.Cancels != _orders || _exchange.Orders != _orders
            || Volatile.Read(ref _pipeline.Loop.Counters.Killed) == 0)
        {
            throw new InvalidOperationException($"{_exchange.Orders} orders, {_exchange.Cancels} cancels of {_orders}");
        }

        return micros;
    }

    public void Dispose()
    {
        _disk.Set();
        _pipeline.Control.RequestStop();
        _pipeline.Dispose();
        _stopRequested = true;
        _thread.Join();
        _acceptor.Dispose();
        _feed.Dispose();
        _log.Dispose();
        _disk.Dispose();
        _folder.Dispose();
    }

    private static FixSessionSettings Session(string sender, string target, string folder, FixMessageLog? log) =>
        new()
        {
            SenderCompId = sender,
            TargetCompId = target,
            StoreDirectory = Path.Combine(folder, sender),
            Log = log,
        };

    // Quotes, of a level on which the book needs far more than one slice, until as many orders rest as shall.
    private void Serve()
    {
        try
        {
            for (long quotes = 0; !_stopRequested;)
            {
                int work = _acceptor.DoWork(FixMessagesPerRound) + _feed.DoWork();
                if (_acceptor.AnyLoggedOn && _feed.SubscriberCount > 0 && _exchange.Orders < _orders
                    && quotes <= 2 * _exchange.Orders)
                {
                    long bid = HedgedBook.LowTicks + (quotes++ & 1);
                    _feed.PublishQuote(
                        HedgedBook.Perpetual.FeedId, KernelBook.Now + (quotes * 1_000_000), bid, 1_000_000,
                        bid + HedgedBook.SpreadTicks, 1_000_000);
                    work++;
                }

                if (work == 0)
                    Thread.Yield();
            }
        }
        catch (Exception e)
        {
            _failure = e;
        }
    }

    private void Await(Func<bool> condition, string what)
    {
        long started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (_failure is not null || _pipeline.Failure is not null || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException(
                    $"never came: {what}; {_exchange.Orders} orders, {_exchange.Cancels} cancels, last refusal "
                    + $"{(LimitRefusal)_pipeline.Loop.Counters.LastRefusal}",
                    _failure ?? _pipeline.Failure);
            }

            Thread.Sleep(1);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
