using System.Text;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session;

/// <summary>What each received message means: header rules, then the sequence, then the message itself.</summary>
internal sealed class InboundMessages(FixSession session, IFixApplication application)
{
    private const int MaxResendAttempts = 4;

    private readonly HeaderRules _rules = new(session.Settings);

    private SequenceGate Gate => session.Gate;

    /// <summary>Takes one framed message.</summary>
    public void Take(in FixMessage message)
    {
        if (session.State == FixSessionState.AwaitingLogon)
        {
            TakeFirst(message);
            return;
        }

        HeaderFault fault = _rules.Check(message, session.NowUtc);
        if (fault.Cost != HeaderFaultCost.None)
        {
            TakeFaulty(message, fault);
            return;
        }

        switch (message.Type)
        {
            case MsgTypes.SequenceReset: TakeSequenceReset(message); break;
            case MsgTypes.Logout: TakeLogout(message); break;
            case MsgTypes.Logon: TakeLaterLogon(message); break;
            case MsgTypes.ResendRequest: TakeResendRequest(message); break;
            default: TakeSequenced(message); break;
        }
    }

    /// <summary>Asks for everything from the expected message on.</summary>
    public void RequestResend()
    {
        if (Gate.Attempts >= MaxResendAttempts)
        {
            session.Down($"message {Gate.Expected} was asked for {MaxResendAttempts} times and did not come");
            return;
        }

        FixBody body = session.Outbox.BeginSession(MsgTypes.ResendRequest);
        body.Add(Tags.BeginSeqNo, Gate.Expected);
        body.Add(Tags.EndSeqNo, 0);
        session.SendSession(ref body);
        session.Counters.ResendRequestsSent++;
        Gate.Requested(session.NowMono);
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    // ---- Logon ----

    private void TakeFirst(in FixMessage message)
    {
        if (message.Type == MsgTypes.Logout && session.Role == FixRole.Initiator && _rules.IsOurs(message))
        {
            if (message.SeqNum == Gate.Expected) Gate.Advance(message.SeqNum, session.NowMono);
            session.Down($"logon refused: {Text(message)}");
            return;
        }

        if (message.Type != MsgTypes.Logon)
        {
            session.Down("the first message was not a logon");
            return;
        }

        if (!_rules.IsOurs(message))
        {
            session.Down("the logon belongs to another session");
            return;
        }

        HeaderFault fault = _rules.Check(message, session.NowUtc);
        LogonTerms terms = LogonTerms.Read(message);
        string? refusal = fault.Cost != HeaderFaultCost.None ? fault.Text : terms.Fault;
        bool asked = session.Role == FixRole.Initiator && session.Settings.ResetOnLogon;
        if (refusal is null && session.Role == FixRole.Initiator)
        {
            if (terms.Reset && !asked) refusal = "ResetSeqNumFlag (141) was not asked for";
            else if (asked && !terms.Reset && message.SeqNum != 1) refusal = "ResetSeqNumFlag (141) was not confirmed";
        }

        if (refusal is not null)
        {
            session.SendLogout(Ascii(refusal));
            session.Down($"logon not acceptable: {refusal}");
            return;
        }

        if (terms.Reset && session.Role == FixRole.Acceptor) session.Store.Reset();
        if (message.SeqNum < Gate.Expected && !message.PossDup)
        {
            TooLow(message);
            return;
        }

        if (session.Role == FixRole.Acceptor) session.SendLogon(terms.HeartbeatSeconds, terms.Reset);
        session.Established(terms.HeartbeatSeconds);
        if (message.SeqNum == Gate.Expected) Gate.Advance(message.SeqNum, session.NowMono);
        else if (message.SeqNum > Gate.Expected) Gate.SawBeyond(message.SeqNum, session.NowMono);
    }

    private void TakeLaterLogon(in FixMessage message)
    {
        LogonTerms terms = LogonTerms.Read(message);
        if (!terms.Reset || message.PossDup)
        {
            // A replayed logon only fills its place; a second one without a reset changes nothing.
            if (InSequence(message)) Gate.Advance(message.SeqNum, session.NowMono);
            return;
        }

        if (terms.Fault is not null)
        {
            session.StartLogout(Ascii(terms.Fault));
            return;
        }

        // Both sides start again at 1 without a new connection, as venues that never close do once a day.
        session.Store.Reset();
        Gate.Close();
        session.Answer.Stop();
        session.SendLogon(terms.HeartbeatSeconds, reset: true);
        session.Established(terms.HeartbeatSeconds);
        Gate.Advance(message.SeqNum, session.NowMono);
    }

    // ---- Sequence ----

    // True for the expected message only. The other cases are dealt with here.
    private bool InSequence(in FixMessage message)
    {
        long expected = Gate.Expected;
        if (message.SeqNum == expected) return true;
        if (message.SeqNum > expected)
        {
            session.Counters.BeyondGapDropped++;
            Gate.SawBeyond(message.SeqNum, session.NowMono);
        }
        else if (message.PossDup)
        {
            session.Counters.DuplicatesDropped++;
        }
        else
        {
            TooLow(message);
        }

        return false;
    }

    private void TooLow(in FixMessage message)
    {
        string text = $"MsgSeqNum too low, expecting {Gate.Expected} but received {message.SeqNum}";
        session.SendLogout(Ascii(text));
        session.Down(text);
    }

    private void TakeSequenceReset(in FixMessage message)
    {
        bool isGapFill = message.TryGetChar(Tags.GapFillFlag, out byte flag) && flag == 'Y';
        if (isGapFill && !InSequence(message)) return;
        if (!message.TryGetLong(Tags.NewSeqNo, out long next))
        {
            session.SendReject(message, RejectReasons.RequiredTagMissing, Tags.NewSeqNo, "Required tag missing"u8);
            if (isGapFill) Gate.Advance(message.SeqNum, session.NowMono);
        }
        else if (isGapFill ? next > message.SeqNum : next >= Gate.Expected)
        {
            Gate.MoveTo(next, session.NowMono);
        }
        else
        {
            session.SendReject(message, RejectReasons.ValueIncorrect, Tags.NewSeqNo, "NewSeqNo is not beyond the expected number"u8);
            if (isGapFill) Gate.Advance(message.SeqNum, session.NowMono);
        }
    }

    private void TakeFaulty(in FixMessage message, in HeaderFault fault)
    {
        if (fault.Cost == HeaderFaultCost.Disconnect)
        {
            session.SendLogout(Ascii(fault.Text));
            session.Down(fault.Text);
            return;
        }

        // A duplicate of something taken long ago needs no second verdict unless the other side is plainly wrong about the session.
        bool known = message.SeqNum < Gate.Expected;
        if (known && !message.PossDup)
        {
            TooLow(message);
            return;
        }

        session.SendReject(message, fault.Reason, fault.RefTag, Ascii(fault.Text));
        if (message.SeqNum == Gate.Expected) Gate.Advance(message.SeqNum, session.NowMono);
        else if (!known) Gate.SawBeyond(message.SeqNum, session.NowMono);
        if (fault.Cost == HeaderFaultCost.RejectAndLogout && session.State == FixSessionState.LoggedOn) session.StartLogout(Ascii(fault.Text));
    }

    // ---- Messages ----

    private void TakeSequenced(in FixMessage message)
    {
        if (!InSequence(message)) return;
        switch (message.Type)
        {
            case MsgTypes.Heartbeat:
                if (message.TryGet(Tags.TestReqID, out ReadOnlySpan<byte> echoed)) session.ProbeAnswered(echoed);
                break;
            case MsgTypes.TestRequest:
                // A replayed test request was meant for a moment that is over.
                if (message.PossDup) break;
                if (message.TryGet(Tags.TestReqID, out ReadOnlySpan<byte> id)) session.SendHeartbeat(id);
                else session.SendReject(message, RejectReasons.RequiredTagMissing, Tags.TestReqID, "Required tag missing"u8);
                break;
            case MsgTypes.Reject:
                session.Counters.RejectsReceived++;
                application.OnMessage(session, message);
                break;
            default:
                session.Counters.Delivered++;
                application.OnMessage(session, message);
                break;
        }

        if (session.State != FixSessionState.Disconnected) Gate.Advance(message.SeqNum, session.NowMono);
    }

    private void TakeResendRequest(in FixMessage message)
    {
        // Answered even beyond a gap of ours, or two sides that both miss something would wait for each other for ever.
        bool inSequence = message.SeqNum == Gate.Expected;
        if (!inSequence && message.SeqNum < Gate.Expected)
        {
            InSequence(message);
            return;
        }

        if (!inSequence) Gate.SawBeyond(message.SeqNum, session.NowMono);
        if (Gate.IsRequestDue(session.NowMono)) RequestResend();
        if (!message.PossDup) AnswerResend(message);
        if (inSequence) Gate.Advance(message.SeqNum, session.NowMono);
    }

    private void AnswerResend(in FixMessage message)
    {
        session.Counters.ResendRequestsReceived++;
        bool hasBegin = message.TryGetLong(Tags.BeginSeqNo, out long begin);
        if (!hasBegin || !message.TryGetLong(Tags.EndSeqNo, out long end))
        {
            session.SendReject(message, RejectReasons.RequiredTagMissing, hasBegin ? Tags.EndSeqNo : Tags.BeginSeqNo, "Required tag missing"u8);
            return;
        }

        long last = session.NextOutgoing - 1;
        if (begin < 1 || begin > last || end < 0 || (end != 0 && end < begin))
        {
            session.SendReject(message, RejectReasons.ValueIncorrect, Tags.BeginSeqNo, "The range is empty or was never sent"u8);
            return;
        }

        session.PeerHasGap();
        bool openEnded = end == 0 || end >= last;
        session.Answer.Start(begin, openEnded ? last : end, openEnded);
        session.Answer.Advance(session.NowUtc);
    }

    private void TakeLogout(in FixMessage message)
    {
        if (message.PossDup)
        {
            if (InSequence(message)) Gate.Advance(message.SeqNum, session.NowMono);
            return;
        }

        if (message.SeqNum == Gate.Expected) Gate.Advance(message.SeqNum, session.NowMono);
        if (session.State == FixSessionState.LogoutSent)
        {
            session.Down("logged out");
            return;
        }

        if (session.State == FixSessionState.LogoutAnswered) return;
        session.SendLogout(default);
        session.LogoutAnswered(Text(message));
    }

    private static string Text(in FixMessage message) => message.TryGet(Tags.Text, out ReadOnlySpan<byte> text) ? Encoding.ASCII.GetString(text) : "no text";
}
