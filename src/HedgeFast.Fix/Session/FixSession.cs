using System.Diagnostics.CodeAnalysis;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session;

/// <summary>
/// One FIX session as a state machine without sockets or clocks: bytes and times come in, bytes and calls to the application go out. One thread owns it.
/// Every way in carries the time; what is sent in between bears the time given last.
/// </summary>
/// <remarks>
/// After its logon an initiator sends a test request and counts as synchronised only when the answer comes: the other side answers in sequence, so by then it
/// has asked for whatever it missed. An order sent into such a gap would be gap-filled later and vanish without a trace.
/// </remarks>
public sealed class FixSession
{
    private long _nowMono;
    private long _nowUtc;
    private long _utcAtMonoZero;

    /// <summary>A session that waits for a connection. It does not own <paramref name="store"/>.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public FixSession(FixSessionSettings settings, FixRole role, IMessageStore store, IFixApplication application, IFixOutput output)
    {
        SettingsRules.Check(settings);
        Settings = settings;
        if (settings.SecretTags.Count > 0) settings.Log?.AlsoMask(settings.SecretTags);
        Role = role;
        Store = store;
        SendGate = new SendGate(settings.SendLimits);
        Life = new SessionLife(this, application, output);
        Probe = new Probe(this, isNeeded: role == FixRole.Initiator);
        Outbox = new Outbox(settings, store, output);
        Messages = new SessionMessages(this, Outbox);
        Gate = new SequenceGate(store, settings.ResendChunk, settings.SequenceJumpMax);
        Answer = new ResendAnswer(store, Outbox, new ReplayRules(settings, application), settings.ResendPerSecond);
        Inbound = new InboundMessages(this, application);
    }

    /// <summary>What it was made with.</summary>
    public FixSessionSettings Settings { get; }

    /// <summary>Our side.</summary>
    public FixRole Role { get; }

    /// <summary>Where it stands.</summary>
    public FixSessionState State => Life.State;

    /// <summary>Tag 49 of what we send.</summary>
    public string SenderCompId => Settings.SenderCompId;

    /// <summary>Tag 56 of what we send.</summary>
    public string TargetCompId => Settings.TargetCompId;

    /// <summary>Whether both logons are exchanged and no logout is under way.</summary>
    public bool IsLoggedOn => State == FixSessionState.LoggedOn;

    /// <summary>Whether it's logged on and nothing is known to be missing on either side, so that an application message would be sent now.</summary>
    public bool IsSynchronised => State == FixSessionState.LoggedOn && Probe.IsAnswered && !Gate.HasGap && !Inbound.Logons.IsResetPending;

    /// <summary>Sequence number of the next message out.</summary>
    public long NextOutgoing => Store.NextOutgoing;

    /// <summary>Sequence number expected next.</summary>
    public long NextIncoming => Store.NextIncoming;

    /// <summary>Why the message store has no room for much longer, in words; null while all is well. The session should be ended in order then. Any thread.</summary>
    public string? StoreFailure => Store.Failure;

    /// <summary>Whether a connection makes sense at this time, UTC nanoseconds since 1970: outside the schedule it would be closed at once. Always true without a schedule.</summary>
    public bool IsInHours(long nowUtc) => Life.IsInHours(nowUtc);

    /// <summary>Why the last connection ended; null before the first end.</summary>
    public string? LastReason => Life.LastReason;

    /// <summary>How the last connection ended.</summary>
    public SessionEnd LastEnd => Life.LastEnd;

    /// <summary>How far our wall clock has been set since the connection was made, nanoseconds; about 0 unless it was stepped. Our SendingTime follows the wall clock, so a large one makes the other side refuse it.</summary>
    public long ClockStepNanos => State == FixSessionState.Disconnected ? 0 : _nowUtc - SteadyUtc;

    /// <summary>What it has seen.</summary>
    public SessionCounters Counters { get; } = new();

    internal IMessageStore Store { get; }

