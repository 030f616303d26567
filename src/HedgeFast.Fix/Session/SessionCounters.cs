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

    /// <summary>Messages about orders that were delivered in spite of a fault. Alarm when not 0.</summary>
    public long FaultsTolerated { get; internal set; }

    /// <summary>
    /// The last of these faults, a value of <see cref="RejectReasons"/>; meaningless while there was none.
    /// </summary>
    public int LastToleratedReason { get; internal set; }

    /// <summary>Field that it concerned; 0 when no single one is to blame.</summary>
    public int LastToleratedTag { get; internal set; }

    /// <summary>Messages about orders that were rejected and not delivered. Alarm when not 0.</summary>
    public long ReportsRejected { get; internal set; }

    /// <summary>
    /// Heartbeats and rejects not sent because the other side asked for too many; see <see
    /// cref="FixSessionSettings.AnswersPerSecond"/>.
    /// </summary>
    public long AnswersWithheld { get; internal set; }

    /// <summary>Logons completed.</summary>
    public long Logons { get; internal set; }
}
