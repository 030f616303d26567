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
    private readonly IFixApplication _application;
    private readonly IFixOutput _output;
    private readonly Liveness _liveness = new();
    private readonly InboundMessages _inbound;
    private long _nowMono;
    private long _nowUtc;
    private long _deadline;
    private long _probeId;
    private long _probedAt;
    private bool _isProbeAnswered;
    private bool _isAnnounced;
    private string? _peerLogoutText;

    /// <summary>A session that waits for a connection. It does not own <paramref name="store"/>.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public FixSession(FixSessionSettings settings, FixRole role, IMessageStore store, IFixApplication application, IFixOutput output)
    {
        SettingsRules.Check(settings);
        Settings = settings;
        Role = role;
        Store = store;
        _application = application;
        _output = output;
        Outbox = new Outbox(settings, store, output);
        Gate = new SequenceGate(store);
        Answer = new ResendAnswer(store, Outbox, application);
        _inbound = new InboundMessages(this, application);
    }

    /// <summary>What it was made with.</summary>
    public FixSessionSettings Settings { get; }

    /// <summary>Our side.</summary>
    public FixRole Role { get; }

    /// <summary>Where it stands.</summary>
    public FixSessionState State { get; private set; }

    /// <summary>Tag 49 of what we send.</summary>
    public string SenderCompId => Settings.SenderCompId;

    /// <summary>Tag 56 of what we send.</summary>
    public string TargetCompId => Settings.TargetCompId;

    /// <summary>Whether both logons are exchanged and no logout is under way.</summary>
    public bool IsLoggedOn => State == FixSessionState.LoggedOn;

    /// <summary>Whether it's logged on and nothing is known to be missing on either side, so that an application message would be sent now.</summary>
    public bool IsSynchronised => State == FixSessionState.LoggedOn && _isProbeAnswered && !Gate.HasGap;

    /// <summary>Sequence number of the next message out.</summary>
    public long NextOutgoing => Store.NextOutgoing;

    /// <summary>Sequence number expected next.</summary>
    public long NextIncoming => Store.NextIncoming;

    /// <summary>Why the last connection ended; null before the first end.</summary>
    public string? LastReason { get; private set; }

    /// <summary>What it has seen.</summary>
    public SessionCounters Counters { get; } = new();

    internal IMessageStore Store { get; }

    internal Outbox Outbox { get; }

    internal SequenceGate Gate { get; }

    internal ResendAnswer Answer { get; }

    internal long NowMono => _nowMono;

    internal long NowUtc => _nowUtc;

    /// <summary>Begins an application message of type <paramref name="msgType"/>, 1 to 4 bytes. A message begun before and not sent is forgotten.</summary>
    /// <exception cref="ArgumentException">The type is empty or too long, or belongs to the session layer.</exception>
    public FixBody Begin(scoped ReadOnlySpan<byte> msgType)
    {
        if (MsgTypes.IsAdmin(msgType)) ThrowAdmin();
        return Outbox.BeginApplication(msgType);
    }

    /// <summary>
    /// Gives the message begun last its number and time, stores it and sends it. False when the session is not synchronised, the output is full or the message
    /// is too large: then no trace is left, and its number is still free.
    /// </summary>
    /// <exception cref="InvalidOperationException">It's not the message begun last, or was sent already.</exception>
    /// <exception cref="IOException">The store can't grow.</exception>
    public bool TrySend(scoped ref FixBody body)
    {
        if (!IsSynchronised || !Outbox.TrySendApplication(ref body, _nowUtc)) return false;
        _liveness.Sent(_nowMono);
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
        FixBody body = Outbox.BeginSession(MsgTypes.Reject);
        body.Add(Tags.RefSeqNum, message.SeqNum);
        if (refTag > 0) body.Add(Tags.RefTagID, refTag);
        body.Add(Tags.RefMsgType, message.MsgType);
        body.Add(Tags.SessionRejectReason, reason);
        body.Add(Tags.Text, text);
        Counters.RejectsSent++;
        SendSession(ref body);
    }

    /// <summary>Rejects a message on business level (35=j): it reads well but can't be served.</summary>
    /// <param name="message">The message refused.</param>
    /// <param name="reason">Tag 380; see <see cref="RejectReasons"/>.</param>
    /// <param name="refId">Tag 379, the message's own id; may be empty.</param>
    /// <param name="text">Tag 58; may be empty.</param>
    public bool TrySendBusinessReject(in FixMessage message, int reason, ReadOnlySpan<byte> refId, ReadOnlySpan<byte> text)
    {
        FixBody body = Begin([MsgTypes.BusinessMessageReject]);
        body.Add(Tags.RefSeqNum, message.SeqNum);
        body.Add(Tags.RefMsgType, message.MsgType);
        body.Add(Tags.BusinessRejectRefID, refId);
        body.Add(Tags.BusinessRejectReason, reason);
        body.Add(Tags.Text, text);
        return TrySend(ref body);
    }

    /// <summary>Begins an orderly end: a logout goes out and its answer is awaited. Without a logon the connection just ends.</summary>
    public void RequestLogout()
    {
        if (State == FixSessionState.LoggedOn) StartLogout(default);
        else if (State == FixSessionState.AwaitingLogon) Down("logout requested before logon");
    }

    /// <summary>A connection stands. An initiator sends its logon now.</summary>
    public void OnConnected(long nowMono, long nowUtc)
    {
        if (State != FixSessionState.Disconnected) ThrowConnected();
        (_nowMono, _nowUtc) = (nowMono, nowUtc);
        State = FixSessionState.AwaitingLogon;
        _deadline = nowMono + Settings.LogonTimeoutNanos;
        _liveness.Start(0, nowMono);
        if (Role != FixRole.Initiator) return;
        if (Settings.ResetOnLogon) Store.Reset();
        SendLogon(Settings.HeartbeatSeconds, Settings.ResetOnLogon);
    }

    /// <summary>Takes whole messages out of <paramref name="input"/>, at most <paramref name="messageLimit"/>; the rest stays there.</summary>
    /// <returns>How many messages were taken.</returns>
    public int OnBytes(FixFrameBuffer input, int messageLimit, long nowMono, long nowUtc)
    {
        (_nowMono, _nowUtc) = (nowMono, nowUtc);
        int taken = 0;
        while (taken < messageLimit && State != FixSessionState.Disconnected)
        {
            FrameStatus status = input.Next(out FixMessage message);
            if (status == FrameStatus.NeedMore) break;
            if (status == FrameStatus.TooLarge)
            {
                Down($"the other side sent a message of more than {Settings.MaxMessageBytes} bytes");
                break;
            }

            taken++;
            Counters.Received++;
            _liveness.Received(nowMono);
            _inbound.Take(message);
            Settle();
        }

        return taken;
    }

    /// <summary>Lets time pass: heartbeats, time-outs, and what the output did not take before. Received bytes go first.</summary>
    /// <returns>How much was done; 0 means idle.</returns>
    public int OnTimer(long nowMono, long nowUtc)
    {
        (_nowMono, _nowUtc) = (nowMono, nowUtc);
        if (State == FixSessionState.Disconnected) return 0;
        int done = Outbox.Flush();
        done += Answer.Advance(nowUtc);
        if (State != FixSessionState.LoggedOn && nowMono >= _deadline)
        {
            Down(State == FixSessionState.AwaitingLogon ? "no logon in time" : "no logout answer in time");
            return 1;
        }

        if (_liveness.IsDead(nowMono))
        {
            Down("nothing received for 2.4 heartbeat intervals");
            return 1;
        }

        if (State == FixSessionState.LoggedOn)
        {
            if (_liveness.TestRequestDue(nowMono)) SendTestRequest();
            if (_liveness.HeartbeatDue(nowMono)) SendHeartbeat(default);
        }

        Settle();
        if (done == 0) Store.Maintain();
        return done;
    }

    /// <summary>The connection is gone, whoever ended it.</summary>
    public void OnDisconnected(string reason) => End(reason);

    /// <summary>Logon accepted by both sides.</summary>
    internal void Established(int heartbeatSeconds)
    {
        State = FixSessionState.LoggedOn;
        Counters.Logons++;
        _liveness.Start(heartbeatSeconds, _nowMono);
        _isProbeAnswered = Role == FixRole.Acceptor;
        _probeId = 0;
    }

    /// <summary>The other side answered a test request.</summary>
    internal void ProbeAnswered(ReadOnlySpan<byte> testReqId)
    {
        if (_probeId != 0 && FixNumber.TryReadLong(testReqId, out long id) && id == _probeId) _isProbeAnswered = true;
    }

    /// <summary>The other side misses messages, so what it gets now may be dropped there: an initiator probes anew once it has answered.</summary>
    internal void PeerHasGap()
    {
        if (Role != FixRole.Initiator) return;
        _isProbeAnswered = false;
        _probeId = 0;
    }

    /// <summary>Sends a session message; it can't fail, only end the connection when the output has been full for too long.</summary>
    internal void SendSession(scoped ref FixBody body)
    {
        Outbox.SendSession(ref body, _nowUtc);
        _liveness.Sent(_nowMono);
        Counters.Sent = Outbox.SentCount;
    }

    internal void SendLogon(int heartbeatSeconds, bool reset)
    {
        FixBody body = Outbox.BeginSession(MsgTypes.Logon);
        body.Add(Tags.EncryptMethod, (byte)'0');
        body.Add(Tags.HeartBtInt, heartbeatSeconds);
        if (reset) body.Add(Tags.ResetSeqNumFlag, (byte)'Y');
        SendSession(ref body);
    }

    internal void SendHeartbeat(ReadOnlySpan<byte> testReqId)
    {
        FixBody body = Outbox.BeginSession(MsgTypes.Heartbeat);
        body.Add(Tags.TestReqID, testReqId);
        SendSession(ref body);
    }

    internal void SendLogout(ReadOnlySpan<byte> text)
    {
        FixBody body = Outbox.BeginSession(MsgTypes.Logout);
        body.Add(Tags.Text, text);
        SendSession(ref body);
    }

    /// <summary>Sends a logout and waits for the answer.</summary>
    internal void StartLogout(ReadOnlySpan<byte> text)
    {
        SendLogout(text);
        State = FixSessionState.LogoutSent;
        _deadline = _nowMono + Settings.LogoutTimeoutNanos;
    }

    /// <summary>The other side's logout is answered; it closes, or the time-out does.</summary>
    internal void LogoutAnswered(string text)
    {
        _peerLogoutText = text;
        State = FixSessionState.LogoutAnswered;
        _deadline = _nowMono + Settings.LogoutTimeoutNanos;
    }

    /// <summary>Ends the connection from our side.</summary>
    internal void Down(string reason)
    {
        if (State == FixSessionState.Disconnected) return;
        _output.Close(reason);
        End(reason);
    }

    private void SendTestRequest()
    {
        // Our own sequence number makes an id that is unique in the session.
        _probeId = Store.NextOutgoing;
        _probedAt = _nowMono;
        FixBody body = Outbox.BeginSession(MsgTypes.TestRequest);
        body.Add(Tags.TestReqID, _probeId);
        SendSession(ref body);
    }

    // What follows from the messages taken: our resend request before our answers, then the probe, then the announcement.
    private void Settle()
    {
        if (State is FixSessionState.Disconnected or FixSessionState.AwaitingLogon) return;
        if (Gate.IsRequestDue(_nowMono)) _inbound.RequestResend();
        if (Outbox.IsOverrun)
        {
            Down("the other side doesn't read: the output has been full for too long");
            return;
        }

        if (State != FixSessionState.LoggedOn) return;
        if (Gate.HasGap) _probeId = 0;
        else if (!_isProbeAnswered && !Answer.IsActive && (_probeId == 0 || _nowMono - _probedAt >= Math.Max(_liveness.IntervalNanos, 1_000_000_000))) SendTestRequest();
        if (_isAnnounced || !IsSynchronised) return;
        _isAnnounced = true;
        _application.OnLogon(this);
    }

    // The one transition to Disconnected.
    private void End(string reason)
    {
        if (State == FixSessionState.Disconnected) return;
        State = FixSessionState.Disconnected;
        if (_peerLogoutText is not null) reason = $"logged out by the other side: {_peerLogoutText}";
        _peerLogoutText = null;
        LastReason = reason;
        Gate.Close();
        Answer.Stop();
        Outbox.Clear();
        _isProbeAnswered = false;
        _probeId = 0;
        if (!_isAnnounced) return;
        _isAnnounced = false;
        _application.OnLogout(this, reason);
    }

    [DoesNotReturn]
    private static void ThrowAdmin() => throw new ArgumentException("Session messages are sent by the session itself.");

    [DoesNotReturn]
    private static void ThrowConnected() => throw new InvalidOperationException("The session has a connection already.");
}
