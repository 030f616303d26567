namespace HedgeFast.Core.Feed;

/// <summary>What the scanner found at the front of the bytes.</summary>
public enum TickScanResult : byte
{
    /// <summary>A whole frame.</summary>
    Frame = 0,

    /// <summary>The beginning of a frame, or nothing; more bytes are needed.</summary>
    Partial = 1,

    /// <summary>The magic is wrong: the peer does not speak this protocol, or the stream lost its place.</summary>
    BadMagic = 2,

    /// <summary>The peer speaks another version.</summary>
    BadVersion = 3,

    /// <summary>The kind of frame is unknown.</summary>
    UnknownKind = 4,

    /// <summary>The length is below what the kind needs or above the limit.</summary>
    BadLength = 5,

    /// <summary>A status frame carries an unknown status.</summary>
    BadStatus = 6,
}
