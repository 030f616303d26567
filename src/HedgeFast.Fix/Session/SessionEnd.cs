namespace HedgeFast.Fix.Session;

/// <summary>Kind of a disconnect, by which the transport decides whether to reconnect.</summary>
public enum SessionEnd : byte
{
    /// <summary>No connection has ended yet.</summary>
    None = 0,

    /// <summary>Network loss or silence: reconnect, with pauses.</summary>
    Lost = 1,

    /// <summary>Logged out in order.</summary>
    LoggedOut = 2,

    /// <summary>A logon was refused: wrong password, ids or terms. Another try changes nothing.</summary>
    LogonRefused = 3,

    /// <summary>A sequence number was too low: one side has lost its numbers. An operator must decide.</summary>
    SequenceTooLow = 4,

    /// <summary>The peer broke the rules of the session.</summary>
    ProtocolError = 5,

    /// <summary>Outside the hours of the session.</summary>
    OutOfHours = 6,

    /// <summary>
    /// A sequence number was further away than a gap may reach: no number moved. An operator must decide.
    /// </summary>
    SequenceTooHigh = 7,
}
