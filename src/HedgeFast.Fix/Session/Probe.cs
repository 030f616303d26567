namespace HedgeFast.Fix.Session;

/// <summary>
/// Test requests, and whether the other side is known to miss nothing: it answers in sequence, so by the time of an answer it has asked for whatever it missed. An
/// acceptor needs no proof, since an initiator asks at once.
/// </summary>
internal sealed class Probe(FixSession session, bool isNeeded)
{
    private const long RepeatNanosMin = 1_000_000_000;

    private long _id;
    private long _sentAt;

    /// <summary>Whether nothing of ours is missing there, as far as is known.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>A logon is made up; or, with false, the connection is gone.</summary>
    public void Restart(bool isLoggedOn)
    {
        IsAnswered = isLoggedOn && !isNeeded;
        _id = 0;
    }

    /// <summary>The other side misses messages, so what it gets now may be dropped there: an initiator probes anew once it has answered.</summary>
    public void PeerHasGap()
    {
        if (!isNeeded) return;
        IsAnswered = false;
        _id = 0;
    }

    /// <summary>We miss messages, the answer perhaps among them.</summary>
    public void WeHaveGap() => _id = 0;

    /// <summary>Asks, under a number that is unique in the session: that of the message itself.</summary>
    public void Send()
    {
        _id = session.NextOutgoing;
        _sentAt = session.NowMono;
        session.Messages.TestRequest(_id);
    }

    /// <summary>Asks when an answer is needed and none is awaited, or has been awaited for an interval.</summary>
    public void SendIfDue(long intervalNanos)
    {
        if (!IsAnswered && (_id == 0 || session.NowMono - _sentAt >= Math.Max(intervalNanos, RepeatNanosMin))) Send();
    }

    /// <summary>A heartbeat came that answers something.</summary>
    public void Answered(ReadOnlySpan<byte> testReqId)
    {
        if (_id != 0 && session.Messages.IsAnswerTo(_id, testReqId)) IsAnswered = true;
    }
}
