using HedgeFast.Fix.Secrets;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Fix.Profiles;

/// <summary>All that differs by venue, in one object that config can hold. Defaults are the specification's.</summary>
/// <remarks>The README beside it explains each key.</remarks>
public sealed record VenueProfile
{
    private const long NanosPerMilli = 1_000_000;

    // The tags a profile's own logon fields may not touch: the session writes them.
    private static readonly int[] SessionTags = [8, 9, 10, 34, 35, 49, 52, 56, 98, 108, 141, 789, 1137];

    /// <summary>Its name, in config and logs.</summary>
    public required string Name { get; init; }

    /// <summary>Tag 8: FIX.4.2, FIX.4.4 or FIXT.1.1.</summary>
    public string BeginString { get; init; } = "FIX.4.4";

    /// <summary>Tag 1137 under FIXT.1.1; 9 is FIX.5.0SP2.</summary>
    public string DefaultApplVerId { get; init; } = "9";

    /// <summary>Tag 108 of our logon, seconds.</summary>
    public int HeartbeatSeconds { get; init; } = 30;

    /// <summary>Heartbeat intervals of silence before a test request.</summary>
    public double TestRequestAfterIntervals { get; init; } = 1.2;

    /// <summary>Heartbeat intervals of silence that end the connection.</summary>
    public double DisconnectAfterIntervals { get; init; } = 2.4;

    /// <summary>Longest wait for the answer to our logon, milliseconds.</summary>
    public long LogonTimeoutMs { get; init; } = 10_000;

    /// <summary>Longest wait for the answer to our logout, milliseconds.</summary>
    public long LogoutTimeoutMs { get; init; } = 2_000;

    /// <summary>Whether every logon of ours starts both sequences at 1.</summary>
    public bool ResetOnLogon { get; init; }

    /// <summary>Whether they start at 1 after an orderly logout.</summary>
    public bool ResetOnLogout { get; init; }

    /// <summary>Whether they start at 1 after any end of the connection.</summary>
    public bool ResetOnDisconnect { get; init; }

    /// <summary>Rule for a reset that the venue asks for.</summary>
    public PeerResetRule PeerReset { get; init; }

    /// <summary>Whether logons carry NextExpectedMsgSeqNum (789).</summary>
    public bool UsesNextExpected { get; init; }

    /// <summary>Whether every message carries the last number we have processed (369).</summary>
    public bool SendsLastProcessed { get; init; }

    /// <summary>Decimals of a second in SendingTime.</summary>
    public int SendingTimeDigits { get; init; } = 3;

    /// <summary>
    /// Largest difference of the venue's SendingTime from our clock, milliseconds; 0 turns the check off.
    /// </summary>
    public long MaxSendingTimeSkewMs { get; init; } = 120_000;

    /// <summary>Most messages asked for in one resend request; 0 for all.</summary>
    public int ResendChunk { get; init; }

    /// <summary>Whether "all" is written 999999.</summary>
    public bool OpenEndIs999999 { get; init; }

    /// <summary>Most messages we resend a second; 0 for as many as fit.</summary>
    public int ResendPerSecond { get; init; }

    /// <summary>Age up to which an order may be sent again in a resend, milliseconds; 0 for never.</summary>
    public long OrderReplayMs { get; init; }

    /// <summary>
    /// Largest difference between our 108 and that of the venue's answer, seconds; 0 accepts our own only.
    /// </summary>
    public int HeartbeatToleranceSeconds { get; init; }

    /// <summary>
    /// Furthest that the venue may move the number expected from it, by one message or by resets over one connection.
    /// </summary>
    public long SequenceJumpMax { get; init; } = 1_000_000;

    /// <summary>Most heartbeats for test requests and rejects that the venue gets from us in a second.</summary>
    public int AnswersPerSecond { get; init; } = 20;

    /// <summary>
    /// Whether reports of orders and positions count in spite of faults of their form; false rejects them, and loses
    /// their fills.
    /// </summary>
    public bool DeliversFaultyReports { get; init; } = true;

    /// <summary>Whether other duplicates (43=Y) must carry their first SendingTime (122).</summary>
    public bool RequiresOrigSendingTime { get; init; } = true;

    /// <summary>With a dictionary: whether fields from 5000 on must be in it.</summary>
    public bool ChecksUserFields { get; init; } = true;

    /// <summary>With a dictionary: whether a field that it doesn't have for a message is refused.</summary>
    public bool ChecksUnknownFields { get; init; } = true;

    /// <summary>Logon field that asks the venue to cancel our orders at a disconnect.</summary>
    public CancelOnDisconnect CancelOnDisconnect { get; init; } = new();

    /// <summary>Further fields of our logon, by tag.</summary>
    public IReadOnlyDictionary<int, string> LogonFields { get; init; } = new Dictionary<int, string>();

    /// <summary>Who we are to the venue.</summary>
    public LogonCredentials Credentials { get; init; } = new();

    /// <summary>Most orders and other messages within <see cref="ThrottleWindowMs"/>; 0 for no limit.</summary>
    public int OrdersMax { get; init; }

    /// <summary>Most cancels within <see cref="ThrottleWindowMs"/>; 0 for no limit.</summary>
    public int CancelsMax { get; init; }

