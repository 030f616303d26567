using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session;

/// <summary>One FIX session, as one side sees it.</summary>
public sealed record FixSessionSettings
{
    /// <summary>Tag 8. FIX.4.4 in this version.</summary>
    public string BeginString { get; init; } = "FIX.4.4";

    /// <summary>Tag 49 of what we send. No SOH, no '='.</summary>
    public required string SenderCompId { get; init; }

    /// <summary>Tag 56 of what we send. No SOH, no '='.</summary>
    public required string TargetCompId { get; init; }

    /// <summary>Tag 108 of our logon, seconds; 1 to 3600.</summary>
    public int HeartbeatSeconds { get; init; } = 30;

    /// <summary>Whether our logon carries 141=Y, which starts both sequences at 1 and gives up the resend history.</summary>
    public bool ResetOnLogon { get; init; }

    /// <summary>Longest wait for the answer to our logon, nanoseconds.</summary>
    public long LogonTimeoutNanos { get; init; } = 10_000_000_000;

    /// <summary>Longest wait for the answer to our logout, nanoseconds, measured from sending it.</summary>
    public long LogoutTimeoutNanos { get; init; } = 2_000_000_000;

    /// <summary>Largest accepted difference between a message's SendingTime and our wall clock, nanoseconds; 0 turns the check off.</summary>
    public long MaxSendingTimeSkewNanos { get; init; } = 120_000_000_000;

    /// <summary>Largest message accepted or sent, bytes.</summary>
    public int MaxMessageBytes { get; init; } = 8192;

    /// <summary>Folder of the message store; one session, one store.</summary>
    public required string StoreDirectory { get; init; }

    /// <summary>When the store reaches the disk.</summary>
    public FsyncPolicy Fsync { get; init; } = FsyncPolicy.None;
}
