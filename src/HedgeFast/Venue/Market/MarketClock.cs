namespace HedgeFast.Venue.Market;

/// <summary>Exchange time of the tape's latest row: reports carry it, limits per second count by it.</summary>
internal sealed class MarketClock
{
    /// <summary>Now, UTC nanoseconds since 1970.</summary>
    public long ExchangeNanos { get; set; }
}
