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

    // Words that one thread writes while the other reads its neighbours would time the cache and not the hand-over.
    private readonly Counter _stop = new();
    private readonly Counter _disorder = new();
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
        long sent = _sent, end = sent + count;
        for (; sent < end; sent++)
        {
            MarketEvent message = new() { ReceiveNanos = sent };
            while (!handOver.TrySend(message))
                _wait.Idle(0);
        }

        _sent = sent;
        while (_received.Value < sent && _disorder.Value == 0)
            _wait.Idle(0);
        if (_disorder.Value != 0)
            throw new InvalidOperationException("A message arrived out of order.");
        return _received.Value;
    }

    public void Dispose()
    {
        _stop.Set(1);
        _receiver.Join();
    }

    private void Receive()
    {
        THandOver handOver = _handOver;
        SpinningWait wait = new();
        Tally tally = new();
        while (_stop.Value == 0)
        {
            int count = handOver.Receive(ref tally);
            if (count > 0)
                _received.Set(tally.Count);
            if (tally.Disorder >= 0)
                _disorder.Set(1);
            wait.Idle(count);
        }
    }
}