    internal Outbox Outbox { get; }

    internal SessionMessages Messages { get; }

    internal SequenceGate Gate { get; }

    internal SendGate SendGate { get; }

    internal ResendAnswer Answer { get; }

    internal InboundMessages Inbound { get; }

    internal SessionLife Life { get; }

    internal Probe Probe { get; }

    internal long NowMono => _nowMono;

    internal long NowUtc => _nowUtc;

    /// <summary>The wall clock as it stood when the connection was made, carried on by the monotonic one.</summary>
    internal long SteadyUtc => _nowMono + _utcAtMonoZero;

    /// <summary>Begins an application message of type <paramref name="msgType"/>, 1 to 4 bytes. A message begun before and not sent is forgotten.</summary>
    /// <exception cref="ArgumentException">The type is empty or too long, or belongs to the session layer.</exception>
    public FixBody Begin(scoped ReadOnlySpan<byte> msgType)
    {
        if (MsgTypes.IsAdmin(msgType)) ThrowAdmin();
        SendGate.Begin(msgType);
        return Outbox.BeginApplication(msgType);
    }

    /// <summary>Adds an optional header field, such as PossResend (97) or OnBehalfOfCompID (115), to the message begun last.</summary>
    /// <returns>False when there is no room: 512 bytes for all of them.</returns>
    /// <exception cref="ArgumentException">The value contains SOH.</exception>
    public bool TryAddHeader(int tag, scoped ReadOnlySpan<byte> value) => Outbox.TryAddHeader(tag, value);

    /// <summary>
    /// Gives the message begun last its number and time, stores it and sends it. False when the session is not synchronised, the output is full or the message
    /// is too large: then no trace is left, and its number is still free.
    /// </summary>
    /// <exception cref="InvalidOperationException">It's not the message begun last, or was sent already.</exception>
    /// <exception cref="IOException">The store can't grow.</exception>
    public bool TrySend(scoped ref FixBody body)
    {
        if (!IsSynchronised && !(Settings.SendsInGap && State == FixSessionState.LoggedOn)) return false;
        if (!SendGate.IsOpen(_nowMono) || !Outbox.TrySendApplication(ref body, _nowUtc)) return false;
        SendGate.Sent(_nowMono);
        Life.Liveness.Sent(_nowMono);
        Counters.Sent = Outbox.SentCount;
        return true;
    }

    /// <summary>As <see cref="TrySend(ref FixBody)"/>, with the time read just now.</summary>
    public bool TrySend(scoped ref FixBody body, long nowMono, long nowUtc)
    {
        (_nowMono, _nowUtc) = (nowMono, nowUtc);
        return TrySend(ref body);
    }

    /// <summary>Rejects a message on session level (35=3): it can't be read as what it says it is. Its sequence number is consumed as always.</summary>
    /// <param name="message">The message at fault. A Reject is never rejected.</param>
    /// <param name="reason">Tag 373; see <see cref="RejectReasons"/>.</param>
    /// <param name="refTag">Tag 371, or 0 to leave it out.</param>
    /// <param name="text">Tag 58.</param>
    public void SendReject(in FixMessage message, int reason, int refTag, ReadOnlySpan<byte> text)
    {
        if (message.Type == MsgTypes.Reject || State == FixSessionState.Disconnected) return;
        Messages.Reject(message, reason, refTag > 0 ? refTag : null, text);
    }

    /// <summary>Rejects a message on business level (35=j): it reads well but can't be served.</summary>
    /// <param name="message">The message refused.</param>
    /// <param name="reason">Tag 380; see <see cref="RejectReasons"/>.</param>
    /// <param name="refId">Tag 379, the message's own id; may be empty.</param>
    /// <param name="text">Tag 58; may be empty.</param>
    public bool TrySendBusinessReject(in FixMessage message, int reason, ReadOnlySpan<byte> refId, ReadOnlySpan<byte> text)
    {
        FixBody body = Begin([MsgTypes.BusinessMessageReject]);
        Outbox.RouteBack(message, isSession: false);
        body.Add(Tags.RefSeqNum, message.SeqNum);
        body.Add(Tags.Text, text);
        body.Add(Tags.RefMsgType, message.MsgType);
        body.Add(Tags.BusinessRejectRefID, refId);
        body.Add(Tags.BusinessRejectReason, reason);
        return TrySend(ref body);
    }

