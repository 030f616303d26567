using System.Diagnostics;
using HedgeFast.Bench.Latency;
using HedgeFast.Bench.Peers;
using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Bench.Upstream;

/// <summary>Times one order port from instruction to fill, at an exchange that fills at once.</summary>
/// <remarks>
/// The exchange is our own acceptor for every port. Everything that a port allocates counts, on any thread.
/// </remarks>
internal sealed class PortRace : IRoundTripPeer, IExecutionSink
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FixAcceptor _acceptor;
    private readonly IOrderPort _port;
    private readonly bool _hasThreads;
    private volatile bool _isStopped;
    private long _orders;
    private long _fills;

    /// <summary>Logs on.</summary>
    /// <param name="folder">A folder of its own for both stores.</param>
    /// <param name="create">Makes the port.</param>
    /// <param name="hasThreads">
    /// Whether the port reads on threads of its own: the thread that waits for a fill then yields the CPU to them.
    /// </param>
    public PortRace(string folder, Func<FixSessionSettings, FixEndpoint, IOrderPort> create, bool hasThreads)
    {
        _hasThreads = hasThreads;

        // The session is not served while the other port has its turn, so it must not miss a heartbeat.
        var venue = new FixSessionSettings
        {
            SenderCompId = "VENUE",
            TargetCompId = "HEDGE",
            StoreDirectory = folder,
            HeartbeatSeconds = 3600,
        };
        _acceptor = new FixAcceptor(
            new FixAcceptorSettings { Sessions = [venue] }, new FillingApplication(), TimeProvider.System);
        _port = create(
            venue with { SenderCompId = "HEDGE", TargetCompId = "VENUE" },
            new FixEndpoint { Host = "127.0.0.1", Port = _acceptor.BoundPort });
        long start = Stopwatch.GetTimestamp();
        while (!_port.IsUp)
        {
            _port.DoWork(this, 64);
            _acceptor.DoWork(16);
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new InvalidOperationException("No logon.");
        }
    }

    /// <summary>
    /// Managed bytes of both sides in the last run, from the first fill on: both threads are running then.
    /// </summary>
    public long AllocatedBytes { get; private set; }

    /// <inheritdoc/>
    public void Run(Span<long> nanos)
    {
        long[] measured = new long[nanos.Length];
        _isStopped = false;
        TwoCpus.Run(() => Send(measured), Answer, () => _isStopped = true);
        measured.CopyTo(nanos);
    }

    /// <inheritdoc/>
    public void OnExecution(in ExecutionEvent execution)
    {
        if (execution.Kind == ExecutionKind.Fill && execution.OrderId == _orders)
            _fills++;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _port.Dispose();
        _acceptor.Dispose();
    }

    private void Send(long[] measured)
    {
        long before = 0;
        for (int i = 0; i < measured.Length; i++)
        {
            if (i == 1)
                before = GC.GetTotalAllocatedBytes(precise: true);
            var intent = new OrderIntent
            {
                Kind = IntentKind.New,
                OrderId = ++_orders,
                LimitTicks = 600_005,
                Lots = 12,
                Side = Side.Sell,
                TimeInForce = TimeInForce.ImmediateOrCancel,
            };
            long start = Stopwatch.GetTimestamp();
            if (!_port.TrySend(intent))
                throw new InvalidOperationException("An order was not sent.");
            while (_fills < _orders)
            {
                if (_port.DoWork(this, 64) == 0 && _hasThreads)
                    Thread.Yield();
                if (Stopwatch.GetElapsedTime(start) > Patience)
                    throw new InvalidOperationException($"Order {_orders} was never filled.");
            }

            measured[i] = (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }

        AllocatedBytes = GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private void Answer()
    {
        while (!_isStopped)
            _acceptor.DoWork(16);
    }
}
