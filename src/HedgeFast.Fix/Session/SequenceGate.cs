using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session;

/// <summary>Inbound sequence numbers: what is expected, the one gap that may be open, and how much of it was asked for.</summary>
internal sealed class SequenceGate(IMessageStore store, int chunk, long jumpMax)
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

    /// <summary>Requests sent without anything coming since; 0 without a gap.</summary>
    public int Attempts { get; private set; }

    /// <summary>Last number the next request asks for; 0 means all that follow.</summary>
    public long RequestEnd => chunk == 0 || _seenHigh - Expected < chunk ? 0 : Expected + chunk - 1;

    /// <summary>
    /// Whether a number of the other side's is further away than a gap may reach; nothing may come of it then.
    /// </summary>
    public bool IsWild(long number) => number > NumberMax || number - Expected > jumpMax;

    /// <summary>
    /// As <see cref="IsWild"/>, for a number to be expected next; what was skipped before on this connection counts
    /// too.
    /// </summary>
    public bool IsWildReset(long next) => IsWild(next) || next - Expected > jumpMax - _jumped;

    /// <summary>Expects <paramref name="next"/> because the other side says so.</summary>
    public void Skip(long next, long nowMono)
    {
        _jumped += Math.Max(0, next - Expected);
        MoveTo(next, nowMono);
    }

    /// <summary>Takes the expected message as processed.</summary>
    public void Advance(long seqNum, long nowMono) => MoveTo(seqNum + 1, nowMono);

    /// <summary>Expects <paramref name="next"/> from now on.</summary>
    public void MoveTo(long next, long nowMono)
    {
        if (next > Expected) Attempts = 0;
        store.NextIncoming = next;
        _progressAt = nowMono;
        if (!HasGap) Close();
        else if (chunk > 0 && Expected > _requestedHigh) _requestDue = true;
    }

    /// <summary>A message came that is beyond the expected one.</summary>
    public void SawBeyond(long seqNum, long nowMono)
    {
        // While the range asked for is still coming in, messages beyond it are no news. Once it's in, one more means that something was left out.
        if (!HasGap || Expected > _requestedHigh)
        {
            _requestDue = true;
            _progressAt = nowMono;
        }

        _seenHigh = Math.Max(_seenHigh, seqNum);
    }

    /// <summary>Whether a resend request has to go out now: a new gap, or no progress with the one asked for.</summary>
    public bool IsRequestDue(long nowMono) => HasGap && (_requestDue || nowMono - _progressAt >= NoProgressNanos);

    /// <summary>The request went out, or the other side knows without one.</summary>
    public void Requested(long nowMono)
    {
        _requestDue = false;
        _requestedHigh = RequestEnd == 0 ? _seenHigh : RequestEnd;
        _progressAt = nowMono;
        Attempts++;
    }

    /// <summary>A new connection: nothing was skipped on it yet.</summary>
    public void Open() => _jumped = 0;

    /// <summary>Forgets the gap; the next connection finds it anew.</summary>
    public void Close()
    {
        _seenHigh = 0;
        _requestedHigh = 0;
        _requestDue = false;
        Attempts = 0;
    }
}
