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

    /// <summary>Messages dropped because an earlier one was missing; they come again.</summary>
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
