using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session;

/// <summary>
/// The hours of a session, and whether the store belongs to the session now open. Without a schedule always open.
/// </summary>
internal sealed class SessionHours(SessionSchedule? schedule) : IStoredMessageVisitor
{
    private bool _isOpen = schedule is null;
    private long _opened = long.MinValue;
    private long _openedAtConnect;
    private long _until = schedule is null ? long.MaxValue : long.MinValue;
    private long _firstSent;

    /// <summary>
    /// Whether a session is open at this time. The zone is asked only when the answer may have changed.
    /// </summary>
    public bool IsOpen(long utcNanos)
    {
        if (schedule is not null && (utcNanos >= _until || utcNanos < _opened))
        {
            _isOpen = schedule.TryGetOpen(utcNanos, out _opened, out _until);
            if (!_isOpen)
                _opened = utcNanos;
        }

        return _isOpen;
    }

    /// <summary>Notes the session that a connection belongs to; false outside the hours.</summary>
    public bool TryConnect(long utcNanos)
    {
        if (!IsOpen(utcNanos))
            return false;
        _openedAtConnect = _opened;
        return true;
    }

    /// <summary>Whether the session of the connection has closed, although another may be open.</summary>
    public bool AreOver(long utcNanos) => !IsOpen(utcNanos) || _opened != _openedAtConnect;

    /// <summary>
    /// Whether the store's numbers began in the session now open: its first message, a logon, carries the time.
    /// </summary>
    public bool Owns(IMessageStore store)
    {
        if (schedule is null || (store.NextOutgoing == 1 && store.NextIncoming == 1))
            return true;
        _firstSent = long.MinValue;
        store.ReadRange(1, 1, this);
        return _firstSent >= _opened;
    }

    /// <summary>Resets a store whose numbers are of another session.</summary>
    /// <returns>Why the store can't say which session they are of; null otherwise.</returns>
    public string? BeginDay(IMessageStore store)
    {
        try
        {
            if (!Owns(store))
                store.Reset();
            return null;
        }
        catch (IOException e)
        {
            return $"the message store can't be read: {e.Message}";
        }
    }

    /// <inheritdoc/>
    public bool OnStored(long seqNum, ReadOnlySpan<byte> message)
    {
        if (!FixTimestamp.TryRead(new FixMessage(message).SendingTime, out _firstSent))
            _firstSent = long.MinValue;
        return false;
    }
}
