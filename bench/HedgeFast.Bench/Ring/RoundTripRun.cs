using HedgeFast.Core.Feed;
using HedgeFast.Core.Ring;

namespace HedgeFast.Bench.Ring;

/// <summary>Sends one message to a second thread, which sends it back, and only then the next: two hand-overs a turn.</summary>
internal sealed class RoundTripRun<THandOver> : IHandOverRun
    where THandOver : struct, IHandOver
{
    private readonly THandOver _there;
    private readonly THandOver _back;
    private readonly Thread _echo;
    private readonly SpinningWait _wait = new();
    private volatile bool _stop;
    private Tally _tally = new();

    public RoundTripRun(THandOver there, THandOver back)
    {
        _there = there;
        _back = back;
        _echo = new Thread(Echo) { IsBackground = true };
        _echo.Start();
    }

    public long Pass(int count)
    {
        THandOver there = _there, back = _back;
        for (long end = _tally.Count + count; _tally.Count < end;)
        {
            if (!there.TrySend(new MarketEvent { ReceiveNanos = _tally.Count }))
                throw new InvalidOperationException("There was no room for the only message.");
            while (back.Receive(ref _tally) == 0)
                _wait.Idle(0);
        }

        if (_tally.Disorder >= 0)
            throw new InvalidOperationException($"Message {_tally.Disorder} came back out of order.");
        return _tally.Count;
    }

    public void Dispose()
    {
        _stop = true;
        _echo.Join();
    }

    private void Echo()
    {
        THandOver there = _there, back = _back;
        SpinningWait wait = new();
        Tally tally = new();
        while (!_stop)
        {
            long before = tally.Count;
            int count = there.Receive(ref tally);
            for (long number = before; number < tally.Count; number++)
                back.TrySend(new MarketEvent { ReceiveNanos = tally.Disorder >= 0 ? -1 : number });
            wait.Idle(count);
        }
    }
}
