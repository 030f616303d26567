using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;

namespace HedgeFast.Monitor.Dashboard;

/// <summary>What the engine looks like at one moment, polled from its counters a few times a second.</summary>
internal readonly record struct EngineSnapshot
{
    /// <summary>Length of the run so far, seconds.</summary>
    public double ElapsedSeconds { get; init; }

    /// <summary>Share of the tape that has been played, 0 to 1; NaN without a tape.</summary>
    public double TapeFraction { get; init; }

    /// <summary>Whether the FIX session is logged on and synchronised.</summary>
    public bool SessionUp { get; init; }

    /// <summary>Why there is no connection to the exchange's FIX gateway; null while there is one.</summary>
    public string? SessionNote { get; init; }

    /// <summary>When the FIX message store is forced to the disk, in the configuration's word.</summary>
    public string StoreForced { get; init; }

    /// <summary>Whether every underlying has a hedge instrument with a fresh, valid quote.</summary>
    public bool Hedgeable { get; init; }

    /// <summary>Why an underlying can't be hedged, by name where there are several; null where all can.</summary>
    public string? NotHedgeable { get; init; }

    /// <summary>How many options are hedged without a volatility, and what that leaves open, in words; null for none.
    /// </summary>
    public string? Missing { get; init; }

    /// <summary>Whether the feed's connection stands, or its socket is bound.</summary>
    public bool FeedUp { get; init; }

    /// <summary>Why there is no feed; null while there is.</summary>
    public string? FeedNote { get; init; }

    /// <summary>What can't be written or shown at present; null while everything can.</summary>
    public string? NotWritten { get; init; }

    /// <summary>The underlying whose numbers are shown: the one furthest out of its band; null where there is only one.</summary>
    public string? Underlying { get; init; }

    /// <summary>Symbol of a fallback that is hedged in instead of the preferred instrument; null when none is.</summary>
    public string? Fallback { get; init; }

    /// <summary>Whether the kill switch is on.</summary>
    public bool Killed { get; init; }

    /// <summary>What the feedback governor does.</summary>
    public GovernorState Governor { get; init; }

    /// <summary>Every limit that has stopped trading until it is re-armed.</summary>
    public LimitLatches Latches { get; init; }

    /// <summary>Which positions differ from the exchange's, so that their underlyings aren't hedged; null when none does.</summary>
    public string? PositionsDiffer { get; init; }

    /// <summary>Which positions are in doubt, why, and both numbers; null when none is.</summary>
    public string? PositionDoubt { get; init; }

    /// <summary>Mid of the hedge instrument, quote currency; NaN before the first quote.</summary>
    public double Price { get; init; }

    /// <summary>Net delta of the book alone, units of the underlying.</summary>
    public double DeltaUnhedged { get; init; }

    /// <summary>Net delta with the hedge position, units of the underlying.</summary>
    public double DeltaHedged { get; init; }

    /// <summary>
    /// Part of that which is left on purpose, by <c>hedgeRatio</c>; the rest is what the band holds. Units of the
    /// underlying.
    /// </summary>
    public double DeltaLeft { get; init; }

    /// <summary>Net delta that the band holds, units of the underlying.</summary>
    public double DeltaHeld => DeltaHedged - DeltaLeft;

    /// <summary>Lower edge of the band, units of the underlying.</summary>
    public double BandLow { get; init; }

    /// <summary>Upper edge of the band, units of the underlying.</summary>
    public double BandHigh { get; init; }

    /// <summary>Position in the hedge instrument, lots.</summary>
    public long PositionLots { get; init; }

    /// <summary>Profit of book and hedge since the start, marked to market, quote currency; NaN when it is not taken.</summary>
    public double Profit { get; init; }

    /// <summary>Alerts so far.</summary>
    public long Alerts { get; init; }

    /// <summary>The last alert; null before the first.</summary>
    public string? LastAlert { get; init; }

    /// <summary>Orders without an end yet.</summary>
    public long LiveOrders { get; init; }

    /// <summary>Lots that may still be bought.</summary>
    public long InFlightBuyLots { get; init; }

    /// <summary>Lots that may still be sold.</summary>
    public long InFlightSellLots { get; init; }

    /// <summary>Quotes consumed.</summary>
    public long Ticks { get; init; }

    /// <summary>Quotes replaced by a newer one.</summary>
    public long Conflated { get; init; }

    /// <summary>Revaluations of the book.</summary>
    public long Revaluations { get; init; }

    /// <summary>Quotes and other causes at which triggers proved that no hedge was due.</summary>
    public long Proved { get; init; }

    /// <summary>Decisions to trade.</summary>
    public long Decisions { get; init; }

    /// <summary>Orders sent.</summary>
    public long Orders { get; init; }

    /// <summary>Fills received.</summary>
    public long Fills { get; init; }

    /// <summary>Orders refused by the exchange.</summary>
    public long Rejects { get; init; }

    /// <summary>Orders refused by a limit.</summary>
    public long Refusals { get; init; }

    /// <summary>Tick to decision, median, nanoseconds.</summary>
    public long DecisionP50Nanos { get; init; }

    /// <summary>Tick to decision, 99th percentile, nanoseconds.</summary>
    public long DecisionP99Nanos { get; init; }

    /// <summary>Tick to decision, 99.9th percentile, nanoseconds.</summary>
    public long DecisionP999Nanos { get; init; }

    /// <summary>Tick to order, median, nanoseconds.</summary>
    public long OrderP50Nanos { get; init; }

    /// <summary>Tick to order, 99th percentile, nanoseconds.</summary>
    public long OrderP99Nanos { get; init; }

    /// <summary>Tick to order, 99.9th percentile, nanoseconds.</summary>
    public long OrderP999Nanos { get; init; }

    /// <summary>Events waiting in the market ring.</summary>
    public long MarketRingDepth { get; init; }

    /// <summary>Events waiting in the execution ring.</summary>
    public long ExecutionRingDepth { get; init; }

    /// <summary>Intents waiting in the order ring.</summary>
    public long OrderRingDepth { get; init; }

    /// <summary>Records waiting in the journal ring.</summary>
    public long JournalRingDepth { get; init; }
}
