namespace HedgeFast.Fix.Session.Outgoing;

/// <summary>Requests without an answer, oldest first; an overdue one counts as lost.</summary>
internal sealed class OpenRequests(int requestsMax, long timeoutNanos)
{
    private readonly long[] _sentAt = new long[requestsMax];
    private int _oldest;
    private int _count;

    /// <summary>Whether one more may be sent.</summary>
    public bool HasRoom(long nowMono)
    {
        while (_count > 0 && nowMono - _sentAt[_oldest] >= timeoutNanos)
            RemoveOldest();
        return _count < _sentAt.Length;
    }

    /// <summary>One was sent; there was room.</summary>
    public void Add(long nowMono) => _sentAt[(_oldest + _count++) % _sentAt.Length] = nowMono;

    /// <summary>One was answered.</summary>
    public void RemoveOldest()
    {
        if (_count == 0)
            return;
        _oldest = (_oldest + 1) % _sentAt.Length;
        _count--;
    }

    /// <summary>None will be answered any more.</summary>
    public void Clear() => _count = 0;
}
