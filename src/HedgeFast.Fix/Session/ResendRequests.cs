using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session;

/// <summary>Resend requests, ours and the other side's.</summary>
internal sealed class ResendRequests(FixSession session, InboundMessages inbound)
{
    private const int AttemptsMax = 4;

    private SequenceGate Gate => session.Gate;

    /// <summary>Asks for what is missing; gives up after four requests without any progress.</summary>
    public void Request()
    {
        if (Gate.Attempts >= AttemptsMax)
        {
            session.Life.Down(SessionEnd.ProtocolError, $"message {Gate.Expected} was asked for {AttemptsMax} times and did not come");
            return;
        }

        session.Messages.ResendRequest(Gate.Expected, Gate.RequestEnd);
        Gate.Requested(session.NowMono);
    }

    /// <summary>Takes a request of the other side.</summary>
    public void Take(in FixMessage message)
    {
        // Answered even beyond a gap of ours, or two sides that both miss something would wait for each other for ever.
        bool isLow = message.SeqNum < Gate.Expected;
        if (isLow && (message.PossDup || !session.Settings.AnswersLowResendRequests))
        {
            inbound.InSequence(message);
            return;
        }

        bool inSequence = !isLow && inbound.InSequence(message, answered: true);
        if (Gate.IsRequestDue(session.NowMono)) Request();
        if (session.State == FixSessionState.Disconnected) return;
        if (!message.PossDup) Answer(message);
        if (inSequence) Gate.Advance(message.SeqNum, session.NowMono);
    }

    private void Answer(in FixMessage message)
    {
        session.Counters.ResendRequestsReceived++;
        bool hasBegin = message.TryGetLong(Tags.BeginSeqNo, out long begin);
        if (!hasBegin || !message.TryGetLong(Tags.EndSeqNo, out long end))
        {
            session.SendReject(message, RejectReasons.RequiredTagMissing, hasBegin ? Tags.EndSeqNo : Tags.BeginSeqNo, RejectReasons.Text(RejectReasons.RequiredTagMissing));
            return;
        }

        long last = session.NextOutgoing - 1;
        if (begin < 1 || begin > last || end < 0 || (end != 0 && end < begin))
        {
            session.SendReject(message, RejectReasons.ValueIncorrect, Tags.BeginSeqNo, RejectReasons.Text(RejectReasons.ValueIncorrect));
            return;
        }

        session.Probe.PeerHasGap();
        if (inbound.Logons.WasReplayed(begin)) return;
        bool openEnded = end == 0 || end >= last;
        session.Answer.Start(begin, openEnded ? last : end, openEnded);
        session.Life.AdvanceAnswer();
    }
}
