namespace HedgeFast.Fix.Session;

/// <summary>What becomes of ResetSeqNumFlag (141=Y) in a logon of the other side that was not asked for it.</summary>
public enum PeerResetRule : byte
{
    /// <summary>An acceptor resets and confirms; an initiator refuses, since a reset gives up the resend history.</summary>
    ByRole = 0,

    /// <summary>Reset and confirm, on either side.</summary>
    Accept = 1,

    /// <summary>Refuse the logon.</summary>
    Refuse = 2,

    /// <summary>Refuse a logon without it.</summary>
    Require = 3,
}
