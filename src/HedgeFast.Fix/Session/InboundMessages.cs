using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session.Logon;
using HedgeFast.Fix.Session.Outgoing;
using HedgeFast.Fix.Session.Recovery;

namespace HedgeFast.Fix.Session;

/// <summary>
/// Routes each received message: header check, then sequence, then body, then the part that processes its type.
/// </summary>
internal sealed class InboundMessages(
    SessionClock clock,
    HeaderRules rules,
    SessionMessages messages,
    SessionLife life,
    InboundSequence sequence,
    LogonExchange logons,
    SessionResets resets,
    ResendRequests resends,
    FaultyMessages faults,
    MessageDelivery delivery)
{
    /// <summary>Processes one framed message, and the held ones that follow it.</summary>
    public void Receive(in FixMessage message)
    {
        if (life.State == FixSessionState.AwaitingLogon)
        {
            logons.ReceiveFirst(message);
            return;
        }

        ReceiveOne(message);
        while (life.State != FixSessionState.Disconnected
            && sequence.TryRelease(out FixMessage held, out bool answered))
        {
            if (answered)
                sequence.Advance(held);
            else if (held.Type == MsgTypes.SequenceReset)
                ReceiveSequenceReset(held);
            else
                delivery.Process(held);
        }
    }

    private void ReceiveOne(in FixMessage message)
    {
        if (resets.IsPending && message.Type is not (MsgTypes.Logon or MsgTypes.Logout))
            return;
        if (!rules.IsOurVersion(message))
        {
            ReceiveForeign(message);
            return;
        }

        if (!message.HasSeqNum)
        {
            const string Text = "Required tag missing: MsgSeqNum (34)";
            messages.Logout("Required tag missing: MsgSeqNum (34)"u8);
            life.Down(SessionEnd.ProtocolError, Text);
            return;
        }

        // The number of a reset means nothing, and a logout is processed whatever its number.
        bool isReset = message.Type == MsgTypes.SequenceReset && !IsGapFill(message);
        if (message.Type != MsgTypes.Logout && !isReset && sequence.EndsAsWild(message))
            return;

        MessageFault fault = rules.Check(message, clock.SteadyUtc);
        if (fault.IsNone && MsgTypes.IsAdmin(message.MsgType) && sequence.IsNews(message))
            fault = rules.CheckBody(message);
        if (fault.Cost == FaultCost.DeliverAndLogout)
        {
            DeliverAndLogout(message, fault);
            return;
        }

        if (!fault.IsTaken)
        {
            faults.Receive(message, fault, isReset);
            return;
        }

        if (!fault.IsNone && sequence.IsNews(message))
            faults.Tolerate(fault);
        switch (message.Type)
        {
            case MsgTypes.SequenceReset:
                ReceiveSequenceReset(message);
                break;
            case MsgTypes.Logout:
                ReceiveLogout(message);
                break;
            case MsgTypes.Logon:
                resets.ReceiveLogon(message);
                break;
            case MsgTypes.ResendRequest:
                resends.Receive(message);
                break;
            default:
                if (sequence.InSequence(message))
                    delivery.Process(message);
                break;
        }
    }

    // Another BeginString within a session.
    private void ReceiveForeign(in FixMessage message)
    {
        if (message.Type == MsgTypes.Logout)
        {
            ReceiveLogout(message);
            return;
        }

        sequence.CountIfExpected(message);
        if (life.State == FixSessionState.LoggedOn)
            life.StartLogout("Incorrect BeginString"u8, SessionEnd.ProtocolError);
    }

    // A report is delivered by its number; the fault of its times ends the session behind it.
    private void DeliverAndLogout(in FixMessage message, in MessageFault fault)
    {
        if (sequence.IsNews(message))
            faults.Tolerate(fault);
        if (sequence.InSequence(message))
            delivery.Process(message);
        if (life.State != FixSessionState.Disconnected)
            faults.RejectAndLogout(message, fault);
    }

    private void ReceiveSequenceReset(in FixMessage message)
    {
        bool isGapFill = IsGapFill(message);
        if (isGapFill && !sequence.InSequence(message))
            return;
        if (!message.TryGetLong(Tags.NewSeqNo, out long next))
        {
            faults.Reject(message, MessageFault.Reject(RejectReasons.RequiredTagMissing, Tags.NewSeqNo));
        }
        else if (isGapFill ? next > message.SeqNum : next >= sequence.Expected)
        {
            sequence.Skip(next);
            return;
        }
        else
        {
            faults.Reject(message, MessageFault.Reject(RejectReasons.ValueIncorrect));
        }

        if (isGapFill)
            sequence.Advance(message);
    }

    private void ReceiveLogout(in FixMessage message)
    {
        if (message.PossDup)
        {
            sequence.Count(message);
            return;
        }

        sequence.CountIfExpected(message);
        if (life.State == FixSessionState.LogoutSent)
        {
            life.LogoutCompleted();
        }
        else if (life.State != FixSessionState.LogoutAnswered)
        {
            messages.Logout(default);
            life.LogoutAnswered(LogoutText.Of(message));
        }
    }

    private static bool IsGapFill(in FixMessage message) =>
        message.TryGetChar(Tags.GapFillFlag, out byte flag) && flag == 'Y';
}
