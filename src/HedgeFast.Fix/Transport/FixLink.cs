namespace HedgeFast.Fix.Transport;

/// <summary>Stage of an initiator's connection: why no order leaves.</summary>
public enum FixLink : byte
{
    /// <summary>Not started.</summary>
    Idle = 0,

    /// <summary>A connection is being made.</summary>
    Connecting = 1,

    /// <summary>Connected; the session has the rest of the state.</summary>
    Connected = 2,

    /// <summary>The pause after a failure or a loss.</summary>
    Pausing = 3,

    /// <summary>The logons of the last minute are used up; the next one waits.</summary>
    LogonsUsedUp = 4,

    /// <summary>Outside the hours of the session.</summary>
    OutOfHours = 5,

    /// <summary>Refused for good, until <see cref="FixInitiator.Resume"/>.</summary>
    Refused = 6,

    /// <summary>Logged out on request, for good.</summary>
    LoggedOut = 7,
}
