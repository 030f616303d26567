namespace HedgeFast.Core.Feed;

/// <summary>What a frame of the tick protocol carries; the value is the wire's.</summary>
public enum TickFrameKind : byte
{
    /// <summary>A full top of book.</summary>
    Quote = 1,

    /// <summary>A trade.</summary>
    Trade = 2,

    /// <summary>A change of trading status.</summary>
    Status = 3,

    /// <summary>A sign of life that names the last sequence number sent.</summary>
    Heartbeat = 4,
}
