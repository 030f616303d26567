using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session.Outgoing;
using HedgeFast.Fix.Session.Recovery;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session.Logon;

/// <summary>The logons that open a connection, ours and the peer's.</summary>
internal sealed class LogonExchange(
    FixSessionSettings settings,
    FixRole role,
    SessionClock clock,
    IMessageStore store,
    SessionMessages messages,
    SessionLife life,
    HeaderRules rules,
    InboundSequence sequence,
    SessionResets resets,
    LogonReplay replay,
    LogonSender sender)
{
    // One text for every refusal: a stranger learns nothing from the differences. LastReason has the cause.
    private static readonly byte[] RefusalText = "Logon refused"u8.ToArray();

    private const long MinuteNanos = 60_000_000_000;
    private const int AnsweredRefusalsPerMinute = 6;

    private readonly RateLimiter _refusals = new(AnsweredRefusalsPerMinute, MinuteNanos);

    /// <summary>Sends an initiator's first message.</summary>
    public void Open()
    {
        if (settings.ResetOnLogon)
            store.Reset();
        sender.Send(settings.HeartbeatSeconds, settings.ResetOnLogon, counted: 0);
    }

    /// <summary>Processes the first message of a connection.</summary>
    public void ReceiveFirst(in FixMessage message)
    {
        if (message.Type == MsgTypes.Logout && role == FixRole.Initiator && rules.IsOurs(message))
        {
            sequence.CountIfExpected(message);
            life.Down(SessionEnd.LogonRefused, $"logon refused: {LogoutText.Of(message)}");
            return;
        }

        if (message.Type != MsgTypes.Logon)
            life.Down(SessionEnd.ProtocolError, "the first message was not a logon");
        else if (!rules.IsOurs(message) || !message.HasSeqNum)
            life.Down(SessionEnd.LogonRefused, "the logon belongs to another session");
        else
            Receive(message);
    }

    private void Receive(in FixMessage logon)
    {
        MessageFault fault = rules.CheckWhole(logon, clock.SteadyUtc);
        if (!fault.IsNone && role == FixRole.Acceptor)
        {
            // A logon with a wrong header gets no answer: a stranger would learn of the session.
            life.Down(SessionEnd.LogonRefused, $"logon not acceptable: {TextOf(fault)}");
            return;
        }

        LogonTerms terms = LogonTerms.Read(logon, settings, role);
        string? refusal = fault.IsNone ? terms.Fault ?? ResetFault(logon, terms) ?? Unwelcome(logon) : TextOf(fault);
        if (refusal is not null)
        {
            AnswerRefusal(refusal);
            life.Down(SessionEnd.LogonRefused, $"logon not acceptable: {refusal}");
            return;
        }

        bool startsAnew = role == FixRole.Acceptor
            ? terms.Reset || settings.ResetOnLogon
            : terms.Reset && !settings.ResetOnLogon;
        if (startsAnew)
            resets.StartForPeer();
        if (sequence.EndsAsWild(logon))
            return;
        if (logon.SeqNum < sequence.Expected && !logon.PossDup)
            sequence.TooLow(logon);
        else
            Accept(logon, terms);
    }

    private void Accept(in FixMessage logon, in LogonTerms terms)
    {
        long ours = store.NextOutgoing;
        if (terms.NextExpected > ours)
        {
            string text =
                $"NextExpectedMsgSeqNum (789) too high, expecting {ours} but received {terms.NextExpected}";
            messages.Logout(Encoding.ASCII.GetBytes(text));
            life.Down(SessionEnd.SequenceTooLow, text);
            return;
        }

        int counted = logon.SeqNum == sequence.Expected ? 1 : 0;
        if (role == FixRole.Acceptor && !sender.Send(terms.Granted(settings), terms.Reset, counted))
            return;
        life.Established(terms.Granted(settings));

        // Where both logons carry 789, the peer replays without a request.
        sequence.CountLogon(logon, peerReplays: terms.NextExpected > 0);
        if (terms.NextExpected > 0 && terms.NextExpected < ours)
            replay.Start(terms.NextExpected, ours - 1);
    }

    private string? ResetFault(in FixMessage logon, in LogonTerms terms)
    {
        bool asked = role == FixRole.Initiator && settings.ResetOnLogon;
        if (asked)
            return terms.Reset || logon.SeqNum == 1 ? null : "ResetSeqNumFlag (141) was not confirmed";
        return settings.PeerReset switch
        {
            PeerResetRule.Require when !terms.Reset => "ResetSeqNumFlag (141) must be Y",
            PeerResetRule.Refuse when terms.Reset => "ResetSeqNumFlag (141) is not accepted",
            PeerResetRule.ByRole when terms.Reset && role == FixRole.Initiator =>
                "ResetSeqNumFlag (141) was not asked for",
            _ => null,
        };
    }

    // Most engines count the answer, so it consumes a number of the session. A stranger who knows the ids gets few of
    // them; his further attempts get none.
    private void AnswerRefusal(string refusal)
    {
        if (role == FixRole.Initiator)
        {
            messages.Logout(Encoding.ASCII.GetBytes(refusal));
            return;
        }

        if (clock.Mono < _refusals.NextAllowed)
            return;
        _refusals.Add(clock.Mono);
        messages.Logout(RefusalText);
    }

    private string? Unwelcome(in FixMessage logon) =>
        role == FixRole.Acceptor ? settings.LogonCheck?.Refuse(logon) : null;

    private static string TextOf(in MessageFault fault) =>
        Encoding.ASCII.GetString(RejectReasons.Text(fault.Reason));
}
