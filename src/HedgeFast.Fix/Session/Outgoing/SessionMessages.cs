using System.Text;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session.Outgoing;

/// <summary>
/// Writes the session messages, logons apart. Sending can't fail; a full outbox only ends the connection later.
/// </summary>
internal sealed class SessionMessages(
    FixSessionSettings settings, SessionClock clock, Outbox outbox, SessionCounters counters)
{
    private static readonly byte[] OpenEnd = "999999"u8.ToArray();

    private const long SecondNanos = 1_000_000_000;
    private const int EchoedTypeMax = 16;

    private readonly RateLimiter _answers = new(settings.AnswersPerSecond, SecondNanos);
    private readonly byte[]? _fixedTestRequestId =
        settings.TestRequestId is { Length: > 0 } id ? Encoding.ASCII.GetBytes(id) : null;

    /// <summary>Answers a test request, unless too many arrived.</summary>
    public void AnswerTestRequest(ReadOnlySpan<byte> testReqId)
    {
        if (MayAnswer())
            Heartbeat(testReqId);
    }

    /// <summary>Sends a heartbeat; <paramref name="testReqId"/> echoes a test request, or is empty.</summary>
    public void Heartbeat(ReadOnlySpan<byte> testReqId)
    {
        FixBody body = outbox.BeginSession(MsgTypes.Heartbeat);
        body.Add(Tags.TestReqID, testReqId);
        outbox.SendSession(ref body);
    }

    /// <summary>Sends a test request under <paramref name="id"/>, unless the settings fix one.</summary>
    public void TestRequest(long id)
    {
        FixBody body = outbox.BeginSession(MsgTypes.TestRequest);
        if (_fixedTestRequestId is null)
            body.Add(Tags.TestReqID, id);
        else
            body.Add(Tags.TestReqID, _fixedTestRequestId);
        outbox.SendSession(ref body);
    }

    /// <summary>Whether <paramref name="echoed"/> answers the test request sent under <paramref name="id"/>.</summary>
    public bool IsAnswerTo(long id, ReadOnlySpan<byte> echoed) => _fixedTestRequestId is null
        ? FixNumber.TryReadLong(echoed, out long read) && read == id
        : echoed.SequenceEqual(_fixedTestRequestId);

    /// <summary>Sends a logout.</summary>
    public void Logout(ReadOnlySpan<byte> text)
    {
        FixBody body = outbox.BeginSession(MsgTypes.Logout);
        body.Add(Tags.Text, text);
        outbox.SendSession(ref body);
    }

    /// <summary>
    /// Requests the messages from <paramref name="begin"/> to <paramref name="end"/>; 0 means all that follow.
    /// </summary>
    public void ResendRequest(long begin, long end)
    {
        FixBody body = outbox.BeginSession(MsgTypes.ResendRequest);
        body.Add(Tags.BeginSeqNo, begin);
        if (end == 0 && settings.OpenEndIs999999)
            body.Add(Tags.EndSeqNo, OpenEnd);
        else
            body.Add(Tags.EndSeqNo, end);
        outbox.SendSession(ref body);
        counters.ResendRequestsSent++;
    }

    /// <summary>Sends a session-level reject (35=3), unless too many left.</summary>
    public void Reject(in FixMessage message, int reason, int? refTag, ReadOnlySpan<byte> text)
    {
        if (!MayAnswer())
            return;
        FixBody body = outbox.BeginSession(MsgTypes.Reject);
        outbox.RouteBack(message, isSession: true);
        Reject(ref body, message.SeqNum, text, refTag, message.MsgType, reason);
    }

    /// <summary>Rejects bytes that form no message.</summary>
    public void RejectGarbled(long expected)
    {
        if (!MayAnswer())
            return;
        FixBody body = outbox.BeginSession(MsgTypes.Reject);
        Reject(ref body, expected, "Garbled message"u8, null, default, RejectReasons.Other);
    }

    // Each answer consumes a number and a place in the store, so their rate is bounded.
    private bool MayAnswer()
    {
        if (clock.Mono < _answers.NextAllowed)
        {
            counters.AnswersWithheld++;
            return false;
        }

        _answers.Add(clock.Mono);
        return true;
    }

    private void Reject(
        scoped ref FixBody body,
        long refSeqNum,
        ReadOnlySpan<byte> text,
        int? refTag,
        ReadOnlySpan<byte> refMsgType,
        int reason)
    {
        body.Add(Tags.RefSeqNum, refSeqNum);
        body.Add(Tags.Text, text);
        if (refTag is { } tag)
            body.Add(Tags.RefTagID, tag);
        body.Add(Tags.RefMsgType, refMsgType[..Math.Min(refMsgType.Length, EchoedTypeMax)]);
        bool isNumbered = !settings.IsFix42 || reason <= RejectReasons.LargestOfFix42;
        if (isNumbered)
            body.Add(Tags.SessionRejectReason, reason);
        counters.RejectsSent++;
        outbox.SendSession(ref body);
    }
}
