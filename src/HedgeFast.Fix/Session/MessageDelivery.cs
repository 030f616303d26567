using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session.Outgoing;
using HedgeFast.Fix.Session.Recovery;

namespace HedgeFast.Fix.Session;

/// <summary>
/// Processes messages in sequence: answers those of the session, delivers the others to the application.
/// </summary>
internal sealed class MessageDelivery(
    FixSessionSettings settings,
    HeaderRules rules,
    SessionMessages messages,
    SessionLife life,
    InboundSequence sequence,
    FaultyMessages faults,
    SyncProbe probe,
    SendGate sendGate,
    SessionCounters counters,
    ApplicationCalls application)
{
    /// <summary>Processes the expected message and counts it.</summary>
    public void Process(in FixMessage message)
    {
        MessageFault fault = MsgTypes.IsAdmin(message.MsgType) ? MessageFault.None : rules.CheckBody(message);
        if (!fault.IsNone)
        {
            if (!settings.DeliversFaultyReports || !MsgTypes.TellsOfOrders(message.MsgType))
            {
                faults.Reject(message, fault);
                sequence.Advance(message);
                return;
            }

            faults.Tolerate(fault);
        }

        switch (message.Type)
        {
            case MsgTypes.Heartbeat:
                if (message.TryGet(Tags.TestReqID, out ReadOnlySpan<byte> echoed))
                    probe.Answered(echoed);
                break;
            case MsgTypes.TestRequest:
                AnswerTestRequest(message);
                break;
            case MsgTypes.Reject:
                counters.RejectsReceived++;
                application.OnMessage(message);
                break;
            default:
                counters.Delivered++;
                sendGate.Received(message);
                application.OnMessage(message);
                break;
        }

        if (life.State != FixSessionState.Disconnected)
            sequence.Advance(message);
    }

    private void AnswerTestRequest(in FixMessage message)
    {
        // A replayed test request was meant for a moment that is over.
        if (message.PossDup)
            return;
        if (message.TryGet(Tags.TestReqID, out ReadOnlySpan<byte> id))
            messages.AnswerTestRequest(id);
        else
            faults.Reject(message, MessageFault.Reject(RejectReasons.RequiredTagMissing, Tags.TestReqID));
    }
}
