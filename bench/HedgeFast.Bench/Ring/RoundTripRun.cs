using HedgeFast.Core.Feed;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Bench.Ring;

/// <summary>
/// Sends one message to a second thread, which sends it back, and only then the next: two hand-overs a turn.
/// </summary>
internal sealed class RoundTripRun<THandOver> : IHandOverRun
    where THandOver : struct, IHandOver
{
    private readonly THandOver _there;
    private readonly THandOver _back;
    private readonly Thread _echo;
    private readonly SpinningWait _wait = new();

    // On lines of its own: the echoing thread reads it while the sender counts.
    private readonly Counter _stop = new();
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
        Tally tally = _tally;
        for (long end = tally.Count + count; tally.Count < end;)
        {
            if (!there.TrySend(new MarketEvent { ReceiveNanos = tally.Count }))
                throw new InvalidOperationException("There was no room for the only message.");
            while (back.Receive(ref tally) == 0)
                _wait.Idle(0);
        }

        _tally = tally;
        if (tally.Disorder >= 0)
            throw new InvalidOperationException($"Message {tally.Disorder} came back out of order.");
        return tally.Count;
    }

    public void Dispose()
    {
        _stop.Set(1);
        _echo.Join();
    }

    private void Echo()
    {
        THandOver there = _there, back = _back;
        SpinningWait wait = new();
        Tally tally = new();
        while (_stop.Value == 0)
        {
            long before = tally.Count;
            int count = there.Receive(ref tally);
            for (long number = before; number < tally.Count; number++)
                back.TrySend(new MarketEvent { ReceiveNanos = tally.Disorder >= 0 ? -1 : number });
            wait.Idle(count);
        }
    }
}
