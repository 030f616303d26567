using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session.Outgoing;
using HedgeFast.Fix.Session.Recovery;

namespace HedgeFast.Fix.Session;

/// <summary>Answers messages with a fault: a reject, a logout, or tolerance where a fill would be lost.</summary>
internal sealed class FaultyMessages(
    SessionMessages messages, SessionLife life, InboundSequence sequence, SessionCounters counters)
{
    /// <summary>Counts a fault of a message that is delivered all the same.</summary>
    public void Tolerate(in MessageFault fault)
    {
        counters.FaultsTolerated++;
        counters.LastToleratedReason = fault.Reason;
        counters.LastToleratedTag = fault.RefTag ?? 0;
    }

    /// <summary>Rejects a message, unless it's a reject itself.</summary>
    public void Reject(in FixMessage message, in MessageFault fault)
    {
        if (message.Type == MsgTypes.Reject)
            return;
        if (MsgTypes.TellsOfOrders(message.MsgType))
            counters.ReportsRejected++;
        messages.Reject(message, fault.Reason, fault.RefTag, RejectReasons.Text(fault.Reason));
    }

    /// <summary>Rejects a message that was delivered, and logs out.</summary>
    public void RejectAndLogout(in FixMessage message, in MessageFault fault)
    {
        messages.Reject(message, fault.Reason, fault.RefTag, RejectReasons.Text(fault.Reason));
        Logout();
    }

    /// <summary>Rejects and counts a message that is not delivered.</summary>
    /// <param name="message">The message.</param>
    /// <param name="fault">Its fault.</param>
    /// <param name="isReset">Whether it's a sequence reset, whose own number means nothing.</param>
    public void Receive(in FixMessage message, in MessageFault fault, bool isReset)
    {
        bool isKnown = message.SeqNum < sequence.Expected && !isReset;
        if (isKnown && !message.PossDup)
        {
            sequence.TooLow(message);
            return;
        }

        // A duplicate processed long ago needs no second verdict, unless it's wrong as a duplicate or about the
        // session.
        if (isKnown && fault.Cost == FaultCost.Reject && fault.RefTag != Tags.OrigSendingTime)
        {
            counters.DuplicatesDropped++;
            return;
        }

        Reject(message, fault);
        if (!isKnown && !isReset)
            sequence.Count(message);
        if (fault.Cost == FaultCost.RejectAndLogout)
            Logout();
    }

    private void Logout()
    {
        if (life.State == FixSessionState.LoggedOn)
            life.StartLogout(default, SessionEnd.ProtocolError);
    }
}
