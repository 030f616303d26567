using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session.Recovery;

/// <summary>
/// Inbound sequence numbers: the one expected, the one gap that may be open, and the part of it already requested.
/// </summary>
internal sealed class SequenceGate(IMessageStore store, SessionClock clock, int chunk, long jumpMax)
{
    private const long NoProgressNanos = 5_000_000_000;

    /// <summary>Largest number of a message; sums and differences of such numbers never overflow.</summary>
    public const long NumberMax = long.MaxValue / 4;

    private long _seenHigh;
    private long _jumped;
    private long _requestedHigh;
    private long _progressAt;
    private bool _requestDue;

    /// <summary>Number expected next.</summary>
    public long Expected => store.NextIncoming;

    /// <summary>Whether messages are known to be missing.</summary>
    public bool HasGap => _seenHigh >= Expected;

    /// <summary>Highest number seen beyond the expected one; meaningless without a gap.</summary>
    public long SeenHigh => _seenHigh;

    /// <summary>Requests sent since the last progress; 0 without a gap.</summary>
    public int Attempts { get; private set; }

    /// <summary>Last number of the next request; 0 means all that follow.</summary>
    public long RequestEnd => chunk == 0 || _seenHigh - Expected < chunk ? 0 : Expected + chunk - 1;

    /// <summary>Whether a resend request is due: a new gap, or no progress with the one requested.</summary>
    public bool IsRequestDue => HasGap && (_requestDue || clock.Mono - _progressAt >= NoProgressNanos);

    /// <summary>Whether a number lies further away than a gap may reach; it must move nothing.</summary>
    public bool IsWild(long number) => number > NumberMax || number - Expected > jumpMax;

    /// <summary>
    /// As <see cref="IsWild"/>, for the target of a reset; earlier resets of this connection count too.
    /// </summary>
    public bool IsWildReset(long next) => IsWild(next) || next - Expected > jumpMax - _jumped;

    /// <summary>Expects <paramref name="next"/> after a sequence reset or gap fill.</summary>
    public void Skip(long next)
    {
        _jumped += Math.Max(0, next - Expected);
        MoveTo(next);
    }

    /// <summary>Counts the expected message as processed.</summary>
    public void Advance(long seqNum) => MoveTo(seqNum + 1);

    /// <summary>Notes a message beyond the expected one.</summary>
    public void SawBeyond(long seqNum)
    {
        // While the requested range arrives, messages beyond it are no news. Behind it, one more shows a new gap.
        if (!HasGap || Expected > _requestedHigh)
        {
            _requestDue = true;
            _progressAt = clock.Mono;
        }

        _seenHigh = Math.Max(_seenHigh, seqNum);
    }

    /// <summary>The request left, or the peer replays without one.</summary>
    public void Requested()
    {
        _requestDue = false;
        _requestedHigh = RequestEnd == 0 ? _seenHigh : RequestEnd;
        _progressAt = clock.Mono;
        Attempts++;
    }

    /// <summary>Starts a connection: nothing was skipped on it yet.</summary>
    public void Open() => _jumped = 0;

    /// <summary>Forgets the gap; the next connection finds it anew.</summary>
    public void Close()
    {
        _seenHigh = 0;
        _requestedHigh = 0;
        _requestDue = false;
        Attempts = 0;
    }

    private void MoveTo(long next)
    {
        if (next > Expected)
            Attempts = 0;
        store.NextIncoming = next;
        _progressAt = clock.Mono;
        if (!HasGap)
            Close();
        else if (chunk > 0 && Expected > _requestedHigh)
            _requestDue = true;
    }
}
