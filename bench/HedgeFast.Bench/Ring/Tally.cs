using HedgeFast.Core.Feed;
using HedgeFast.Core.Ring;

namespace HedgeFast.Bench.Ring;

/// <summary>Counts what arrives and notices the first message out of order.</summary>
internal struct Tally() : IRingHandler<MarketEvent>
{
    /// <summary>Messages that arrived.</summary>
    public long Count { get; private set; }

    /// <summary>The first message that was not the one expected, or -1.</summary>
    public long Disorder { get; private set; } = -1;

    public void OnEvent(in MarketEvent message, bool endOfBatch)
    {
        if (message.ReceiveNanos != Count && Disorder < 0)
            Disorder = Count;
        Count++;
    }
}
