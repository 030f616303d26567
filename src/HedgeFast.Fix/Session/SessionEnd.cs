namespace HedgeFast.Fix.Session;

/// <summary>How the last connection ended, for whoever decides whether to try again.</summary>
public enum SessionEnd : byte
{
    /// <summary>No connection has ended yet.</summary>
    None = 0,

    /// <summary>The network, or nothing came for too long: try again, with pauses.</summary>
    Lost = 1,

    /// <summary>Logged out in order.</summary>
    LoggedOut = 2,

    /// <summary>One side did not accept the other's logon: wrong password, wrong ids, terms. Trying again changes nothing.</summary>
    LogonRefused = 3,

    /// <summary>A sequence number was lower than expected: one side has lost its numbers. A person has to look.</summary>
    SequenceTooLow = 4,

    /// <summary>The other side broke the rules of the session.</summary>
    ProtocolError = 5,

    /// <summary>Outside the hours of the session.</summary>
    OutOfHours = 6,

    /// <summary>
    /// The other side wanted to move our numbers further than any gap reaches: nothing was moved. A person has to look.
    /// </summary>
    SequenceTooHigh = 7,
}
