using System.Security.Cryptography;
using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Secrets;

namespace HedgeFast.Fix.Session;

/// <summary>Writes the messages of the session layer. Sending one can't fail; it only ends the connection when the output has been full for too long.</summary>
internal sealed class SessionMessages(FixSession session, Outbox outbox)
{
    private static readonly byte[] OpenEnd = "999999"u8.ToArray();

    private const long SecondNanos = 1_000_000_000;
    private const int EchoedTypeMax = 16;

    private readonly FixSessionSettings _settings = session.Settings;
    private readonly SlidingWindow _answers = new(session.Settings.AnswersPerSecond, SecondNanos);
    private readonly byte[]? _fixedTestRequestId = session.Settings.TestRequestId is { Length: > 0 } id ? Encoding.ASCII.GetBytes(id) : null;
    private readonly byte[] _defaultApplVerId = session.Settings.IsFixt ? Encoding.ASCII.GetBytes(session.Settings.DefaultApplVerId) : [];

    /// <summary>Sends a logon; <paramref name="nextExpected"/> 0 leaves 789 out.</summary>
    public void Logon(int heartbeatSeconds, bool reset, long nextExpected)
    {
        FixBody body = outbox.BeginSession(MsgTypes.Logon);
        body.Add(Tags.EncryptMethod, (byte)'0');
        body.Add(Tags.HeartBtInt, heartbeatSeconds);
        if (reset) body.Add(Tags.ResetSeqNumFlag, (byte)'Y');
        if (nextExpected > 0) body.Add(Tags.NextExpectedMsgSeqNum, nextExpected);
        body.Add(Tags.DefaultApplVerID, _defaultApplVerId);
        if (session.Role == FixRole.Initiator && WhyNotSigned(ref body) is { } why) session.Life.Down(SessionEnd.Lost, $"no logon was sent: {why}");
        else session.SendSession(ref body);
    }

    /// <summary>Answers a test request, unless too many came.</summary>
    public void AnswerTestRequest(ReadOnlySpan<byte> testReqId)
    {
        if (MayAnswer()) Heartbeat(testReqId);
    }

    /// <summary>Sends a heartbeat; <paramref name="testReqId"/> is what it answers, or empty.</summary>
    public void Heartbeat(ReadOnlySpan<byte> testReqId)
    {
        FixBody body = outbox.BeginSession(MsgTypes.Heartbeat);
        body.Add(Tags.TestReqID, testReqId);
        session.SendSession(ref body);
    }

    /// <summary>Sends a test request; its own number, unique in the session, is its id unless a fixed one is set.</summary>
    public void TestRequest(long id)
    {
        FixBody body = outbox.BeginSession(MsgTypes.TestRequest);
        if (_fixedTestRequestId is null) body.Add(Tags.TestReqID, id);
        else body.Add(Tags.TestReqID, _fixedTestRequestId);
        session.SendSession(ref body);
    }

    /// <summary>Whether <paramref name="echoed"/> answers the test request sent under <paramref name="id"/>.</summary>
    public bool IsAnswerTo(long id, ReadOnlySpan<byte> echoed) =>
        _fixedTestRequestId is null ? FixNumber.TryReadLong(echoed, out long read) && read == id : echoed.SequenceEqual(_fixedTestRequestId);

    /// <summary>Sends a logout.</summary>
    public void Logout(ReadOnlySpan<byte> text)
    {
        FixBody body = outbox.BeginSession(MsgTypes.Logout);
        body.Add(Tags.Text, text);
        session.SendSession(ref body);
    }

    /// <summary>Asks for the messages from <paramref name="begin"/> to <paramref name="end"/>; an end of 0 means all that follow.</summary>
    public void ResendRequest(long begin, long end)
    {
        FixBody body = outbox.BeginSession(MsgTypes.ResendRequest);
        body.Add(Tags.BeginSeqNo, begin);
        if (end == 0 && _settings.OpenEndIs999999) body.Add(Tags.EndSeqNo, OpenEnd);
        else body.Add(Tags.EndSeqNo, end);
        session.SendSession(ref body);
        session.Counters.ResendRequestsSent++;
    }

    /// <summary>Rejects a message; see <see cref="FixSession.SendReject"/>.</summary>
    public void Reject(in FixMessage message, int reason, int? refTag, ReadOnlySpan<byte> text)
    {
        if (!MayAnswer()) return;
        FixBody body = outbox.BeginSession(MsgTypes.Reject);
        outbox.RouteBack(message, isSession: true);
        Reject(ref body, message.SeqNum, text, refTag, message.MsgType, reason);
    }

    /// <summary>Says that bytes came that are no message.</summary>
    public void RejectGarbled(long expected)
    {
        if (!MayAnswer()) return;
        FixBody body = outbox.BeginSession(MsgTypes.Reject);
        Reject(ref body, expected, "Garbled message"u8, null, default, RejectReasons.Other);
    }

    // What the other side may have sent to it, the store must remember by number; so it's bounded in time.
    private bool MayAnswer()
    {
        if (session.NowMono < _answers.NextAllowed)
        {
            session.Counters.AnswersWithheld++;
            return false;
        }

        _answers.Add(session.NowMono);
        return true;
    }

    // A password file that is replaced, or has the wrong mode for a moment, must not end the thread that cancels orders.
    private string? WhyNotSigned(scoped ref FixBody logon)
    {
        try
        {
            _settings.LogonSignature?.Sign(ref logon, Header());
            return null;
        }
        catch (Exception e) when (e is SecretException or CryptographicException)
        {
            return e.Message;
        }
    }

    private LogonHeader Header() => new()
    {
        SeqNum = session.NextOutgoing,
        SendingTime = outbox.SendingTime(session.NowUtc),
        UtcNanos = session.NowUtc,
        SenderCompId = _settings.SenderCompId,
        TargetCompId = _settings.TargetCompId,
        SenderSubId = _settings.SenderSubId,
        SenderLocationId = _settings.SenderLocationId,
        TargetSubId = _settings.TargetSubId,
        TargetLocationId = _settings.TargetLocationId,
        LastProcessed = session.NextIncoming - 1,
    };

    private void Reject(scoped ref FixBody body, long refSeqNum, ReadOnlySpan<byte> text, int? refTag, ReadOnlySpan<byte> refMsgType, int reason)
    {
        body.Add(Tags.RefSeqNum, refSeqNum);
        body.Add(Tags.Text, text);
        if (refTag is { } tag) body.Add(Tags.RefTagID, tag);
        body.Add(Tags.RefMsgType, refMsgType[..Math.Min(refMsgType.Length, EchoedTypeMax)]);
        if (!_settings.IsFix42 || reason <= RejectReasons.LargestOfFix42) body.Add(Tags.SessionRejectReason, reason);
        session.Counters.RejectsSent++;
        session.SendSession(ref body);
    }
}
