namespace HedgeFast.Venue;

/// <summary>When the tape begins to run.</summary>
public enum VenueStart : byte
{
    /// <summary>When a client is logged on and, with a TCP feed, a subscriber is connected.</summary>
    WhenReady = 1,

    /// <summary>With the first round of work.</summary>
    AtOnce = 2,
}
