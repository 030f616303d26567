using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Bench.Latency;

/// <summary>
/// The other side of the wire, on one spinning thread: sends ticks when they are due and fills orders in between.
/// </summary>
internal sealed class ExchangeThread : IDisposable
{
    private const int FixMessagesPerRound = 16;

    // Time for the engine to have taken in the logon before the first tick.
    private const long StartDelayNanos = 50_000_000;

    private readonly TickPlan _plan;
    private readonly PlannedFeed _feed;
    private readonly FixAcceptor _acceptor;
    private readonly Thread _thread;
    private volatile bool _stopRequested;
    private volatile Exception? _failure;

    /// <summary>Listens for both connections; <see cref="Start"/> serves them.</summary>
    /// <param name="plan">When ticks are due; begun here, once the engine is connected and logged on.</param>
    /// <param name="feed">Sends ticks; disposed here.</param>
    /// <param name="session">The exchange's side of the FIX session.</param>
    public ExchangeThread(TickPlan plan, PlannedFeed feed, FixSessionSettings session)
    {
        _plan = plan;
        _feed = feed;
        _acceptor = new FixAcceptor(new FixAcceptorSettings { Sessions = [session] }, Orders, TimeProvider.System);
        _thread = new Thread(Run) { Name = "exchange", IsBackground = true };
    }

    /// <summary>Outcomes of the orders; to be read when the thread has ended.</summary>
    public FillingApplication Orders { get; } = new();

    /// <summary>Port of the FIX acceptor.</summary>
    public int FixPort => _acceptor.BoundPort;

    /// <summary>Error that ended the thread early, or null.</summary>
    public Exception? Failure => _failure;

    /// <summary>Starts the thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>Ends the thread and waits for it.</summary>
    public void Stop()
    {
        _stopRequested = true;
        if (_thread.IsAlive)
            _thread.Join();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _acceptor.Dispose();
        _feed.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_stopRequested && !(_feed.HasSubscriber() & _acceptor.AnyLoggedOn))
                _acceptor.DoWork(FixMessagesPerRound);
            _plan.Begin(_plan.Now() + StartDelayNanos);
            while (!_stopRequested)
            {
                if (_feed.SendDue() == 0)
                    _acceptor.DoWork(FixMessagesPerRound);
            }
        }
        catch (Exception e)
        {
            _failure = e;
        }
    }
}
