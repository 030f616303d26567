namespace HedgeFast.Fix.Session;

/// <summary>Counters of a session since it was made. Written by the session's thread alone.</summary>
public sealed class SessionCounters
{
    /// <summary>Valid messages received.</summary>
    public long Received { get; internal set; }

    /// <summary>Application messages delivered.</summary>
    public long Delivered { get; internal set; }

    /// <summary>Messages sent, resent ones included.</summary>
    public long Sent { get; internal set; }

    /// <summary>Duplicates dropped.</summary>
    public long DuplicatesDropped { get; internal set; }

    /// <summary>Stretches of bytes skipped as no valid message.</summary>
    public long Garbled { get; internal set; }

    /// <summary>Resets of both sequences.</summary>
    public long Resets { get; internal set; }

    /// <summary>Messages beyond a gap dropped without room; they are resent.</summary>
    public long BeyondGapDropped { get; internal set; }

    /// <summary>Resend requests sent.</summary>
    public long ResendRequestsSent { get; internal set; }

    /// <summary>Resend requests received.</summary>
    public long ResendRequestsReceived { get; internal set; }

    /// <summary>Session-level rejects sent.</summary>
    public long RejectsSent { get; internal set; }

    /// <summary>Session-level rejects received.</summary>
    public long RejectsReceived { get; internal set; }

    /// <summary>Reports delivered in spite of a fault. Alarm when not 0.</summary>
    public long FaultsTolerated { get; internal set; }

    /// <summary>
    /// Reason of the last such fault, a value of <see cref="RejectReasons"/>; meaningless while there was none.
    /// </summary>
    public int LastToleratedReason { get; internal set; }

    /// <summary>Field of the last such fault; 0 when no single one is to blame.</summary>
    public int LastToleratedTag { get; internal set; }

    /// <summary>Reports rejected and not delivered. Alarm when not 0.</summary>
    public long ReportsRejected { get; internal set; }

    /// <summary>Heartbeats and rejects withheld beyond <see cref="FixSessionSettings.AnswersPerSecond"/>.</summary>
    public long AnswersWithheld { get; internal set; }

    /// <summary>Logons completed.</summary>
    public long Logons { get; internal set; }
}
