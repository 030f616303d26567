using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session.Outgoing;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session.Recovery;

/// <summary>
/// Answers a resend request from the store in batches, at a bounded rate; gap fills replace messages that may not be
/// resent.
/// </summary>
internal sealed class ResendAnswer(
    IMessageStore store, Outbox outbox, ReplayRules rules, SessionClock clock, Liveness liveness, int perSecond)
    : IStoredMessageVisitor
{
    private const int BatchMessages = 64;
    private const long NanosPerSecond = 1_000_000_000;

    private long _next;
    private long _end;
    private long _gapStart;
    private long _nowUtc;
    private long _allowedAt = long.MinValue;
    private bool _openEnded;
    private bool _isFull;
    private int _left;

    /// <summary>Whether a request is being answered.</summary>
    public bool IsActive { get; private set; }

    /// <summary>
    /// Starts an answer. An open end follows the messages sent meanwhile: none falls between the answer and the live
    /// ones.
    /// </summary>
    public void Start(long begin, long end, bool openEnded)
    {
        // A second request replaces the one being answered, from the lower of the two starts.
        if (IsActive)
            begin = Math.Min(begin, _gapStart != 0 ? _gapStart : _next);
        _next = begin;
        _end = end;
        _openEnded = openEnded;
        _gapStart = 0;
        IsActive = true;
    }

    /// <summary>Sends at most one batch.</summary>
    /// <returns>Messages and gap fills sent or skipped; 0 means idle.</returns>
    public int Advance()
    {
        if (!IsActive || outbox.IsBlocked)
            return 0;
        int done = SendBatch(clock.Mono, clock.Utc);
        if (done > 0)
            liveness.Sent(clock.Mono);
        return done;
    }

    /// <summary>Ends the answer, unfinished.</summary>
    public void Stop()
    {
        IsActive = false;
        _gapStart = 0;
    }

    /// <inheritdoc/>
    public bool OnStored(long seqNum, ReadOnlySpan<byte> message)
    {
        var original = new FixMessage(message);
        bool skip = !rules.Allows(original, _nowUtc);
        if (skip || seqNum != _next)
        {
            if (_gapStart == 0)
                _gapStart = _next;
            _next = seqNum;
        }

        if (!skip)
        {
            if (_gapStart != 0)
            {
                if (!outbox.TryGapFill(_gapStart, seqNum, _nowUtc))
                    return Full();
                _gapStart = 0;
            }

            if (!outbox.TryResend(seqNum, original, _nowUtc))
                return Full();
        }

        _next = seqNum + 1;
        return --_left > 0;
    }

    private int SendBatch(long nowMono, long nowUtc)
    {
        int batch = Allowance(nowMono);
        if (batch == 0)
            return 0;
        _nowUtc = nowUtc;
        _isFull = false;
        _left = batch;
        if (_openEnded)
            _end = store.NextOutgoing - 1;
        try
        {
            store.ReadRange(_next, _end, this);
        }
        catch (IOException)
        {
            // What can't be read can be neither resent nor declared as a gap.
            outbox.Overrun();
            Stop();
            return 0;
        }

        int done = batch - _left;
        if (perSecond > 0)
            _allowedAt = Earliest(nowMono) + done * Share;
        if (_isFull || _left == 0)
            return done;

        // The store holds nothing more of the range, so its rest becomes a gap fill.
        if (_gapStart == 0 && _next <= _end)
            _gapStart = _next;
        if (_gapStart != 0 && !outbox.TryGapFill(_gapStart, _end + 1, nowUtc))
            return done;
        Stop();
        return done + 1;
    }

    private long Share => NanosPerSecond / perSecond;

    // The unused allowance of the last 0.1 s, or of one message's share where that is longer, may leave at once.
    private int Allowance(long nowMono) => perSecond == 0
        ? BatchMessages
        : (int)Math.Clamp((nowMono - Earliest(nowMono)) / Share, 0, BatchMessages);

    private long Earliest(long nowMono) => Math.Max(_allowedAt, nowMono - Math.Max(NanosPerSecond / 10, Share));

    private bool Full()
    {
        _isFull = true;
        return false;
    }
}
