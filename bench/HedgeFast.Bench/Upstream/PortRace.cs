using System.Diagnostics;
using HedgeFast.Bench.Latency;
using HedgeFast.Bench.Peers;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Bench.Upstream;

/// <summary>
/// One order port against an exchange that fills at once, which is our own acceptor whatever the port: from the instruction given to the port until its fill is told, one order at a
/// time. Everything a port allocates counts, on whichever thread.
/// </summary>
internal sealed class PortRace : IRoundTripPeer, IExecutionSink
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FixAcceptor _acceptor;
    private readonly IOrderPort _port;
    private volatile bool _isStopped;
    private long _orders;
    private long _fills;

    /// <summary>Logs on.</summary>
    /// <param name="folder">A folder of its own for both stores.</param>
    /// <param name="create">Makes the port.</param>
    public PortRace(string folder, Func<FixSessionSettings, FixEndpoint, IOrderPort> create)
    {
        // Nobody serves the session while the other port has its turn, so it must not miss a heartbeat.
        var venue = new FixSessionSettings { SenderCompId = "VENUE", TargetCompId = "HEDGE", StoreDirectory = folder, HeartbeatSeconds = 3600 };
        _acceptor = new FixAcceptor(new FixAcceptorSettings { Sessions = [venue] }, new FillingApplication(), TimeProvider.System);
        _port = create(venue with { SenderCompId = "HEDGE", TargetCompId = "VENUE" }, new FixEndpoint { Host = "127.0.0.1", Port = _acceptor.BoundPort });
        long start = Stopwatch.GetTimestamp();
        while (!_port.IsUp)
        {
            _port.DoWork(this, 64);
            _acceptor.DoWork(16);
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new InvalidOperationException("No logon.");
        }
    }

    /// <summary>Managed bytes of both sides in the last run.</summary>
    public long AllocatedBytes { get; private set; }

    /// <inheritdoc/>
    public void Run(Span<long> nanos)
    {
        long[] measured = new long[nanos.Length];
        _isStopped = false;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        TwoCpus.Run(() => Send(measured), Answer, () => _isStopped = true);
        AllocatedBytes = GC.GetTotalAllocatedBytes(precise: true) - before;
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
        for (int i = 0; i < measured.Length; i++)
        {
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
                _port.DoWork(this, 64);
                if (Stopwatch.GetElapsedTime(start) > Patience)
                    throw new InvalidOperationException($"Order {_orders} was never filled.");
            }

            measured[i] = (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }
    }

    private void Answer()
    {
        while (!_isStopped)
            _acceptor.DoWork(16);
    }
}
