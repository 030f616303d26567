using HedgeFast.Core.Feed;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Bench.Ring;

/// <summary>Streams messages to a second thread as quickly as they are taken.</summary>
internal sealed class OneWayRun<THandOver> : IHandOverRun
    where THandOver : struct, IHandOver
{
    private readonly THandOver _handOver;
    private readonly Thread _receiver;
    private readonly Counter _received = new();
    private readonly SpinningWait _wait = new();
    private volatile bool _stop;
    private volatile bool _disorder;
    private long _sent;

    public OneWayRun(THandOver handOver)
    {
        _handOver = handOver;
        _receiver = new Thread(Receive) { IsBackground = true };
        _receiver.Start();
    }

    public long Pass(int count)
    {
        THandOver handOver = _handOver;
        for (long end = _sent + count; _sent < end; _sent++)
        {
            MarketEvent message = new() { ReceiveNanos = _sent };
            while (!handOver.TrySend(message))
                _wait.Idle(0);
        }

        while (_received.Value < _sent && !_disorder)
            _wait.Idle(0);
        if (_disorder)
            throw new InvalidOperationException("A message arrived out of order.");
        return _received.Value;
    }

    public void Dispose()
    {
        _stop = true;
        _receiver.Join();
    }

    private void Receive()
    {
        THandOver handOver = _handOver;
        SpinningWait wait = new();
        Tally tally = new();
        while (!_stop)
        {
            int count = handOver.Receive(ref tally);
            if (count > 0)
                _received.Set(tally.Count);
            if (tally.Disorder >= 0)
                _disorder = true;
            wait.Idle(count);
        }
    }
}
