using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Dictionary;
using HedgeFast.Fix.Log;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session;

/// <summary>
/// Settings of one side of a FIX session. Text goes to the wire unchanged, so it holds neither SOH nor '='.
/// </summary>
public sealed record FixSessionSettings
{
    // ---- Who ----

    /// <summary>Tag 8: FIX.4.2, FIX.4.4 or FIXT.1.1.</summary>
    public string BeginString { get; init; } = "FIX.4.4";

    /// <summary>Tag 1137 of our logon under FIXT.1.1; 9 is FIX.5.0SP2.</summary>
    public string DefaultApplVerId { get; init; } = "9";

    /// <summary>
    /// Tag 1128 of every application message under FIXT.1.1; null leaves it out, and the logon's version holds.
    /// </summary>
    public string? ApplVerId { get; init; }

    /// <summary>Tag 49 of our messages.</summary>
    public required string SenderCompId { get; init; }

    /// <summary>Tag 56 of our messages.</summary>
    public required string TargetCompId { get; init; }

    /// <summary>Tag 50 of our messages, or null.</summary>
    public string? SenderSubId { get; init; }

    /// <summary>Tag 142 of our messages, or null.</summary>
    public string? SenderLocationId { get; init; }

    /// <summary>Tag 57 of our messages, or null.</summary>
    public string? TargetSubId { get; init; }

    /// <summary>Tag 143 of our messages, or null.</summary>
    public string? TargetLocationId { get; init; }

    // ---- Logon and logout ----

    /// <summary>Tag 108 of our logon, seconds; 1 to 3600.</summary>
    public int HeartbeatSeconds { get; init; } = 30;

    /// <summary>
    /// Initiator: tolerance for the 108 of the answer, seconds; 0 accepts our own only. An answer without heartbeats is
    /// refused.
    /// </summary>
    public int HeartbeatToleranceSeconds { get; init; }

    /// <summary>
    /// Shortest heartbeat interval an acceptor grants, seconds; it answers less with this. 0, no heartbeats, is always
    /// granted.
    /// </summary>
    public int HeartbeatSecondsMin { get; init; } = 1;

    /// <summary>Longest interval an acceptor grants, seconds.</summary>
    public int HeartbeatSecondsMax { get; init; } = 3600;

    /// <summary>
    /// Initiator: our logon carries 141=Y, which starts both sequences at 1. Acceptor: every logon starts both at 1.
    /// </summary>
    /// <remarks>It gives up the resend history.</remarks>
    public bool ResetOnLogon { get; init; }

    /// <summary>Whether both sequences start at 1 after an orderly logout.</summary>
    public bool ResetOnLogout { get; init; }

    /// <summary>Whether both sequences start at 1 after any end of the connection.</summary>
    public bool ResetOnDisconnect { get; init; }

    /// <summary>Rule for a reset that the peer asks for.</summary>
    public PeerResetRule PeerReset { get; init; } = PeerResetRule.ByRole;

    /// <summary>
    /// Whether our logon carries the number we expect (789), from which the peer replays unasked. FIX.4.4 and later.
    /// </summary>
    public bool UsesNextExpected { get; init; }

    /// <summary>Signs an initiator's logon as the venue requires; null for none.</summary>
    public ILogonSignature? LogonSignature { get; init; }

    /// <summary>Random bytes for a signature; an initiator takes its machine's.</summary>
    internal Action<byte[]> FillSecret { get; init; } = Machine.Local.FillSecret;

    /// <summary>
    /// Checks the credentials of a logon to an acceptor; null accepts every logon with the right ids.
    /// </summary>
    public ILogonCheck? LogonCheck { get; init; }

    /// <summary>Longest wait for the answer to our logon, nanoseconds.</summary>
    public long LogonTimeoutNanos { get; init; } = 10_000_000_000;

    /// <summary>Longest wait for the answer to our logout, nanoseconds from sending it.</summary>
    public long LogoutTimeoutNanos { get; init; } = 2_000_000_000;

    /// <summary>Hours of the session; null for always. A new day or week starts both sequences at 1.</summary>
    public SessionSchedule? Schedule { get; init; }

    // ---- Time ----

    /// <summary>Heartbeat intervals of silence before a test request leaves; more than 1.</summary>
    public double TestRequestAfterIntervals { get; init; } = 1.2;

    /// <summary>
    /// Heartbeat intervals of silence that end the connection; more than <see cref="TestRequestAfterIntervals"/>.
    /// </summary>
    public double DisconnectAfterIntervals { get; init; } = 2.4;

    /// <summary>
    /// Fixed text for tag 112 of our test requests; null makes each unique, so that a late answer is recognised.
    /// </summary>
    public string? TestRequestId { get; init; }

    /// <summary>
    /// Largest accepted difference between a message's SendingTime and our wall clock, nanoseconds; 0 turns the check
    /// off.
    /// </summary>
    /// <remarks>
    /// The wall clock is read at connect and carried on by the monotonic one: a step of our clock logs no session out.
    /// </remarks>
    public long MaxSendingTimeSkewNanos { get; init; } = 120_000_000_000;

    /// <summary>Decimals of a second in the SendingTime we write; 0, 3, 6 or 9. FIX.4.2 and 4.4 know 0 and 3.</summary>
    public int SendingTimeDigits { get; init; } = 3;

    // ---- Sequence ----

    /// <summary>
    /// Largest range of one resend request, messages; 0 requests all that follow. For venues that cap it.
    /// </summary>
    public int ResendChunk { get; init; }

