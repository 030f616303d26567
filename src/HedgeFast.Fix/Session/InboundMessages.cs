using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Dictionary;

namespace HedgeFast.Fix.Session;

/// <summary>What each received message means: header rules, then the sequence, then the body, then the message itself.</summary>
internal sealed class InboundMessages
{
    private const int HeldBytesOfLargest = 8;

    private readonly FixSession _session;
    private readonly IFixApplication _application;
    private readonly FixSessionSettings _settings;
    private readonly MessageValidator? _validator;
    private readonly HeaderRules _rules;
    private readonly HeldMessages _held;
    private readonly ResendRequests _resends;

    public InboundMessages(FixSession session, IFixApplication application)
    {
        _session = session;
        _application = application;
        _settings = session.Settings;
        _validator = _settings.Dictionary is null ? null : new MessageValidator(_settings.Dictionary);
        _rules = new HeaderRules(_settings, _validator);
        _held = new HeldMessages(_settings.HeldMessages, _settings.MaxMessageBytes * HeldBytesOfLargest);
        _resends = new ResendRequests(session, this);
        Logons = new LogonExchange(session, _rules, _validator);
    }

    /// <summary>Logons and resets.</summary>
    public LogonExchange Logons { get; }

    /// <summary>Messages kept that came beyond the gap.</summary>
    public int HeldCount => _held.Count;

    private SequenceGate Gate => _session.Gate;

    /// <summary>Takes one framed message, and those kept that it makes the next.</summary>
    public void Take(in FixMessage message)
    {
        if (_session.State == FixSessionState.AwaitingLogon)
        {
            Logons.TakeFirst(message);
            return;
        }

        TakeOne(message);
        while (_session.State != FixSessionState.Disconnected && _held.TryTake(Gate.Expected, out FixMessage held, out bool answered))
        {
            if (answered) Gate.Advance(held.SeqNum, _session.NowMono);
            else if (held.Type == MsgTypes.SequenceReset) TakeSequenceReset(held);
            else TakeInOrder(held);
        }
    }

    /// <summary>Sends the resend request that is due.</summary>
    public void RequestResend() => _resends.Request();

    /// <summary>Forgets what was kept beyond a gap.</summary>
    public void ForgetHeld() => _held.Clear();

    /// <summary>Counts a message that means nothing else.</summary>
    public void Count(in FixMessage message)
    {
        if (InSequence(message, answered: true)) Gate.Advance(message.SeqNum, _session.NowMono);
    }

    /// <summary>True for the expected message only. One beyond it is kept, a duplicate dropped, and anything else below it ends the session.</summary>
    /// <param name="message">The message.</param>
    /// <param name="answered">Whether only its number is left to be counted.</param>
    public bool InSequence(in FixMessage message, bool answered = false)
    {
        if (message.SeqNum == Gate.Expected) return true;
        if (message.SeqNum > Gate.Expected)
        {
            if (!_held.TryKeep(message, answered)) _session.Counters.BeyondGapDropped++;
            Gate.SawBeyond(message.SeqNum, _session.NowMono);
        }
        else if (message.PossDup)
        {
            _session.Counters.DuplicatesDropped++;
        }
        else
        {
            TooLow(message);
        }

        return false;
    }

    /// <summary>Ends the session: the other side has lost its numbers, or we have. Nothing resets by itself.</summary>
    public void TooLow(in FixMessage message)
    {
        string text = $"MsgSeqNum too low, expecting {Gate.Expected} but received {message.SeqNum}";
        _session.Messages.Logout(Encoding.ASCII.GetBytes(text));
        _session.Life.Down(SessionEnd.SequenceTooLow, text);
    }

    /// <summary>
    /// Ends the session: a number is so far beyond the expected one that no gap explains it. The number expected stays.
    /// </summary>
    public void TooHigh(long number)
    {
        string text = $"MsgSeqNum too high, expecting {Gate.Expected} but received {number}; no more than {_settings.SequenceJumpMax} are skipped";
        _session.Messages.Logout(Encoding.ASCII.GetBytes(text));
        _session.Life.Down(SessionEnd.SequenceTooHigh, text);
    }

