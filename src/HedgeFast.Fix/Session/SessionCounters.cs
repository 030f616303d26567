namespace HedgeFast.Fix.Session;

/// <summary>What a session has seen since it was made. Written by the session's thread alone.</summary>
public sealed class SessionCounters
{
    /// <summary>Valid messages received.</summary>
    public long Received { get; internal set; }

    /// <summary>Application messages passed on.</summary>
    public long Delivered { get; internal set; }

    /// <summary>Messages sent, resent ones included.</summary>
    public long Sent { get; internal set; }

    /// <summary>Duplicates dropped without a word.</summary>
    public long DuplicatesDropped { get; internal set; }

    /// <summary>Stretches of bytes skipped because they were no valid message.</summary>
    public long Garbled { get; internal set; }

    /// <summary>Times both sequences were started at 1.</summary>
    public long Resets { get; internal set; }

    /// <summary>Messages beyond a gap for which there was no room; they come again.</summary>
    public long BeyondGapDropped { get; internal set; }

    /// <summary>Resend requests sent.</summary>
    public long ResendRequestsSent { get; internal set; }

    /// <summary>Resend requests received.</summary>
    public long ResendRequestsReceived { get; internal set; }

    /// <summary>Session-level rejects sent.</summary>
    public long RejectsSent { get; internal set; }

    /// <summary>Session-level rejects received.</summary>
    public long RejectsReceived { get; internal set; }

    /// <summary>Logons completed.</summary>
    public long Logons { get; internal set; }
}
