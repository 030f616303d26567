using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Dictionary;

namespace HedgeFast.Fix.Session;

/// <summary>Logons, ours and the other side's: the first one of a connection, and those that reset a session that stands.</summary>
internal sealed class LogonExchange(FixSession session, HeaderRules rules, MessageValidator? validator)
{
    // One text for whatever is wrong: a stranger learns nothing from the differences. What it was, LastReason says.
    private static readonly byte[] RefusalText = "Logon refused"u8.ToArray();

    private const long MinuteNanos = 60_000_000_000;
    private const int AnsweredRefusalsPerMinute = 6;

    private readonly FixSessionSettings _settings = session.Settings;
    private readonly SlidingWindow _refusals = new(AnsweredRefusalsPerMinute, MinuteNanos);
    private readonly SlidingWindow _peerResets = new(session.Settings.PeerResetsPerMinute, MinuteNanos);
    private long _replayedFrom;
    private long _replayedTo;
    private long _establishedAt;
    private long _resetDeadline;

    private SequenceGate Gate => session.Gate;

    /// <summary>Whether our reset of a standing session waits for its confirmation. Until it comes, what arrives still bears the old numbers.</summary>
    public bool IsResetPending { get; private set; }

    /// <summary>Whether that confirmation is overdue.</summary>
    public bool IsResetOverdue => IsResetPending && session.NowMono >= _resetDeadline;

    /// <summary>A new connection: nothing of the last one counts.</summary>
    public void Clear()
    {
        IsResetPending = false;
        (_replayedFrom, _replayedTo) = (0, 0);
    }

    /// <summary>Sends an initiator's first message.</summary>
    public void Open()
    {
        if (_settings.ResetOnLogon) session.Store.Reset();
        session.Messages.Logon(_settings.HeartbeatSeconds, _settings.ResetOnLogon, NextExpectedToSay(counted: 0));
    }

    /// <summary>Starts both sequences of a standing session at 1.</summary>
    public void Reset()
    {
        StartAnew();
        IsResetPending = true;
        _resetDeadline = session.NowMono + _settings.LogonTimeoutNanos;
        session.Messages.Logon(_settings.HeartbeatSeconds, reset: true, NextExpectedToSay(counted: 0));
    }

    /// <summary>Takes the first message of a connection.</summary>
    public void TakeFirst(in FixMessage message)
    {
        if (message.Type == MsgTypes.Logout && session.Role == FixRole.Initiator && rules.IsOurs(message))
        {
            if (message.SeqNum == Gate.Expected) Gate.Advance(message.SeqNum, session.NowMono);
            session.Life.Down(SessionEnd.LogonRefused, $"logon refused: {LogoutText.Of(message)}");
            return;
        }

        if (message.Type != MsgTypes.Logon) session.Life.Down(SessionEnd.ProtocolError, "the first message was not a logon");
        else if (!rules.IsOurs(message) || !message.HasSeqNum) session.Life.Down(SessionEnd.LogonRefused, "the logon belongs to another session");
        else TakeLogon(message);
    }

    /// <summary>Takes a logon while logged on.</summary>
    public void TakeLater(in FixMessage message)
    {
        LogonTerms terms = LogonTerms.Read(message, _settings, session.Role);
        if (terms.Reset && session.State != FixSessionState.LoggedOn) return;
        if (!terms.Reset || message.PossDup)
        {
            // A replayed logon only fills its place; a second one without a reset changes nothing.
            if (!IsResetPending) session.Inbound.Count(message);
            return;
        }

        string? refusal = terms.Fault ?? (_settings.PeerReset == PeerResetRule.Refuse && !IsResetPending ? "ResetSeqNumFlag (141) is not accepted" : null);
        if (refusal is not null)
        {
            session.Life.StartLogout(Encoding.ASCII.GetBytes(refusal), SessionEnd.ProtocolError);
            return;
        }

        // Both sides start again at 1 without a new connection, as venues that never close do once a day.
        if (IsResetPending)
        {
            IsResetPending = false;
        }
        else if (session.NowMono < _peerResets.NextAllowed)
        {
            session.Life.StartLogout("Too many resets"u8, SessionEnd.ProtocolError);
            return;
        }
        else
        {
            _peerResets.Add(session.NowMono);
            StartAnew();
            session.Messages.Logon(terms.Granted(_settings), reset: true, NextExpectedToSay(counted: 1));
        }

        session.Life.Established(terms.Granted(_settings));
        Gate.Advance(message.SeqNum, session.NowMono);
    }

    /// <summary>Whether a resend request asks for what a logon just made us replay; true once, and only while the two may have crossed.</summary>
    public bool WasReplayed(long begin)
    {
        bool known = begin >= _replayedFrom && begin <= _replayedTo && session.NowMono - _establishedAt < _settings.LogonTimeoutNanos;
        (_replayedFrom, _replayedTo) = (0, 0);
        return known;
    }

