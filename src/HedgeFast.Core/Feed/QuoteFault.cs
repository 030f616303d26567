namespace HedgeFast.Core.Feed;

/// <summary>Reason why an instrument is not hedgeable. Each is counted on its own.</summary>
public enum QuoteFault : byte
{
    /// <summary>Nothing wrong.</summary>
    None = 0,

    /// <summary>No quote has been seen yet.</summary>
    NeverQuoted = 1,

    /// <summary>A sequence number was skipped on the channel.</summary>
    Gap = 2,

    /// <summary>Nothing, not even a heartbeat, arrived on the channel for longer than its limit.</summary>
    Stale = 3,

    /// <summary>Bid above ask.</summary>
    Crossed = 4,

    /// <summary>A price of zero, or a quoted side without size.</summary>
    Zero = 5,

    /// <summary>A negative price where the instrument forbids one, or a negative size.</summary>
    Negative = 6,

    /// <summary>The wire's marker for "no price", the integer feed's NaN.</summary>
    NoPrice = 7,

    /// <summary>A price or move beyond any sensible range.</summary>
    Absurd = 8,

    /// <summary>The exchange's status is halted, auction or closed.</summary>
    Halted = 9,

    /// <summary>The connection that carried the channel was lost.</summary>
    Disconnected = 10,

    /// <summary>The exchange time disagrees with the clock: ahead, or of another day.</summary>
    WrongTime = 11,

    /// <summary>The first quote of an instrument, which a second one has to confirm.</summary>
    Unconfirmed = 12,
}
