using HedgeFast.Fix.Session.Outgoing;

namespace HedgeFast.Fix.Session.Recovery;

/// <summary>
/// Test requests that prove the peer misses nothing: it answers in sequence, so it has requested its gaps by then.
/// </summary>
/// <remarks>An acceptor needs no proof, since an initiator asks at once.</remarks>
internal sealed class SyncProbe(SessionClock clock, Outbox outbox, SessionMessages messages, bool isNeeded)
{
    private const long RepeatNanosMin = 1_000_000_000;

    private long _id;
    private long _sentAt;

    /// <summary>Whether the peer misses none of our messages, as far as is known.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>Starts over: after a logon, or with false after the end of the connection.</summary>
    public void Restart(bool isLoggedOn)
    {
        IsAnswered = isLoggedOn && !isNeeded;
        _id = 0;
    }

    /// <summary>
    /// The peer misses messages and may drop the next ones: an initiator probes anew behind the resend.
    /// </summary>
    public void PeerHasGap()
    {
        if (!isNeeded)
            return;
        IsAnswered = false;
        _id = 0;
    }

    /// <summary>We miss messages, the answer perhaps among them.</summary>
    public void WeHaveGap() => _id = 0;

    /// <summary>Sends a test request whose id is its own sequence number, so unique in the session.</summary>
    public void Send()
    {
        _id = outbox.NextOutgoing;
        _sentAt = clock.Mono;
        messages.TestRequest(_id);
    }

    /// <summary>Sends one where an answer is needed and none was requested within the interval, at least 1 s.</summary>
    public void SendIfDue(long intervalNanos)
    {
        if (!IsAnswered && (_id == 0 || clock.Mono - _sentAt >= Math.Max(intervalNanos, RepeatNanosMin)))
            Send();
    }

    /// <summary>Receives the id that a heartbeat echoes.</summary>
    public void Answered(ReadOnlySpan<byte> testReqId)
    {
        if (_id != 0 && messages.IsAnswerTo(_id, testReqId))
            IsAnswered = true;
    }
}
