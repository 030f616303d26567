using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session.Outgoing;

/// <summary>Numbers, stores and sends every message of a session.</summary>
/// <remarks>
/// An application message that the output refuses leaves no trace. A session message must not get lost: it waits in a
/// bounded backlog, in order, and application messages are refused meanwhile.
/// </remarks>
internal sealed class Outbox
{
    // 35=<4>| 52=<27>|, rounded up.
    private const int StubRoom = 48;

    private readonly IMessageStore _store;
    private readonly IFixOutput _output;
    private readonly SessionClock _clock;
    private readonly SendGate _gate;
    private readonly Liveness _liveness;
    private readonly SessionCounters _counters;
    private readonly OutgoingFrame _application;
    private readonly OutgoingFrame _session;
    private readonly Backlog _backlog;
    private readonly byte[] _applVerId;
    private readonly byte[] _stub = new byte[StubRoom];
    private readonly bool _keepsRejects;
    private readonly bool _sendsLastProcessed;
    private long _sentCount;

    public Outbox(
        FixSessionSettings settings,
        IMessageStore store,
        IFixOutput output,
        SessionClock clock,
        SendGate gate,
        Liveness liveness,
        SessionCounters counters)
    {
        _store = store;
        _output = output;
        _clock = clock;
        _gate = gate;
        _liveness = liveness;
        _counters = counters;
        _application = new OutgoingFrame(settings.Ids, settings.MaxMessageBytes, settings.SendingTimeDigits);
        _session = new OutgoingFrame(settings.Ids, settings.MaxMessageBytes, settings.SendingTimeDigits);
        _keepsRejects = settings.ReplaysRejects;
        _backlog = new Backlog(settings.MaxMessageBytes * 2);
        _applVerId = settings.IsFixt ? Encoding.ASCII.GetBytes(settings.ApplVerId ?? "") : [];
        _sendsLastProcessed = settings.SendsLastProcessed;
    }

    /// <summary>Number of the next message out.</summary>
    public long NextOutgoing => _store.NextOutgoing;

    /// <summary>Why the store has no room for much longer; null while all is well.</summary>
    public string? StoreFailure => _store.Failure;

    /// <summary>Whether a session message found no room in backlog or store; the connection must end then.</summary>
    public bool IsOverrun { get; private set; }

    /// <summary>Whether session messages wait for the output.</summary>
    public bool IsBlocked => !_backlog.IsEmpty;

    /// <summary>Has the connection end: a message finds no room, or can't be read back.</summary>
    public void Overrun() => IsOverrun = true;

    /// <summary>Begins an application message; one begun before and not sent is dropped.</summary>
    public FixBody BeginApplication(scoped ReadOnlySpan<byte> msgType)
    {
        _gate.Begin(msgType);
        return _application.Begin(msgType);
    }

    /// <summary>Begins a session message.</summary>
    public FixBody BeginSession(byte msgType) => _session.Begin([msgType]);

    /// <summary>Adds a header field to the application message begun last; false without room.</summary>
    public bool TryAddHeader(int tag, scoped ReadOnlySpan<byte> value) => _application.TryAddHeader(tag, value);

    /// <summary>Routes the answer begun last back to the request's origin (115, 116, 144 and 128, 129, 145).</summary>
    public void RouteBack(in FixMessage request, bool isSession) =>
        ReturnRoute.Add(request, isSession ? _session : _application);

    /// <summary>SendingTime (52) of a session message completed at this time.</summary>
    public ReadOnlySpan<byte> SendingTime(long nowUtc) => _session.SendingTime(nowUtc);

    /// <summary>
    /// Stores and sends the application message begun last, within the venue's limits; false leaves no trace.
    /// </summary>
    public bool TrySendApplication(scoped ref FixBody body)
    {
        if (!_gate.IsOpen(_clock.Mono) || IsBlocked)
            return false;
        long seqNum = _store.NextOutgoing;
        AddOwnHeader(_application);
        if (_applVerId.Length > 0)
            _application.TryAddHeader(Tags.ApplVerID, _applVerId);
        ReadOnlySpan<byte> message = _application.Complete(ref body, seqNum, _clock.Utc, default);
        if (message.IsEmpty)
            return false;
        if (!TryStore(seqNum, message))
            return false;
        if (!_output.TrySend(message))
        {
            _store.RemoveLast(seqNum);
            return false;
        }

        _sentCount++;
        _gate.Sent(_clock.Mono);
        NoteSent();
        return true;
    }

    /// <summary>Stores a session message and sends it, now or as soon as the output accepts it.</summary>
    public void SendSession(scoped ref FixBody body)
    {
        StoreAndSend(ref body);
        NoteSent();
    }

