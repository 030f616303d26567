namespace HedgeFast.Fix.Transport;

/// <summary>What an initiator is at, for a person who wonders why no order leaves.</summary>
public enum FixLink : byte
{
    /// <summary>Not yet asked to do anything.</summary>
    Idle = 0,

    /// <summary>A connection is being made.</summary>
    Connecting = 1,

    /// <summary>A connection stands; what the session makes of it is the session's to say.</summary>
    Connected = 2,

    /// <summary>The pause after a failure or a loss.</summary>
    Pausing = 3,

    /// <summary>As many logons as are allowed went out within the last minute; the next one waits for the minute to pass.</summary>
    LogonsUsedUp = 4,

    /// <summary>Outside the hours of the session.</summary>
    OutOfHours = 5,

    /// <summary>Refused for good: nothing goes on before <see cref="FixInitiator.Resume"/>.</summary>
    Refused = 6,

    /// <summary>Logged out on request, for good.</summary>
    LoggedOut = 7,
}
