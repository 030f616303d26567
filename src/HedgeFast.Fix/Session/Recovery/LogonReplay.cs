namespace HedgeFast.Fix.Session.Recovery;

/// <summary>
/// The resend that a logon started (789), so that a resend request crossing it is not answered twice.
/// </summary>
internal sealed class LogonReplay(SessionClock clock, ResendAnswer answer, SyncProbe probe, long crossingNanosMax)
{
    private long _from;
    private long _to;
    private long _startedAt;

    /// <summary>Resends a range unasked.</summary>
    public void Start(long from, long to)
    {
        _from = from;
        _to = to;
        _startedAt = clock.Mono;
        probe.PeerHasGap();
        answer.Start(from, to, openEnded: false);
        answer.Advance();
    }

    /// <summary>Whether a resend request from <paramref name="begin"/> crossed the replay; true once.</summary>
    public bool Covers(long begin)
    {
        bool covers = begin >= _from && begin <= _to && clock.Mono - _startedAt < crossingNanosMax;
        Clear();
        return covers;
    }

    /// <summary>Forgets the range.</summary>
    public void Clear()
    {
        _from = 0;
        _to = 0;
    }
}