    private void TakeOne(in FixMessage message)
    {
        if (Logons.IsResetPending && message.Type is not (MsgTypes.Logon or MsgTypes.Logout)) return;
        if (!_rules.IsOurVersion(message))
        {
            TakeForeign(message);
            return;
        }

        if (!message.HasSeqNum)
        {
            const string Text = "Required tag missing: MsgSeqNum (34)";
            _session.Messages.Logout("Required tag missing: MsgSeqNum (34)"u8);
            _session.Life.Down(SessionEnd.ProtocolError, Text);
            return;
        }

        // The number of a reset means nothing, and a logout is taken whatever its number is.
        bool isNumbered = message.Type != MsgTypes.Logout
            && (message.Type != MsgTypes.SequenceReset || IsGapFill(message));
        if (isNumbered && Gate.IsWild(message.SeqNum))
        {
            TooHigh(message.SeqNum);
            return;
        }

        MessageFault fault = _rules.Check(message, _session.SteadyUtc);
        if (fault.IsNone && _validator is not null && MsgTypes.IsAdmin(message.MsgType) && IsNews(message)) fault = _validator.Check(message);
        if (fault.Cost == FaultCost.DeliverAndLogout)
        {
            TakeAndLogout(message, fault);
            return;
        }

        if (!fault.IsTaken)
        {
            TakeFaulty(message, fault);
            return;
        }

        if (!fault.IsNone && IsNews(message)) Tolerate(fault);
        switch (message.Type)
        {
            case MsgTypes.SequenceReset: TakeSequenceReset(message); break;
            case MsgTypes.Logout: TakeLogout(message); break;
            case MsgTypes.Logon: Logons.TakeLater(message); break;
            case MsgTypes.ResendRequest: _resends.Take(message); break;
            default:
                if (InSequence(message)) TakeInOrder(message);
                break;
        }
    }

    // A duplicate of something taken long ago needs no second verdict.
    private bool IsNews(in FixMessage message) => message.SeqNum >= Gate.Expected || !message.PossDup;

    // Another BeginString in the middle of a session.
    private void TakeForeign(in FixMessage message)
    {
        if (message.Type == MsgTypes.Logout)
        {
            TakeLogout(message);
            return;
        }

        if (message.SeqNum == Gate.Expected) Gate.Advance(message.SeqNum, _session.NowMono);
        if (_session.State == FixSessionState.LoggedOn) _session.Life.StartLogout("Incorrect BeginString"u8, SessionEnd.ProtocolError);
    }

    private void Tolerate(in MessageFault fault)
    {
        SessionCounters counters = _session.Counters;
        counters.FaultsTolerated++;
        (counters.LastToleratedReason, counters.LastToleratedTag) = (fault.Reason, fault.RefTag ?? 0);
    }

    // What it tells counts, since it's numbered; what its times say is answered as ever.
    private void TakeAndLogout(in FixMessage message, in MessageFault fault)
    {
        if (IsNews(message)) Tolerate(fault);
        if (InSequence(message)) TakeInOrder(message);
        if (_session.State == FixSessionState.Disconnected) return;
        _session.Messages.Reject(message, fault.Reason, fault.RefTag, RejectReasons.Text(fault.Reason));
        if (_session.State == FixSessionState.LoggedOn) _session.Life.StartLogout(default, SessionEnd.ProtocolError);
    }

