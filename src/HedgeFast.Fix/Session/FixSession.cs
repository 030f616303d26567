using System.Diagnostics.CodeAnalysis;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Dictionary;
using HedgeFast.Fix.Session.Logon;
using HedgeFast.Fix.Session.Outgoing;
using HedgeFast.Fix.Session.Recovery;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session;

/// <summary>
/// One FIX session, initiator or acceptor: received bytes and times in, messages and application calls out. One thread.
/// </summary>
/// <remarks>
/// <para>
/// It has neither sockets nor clocks. Every entry carries the time; a message sent in between bears the time passed
/// last.
/// </para>
/// <para>
/// After its logon an initiator sends a test request and counts as synchronised when the answer arrives: the peer
/// answers in sequence, so it has requested its gaps by then. An order sent into such a gap would be gap-filled later
/// and vanish without a trace.
/// </para>
/// <para>This class wires the parts and passes calls on; no part knows it.</para>
/// </remarks>
public sealed class FixSession
{
    // Room for held messages, in largest messages.
    private const int HeldBytesOfLargest = 8;

    private readonly IMessageStore _store;
    private readonly SessionHours _hours;
    private readonly Liveness _liveness;
    private readonly Outbox _outbox;
    private readonly SessionMessages _messages;
    private readonly SequenceGate _gate;
    private readonly HeldMessages _held;
    private readonly LogonReplay _replay;
    private readonly SessionResets _resets;
    private readonly LogonExchange _logons;
    private readonly InboundMessages _inbound;
    private readonly SessionLife _life;
    private readonly Synchronisation _synchronisation;
    private readonly SessionTimer _timer;

