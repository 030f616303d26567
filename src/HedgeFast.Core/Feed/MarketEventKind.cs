namespace HedgeFast.Core.Feed;

/// <summary>What a market event says.</summary>
public enum MarketEventKind : byte
{
    /// <summary>A full, valid top of book: both sides, prices in ticks, sizes in lots.</summary>
    Quote = 1,

    /// <summary>A trade: price in BidTicks, size in BidLots.</summary>
    Trade = 2,

    /// <summary>
    /// The instrument (or, with instrument -1, every instrument of the channel) is not hedgeable until a full fresh
    /// quote; the reason is in Fault.
    /// </summary>
    NotHedgeable = 3,

    /// <summary>The exchange closed the instrument: the session or the tape has ended.</summary>
    Closed = 4,
}
