using System.Runtime.ExceptionServices;
using HedgeFast.Core.Book;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;
using HedgeFast.Venue.Feed;
using HedgeFast.Venue.Gateway;
using HedgeFast.Venue.Ledger;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Venue;

/// <summary>Wires and runs the exchange on one thread: FIX acceptor, market, feed and tape.</summary>
/// <remarks>Call <see cref="DoWork"/> from a thread of your own, or <see cref="Start"/> to give it one.</remarks>
public sealed class VenueHost : IDisposable
{
    private const int FixMessagesPerRound = 64;
    private const long ShortestSleepNanos = 20_000;

    private readonly VenueSettings _settings;
    private readonly TimeProvider _time;
    private readonly long _originStamp;
    private readonly MarketTape _tape;
    private readonly ReportOutbox _outbox;
    private readonly SimulatedMarket _market;
    private readonly VenueLedger _ledger;
    private readonly VenueFixApplication _application;
    private readonly FixAcceptor _acceptor;
    private readonly FeedPublisher _publisher;
    private readonly TapePlayer _player;
    private Thread? _thread;
    private volatile bool _stopRequested;
    private volatile bool _abortRequested;
    private volatile bool _killed;
    private volatile Exception? _failure;
    private bool _disposed;

    /// <summary>Opens tape, ledger, stores and ports; the first <see cref="DoWork"/> answers.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    /// <exception cref="TapeException">The tape can't be used.</exception>
    /// <exception cref="IOException">The ledger or a store can't be opened, or a port is taken.</exception>
    /// <exception cref="InvalidDataException">The ledger is damaged or belongs to another market.</exception>
    public VenueHost(VenueSettings settings, Machine machine)
    {
        _settings = settings;
        _time = machine.Time;
        _originStamp = _time.GetTimestamp();
        if ((uint)settings.TapeInstrument >= (uint)settings.Instruments.Count)
        {
            throw new ArgumentException(
                $"the tape quotes instrument {settings.TapeInstrument}, but there are {settings.Instruments.Count}",
                nameof(settings));
        }

        _tape = settings.Tape ?? MarketTape.Read(
            settings.TapePath ?? throw new ArgumentException("the venue has no tape", nameof(settings)),
            settings.Instruments[settings.TapeInstrument]);

        var reportDelay = new TapeDelay(settings.ReportLatencyNanos, settings.ReportJitterNanos, settings.Seed + 1);
        _outbox = new ReportOutbox(settings.Clients.Count, reportDelay);
        _market = new SimulatedMarket(
            settings.Instruments, _outbox, epoch: 0, settings.Faults, settings.MaxOrderLots, BookOf);
        var line = new RequestLine(_market, new TapeDelay(settings.LatencyNanos, settings.JitterNanos, settings.Seed));
        _application = new VenueFixApplication(
            _market, line, _outbox, settings.Instruments, settings.Clients, settings.CancelOnDisconnect);
        _ledger = OpenLedger(machine.Disk);
        try
        {
            _acceptor = new FixAcceptor(AcceptorSettings(), _application, machine);
            _publisher = new FeedPublisher(PublisherSettings(), machine);
            _player = new TapePlayer(settings, _tape, _market, line, _outbox, _publisher);
        }
        catch
        {
            _publisher?.Dispose();
            _acceptor?.Dispose();
            _ledger.Dispose();
            throw;
        }
    }

    /// <summary>Port of the FIX acceptor.</summary>
    public int BoundFixPort => _acceptor.BoundPort;

    /// <summary>Port of the feed.</summary>
    public int BoundFeedPort => _publisher.BoundPort;

    /// <summary>Whether the last row was published and the market is closed.</summary>
    public bool TapeEnded => _player.Ended;

    /// <summary>Whether a client is logged on.</summary>
    public bool AnyLoggedOn => _acceptor.AnyLoggedOn;

    /// <summary>The failure that ended the venue's own thread; null without one.</summary>
    public Exception? Failure => _failure;

    /// <summary>The counters; any thread may read them.</summary>
    public VenueCounters Counters =>
        new(_player.RowsPublished, _market.Accepted, _market.Fills, _market.Rejects, _publisher.SubscriberCount);

    /// <summary>Next row of the tape to publish, 0-based, from which another venue may resume.</summary>
    public int NextRow => _player.NextRow;

    /// <summary>Share of the tape published, 0 to 1; any thread may read it.</summary>
    public double TapeFraction => (double)_player.NextRow / _tape.Count;

    /// <summary>Exchange time of the tape's first row, UTC nanoseconds since 1970.</summary>
    public long FirstExchangeNanos => _tape[0].ExchangeNanos;

    /// <summary>Exchange time of the tape's last row, UTC nanoseconds since 1970.</summary>
    public long LastExchangeNanos => _tape[_tape.Count - 1].ExchangeNanos;

    /// <summary>Position in an instrument since the ledger began, signed lots; any thread may read it.</summary>
    public long PositionLots(int instrument) => _market.Account(instrument).PositionLots;

    /// <summary>Position, cash and fees in an instrument.</summary>
    public VenueAccount Account(int instrument) => _market.Account(instrument);

    /// <summary>Runs one round of FIX, tape and feed; not while the venue has its own thread.</summary>
    /// <returns>Work done; 0 when idle.</returns>
    public int DoWork()
    {
        if (_abortRequested)
            DropAll();
        int work = _acceptor.DoWork(FixMessagesPerRound);
        work += _player.DoWork(NowNanos(), _acceptor.AnyLoggedOn);
        if (_player.TakeDisconnect())
            DropAll();
        work += _application.DoWork();
        return work + _publisher.DoWork();
    }

