using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Dictionary;
using HedgeFast.Fix.Log;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session;

/// <summary>One FIX session, as one side sees it. Text goes to the wire as it is, so it holds neither SOH nor '='.</summary>
public sealed record FixSessionSettings
{
    // ---- Who ----

    /// <summary>Tag 8: FIX.4.2, FIX.4.4 or FIXT.1.1.</summary>
    public string BeginString { get; init; } = "FIX.4.4";

    /// <summary>Tag 1137 of our logon under FIXT.1.1; 9 is FIX.5.0SP2.</summary>
    public string DefaultApplVerId { get; init; } = "9";

    /// <summary>Tag 1128 of every application message under FIXT.1.1; null leaves it out, and the logon's version holds.</summary>
    public string? ApplVerId { get; init; }

    /// <summary>Tag 49 of what we send.</summary>
    public required string SenderCompId { get; init; }

    /// <summary>Tag 56 of what we send.</summary>
    public required string TargetCompId { get; init; }

    /// <summary>Tag 50 of what we send, or null.</summary>
    public string? SenderSubId { get; init; }

    /// <summary>Tag 142 of what we send, or null.</summary>
    public string? SenderLocationId { get; init; }

    /// <summary>Tag 57 of what we send, or null.</summary>
    public string? TargetSubId { get; init; }

    /// <summary>Tag 143 of what we send, or null.</summary>
    public string? TargetLocationId { get; init; }

    // ---- Logon and logout ----

    /// <summary>Tag 108 of our logon, seconds; 1 to 3600.</summary>
    public int HeartbeatSeconds { get; init; } = 30;

    /// <summary>
    /// Initiator: largest difference between our 108 and that of the answer, seconds; 0 accepts our own only. An answer
    /// without heartbeats is never accepted.
    /// </summary>
    public int HeartbeatToleranceSeconds { get; init; }

    /// <summary>Shortest interval an acceptor grants, seconds; a logon that asks for less is answered with this. 0, for none at all, is always granted.</summary>
    public int HeartbeatSecondsMin { get; init; } = 1;

    /// <summary>Longest interval an acceptor grants, seconds.</summary>
    public int HeartbeatSecondsMax { get; init; } = 3600;

    /// <summary>
    /// Initiator: our logon carries 141=Y, which starts both sequences at 1 and gives up the resend history. Acceptor: every logon starts both at 1.
    /// </summary>
    public bool ResetOnLogon { get; init; }

    /// <summary>Whether both sequences start at 1 after an orderly logout.</summary>
    public bool ResetOnLogout { get; init; }

    /// <summary>Whether both sequences start at 1 after any end of the connection.</summary>
    public bool ResetOnDisconnect { get; init; }

    /// <summary>What becomes of the other side's wish to reset.</summary>
    public PeerResetRule PeerReset { get; init; } = PeerResetRule.ByRole;

    /// <summary>Whether our logon says what we expect next (789), and the other side replays from there without being asked. FIX.4.4 and later.</summary>
    public bool UsesNextExpected { get; init; }

    /// <summary>Adds what the venue wants in an initiator's logon; null for nothing.</summary>
    public ILogonSignature? LogonSignature { get; init; }

    /// <summary>Whether an acceptor lets the other side in; null lets in whoever has the right ids.</summary>
    public ILogonCheck? LogonCheck { get; init; }

    /// <summary>Longest wait for the answer to our logon, nanoseconds.</summary>
    public long LogonTimeoutNanos { get; init; } = 10_000_000_000;

    /// <summary>Longest wait for the answer to our logout, nanoseconds, measured from sending it.</summary>
    public long LogoutTimeoutNanos { get; init; } = 2_000_000_000;

    /// <summary>Hours of the session; null for always. A new day or week starts both sequences at 1.</summary>
    public SessionSchedule? Schedule { get; init; }

    // ---- Time ----

    /// <summary>A test request goes out after so many heartbeat intervals of silence; more than 1.</summary>
    public double TestRequestAfterIntervals { get; init; } = 1.2;

    /// <summary>The connection ends after so many intervals of silence; more than <see cref="TestRequestAfterIntervals"/>.</summary>
    public double DisconnectAfterIntervals { get; init; } = 2.4;

    /// <summary>Fixed text for tag 112 of our test requests; null makes each unique, without which a late answer can't be told from the one awaited.</summary>
    public string? TestRequestId { get; init; }

    /// <summary>
    /// Largest accepted difference between a message's SendingTime and our wall clock, nanoseconds; 0 turns the check off. The wall clock is read when the connection is made and
    /// carried on by the monotonic one, so that a step of ours does not log out sessions that stand.
    /// </summary>
    public long MaxSendingTimeSkewNanos { get; init; } = 120_000_000_000;

    /// <summary>Decimals of a second in the SendingTime we write; 0, 3, 6 or 9. FIX.4.2 and 4.4 know 0 and 3.</summary>
    public int SendingTimeDigits { get; init; } = 3;

