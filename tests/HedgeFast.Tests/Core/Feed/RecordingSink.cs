using HedgeFast.Core.Feed;

namespace HedgeFast.Tests.Core.Feed;

/// <summary>Keeps what is published, as long as there is room.</summary>
internal sealed class RecordingSink : IMarketSink
{
    public List<MarketEvent> Events { get; } = [];

    public int Room { get; set; } = int.MaxValue;

    public bool TryPublish(in MarketEvent e)
    {
        if (Room == 0)
            return false;
        Room--;
        Events.Add(e);
        return true;
    }

    public IEnumerable<MarketEvent> Of(MarketEventKind kind) => Events.Where(e => e.Kind == kind);

    public MarketEvent Last => Events[^1];
}
