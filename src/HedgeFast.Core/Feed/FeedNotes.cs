namespace HedgeFast.Core.Feed;

/// <summary>
/// What a feed has to say in words. Written by its thread; any thread may read. The words of one kind are made once a
/// second at most.
/// </summary>
internal sealed class FeedNotes
{
    private const long EveryNanos = 1_000_000_000;

    private readonly long[] _dueNanos = new long[(int)FeedCounter.FirstFault + (int)QuoteFault.Unconfirmed + 1];
    private volatile string? _last;

    /// <summary>What went wrong last; null when nothing did.</summary>
    public string? Last
    {
        get => _last;
        set => _last = value;
    }

    /// <summary>Whether words of a kind are due, so that a flood of one kind does not allocate.</summary>
    public bool IsDue(FeedCounter kind, long nowNanos)
    {
        ref long due = ref _dueNanos[(int)kind];
        if (nowNanos < due)
            return false;
        due = nowNanos + EveryNanos;
        return true;
    }
}