    // ---- Sequence ----

    /// <summary>Most messages asked for in one resend request; 0 asks for all that follow. For venues that cap it.</summary>
    public int ResendChunk { get; init; }

    /// <summary>Whether "all that follow" is written 16=999999, as before FIX.4.2, instead of 16=0.</summary>
    public bool OpenEndIs999999 { get; init; }

    /// <summary>Most messages kept that came beyond a gap; further ones are dropped and come again.</summary>
    public int HeldMessages { get; init; } = 64;

    /// <summary>Most messages resent a second; 0 for as many as the output takes.</summary>
    public int ResendPerSecond { get; init; }

    /// <summary>
    /// Orders, replaces and cancels older than this are never sent again, whatever the application says: a gap fill takes their place. 0 means all of them;
    /// nanoseconds.
    /// </summary>
    public long OrderReplayNanos { get; init; }

    /// <summary>Whether a Reject (35=3) is sent again in a resend; otherwise a gap fill takes its place.</summary>
    public bool ReplaysRejects { get; init; }

    /// <summary>Whether every message says the last number we have processed (369).</summary>
    public bool SendsLastProcessed { get; init; }

    /// <summary>Whether a duplicate (43=Y) must say when it was first sent (122).</summary>
    public bool RequiresOrigSendingTime { get; init; } = true;

    /// <summary>
    /// Whether a message that tells of orders (<see cref="MsgTypes.TellsOfOrders"/>) is delivered in spite of faults
    /// that leave no doubt whose it is and which
    /// number it bears: no or a wrong 122, a field out of order, unknown, repeated, empty or badly written. Each is
    /// counted in
    /// <see cref="SessionCounters.FaultsTolerated"/>. False rejects it, as the standard says, and loses its fill.
    /// </summary>
    public bool DeliversFaultyReports { get; init; } = true;

    /// <summary>
    /// Furthest that the other side may move the number expected from it, 1 to 1,000,000,000,000: by the number of a
    /// message (34), and by sequence resets (36)
    /// added up over one connection. Beyond it the session ends, the number stays, and a person has to look.
    /// </summary>
    public long SequenceJumpMax { get; init; } = 1_000_000;

    /// <summary>
    /// Most session messages sent a second because the other side asks for them: heartbeats for test requests, and
    /// rejects. 1 to 10,000; what is asked for beyond
    /// gets no answer.
    /// </summary>
    public int AnswersPerSecond { get; init; } = 20;

    /// <summary>
    /// Most resets (141=Y) within a session that the other side may begin in a minute, 1 to 1000; one more ends the
    /// session. Each begins a new store.
    /// </summary>
    public int PeerResetsPerMinute { get; init; } = 4;

    /// <summary>Whether a resend request is answered even when its own number is too low, as QuickFIX does; otherwise it ends the session like any other.</summary>
    public bool AnswersLowResendRequests { get; init; }

    /// <summary>Whether application messages may go out while some of the other side's are missing. For applications that answer and never act on their own.</summary>
    public bool SendsInGap { get; init; }

    /// <summary>What the venue allows to be sent; null for no limits.</summary>
    public SendLimits? SendLimits { get; init; }

    // ---- Bytes ----

    /// <summary>Largest message accepted or sent, bytes.</summary>
    public int MaxMessageBytes { get; init; } = 8192;

    /// <summary>How strictly received bytes are cut into messages.</summary>
    public FramingRules Framing { get; init; }

    /// <summary>Whether garbage is answered by a Reject; otherwise it's skipped without a word. The number it may have had is not consumed.</summary>
    public bool RejectsGarbled { get; init; }

    /// <summary>What received messages are held against; null checks the header only and leaves the body to the application.</summary>
    public DictionaryRules? Dictionary { get; init; }

    /// <summary>
    /// Fields of a logon that are masked in <see cref="Log"/> beside those of <see
    /// cref="Secrets.SecretFields.IsSecret(int)"/>: what a profile writes there.
    /// </summary>
    public IReadOnlyList<int> SecretTags { get; init; } = [];

    /// <summary>Where every message that crosses is kept as text, secrets masked; null for nowhere. Not owned by the session.</summary>
    public FixMessageLog? Log { get; init; }

    // ---- Store ----

    /// <summary>Folder of the message store; one session, one store.</summary>
    public required string StoreDirectory { get; init; }

    /// <summary>When the store reaches the disk.</summary>
    public FsyncPolicy Fsync { get; init; } = FsyncPolicy.None;

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

/// <summary>Whether an acceptor lets somebody in whose ids are right: passwords, signatures.</summary>
public interface ILogonCheck
{
    /// <summary>Null when the logon is good; otherwise what to say in the logout, without any secret.</summary>
    string? Refuse(in FixMessage logon);
}

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
