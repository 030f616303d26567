namespace HedgeFast.Venue.Market;

/// <summary>The market's time: exchange time of the tape's latest row. Reports carry it, and limits per second count by it.</summary>
internal sealed class MarketClock
{
    /// <summary>Now, UTC nanoseconds since 1970.</summary>
    public long ExchangeNanos { get; set; }
}
