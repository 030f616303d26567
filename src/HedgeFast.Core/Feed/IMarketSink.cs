namespace HedgeFast.Core.Feed;

/// <summary>Where Feed puts its events: the ring to the loop, or the loop itself when everything runs inline.</summary>
public interface IMarketSink
{
    /// <summary>
    /// Takes the event, or returns false when there is no room; Feed keeps it then and offers it again. Called on the
    /// feed's thread only.
    /// </summary>
    bool TryPublish(in MarketEvent e);
}
