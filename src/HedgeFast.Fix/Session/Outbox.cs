using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session;

/// <summary>
/// Everything a session sends. An application message that the output doesn't take is as if never tried. A session message must not get lost, so it waits in a
/// bounded backlog, in order, and application messages are refused meanwhile.
/// </summary>
internal sealed class Outbox
{
    // 35=<4>| 52=<27>|, rounded up.
    private const int StubRoom = 48;

    private readonly IMessageStore _store;
    private readonly IFixOutput _output;
    private readonly OutgoingFrame _application;
    private readonly OutgoingFrame _session;
    private readonly Backlog _backlog;
    private readonly byte[] _applVerId;
    private readonly byte[] _stub = new byte[StubRoom];
    private readonly bool _keepsRejects;
    private readonly bool _sendsLastProcessed;

    public Outbox(FixSessionSettings settings, IMessageStore store, IFixOutput output)
    {
        _store = store;
        _output = output;
        _application = new OutgoingFrame(settings.Ids, settings.MaxMessageBytes, settings.SendingTimeDigits);
        _session = new OutgoingFrame(settings.Ids, settings.MaxMessageBytes, settings.SendingTimeDigits);
        _keepsRejects = settings.ReplaysRejects;
        _backlog = new Backlog(settings.MaxMessageBytes * 2);
        _applVerId = settings.IsFixt ? Encoding.ASCII.GetBytes(settings.ApplVerId ?? "") : [];
        _sendsLastProcessed = settings.SendsLastProcessed;
    }

    /// <summary>Whether a session message found no room in the backlog or in the store; the connection has to end then.</summary>
    public bool IsOverrun { get; private set; }

    /// <summary>Whether session messages wait for the output.</summary>
    public bool IsBlocked => !_backlog.IsEmpty;

    /// <summary>Messages given to the output, resent ones included.</summary>
    public long SentCount { get; private set; }

    public FixBody BeginApplication(scoped ReadOnlySpan<byte> msgType) => _application.Begin(msgType);

    public FixBody BeginSession(byte msgType) => _session.Begin([msgType]);

    /// <summary>Adds a header field to the application message begun last; false when there is no room.</summary>
    public bool TryAddHeader(int tag, scoped ReadOnlySpan<byte> value) => _application.TryAddHeader(tag, value);

    /// <summary>Sends the answer begun last back along the way that <paramref name="request"/> came (115, 116, 144 and 128, 129, 145).</summary>
    public void RouteBack(in FixMessage request, bool isSession) => ReturnRoute.Add(request, isSession ? _session : _application);

    /// <summary>SendingTime as it will stand in a session message completed for this time.</summary>
    public ReadOnlySpan<byte> SendingTime(long nowUtc) => _session.SendingTime(nowUtc);

    /// <summary>Stores and sends; false leaves no trace, also where the store takes nothing more.</summary>
    public bool TrySendApplication(scoped ref FixBody body, long nowUtc)
    {
        if (IsBlocked) return false;
        long seqNum = _store.NextOutgoing;
        AddOwnHeader(_application);
        if (_applVerId.Length > 0) _application.TryAddHeader(Tags.ApplVerID, _applVerId);
        ReadOnlySpan<byte> message = _application.Complete(ref body, seqNum, nowUtc, default);
        if (message.IsEmpty) return false;
        if (!TryStore(seqNum, message)) return false;
        if (_output.TrySend(message))
        {
            SentCount++;
            return true;
        }

        _store.RemoveLast(seqNum);
        return false;
    }

    /// <summary>Stores a session message and sends it, now or as soon as the output takes it.</summary>
    public void SendSession(scoped ref FixBody body, long nowUtc)
    {
        long seqNum = _store.NextOutgoing;
        AddOwnHeader(_session);
        ReadOnlySpan<byte> message = _session.Complete(ref body, seqNum, nowUtc, default);
        if (message.IsEmpty)
        {
            IsOverrun = true;
            return;
        }

        // Session messages are never repeated but for rejects where that is set, so the store keeps their type and time
        // alone: nobody makes it grow by what he
        // has echoed, and no secret of a logon gets there.
        byte type = _session.Type;
        if (!TryStore(seqNum, _keepsRejects && type == MsgTypes.Reject ? message : Stub(type, nowUtc))) IsOverrun = true;
        else if (!IsBlocked && _output.TrySend(message)) SentCount++;
        else if (!_backlog.TryAdd(message)) IsOverrun = true;
    }

    /// <summary>Stores session messages that were never sent, so that the next number is <paramref name="next"/>; a resend fills their places.</summary>
    public void SkipTo(long next, long nowUtc)
    {
        while (_store.NextOutgoing < next)
        {
            _store.Append(_store.NextOutgoing, Stub(MsgTypes.Heartbeat, nowUtc));
        }
    }

    /// <summary>Sends one stored message again, marked as such; false when the output is full.</summary>
    public bool TryResend(long seqNum, in FixMessage original, long nowUtc)
    {
        if (IsBlocked) return false;

        // A wall clock set back must not make the repetition look older than the original: the other side would have to reject it, and a fill would be lost.
        if (FixTimestamp.TryRead(original.SendingTime, out long firstSent)) nowUtc = Math.Max(nowUtc, firstSent);
        FixBody body = _session.Begin(original.MsgType);
        body.AddRaw(original.AfterTargetCompId[..^FixFrame.TrailerLength]);
        return TrySendUnstored(_session.Complete(ref body, seqNum, nowUtc, original.SendingTime));
    }

    /// <summary>Says that the messages from <paramref name="seqNum"/> up to before <paramref name="newSeqNum"/> will not come; false when the output is full.</summary>
    public bool TryGapFill(long seqNum, long newSeqNum, long nowUtc)
    {
        if (IsBlocked) return false;
        FixBody body = _session.Begin([MsgTypes.SequenceReset]);
        body.Add(Tags.NewSeqNo, newSeqNum);
        body.Add(Tags.GapFillFlag, (byte)'Y');
        Span<byte> time = stackalloc byte[FixTimestamp.Length(9)];
        ReadOnlySpan<byte> now = _session.SendingTime(nowUtc);
        now.CopyTo(time);
        return TrySendUnstored(_session.Complete(ref body, seqNum, nowUtc, time[..now.Length]));
    }

    /// <summary>Sends what waits, as far as the output takes it; returns how many messages.</summary>
    public int Flush()
    {
        int sent = _backlog.SendTo(_output);
        SentCount += sent;
        return sent;
    }

    /// <summary>Forgets what waits; it's in the store and the other side will ask for it.</summary>
    public void Clear()
    {
        _backlog.Clear();
        IsOverrun = false;
    }

    // What can't be stored does not leave: nobody could send it again, and its number would be given out twice.
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
        if (_sendsLastProcessed) frame.TryAddHeader(Tags.LastMsgSeqNumProcessed, _store.NextIncoming - 1);
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

        if (!_output.TrySend(message)) return false;
        SentCount++;
        return true;
    }
}