    /// <summary>Begins an orderly end: a logout goes out and its answer is awaited. Without a logon the connection just ends.</summary>
    public void RequestLogout() => Life.RequestLogout();

    /// <summary>
    /// Starts both sequences at 1 without a new connection. What was sent before can't be asked for any more, so <see cref="IFixApplication.OnLogon"/> is called again
    /// when the other side has confirmed, for the application to compare what it knows. False unless synchronised.
    /// </summary>
    public bool TryReset()
    {
        if (!IsSynchronised) return false;
        Inbound.Logons.Reset();
        return true;
    }

    /// <summary>A connection stands. An initiator sends its logon now.</summary>
    public void OnConnected(long nowMono, long nowUtc)
    {
        if (State != FixSessionState.Disconnected) ThrowConnected();
        (_nowMono, _nowUtc) = (nowMono, nowUtc);
        _utcAtMonoZero = nowUtc - nowMono;
        Life.Connect();
    }

    /// <summary>Takes whole messages out of <paramref name="input"/>, at most <paramref name="messageLimit"/>; the rest stays there.</summary>
    /// <returns>How many messages were taken.</returns>
    public int OnBytes(FixFrameBuffer input, int messageLimit, long nowMono, long nowUtc)
    {
        (_nowMono, _nowUtc) = (nowMono, nowUtc);
        input.Rules = Settings.Framing;
        int taken = 0;
        while (taken < messageLimit && State != FixSessionState.Disconnected)
        {
            long garbled = input.GarbledCount;
            FrameStatus status = input.Next(out FixMessage message);
            if (input.GarbledCount != garbled) TakeGarbled(input.GarbledCount - garbled);
            if (status == FrameStatus.NeedMore) break;
            if (status == FrameStatus.TooLarge)
            {
                Life.Down(SessionEnd.ProtocolError, $"the other side sent a message of more than {Settings.MaxMessageBytes} bytes");
                break;
            }

            taken++;
            Settings.Log?.Add(message.Bytes, isSent: false, nowMono, nowUtc);
            Counters.Received++;
            Life.Liveness.Received(nowMono);
            Inbound.Take(message);
            Life.Settle();
        }

        return taken;
    }

    /// <summary>Lets time pass: heartbeats, time-outs, and what the output did not take before. Received bytes go first.</summary>
    /// <returns>How much was done; 0 means idle.</returns>
    public int OnTimer(long nowMono, long nowUtc)
    {
        (_nowMono, _nowUtc) = (nowMono, nowUtc);
        return Life.PassTime();
    }

    /// <summary>The connection is gone, whoever ended it.</summary>
    public void OnDisconnected(string reason) => Life.End(SessionEnd.Lost, reason);

    /// <summary>Sends a session message; it can't fail, only end the connection when the output has been full for too long.</summary>
    internal void SendSession(scoped ref FixBody body)
    {
        Outbox.SendSession(ref body, _nowUtc);
        Life.Liveness.Sent(_nowMono);
        Counters.Sent = Outbox.SentCount;
    }

    private void TakeGarbled(long stretches)
    {
        Counters.Garbled += stretches;
        if (Settings.RejectsGarbled && State == FixSessionState.LoggedOn) Messages.RejectGarbled(Gate.Expected);
    }

    [DoesNotReturn]
    private static void ThrowAdmin() => throw new ArgumentException("Session messages are sent by the session itself.");

    [DoesNotReturn]
    private static void ThrowConnected() => throw new InvalidOperationException("The session has a connection already.");
}
