using System.Security.Cryptography;
using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Secrets;
using HedgeFast.Fix.Session.Outgoing;
using HedgeFast.Fix.Session.Recovery;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session.Logon;

/// <summary>Writes, signs and sends our logons.</summary>
internal sealed class LogonSender(
    FixSessionSettings settings,
    FixRole role,
    SessionClock clock,
    IMessageStore store,
    Outbox outbox,
    InboundSequence sequence,
    SessionLife life)
{
    private readonly ILogonSignature? _signature = role == FixRole.Initiator ? settings.LogonSignature : null;
    private readonly byte[] _defaultApplVerId =
        settings.IsFixt ? Encoding.ASCII.GetBytes(settings.DefaultApplVerId) : [];

    /// <summary>Sends a logon; one that can't be signed ends the connection instead.</summary>
    /// <param name="heartbeatSeconds">Tag 108.</param>
    /// <param name="reset">Whether 141=Y.</param>
    /// <param name="counted">Messages of the peer beyond the expected number that 789 already counts.</param>
    /// <returns>Whether it was sent; if not, the session is disconnected.</returns>
    public bool Send(int heartbeatSeconds, bool reset, int counted)
    {
        FixBody body = outbox.BeginSession(MsgTypes.Logon);
        body.Add(Tags.EncryptMethod, (byte)'0');
        body.Add(Tags.HeartBtInt, heartbeatSeconds);
        if (reset)
            body.Add(Tags.ResetSeqNumFlag, (byte)'Y');
        if (settings.UsesNextExpected)
            body.Add(Tags.NextExpectedMsgSeqNum, sequence.Expected + counted);
        body.Add(Tags.DefaultApplVerID, _defaultApplVerId);
        if (WhyNotSigned(ref body) is { } why)
        {
            life.Down(SessionEnd.Lost, $"no logon was sent: {why}");
            return false;
        }

        outbox.SendSession(ref body);
        return true;
    }

    // A password file replaced, or of the wrong mode for a moment, must not end the thread that cancels orders.
    private string? WhyNotSigned(scoped ref FixBody logon)
    {
        try
        {
            _signature?.Sign(ref logon, Header());
            return null;
        }
        catch (Exception e) when (e is SecretException or CryptographicException)
        {
            return e.Message;
        }
    }

    private LogonHeader Header() => new()
    {
        SeqNum = store.NextOutgoing,
        SendingTime = outbox.SendingTime(clock.Utc),
        UtcNanos = clock.Utc,
        SenderCompId = settings.SenderCompId,
        TargetCompId = settings.TargetCompId,
        SenderSubId = settings.SenderSubId,
        SenderLocationId = settings.SenderLocationId,
        TargetSubId = settings.TargetSubId,
        TargetLocationId = settings.TargetLocationId,
        LastProcessed = store.NextIncoming - 1,
        FillSecret = settings.FillSecret,
    };
}
