using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session;

/// <summary>Whether the session may be up now, and whether what the store holds belongs to the session that is open. Without a schedule it always is and does.</summary>
internal sealed class SessionHours(SessionSchedule? schedule) : IStoredMessageVisitor
{
    private bool _isOpen = schedule is null;
    private long _opened = long.MinValue;
    private long _until = schedule is null ? long.MaxValue : long.MinValue;
    private long _firstSent;

    /// <summary>When the open session began, UTC nanoseconds; as of the last <see cref="IsOpen"/>.</summary>
    public long Opened => _opened;

    /// <summary>Whether a session is open at this time. The zone is asked only when the answer may have changed.</summary>
    public bool IsOpen(long utcNanos)
    {
        if (schedule is not null && (utcNanos >= _until || utcNanos < _opened))
        {
            _isOpen = schedule.TryGetOpen(utcNanos, out _opened, out _until);
            if (!_isOpen) _opened = utcNanos;
        }

        return _isOpen;
    }

    /// <summary>Whether the store's numbers were begun in the session that is open. The first message sent says when: every session begins with a logon.</summary>
    public bool Owns(IMessageStore store)
    {
        if (schedule is null || (store.NextOutgoing == 1 && store.NextIncoming == 1)) return true;
        _firstSent = long.MinValue;
        store.ReadRange(1, 1, this);
        return _firstSent >= _opened;
    }

    /// <inheritdoc/>
    public bool OnStored(long seqNum, ReadOnlySpan<byte> message)
    {
        if (!FixTimestamp.TryRead(new FixMessage(message).SendingTime, out _firstSent)) _firstSent = long.MinValue;
        return false;
    }
}
