using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session.Outgoing;

namespace HedgeFast.Fix.Session.Recovery;

/// <summary>Resend requests: sends ours, answers the peer's.</summary>
internal sealed class ResendRequests(
    FixSessionSettings settings,
    Outbox outbox,
    SessionMessages messages,
    SessionLife life,
    SequenceGate gate,
    InboundSequence sequence,
    ResendAnswer answer,
    LogonReplay replay,
    SyncProbe probe,
    SessionCounters counters)
{
    private const int AttemptsMax = 4;

    /// <summary>Requests the missing messages; the fourth request without progress was the last.</summary>
    public void Request()
    {
        if (gate.Attempts >= AttemptsMax)
        {
            string reason = $"message {gate.Expected} was asked for {AttemptsMax} times and did not come";
            life.Down(SessionEnd.ProtocolError, reason);
            return;
        }

        messages.ResendRequest(gate.Expected, gate.RequestEnd);
        gate.Requested();
    }

    /// <summary>Processes a request of the peer.</summary>
    public void Receive(in FixMessage message)
    {
        // Answered even beyond a gap of ours, or two sides that both miss something would wait for each other for ever.
        bool isLow = message.SeqNum < gate.Expected;
        if (isLow && (message.PossDup || !settings.AnswersLowResendRequests))
        {
            sequence.InSequence(message);
            return;
        }

        bool inSequence = !isLow && sequence.InSequence(message, answered: true);
        if (gate.IsRequestDue)
            Request();
        if (life.State == FixSessionState.Disconnected)
            return;
        if (!message.PossDup)
            Answer(message);
        if (inSequence)
            gate.Advance(message.SeqNum);
    }

    private void Answer(in FixMessage message)
    {
        counters.ResendRequestsReceived++;
        bool hasBegin = message.TryGetLong(Tags.BeginSeqNo, out long begin);
        if (!hasBegin || !message.TryGetLong(Tags.EndSeqNo, out long end))
        {
            Reject(message, RejectReasons.RequiredTagMissing, hasBegin ? Tags.EndSeqNo : Tags.BeginSeqNo);
            return;
        }

        long last = outbox.NextOutgoing - 1;
        if (begin < 1 || begin > last || end < 0 || (end != 0 && end < begin))
        {
            Reject(message, RejectReasons.ValueIncorrect, Tags.BeginSeqNo);
            return;
        }

        probe.PeerHasGap();
        if (replay.Covers(begin))
            return;
        bool openEnded = end == 0 || end >= last;
        answer.Start(begin, openEnded ? last : end, openEnded);
        answer.Advance();
    }

    private void Reject(in FixMessage message, int reason, int refTag) =>
        messages.Reject(message, reason, refTag, RejectReasons.Text(reason));
}