    private void TakeLogon(in FixMessage logon)
    {
        MessageFault fault = rules.Check(logon, session.SteadyUtc);
        if (fault.IsNone && validator is not null) fault = validator.Check(logon);
        if (!fault.IsNone && session.Role == FixRole.Acceptor)
        {
            // Whoever can't say when and what gets no answer; a venue that answers tells a stranger what it knows.
            session.Life.Down(SessionEnd.LogonRefused, $"logon not acceptable: {Encoding.ASCII.GetString(RejectReasons.Text(fault.Reason))}");
            return;
        }

        LogonTerms terms = LogonTerms.Read(logon, _settings, session.Role);
        string? refusal = fault.IsNone ? terms.Fault ?? ResetFault(logon, terms) ?? Unwelcome(logon) : Encoding.ASCII.GetString(RejectReasons.Text(fault.Reason));
        if (refusal is not null)
        {
            AnswerRefusal(refusal);
            session.Life.Down(SessionEnd.LogonRefused, $"logon not acceptable: {refusal}");
            return;
        }

        if (session.Role == FixRole.Acceptor ? terms.Reset || _settings.ResetOnLogon : terms.Reset && !_settings.ResetOnLogon) ResetForPeer();
        if (Gate.IsWild(logon.SeqNum)) session.Inbound.TooHigh(logon.SeqNum);
        else if (logon.SeqNum < Gate.Expected && !logon.PossDup) session.Inbound.TooLow(logon);
        else Accept(logon, terms);
    }

    private void Accept(in FixMessage logon, LogonTerms terms)
    {
        long ours = session.NextOutgoing;
        if (terms.NextExpected > ours)
        {
            string text = $"NextExpectedMsgSeqNum (789) too high, expecting {ours} but received {terms.NextExpected}";
            session.Messages.Logout(Encoding.ASCII.GetBytes(text));
            session.Life.Down(SessionEnd.SequenceTooLow, text);
            return;
        }

        bool inSequence = logon.SeqNum == Gate.Expected;
        if (session.Role == FixRole.Acceptor) session.Messages.Logon(terms.Granted(_settings), terms.Reset, NextExpectedToSay(counted: inSequence ? 1 : 0));
        session.Life.Established(terms.Granted(_settings));
        _establishedAt = session.NowMono;
        if (inSequence)
        {
            Gate.Advance(logon.SeqNum, session.NowMono);
        }
        else if (logon.SeqNum > Gate.Expected)
        {
            Gate.SawBeyond(logon.SeqNum, session.NowMono);

            // Both sides said what they expect, so the other one replays without being asked.
            if (terms.NextExpected > 0) Gate.Requested(session.NowMono);
        }

        if (terms.NextExpected == 0 || terms.NextExpected >= ours) return;
        (_replayedFrom, _replayedTo) = (terms.NextExpected, ours - 1);
        session.Probe.PeerHasGap();
        session.Answer.Start(terms.NextExpected, ours - 1, openEnded: false);
        session.Life.AdvanceAnswer();
    }

    private string? ResetFault(in FixMessage logon, LogonTerms terms)
    {
        bool asked = session.Role == FixRole.Initiator && _settings.ResetOnLogon;
        if (asked) return terms.Reset || logon.SeqNum == 1 ? null : "ResetSeqNumFlag (141) was not confirmed";
        return _settings.PeerReset switch
        {
            PeerResetRule.Require when !terms.Reset => "ResetSeqNumFlag (141) must be Y",
            PeerResetRule.Refuse when terms.Reset => "ResetSeqNumFlag (141) is not accepted",
            PeerResetRule.ByRole when terms.Reset && session.Role == FixRole.Initiator => "ResetSeqNumFlag (141) was not asked for",
            _ => null,
        };
    }

    // The answer takes a number of the session, since most engines count it; so a stranger who knows the ids gets few
    // of them, and the rest of his attempts end
    // without a word.
    private void AnswerRefusal(string refusal)
    {
        if (session.Role == FixRole.Initiator)
        {
            session.Messages.Logout(Encoding.ASCII.GetBytes(refusal));
            return;
        }

        if (session.NowMono < _refusals.NextAllowed) return;
        _refusals.Add(session.NowMono);
        session.Messages.Logout(RefusalText);
    }

    private string? Unwelcome(in FixMessage logon) => session.Role == FixRole.Acceptor ? _settings.LogonCheck?.Refuse(logon) : null;

    // An initiator's logon is out already: under the other side's new numbers it was the first message.
    private void ResetForPeer()
    {
        StartAnew();
        if (session.Role == FixRole.Initiator) session.Outbox.SkipTo(2, session.NowUtc);
    }

    private void StartAnew()
    {
        session.Store.Reset();
        session.Counters.Resets++;
        Gate.Close();
        session.Answer.Stop();
        session.Inbound.ForgetHeld();
    }

    private long NextExpectedToSay(int counted) => _settings.UsesNextExpected ? Gate.Expected + counted : 0;
}
