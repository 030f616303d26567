using System.Collections.Concurrent;
using HedgeFast.Core.Feed;

namespace HedgeFast.Bench.Ring;

/// <summary>A ConcurrentQueue. It has no bound, so a slow receiver shows as memory and not as a refusal.</summary>
internal readonly struct QueueHandOver() : IHandOver
{
    private readonly ConcurrentQueue<MarketEvent> _queue = new();

    public bool TrySend(in MarketEvent message)
    {
        _queue.Enqueue(message);
        return true;
    }

    public int Receive(ref Tally tally)
    {
        int count = 0;
        for (; count < 256 && _queue.TryDequeue(out MarketEvent message); count++)
            tally.OnEvent(message, endOfBatch: false);
        return count;
    }
}