    private void TakeFaulty(in FixMessage message, in MessageFault fault)
    {
        bool isReset = message.Type == MsgTypes.SequenceReset && !IsGapFill(message);
        bool known = message.SeqNum < Gate.Expected && !isReset;
        if (known && !message.PossDup)
        {
            TooLow(message);
            return;
        }

        // A duplicate of something taken long ago needs no second verdict, unless it's wrong as a duplicate or about the session.
        if (known && fault.Cost == FaultCost.Reject && fault.RefTag != Tags.OrigSendingTime)
        {
            _session.Counters.DuplicatesDropped++;
            return;
        }

        Reject(message, fault);
        if (!known && !isReset) Count(message);
        if (fault.Cost == FaultCost.RejectAndLogout && _session.State == FixSessionState.LoggedOn) _session.Life.StartLogout(default, SessionEnd.ProtocolError);
    }

    private void Reject(in FixMessage message, in MessageFault fault)
    {
        if (message.Type == MsgTypes.Reject) return;
        if (MsgTypes.TellsOfOrders(message.MsgType)) _session.Counters.ReportsRejected++;
        _session.Messages.Reject(message, fault.Reason, fault.RefTag, RejectReasons.Text(fault.Reason));
    }

    private void TakeSequenceReset(in FixMessage message)
    {
        bool isGapFill = IsGapFill(message);
        if (isGapFill && !InSequence(message)) return;
        if (!message.TryGetLong(Tags.NewSeqNo, out long next)) Reject(message, MessageFault.Reject(RejectReasons.RequiredTagMissing, Tags.NewSeqNo));
        else if (isGapFill ? next > message.SeqNum : next >= Gate.Expected)
        {
            if (Gate.IsWildReset(next)) TooHigh(next);
            else Gate.Skip(next, _session.NowMono);
            return;
        }
        else Reject(message, MessageFault.Reject(RejectReasons.ValueIncorrect));

        if (isGapFill) Gate.Advance(message.SeqNum, _session.NowMono);
    }

    // The message is the expected one.
    private void TakeInOrder(in FixMessage message)
    {
        MessageFault fault = _validator is null || MsgTypes.IsAdmin(message.MsgType) ? MessageFault.None : _validator.Check(message);
        if (!fault.IsNone)
        {
            if (!_settings.DeliversFaultyReports || !MsgTypes.TellsOfOrders(message.MsgType))
            {
                Reject(message, fault);
                Gate.Advance(message.SeqNum, _session.NowMono);
                return;
            }

            Tolerate(fault);
        }

        switch (message.Type)
        {
            case MsgTypes.Heartbeat:
                if (message.TryGet(Tags.TestReqID, out ReadOnlySpan<byte> echoed)) _session.Probe.Answered(echoed);
                break;
            case MsgTypes.TestRequest:
                // A replayed test request was meant for a moment that is over.
                if (message.PossDup) break;
                if (message.TryGet(Tags.TestReqID, out ReadOnlySpan<byte> id)) _session.Messages.AnswerTestRequest(id);
                else Reject(message, MessageFault.Reject(RejectReasons.RequiredTagMissing, Tags.TestReqID));
                break;
            case MsgTypes.Reject:
                _session.Counters.RejectsReceived++;
                _application.OnMessage(_session, message);
                break;
            default:
                _session.Counters.Delivered++;
                _session.SendGate.Received(message);
                _application.OnMessage(_session, message);
                break;
        }

        if (_session.State != FixSessionState.Disconnected) Gate.Advance(message.SeqNum, _session.NowMono);
    }

    private void TakeLogout(in FixMessage message)
    {
        if (message.PossDup)
        {
            Count(message);
            return;
        }

        if (message.SeqNum == Gate.Expected) Gate.Advance(message.SeqNum, _session.NowMono);
        if (_session.State == FixSessionState.LogoutSent) _session.Life.LogoutCompleted();
        else if (_session.State != FixSessionState.LogoutAnswered)
        {
            _session.Messages.Logout(default);
            _session.Life.LogoutAnswered(LogoutText.Of(message));
        }
    }

    private static bool IsGapFill(in FixMessage message) => message.TryGetChar(Tags.GapFillFlag, out byte flag) && flag == 'Y';
}