    /// <summary>A session without a connection. <paramref name="store"/> stays the caller's.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public FixSession(
        FixSessionSettings settings,
        FixRole role,
        IMessageStore store,
        IFixApplication application,
        IFixOutput output)
    {
        SettingsRules.Check(settings);
        Settings = settings;
        if (settings.SecretTags.Count > 0)
            settings.Log?.AlsoMask(settings.SecretTags);
        Role = role;
        _store = store;
        _hours = new SessionHours(settings.Schedule);
        var calls = new ApplicationCalls(application, this);

        // Sending.
        var sendGate = new SendGate(settings.SendLimits);
        _liveness = new Liveness(settings.TestRequestAfterIntervals, settings.DisconnectAfterIntervals);
        _outbox = new Outbox(settings, store, output, Clock, sendGate, _liveness, Counters);
        _messages = new SessionMessages(settings, Clock, _outbox, Counters);

        // Recovery: the state that a connection leaves behind.
        _gate = new SequenceGate(store, Clock, settings.ResendChunk, settings.SequenceJumpMax);
        _held = new HeldMessages(settings.HeldMessages, settings.MaxMessageBytes * HeldBytesOfLargest);
        var replayRules = new ReplayRules(settings, application);
        var answer = new ResendAnswer(store, _outbox, replayRules, Clock, _liveness, settings.ResendPerSecond);
        var recovery = new RecoveryState(store, _gate, _held, answer, Counters);
        var probe = new SyncProbe(Clock, _outbox, _messages, isNeeded: role == FixRole.Initiator);
        _life = new SessionLife(
            settings, Clock, store, _outbox, _messages, _liveness, probe, recovery, Counters, calls);

        // Receiving, from the number to the application.
        var sequence = new InboundSequence(_gate, _held, _messages, _life, Counters, settings.SequenceJumpMax);
        var validator = settings.Dictionary is null ? null : new MessageValidator(settings.Dictionary);
        var rules = new HeaderRules(settings, validator);
        var sender = new LogonSender(settings, role, Clock, store, _outbox, sequence, _life);
        _replay = new LogonReplay(Clock, answer, probe, settings.LogonTimeoutNanos);
        _resets = new SessionResets(settings, role, Clock, _outbox, _life, sequence, recovery, sender);
        _logons = new LogonExchange(
            settings, role, Clock, store, _messages, _life, rules, sequence, _resets, _replay, sender);
        var resends = new ResendRequests(
            settings, _outbox, _messages, _life, _gate, sequence, answer, _replay, probe, Counters);
        var faults = new FaultyMessages(_messages, _life, sequence, Counters);
        var delivery = new MessageDelivery(
            settings, rules, _messages, _life, sequence, faults, probe, sendGate, Counters, calls);
        _inbound = new InboundMessages(
            Clock, rules, _messages, _life, sequence, _logons, _resets, resends, faults, delivery);

        // Time, and the way back to level.
        _synchronisation = new Synchronisation(
            _life, _outbox, _gate, resends, answer, probe, _liveness, _resets, calls);
        _timer = new SessionTimer(
            settings, Clock, store, _outbox, _messages, _life, _liveness, _hours, answer, probe, _resets,
            _synchronisation);
    }

    /// <summary>Settings of the session.</summary>
    public FixSessionSettings Settings { get; }

    /// <summary>Our side.</summary>
    public FixRole Role { get; }

    /// <summary>Current state.</summary>
    public FixSessionState State => _life.State;

    /// <summary>Tag 49 of our messages.</summary>
    public string SenderCompId => Settings.SenderCompId;

    /// <summary>Tag 56 of our messages.</summary>
    public string TargetCompId => Settings.TargetCompId;

    /// <summary>Whether both logons are exchanged and no logout is under way.</summary>
    public bool IsLoggedOn => State == FixSessionState.LoggedOn;

    /// <summary>
    /// Whether the session is logged on and no message is known to be missing on either side, so that it sends
    /// application messages.
    /// </summary>
    public bool IsSynchronised => _synchronisation.IsSynchronised;

    /// <summary>Sequence number of the next message out.</summary>
    public long NextOutgoing => _store.NextOutgoing;

    /// <summary>Sequence number expected next.</summary>
    public long NextIncoming => _store.NextIncoming;

    /// <summary>
    /// Why the store has no room for much longer; null while all is well. End the session in order then. Any thread.
    /// </summary>
    public string? StoreFailure => _store.Failure;

    /// <summary>
    /// Whether the schedule allows a connection at this time, UTC nanoseconds since 1970. Always true without a
    /// schedule.
    /// </summary>
    public bool IsInHours(long nowUtc) => _hours.IsOpen(nowUtc);

    /// <summary>Reason of the last disconnect; null before the first.</summary>
    public string? LastReason => _life.LastReason;

    /// <summary>Kind of the last disconnect.</summary>
    public SessionEnd LastEnd => _life.LastEnd;

    /// <summary>Step of our wall clock since connect, nanoseconds; about 0 unless it was set.</summary>
    /// <remarks>Our SendingTime follows the wall clock, so the peer refuses it after a large step.</remarks>
    public long ClockStepNanos => State == FixSessionState.Disconnected ? 0 : Clock.Utc - Clock.SteadyUtc;

    /// <summary>Counters of the session.</summary>
    public SessionCounters Counters { get; } = new();

    /// <summary>Times of the current call.</summary>
    internal SessionClock Clock { get; } = new();

    /// <summary>
    /// Begins an application message of type <paramref name="msgType"/>, 1 to 4 bytes. A message begun before and not
    /// sent is dropped.
    /// </summary>
    /// <exception cref="ArgumentException">The type is empty or too long, or belongs to the session layer.</exception>
    public FixBody Begin(scoped ReadOnlySpan<byte> msgType)
    {
        if (MsgTypes.IsAdmin(msgType))
            ThrowAdmin();
        return _outbox.BeginApplication(msgType);
    }

    /// <summary>
    /// Adds an optional header field, such as PossResend (97) or OnBehalfOfCompID (115), to the message begun last.
    /// </summary>
    /// <returns>False without room: 512 bytes for all of them.</returns>
    /// <exception cref="ArgumentException">The value contains SOH.</exception>
    public bool TryAddHeader(int tag, scoped ReadOnlySpan<byte> value) => _outbox.TryAddHeader(tag, value);

    /// <summary>Numbers, stores and sends the message begun last.</summary>
    /// <returns>
    /// False when the session is not synchronised, the output is full or the message is too large; no trace is left and
    /// its number is still free.
    /// </returns>
    /// <exception cref="InvalidOperationException">Another message was begun since, or it was sent already.</exception>
    /// <exception cref="IOException">The store can't grow.</exception>
    public bool TrySend(scoped ref FixBody body)
    {
        if (!IsSynchronised && !(Settings.SendsInGap && State == FixSessionState.LoggedOn))
            return false;
        return _outbox.TrySendApplication(ref body);
    }

    /// <summary>Sends as <see cref="TrySend(ref FixBody)"/>, stamped with a time read just now.</summary>
    public bool TrySend(scoped ref FixBody body, long nowMono, long nowUtc)
    {
        Clock.Set(nowMono, nowUtc);
        return TrySend(ref body);
    }

    /// <summary>
    /// Rejects a message on session level (35=3) as malformed. Its sequence number is consumed as always.
    /// </summary>
    /// <param name="message">The message at fault. A Reject is never rejected.</param>
    /// <param name="reason">Tag 373; see <see cref="RejectReasons"/>.</param>
    /// <param name="refTag">Tag 371, or 0 to leave it out.</param>
    /// <param name="text">Tag 58.</param>
    public void SendReject(in FixMessage message, int reason, int refTag, ReadOnlySpan<byte> text)
    {
        if (message.Type == MsgTypes.Reject || State == FixSessionState.Disconnected)
            return;
        _messages.Reject(message, reason, refTag > 0 ? refTag : null, text);
    }

    /// <summary>Rejects a message on business level (35=j): well-formed, but it can't be served.</summary>
    /// <param name="message">The message refused.</param>
    /// <param name="reason">Tag 380; see <see cref="RejectReasons"/>.</param>
    /// <param name="refId">Tag 379, the message's own id; may be empty.</param>
    /// <param name="text">Tag 58; may be empty.</param>
    public bool TrySendBusinessReject(
        in FixMessage message, int reason, ReadOnlySpan<byte> refId, ReadOnlySpan<byte> text)
    {
        FixBody body = Begin([MsgTypes.BusinessMessageReject]);
        _outbox.RouteBack(message, isSession: false);
        body.Add(Tags.RefSeqNum, message.SeqNum);
        body.Add(Tags.Text, text);
        body.Add(Tags.RefMsgType, message.MsgType);
        body.Add(Tags.BusinessRejectRefID, refId);
        body.Add(Tags.BusinessRejectReason, reason);
        return TrySend(ref body);
    }

    /// <summary>
    /// Begins an orderly end: sends a logout and awaits its answer. Before the logon the connection just closes.
    /// </summary>
    public void RequestLogout() => _life.RequestLogout();

    /// <summary>Starts both sequences at 1 within the connection.</summary>
    /// <remarks>
    /// Messages sent before can't be resent any more, so <see cref="IFixApplication.OnLogon"/> is called again when the
    /// peer has confirmed, for the application to reconcile.
    /// </remarks>
    /// <returns>False unless synchronised, or where the logon can't be signed, which ends the connection.</returns>
    public bool TryReset() => IsSynchronised && _resets.Start();

    /// <summary>Starts a connection; an initiator sends its logon now.</summary>
    /// <exception cref="InvalidOperationException">The session has a connection already.</exception>
    public void OnConnected(long nowMono, long nowUtc)
    {
        if (State != FixSessionState.Disconnected)
            ThrowConnected();
        Clock.Connect(nowMono, nowUtc);
        _life.Connect();
        _replay.Clear();
        _resets.Clear();
        _gate.Open();
        if (!_hours.TryConnect(nowUtc))
        {
            _life.Down(SessionEnd.OutOfHours, "outside the hours of the session");
            return;
        }

        if (_hours.BeginDay(_store) is { } fault)
        {
            _life.Down(SessionEnd.Lost, fault);
            return;
        }

        if (Role == FixRole.Initiator)
            _logons.Open();
    }

    /// <summary>
    /// Processes whole messages from <paramref name="input"/>, at most <paramref name="messageLimit"/>; the rest stays
    /// there.
    /// </summary>
    /// <returns>Messages processed.</returns>
    public int OnBytes(FixFrameBuffer input, int messageLimit, long nowMono, long nowUtc)
    {
        Clock.Set(nowMono, nowUtc);
        input.Rules = Settings.Framing;
        int taken = 0;
        while (taken < messageLimit && State != FixSessionState.Disconnected)
        {
            long garbled = input.GarbledCount;
            FrameStatus status = input.Next(out FixMessage message);
            if (input.GarbledCount != garbled)
                CountGarbled(input.GarbledCount - garbled);
            if (status == FrameStatus.NeedMore)
                break;
            if (status == FrameStatus.TooLarge)
            {
                string reason = $"the other side sent a message of more than {Settings.MaxMessageBytes} bytes";
                _life.Down(SessionEnd.ProtocolError, reason);
                break;
            }

            taken++;
            Settings.Log?.Add(message.Bytes, isSent: false, nowMono, nowUtc);
            Counters.Received++;
            _liveness.Received(nowMono);
            _inbound.Receive(message);
            _synchronisation.Settle();
        }

        return taken;
    }

    /// <summary>
    /// Lets time pass: heartbeats, time-outs, and the backlog of the output. Call <see cref="OnBytes"/> first.
    /// </summary>
    /// <returns>Steps done; 0 means idle.</returns>
    public int OnTimer(long nowMono, long nowUtc)
    {
        Clock.Set(nowMono, nowUtc);
        return _timer.PassTime();
    }

    /// <summary>The connection is gone, closed by either side.</summary>
    public void OnDisconnected(string reason) => _life.End(SessionEnd.Lost, reason);

    /// <summary>Numbers, gap and silences, for the operator.</summary>
    internal SessionStatus ReadStatus() => new(
        State,
        NextIncoming,
        NextOutgoing,
        _gate.HasGap ? _gate.SeenHigh : 0,
        _held.Count,
        _liveness.LastReceived,
        _liveness.LastSent,
        LastReason);

    /// <summary>Sets the number expected next; the caller has checked it.</summary>
    internal void SetNextIncoming(long next) => _store.NextIncoming = next;

    /// <summary>Raises the number of the next message out; the caller has checked it.</summary>
    internal void RaiseNextOutgoing(long next, long nowUtc) => _outbox.SkipTo(next, nowUtc);

    private void CountGarbled(long stretches)
    {
        Counters.Garbled += stretches;
        if (Settings.RejectsGarbled && State == FixSessionState.LoggedOn)
            _messages.RejectGarbled(_gate.Expected);
    }

    [DoesNotReturn]
    private static void ThrowAdmin() => throw new ArgumentException("Session messages are sent by the session itself.");

    [DoesNotReturn]
    private static void ThrowConnected() =>
        throw new InvalidOperationException("The session has a connection already.");
}

