namespace HedgeFast.Core.Feed;

/// <summary>What the exchange says about an instrument; the value is the wire's.</summary>
public enum TradingStatus : byte
{
    /// <summary>Continuous trading.</summary>
    Open = 1,

    /// <summary>Trading is halted.</summary>
    Halted = 2,

    /// <summary>An auction collects orders; its quotes are not a market one can take.</summary>
    Auction = 3,

    /// <summary>The session, or the tape, has ended.</summary>
    Closed = 4,
}