    /// <summary>The stretch of time of both, milliseconds.</summary>
    public long ThrottleWindowMs { get; init; } = 1_000;

    /// <summary>Most order status requests without an answer; 0 for no limit.</summary>
    public int StatusRequestsMax { get; init; }

    /// <summary>Whether the venue answers RequestForPositions (AN) with our positions, in lots.</summary>
    public bool AnswersPositions { get; init; }

    /// <summary>Parts of a refused logon's text that mean "later".</summary>
    public IReadOnlyList<string> TransientRefusals { get; init; } = [];

    /// <summary>Hours of the session; null for always.</summary>
    public SessionSchedule? Schedule { get; init; }

    /// <summary><paramref name="endpoint"/> with the refusals that this venue means as transient.</summary>
    public FixEndpoint Applied(FixEndpoint endpoint) => endpoint with { TransientRefusals = TransientRefusals };

    /// <summary>The settings of one session with this venue. Secrets are read when a logon is sent, not here.</summary>
    /// <param name="senderCompId">Tag 49.</param>
    /// <param name="targetCompId">Tag 56.</param>
    /// <param name="storeDirectory">Folder of the message store.</param>
    /// <param name="fsync">When the store reaches the disk.</param>
    /// <exception cref="SecretException">A secret is written out instead of named.</exception>
    /// <exception cref="ArgumentException">
    /// A value is out of its range or can't be written into a message, or a logon field is one that the session writes.
    /// </exception>
    public FixSessionSettings ToSettings(
        string senderCompId, string targetCompId, string storeDirectory, FsyncPolicy fsync = FsyncPolicy.None)
    {
        foreach ((int tag, string value) in LogonFields.OrderBy(field => field.Key))
        {
            if (SessionTags.Contains(tag))
            {
                throw new ArgumentException(
                    $"Profile {Name}: tag {tag} is written by the session and can't be a logon field.");
            }

            if (SecretFields.IsSecret(tag))
            {
                throw new SecretException(
                    $"Profile {Name}: tag {tag} is a secret; it belongs into the credentials, "
                        + "as env:NAME or file:PATH.");
            }

            FieldText.Check(value, $"Profile {Name}: logon field {tag}");
        }

        var logon = new ProfileLogon(this);
        var settings = new FixSessionSettings
        {
            BeginString = BeginString,
            DefaultApplVerId = DefaultApplVerId,
            SenderCompId = senderCompId,
            TargetCompId = targetCompId,
            StoreDirectory = storeDirectory,
            Fsync = fsync,
            HeartbeatSeconds = HeartbeatSeconds,
            TestRequestAfterIntervals = TestRequestAfterIntervals,
            DisconnectAfterIntervals = DisconnectAfterIntervals,
            LogonTimeoutNanos = LogonTimeoutMs * NanosPerMilli,
            LogoutTimeoutNanos = LogoutTimeoutMs * NanosPerMilli,
            ResetOnLogon = ResetOnLogon,
            ResetOnLogout = ResetOnLogout,
            ResetOnDisconnect = ResetOnDisconnect,
            PeerReset = PeerReset,
            UsesNextExpected = UsesNextExpected,
            SendsLastProcessed = SendsLastProcessed,
            SendingTimeDigits = SendingTimeDigits,
            MaxSendingTimeSkewNanos = MaxSendingTimeSkewMs * NanosPerMilli,
            ResendChunk = ResendChunk,
            OpenEndIs999999 = OpenEndIs999999,
            ResendPerSecond = ResendPerSecond,
            OrderReplayNanos = OrderReplayMs * NanosPerMilli,
            HeartbeatToleranceSeconds = HeartbeatToleranceSeconds,
            SequenceJumpMax = SequenceJumpMax,
            AnswersPerSecond = AnswersPerSecond,
            DeliversFaultyReports = DeliversFaultyReports,
            RequiresOrigSendingTime = RequiresOrigSendingTime,
            SecretTags = Credentials.Scheme == CredentialScheme.Hmac
                ? [.. LogonFields.Keys.Order(), Credentials.SignatureTag]
                : [.. LogonFields.Keys.Order()],
            LogonSignature = logon.IsEmpty ? null : logon,
            SendLimits = OrdersMax + CancelsMax + StatusRequestsMax == 0
                ? null
                : new SendLimits
                {
                    OrdersMax = OrdersMax,
                    CancelsMax = CancelsMax,
                    WindowNanos = ThrottleWindowMs * NanosPerMilli,
                    StatusRequestsMax = StatusRequestsMax,
                },
            Schedule = Schedule,
        };
        SettingsRules.Check(settings);
        return settings;
    }
}

/// <summary>Logon field by which the venue cancels our orders at a disconnect.</summary>
/// <remarks>It never proves the book flat: reconcile after every logon.</remarks>
public sealed record CancelOnDisconnect
{
    /// <summary>The field, or 0 when the venue has none: it is agreed with the venue then, or not available.</summary>
    public int Tag { get; init; }

    /// <summary>Value that asks for the cancel.</summary>
    public string On { get; init; } = "Y";

    /// <summary>Value that asks to keep the orders.</summary>
    public string Off { get; init; } = "N";

    /// <summary>Whether <see cref="On"/> is sent, or <see cref="Off"/>.</summary>
    public bool IsOn { get; init; } = true;
}