/// <summary>Side of a session.</summary>
public enum FixRole : byte
{
    /// <summary>Connects and sends the first logon.</summary>
    Initiator = 0,

    /// <summary>Awaits the first logon and answers it.</summary>
    Acceptor = 1,
}

/// <summary>State of a session.</summary>
public enum FixSessionState : byte
{
    /// <summary>No connection.</summary>
    Disconnected = 0,

    /// <summary>
    /// Connected; the peer's logon is awaited: the answer to ours (initiator), or the first (acceptor).
    /// </summary>
    AwaitingLogon = 1,

    /// <summary>Both logons are exchanged.</summary>
    LoggedOn = 2,

    /// <summary>Our logout is sent and the answer awaited.</summary>
    LogoutSent = 3,

    /// <summary>The peer's logout is answered; the peer closes.</summary>
    LogoutAnswered = 4,
}

/// <summary>Output of a session: a transport, or a test.</summary>
public interface IFixOutput
{
    /// <summary>Sends one whole message; false when not a byte of it left.</summary>
    /// <remarks>
    /// An output that sends only a part closes itself and returns true: the message may or may not reach the peer.
    /// </remarks>
    bool TrySend(ReadOnlySpan<byte> message);

    /// <summary>
    /// Closes the connection; messages sent before still arrive if the network allows. Must not call back into the
    /// session.
    /// </summary>
    void Close(string reason);
}
