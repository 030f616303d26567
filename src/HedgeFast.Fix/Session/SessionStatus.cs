namespace HedgeFast.Fix.Session;

/// <summary>Where a session stands, for a person to look at.</summary>
/// <param name="State">Its state.</param>
/// <param name="NextIncoming">Number expected next.</param>
/// <param name="NextOutgoing">Number of the next message out; one more than the store holds.</param>
/// <param name="GapEnd">Highest number seen beyond a gap, or 0 when nothing is missing.</param>
/// <param name="HeldMessages">Messages that wait for the gap to be filled.</param>
/// <param name="LastReceivedMono">When the last valid message came, monotonic nanoseconds; as of the last logon when none has.</param>
/// <param name="LastSentMono">When the last message went, likewise.</param>
/// <param name="LastReason">Why the last connection ended.</param>
public sealed record SessionStatus(
    FixSessionState State, long NextIncoming, long NextOutgoing, long GapEnd, int HeldMessages, long LastReceivedMono, long LastSentMono, string? LastReason);
