using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session;

/// <summary>
/// Everything a session sends. An application message that the output doesn't take is as if never tried. A session message must not get lost, so it waits in a
/// bounded backlog, in order, and application messages are refused meanwhile.
/// </summary>
internal sealed class Outbox
{
    private const int BacklogMessages = 16;

    private readonly IMessageStore _store;
    private readonly IFixOutput _output;
    private readonly OutgoingFrame _application;
    private readonly OutgoingFrame _session;
    private readonly byte[] _backlog;
    private readonly int[] _backlogLengths = new int[BacklogMessages];
    private int _backlogBytes;
    private int _backlogCount;

    public Outbox(FixSessionSettings settings, IMessageStore store, IFixOutput output)
    {
        _store = store;
        _output = output;
        _application = new OutgoingFrame(settings.BeginString, settings.SenderCompId, settings.TargetCompId, settings.MaxMessageBytes);
        _session = new OutgoingFrame(settings.BeginString, settings.SenderCompId, settings.TargetCompId, settings.MaxMessageBytes);
        _backlog = new byte[settings.MaxMessageBytes * 2];
    }

    /// <summary>Whether a session message found no room in the backlog; the connection has to end then.</summary>
    public bool IsOverrun { get; private set; }

    /// <summary>Whether session messages wait for the output.</summary>
    public bool IsBlocked => _backlogCount > 0;

    /// <summary>Messages given to the output, resent ones included.</summary>
    public long SentCount { get; private set; }

    public FixBody BeginApplication(scoped ReadOnlySpan<byte> msgType) => _application.Begin(msgType);

    /// <summary>Stores and sends; false leaves no trace.</summary>
    public bool TrySendApplication(scoped ref FixBody body, long nowUtc)
    {
        if (IsBlocked) return false;
        long seqNum = _store.NextOutgoing;
        ReadOnlySpan<byte> message = _application.Complete(ref body, seqNum, nowUtc, default);
        if (message.IsEmpty) return false;
        _store.Append(seqNum, message);
        if (_output.TrySend(message))
        {
            SentCount++;
            return true;
        }

        _store.RemoveLast(seqNum);
        return false;
    }

    public FixBody BeginSession(byte msgType) => _session.Begin([msgType]);

    /// <summary>Stores a session message and sends it, now or as soon as the output takes it.</summary>
    public void SendSession(scoped ref FixBody body, long nowUtc)
    {
        long seqNum = _store.NextOutgoing;
        ReadOnlySpan<byte> message = _session.Complete(ref body, seqNum, nowUtc, default);
        if (message.IsEmpty)
        {
            IsOverrun = true;
            return;
        }

        _store.Append(seqNum, message);
        if (!IsBlocked && _output.TrySend(message)) SentCount++;
        else Postpone(message);
    }

    /// <summary>Sends one stored message again, marked as such; false when the output is full.</summary>
    public bool TryResend(long seqNum, in FixMessage original, long nowUtc)
    {
        if (IsBlocked) return false;

        // A wall clock set back must not make the repetition look older than the original: the other side would have to reject it, and a fill would be lost.
        if (FixTimestamp.TryRead(original.SendingTime, out long firstSent)) nowUtc = Math.Max(nowUtc, firstSent);
        FixBody body = _session.Begin(original.MsgType);
        body.AddRaw(original.AfterSendingTime[..^FixFrame.TrailerLength]);
        return TrySendUnstored(_session.Complete(ref body, seqNum, nowUtc, original.SendingTime));
    }

    /// <summary>Says that the messages from <paramref name="seqNum"/> up to before <paramref name="newSeqNum"/> will not come; false when the output is full.</summary>
    public bool TryGapFill(long seqNum, long newSeqNum, long nowUtc)
    {
        if (IsBlocked) return false;
        FixBody body = _session.Begin([MsgTypes.SequenceReset]);
        body.Add(Tags.GapFillFlag, (byte)'Y');
        body.Add(Tags.NewSeqNo, newSeqNum);
        Span<byte> time = stackalloc byte[FixTimestamp.Length(3)];
        FixTimestamp.Write(time, nowUtc, 3);
        return TrySendUnstored(_session.Complete(ref body, seqNum, nowUtc, time));
    }

    /// <summary>Sends what waits, as far as the output takes it; returns how many messages.</summary>
    public int Flush()
    {
        int sent = 0, offset = 0;
        while (sent < _backlogCount && _output.TrySend(_backlog.AsSpan(offset, _backlogLengths[sent]))) offset += _backlogLengths[sent++];
        if (sent == 0) return 0;
        SentCount += sent;
        _backlog.AsSpan(offset, _backlogBytes - offset).CopyTo(_backlog);
        _backlogLengths.AsSpan(sent, _backlogCount - sent).CopyTo(_backlogLengths);
        _backlogBytes -= offset;
        _backlogCount -= sent;
        return sent;
    }

    /// <summary>Forgets what waits; it's in the store and the other side will ask for it.</summary>
    public void Clear()
    {
        _backlogBytes = 0;
        _backlogCount = 0;
        IsOverrun = false;
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

    private void Postpone(ReadOnlySpan<byte> message)
    {
        if (_backlogCount == BacklogMessages || message.Length > _backlog.Length - _backlogBytes)
        {
            IsOverrun = true;
            return;
        }

        message.CopyTo(_backlog.AsSpan(_backlogBytes));
        _backlogLengths[_backlogCount++] = message.Length;
        _backlogBytes += message.Length;
    }
}