    /// <summary>
    /// Skips to number <paramref name="next"/>: stores session messages that a resend replaces by gap fills.
    /// </summary>
    public void SkipTo(long next, long nowUtc)
    {
        while (_store.NextOutgoing < next && !IsOverrun)
            IsOverrun = !TryStore(_store.NextOutgoing, Stub(MsgTypes.Heartbeat, nowUtc));
    }

    /// <summary>Resends a stored message, marked 43=Y; false when the output is full.</summary>
    public bool TryResend(long seqNum, in FixMessage original, long nowUtc)
    {
        if (IsBlocked)
            return false;

        // A wall clock set back must not make the resend look older than the original: the peer would have to reject
        // it, and a fill would be lost.
        if (FixTimestamp.TryRead(original.SendingTime, out long firstSent))
            nowUtc = Math.Max(nowUtc, firstSent);
        FixBody body = _session.Begin(original.MsgType);
        body.AddRaw(original.AfterTargetCompId[..^FixFrame.TrailerLength]);
        return TrySendUnstored(_session.Complete(ref body, seqNum, nowUtc, original.SendingTime));
    }

    /// <summary>
    /// Sends a gap fill from <paramref name="seqNum"/> up to before <paramref name="newSeqNum"/>; false when the output
    /// is full.
    /// </summary>
    public bool TryGapFill(long seqNum, long newSeqNum, long nowUtc)
    {
        if (IsBlocked)
            return false;
        FixBody body = _session.Begin([MsgTypes.SequenceReset]);
        body.Add(Tags.NewSeqNo, newSeqNum);
        body.Add(Tags.GapFillFlag, (byte)'Y');
        Span<byte> time = stackalloc byte[FixTimestamp.Length(9)];
        ReadOnlySpan<byte> now = _session.SendingTime(nowUtc);
        now.CopyTo(time);
        return TrySendUnstored(_session.Complete(ref body, seqNum, nowUtc, time[..now.Length]));
    }

    /// <summary>Sends the backlog as far as the output accepts it.</summary>
    /// <returns>Messages sent.</returns>
    public int Flush()
    {
        int sent = _backlog.SendTo(_output);
        _sentCount += sent;
        return sent;
    }

    /// <summary>Closes the connection.</summary>
    public void Close(string reason) => _output.Close(reason);

    /// <summary>
    /// Drops the backlog and the open status requests after a disconnect; the store holds the messages for a resend.
    /// </summary>
    public void Clear()
    {
        _backlog.Clear();
        IsOverrun = false;
        _gate.Disconnected();
    }

    private void StoreAndSend(scoped ref FixBody body)
    {
        long seqNum = _store.NextOutgoing;
        AddOwnHeader(_session);
        ReadOnlySpan<byte> message = _session.Complete(ref body, seqNum, _clock.Utc, default);
        if (message.IsEmpty)
        {
            IsOverrun = true;
            return;
        }

        // Session messages are never resent, but for rejects where that is set, so the store keeps type and time alone:
        // no echo makes it grow, and no secret of a logon gets there.
        byte type = _session.Type;
        bool isKept = _keepsRejects && type == MsgTypes.Reject;
        if (!TryStore(seqNum, isKept ? message : Stub(type, _clock.Utc)))
            IsOverrun = true;
        else if (!IsBlocked && _output.TrySend(message))
            _sentCount++;
        else if (!_backlog.TryAdd(message))
            IsOverrun = true;
    }

    private void NoteSent()
    {
        _liveness.Sent(_clock.Mono);
        _counters.Sent = _sentCount;
    }

    // An unstored message must not leave: it could not be resent, and its number would be used twice.
    private bool TryStore(long seqNum, ReadOnlySpan<byte> message)
    {
        try
        {
            _store.Append(seqNum, message);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void AddOwnHeader(OutgoingFrame frame)
    {
        if (_sendsLastProcessed)
            frame.TryAddHeader(Tags.LastMsgSeqNumProcessed, _store.NextIncoming - 1);
    }

    private ReadOnlySpan<byte> Stub(byte type, long nowUtc)
    {
        var writer = new FixBody(_stub);
        writer.AddRaw("35="u8);
        writer.AddRaw([type, 1]);
        writer.AddRaw("52="u8);
        writer.AddRaw(_session.SendingTime(nowUtc));
        writer.AddRaw([1]);
        return writer.Written;
    }

    private bool TrySendUnstored(ReadOnlySpan<byte> message)
    {
        if (message.IsEmpty)
        {
            IsOverrun = true;
            return false;
        }

        if (!_output.TrySend(message))
            return false;
        _sentCount++;
        return true;
    }
}