    /// <summary>Starts the venue's own thread.</summary>
    public void Start()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_thread is not null)
            throw new InvalidOperationException("the venue is already started");
        _thread = new Thread(Run) { Name = "venue", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Requests an orderly end of the venue's thread; <see cref="Stop"/> waits for it.</summary>
    public void RequestStop() => _stopRequested = true;

    /// <summary>Cancels resting orders, logs clients out and ends the venue's thread.</summary>
    /// <exception cref="Exception">The failure that ended the thread.</exception>
    public void Stop()
    {
        _stopRequested = true;
        _thread?.Join();
        if (_failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Cuts every FIX and feed connection without a logout; clients may connect again.</summary>
    /// <returns>Whether a client or subscriber was connected.</returns>
    public bool AbortConnections()
    {
        bool any = _acceptor.AnyLoggedOn || _publisher.SubscriberCount > 0;
        if (_thread is { IsAlive: true })
            _abortRequested = true;
        else
            DropAll();
        return any;
    }

    /// <summary>
    /// Ends the venue like a killed process, without cancels or logouts; another venue may open its folder.
    /// </summary>
    public void Kill()
    {
        _killed = true;
        _application.Mute();
        _stopRequested = true;
        _thread?.Join();
        Close();
    }

    /// <summary>Stops the thread, cancels resting orders, logs clients out and closes ports and files.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _stopRequested = true;
        if (_thread is { } thread)
            thread.Join();
        else
            SayGoodbye();
        Close();
    }

    private void Run()
    {
        try
        {
            while (!_stopRequested)
            {
                if (DoWork() == 0)
                    Wait();
            }

            if (_killed)
                return;
            SayGoodbye();
            long limit = NowNanos() + _settings.LogoutWaitNanos;
            while (_acceptor.AnyLoggedOn && NowNanos() < limit)
            {
                if (_acceptor.DoWork(FixMessagesPerRound) + _publisher.DoWork() == 0)
                    Wait();
            }
        }
        catch (Exception e)
        {
            // A venue that can't write its ledger must not go on; Stop and Failure tell why.
            _failure = e;
            _application.Mute();
            DropAll();
        }
    }

    private void Wait()
    {
        // An idle round with a row due means that a subscriber is slow; it needs the CPU more than the venue does.
        long nanos = Math.Max(_player.DueNanos - NowNanos(), ShortestSleepNanos);
        if (_settings.IdleNanos > 0)
            IdleWait.Sleep(Math.Min(nanos, _settings.IdleNanos));
    }

    private void SayGoodbye()
    {
        _application.CancelAll(VenueReason.Stopped);
        _acceptor.RequestLogout();
        _acceptor.DoWork(FixMessagesPerRound);
        _publisher.DoWork();
    }

    private void DropAll()
    {
        _abortRequested = false;
        _acceptor.DropConnections();
        _publisher.DropSubscribers();
    }

    private void Close()
    {
        _disposed = true;
        _application.Mute();
        _acceptor.Dispose();
        _publisher.Dispose();
        _ledger.Dispose();
    }

    private long NowNanos() => _time.GetElapsedTime(_originStamp).Ticks * (1_000_000_000 / TimeSpan.TicksPerSecond);

    private IMatchingBook BookOf(Instrument instrument) => _settings.LevelTicks > 0
        ? new QueueBook(_settings.LevelTicks, _settings.ImpactHalfLifeNanos, _settings.Faults.MaxFillLots)
        : new MatchingBook(_settings.Faults.MaxFillLots);

    private VenueLedger OpenLedger(Disk disk)
    {
        string path = Path.Combine(_settings.StoreDirectory, "venue.ledger");
        var ledger = new VenueLedger(
            disk, path, _settings.Instruments, _settings.Clients, _market, _settings.Fsync);
        try
        {
            // The wall clock keeps ExecIDs apart even when the folder was emptied between two starts.
            long epoch = Math.Max(ledger.LastEpoch + 1, _time.GetUtcNow().ToUnixTimeMilliseconds());
            ledger.BeginEpoch(epoch);
            _outbox.Attach(ledger);
            _market.EndRestore(epoch);
            return ledger;
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    private FixAcceptorSettings AcceptorSettings() => new()
    {
        Host = _settings.FixHost,
        Port = _settings.FixPort,
        Tls = _settings.Tls,
        PeerPins = _settings.Clients.ToDictionary(client => client, _ => _settings.ClientPins),
        Sessions =
        [
            .. _settings.Clients.Select(client => new FixSessionSettings
            {
                BeginString = _settings.BeginString,
                SenderCompId = _settings.CompId,
                TargetCompId = client,
                StoreDirectory = _settings.StoreDirectory,
                Fsync = _settings.Fsync,
                StoreSegmentBytes = _settings.StoreSegmentBytes,
            }),
        ],
    };

    private FeedPublisherSettings PublisherSettings() => new()
    {
        Transport = _settings.FeedTransport,
        Host = _settings.FeedHost,
        Port = _settings.FeedPort,
        Group = _settings.FeedGroup,
    };
}

/// <summary>The venue's counters at one moment.</summary>
/// <param name="Ticks">Tape rows published by this process.</param>
/// <param name="Orders">Orders accepted.</param>
/// <param name="Fills">Fills.</param>
/// <param name="Rejects">Orders and cancel requests refused.</param>
/// <param name="Subscribers">Feed subscribers connected; 0 with UDP.</param>
public readonly record struct VenueCounters(long Ticks, long Orders, long Fills, long Rejects, int Subscribers);
