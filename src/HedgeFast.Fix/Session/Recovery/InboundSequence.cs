using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session.Outgoing;

namespace HedgeFast.Fix.Session.Recovery;

/// <summary>Decides by its number whether a message is processed now, held, dropped, or ends the session.</summary>
internal sealed class InboundSequence(
    SequenceGate gate,
    HeldMessages held,
    SessionMessages messages,
    SessionLife life,
    SessionCounters counters,
    long jumpMax)
{
    /// <summary>Number expected next.</summary>
    public long Expected => gate.Expected;

    /// <summary>Whether the message is new: expected or beyond, or not marked as a duplicate.</summary>
    public bool IsNews(in FixMessage message) => message.SeqNum >= gate.Expected || !message.PossDup;

    /// <summary>
    /// True for the expected message only. Holds one beyond it, drops a duplicate; any other below it ends the session.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="answered">Whether only its number is left to be counted.</param>
    public bool InSequence(in FixMessage message, bool answered = false)
    {
        if (message.SeqNum == gate.Expected)
            return true;
        if (message.SeqNum > gate.Expected)
        {
            if (!held.TryKeep(message, answered))
                counters.BeyondGapDropped++;
            gate.SawBeyond(message.SeqNum);
        }
        else if (message.PossDup)
        {
            counters.DuplicatesDropped++;
        }
        else
        {
            TooLow(message);
        }

        return false;
    }

    /// <summary>Releases the held message that is next.</summary>
    public bool TryRelease(out FixMessage message, out bool answered) =>
        held.TryTake(gate.Expected, out message, out answered);

    /// <summary>Counts a message whose number alone matters.</summary>
    public void Count(in FixMessage message)
    {
        if (InSequence(message, answered: true))
            gate.Advance(message.SeqNum);
    }

    /// <summary>Counts the message where it is the expected one; any other number changes nothing.</summary>
    public void CountIfExpected(in FixMessage message)
    {
        if (message.SeqNum == gate.Expected)
            gate.Advance(message.SeqNum);
    }

    /// <summary>Counts the expected message as processed.</summary>
    public void Advance(in FixMessage message) => gate.Advance(message.SeqNum);

    /// <summary>Counts a logon, or notes the gap before it.</summary>
    /// <param name="logon">The logon; not below the expected number, unless a duplicate.</param>
    /// <param name="peerReplays">Whether the peer replays the gap unasked.</param>
    public void CountLogon(in FixMessage logon, bool peerReplays)
    {
        if (logon.SeqNum == gate.Expected)
        {
            gate.Advance(logon.SeqNum);
        }
        else if (logon.SeqNum > gate.Expected)
        {
            gate.SawBeyond(logon.SeqNum);
            if (peerReplays)
                gate.Requested();
        }
    }

    /// <summary>
    /// Skips to <paramref name="next"/> at the peer's reset or gap fill; too far away, it ends the session.
    /// </summary>
    public void Skip(long next)
    {
        if (gate.IsWildReset(next))
            TooHigh(next);
        else
            gate.Skip(next);
    }

    /// <summary>
    /// Ends the session where the number is further away than a gap may reach; false leaves it alone.
    /// </summary>
    public bool EndsAsWild(in FixMessage message)
    {
        if (!gate.IsWild(message.SeqNum))
            return false;
        TooHigh(message.SeqNum);
        return true;
    }

    /// <summary>Ends the session: one side has lost its numbers. There is no automatic reset.</summary>
    public void TooLow(in FixMessage message) => End(
        SessionEnd.SequenceTooLow, $"MsgSeqNum too low, expecting {gate.Expected} but received {message.SeqNum}");

    private void TooHigh(long number) => End(
        SessionEnd.SequenceTooHigh,
        $"MsgSeqNum too high, expecting {gate.Expected} but received {number}; no more than {jumpMax} are skipped");

    private void End(SessionEnd kind, string text)
    {
        messages.Logout(Encoding.ASCII.GetBytes(text));
        life.Down(kind, text);
    }
}