    /// <summary>Whether "all that follow" is written 16=999999, as before FIX.4.2, instead of 16=0.</summary>
    public bool OpenEndIs999999 { get; init; }

    /// <summary>Largest number of messages held beyond a gap; further ones are dropped and resent.</summary>
    public int HeldMessages { get; init; } = 64;

    /// <summary>Rate limit of resends, messages a second; 0 for as many as the output accepts.</summary>
    public int ResendPerSecond { get; init; }

    /// <summary>
    /// Age beyond which orders, replaces and cancels are gap-filled and never resent, nanoseconds; 0 gap-fills all of
    /// them.
    /// </summary>
    public long OrderReplayNanos { get; init; }

    /// <summary>Whether a Reject (35=3) is resent; otherwise a gap fill replaces it.</summary>
    public bool ReplaysRejects { get; init; }

    /// <summary>Whether every message carries the last number we have processed (369).</summary>
    public bool SendsLastProcessed { get; init; }

    /// <summary>Whether a duplicate (43=Y) must carry its first SendingTime (122).</summary>
    public bool RequiresOrigSendingTime { get; init; } = true;

    /// <summary>
    /// Whether a faulty report (<see cref="MsgTypes.TellsOfOrders"/>) is delivered where CompIDs and number are
    /// certain. False rejects it and loses its fill.
    /// </summary>
    /// <remarks>
    /// Tolerated are no or a wrong 122, and fields that are out of order, unknown, repeated, empty or malformed;
    /// <see cref="SessionCounters.FaultsTolerated"/> counts them. The standard asks for a reject.
    /// </remarks>
    public bool DeliversFaultyReports { get; init; } = true;

    /// <summary>
    /// Furthest jump of the number expected, 1 to 1,000,000,000,000: by one message (34), or by resets (36) of one
    /// connection.
    /// </summary>
    /// <remarks>Beyond it the session ends and the number stays, until an operator resumes.</remarks>
    public long SequenceJumpMax { get; init; } = 1_000_000;

    /// <summary>
    /// Rate limit of answers that the peer provokes, heartbeats and rejects, 1 to 10,000 a second. Further ones are
    /// left out.
    /// </summary>
    public int AnswersPerSecond { get; init; } = 20;

    /// <summary>
    /// Resets (141=Y) that the peer may begin in a minute, 1 to 1000; one more ends the session. Each begins a new
    /// store.
    /// </summary>
    public int PeerResetsPerMinute { get; init; } = 4;

    /// <summary>
    /// Whether a resend request below the expected number is answered, as in QuickFIX; otherwise it ends the session.
    /// </summary>
    public bool AnswersLowResendRequests { get; init; }

    /// <summary>
    /// Whether application messages leave while some of the peer's are missing. For applications that only answer.
    /// </summary>
    public bool SendsInGap { get; init; }

    /// <summary>Message limits of the venue; null for none.</summary>
    public SendLimits? SendLimits { get; init; }

    // ---- Bytes ----

    /// <summary>Largest message accepted or sent, bytes.</summary>
    public int MaxMessageBytes { get; init; } = 8192;

    /// <summary>Rules by which received bytes are cut into messages.</summary>
    public FramingRules Framing { get; init; }

    /// <summary>Whether garbage is answered by a Reject; otherwise it's skipped. No number is consumed.</summary>
    public bool RejectsGarbled { get; init; }

    /// <summary>Dictionary that received messages are checked against; null checks the header only.</summary>
    public DictionaryRules? Dictionary { get; init; }

    /// <summary>
    /// Logon fields masked in <see cref="Log"/> beside those of <see cref="Secrets.SecretFields.IsSecret(int)"/>: the
    /// fields a profile writes.
    /// </summary>
    public IReadOnlyList<int> SecretTags { get; init; } = [];

    /// <summary>Log of all messages as text, secrets masked; null for none. Not owned by the session.</summary>
    public FixMessageLog? Log { get; init; }

    // ---- Store ----

    /// <summary>Folder of the message store; one session, one store.</summary>
    public required string StoreDirectory { get; init; }

    /// <summary>Durability of the store.</summary>
    public FsyncPolicy Fsync { get; init; } = FsyncPolicy.None;

    /// <summary>Bytes of a new segment of the store: a multiple of 4096, with room for one message.</summary>
    public int StoreSegmentBytes { get; init; } = FileMessageStore.DefaultSegmentBytes;

    internal bool IsFixt => BeginString == "FIXT.1.1";

    internal bool IsFix42 => BeginString == "FIX.4.2";

    internal FrameIds Ids => new(BeginString, SenderCompId, TargetCompId)
    {
        SenderSubId = SenderSubId,
        SenderLocationId = SenderLocationId,
        TargetSubId = TargetSubId,
        TargetLocationId = TargetLocationId,
    };
}

/// <summary>Checks the credentials of a logon whose ids are right: passwords, signatures.</summary>
public interface ILogonCheck
{
    /// <summary>Null accepts the logon; otherwise the text of the refusal, without any secret.</summary>
    string? Refuse(in FixMessage logon);
}

/// <summary>Rule for a ResetSeqNumFlag (141=Y) in the peer's logon that we did not request.</summary>
public enum PeerResetRule : byte
{
    /// <summary>
    /// An acceptor resets and confirms; an initiator refuses, since a reset gives up the resend history.
    /// </summary>
    ByRole = 0,

    /// <summary>Reset and confirm, on either side.</summary>
    Accept = 1,

    /// <summary>Refuse the logon.</summary>
    Refuse = 2,

    /// <summary>Refuse a logon without it.</summary>
    Require = 3,
}
