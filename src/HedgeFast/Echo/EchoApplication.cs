using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Dictionary;
using HedgeFast.Fix.Session;

namespace HedgeFast.Echo;

/// <summary>
/// Sends orders, security definitions and quote requests back as they came, sorted by tag; refuses all other application messages. A PossResend of a ClOrdID that
/// was seen since the last logon is not echoed again. An echo that the output doesn't take is lost.
/// </summary>
internal sealed class EchoApplication(DataDictionary? dictionary) : IFixApplication
{
    private readonly Dictionary<FixSession, EchoMemory> _memories = [];

    /// <inheritdoc/>
    public void OnLogon(FixSession session)
    {
    }

    /// <inheritdoc/>
    public void OnLogout(FixSession session, string reason)
    {
    }

    /// <inheritdoc/>
    public bool ShouldReplay(ReadOnlySpan<byte> msgType) => true;

    /// <inheritdoc/>
    public void OnMessage(FixSession session, in FixMessage message)
    {
        switch (message.Type)
        {
            case MsgTypes.Reject or MsgTypes.BusinessMessageReject:
                return;
            case MsgTypes.NewOrderSingle:
                if (IsNew(session, message))
                    Echo(session, message);
                return;
            case MsgTypes.SecurityDefinition or MsgTypes.QuoteRequest:
                Echo(session, message);
                return;
            default:
                session.TrySendBusinessReject(message, RejectReasons.BusinessUnsupportedMessageType, default, "Unsupported Message Type"u8);
                return;
        }
    }

    private bool IsNew(FixSession session, in FixMessage order)
    {
        if (!_memories.TryGetValue(session, out EchoMemory? memory))
            _memories.Add(session, memory = new EchoMemory());
        string id = order.TryGet(Tags.ClOrdID, out ReadOnlySpan<byte> value) ? Encoding.Latin1.GetString(value) : "";
        return memory.Remember(id, session.Counters.Logons) || !order.PossResend;
    }

    private void Echo(FixSession session, in FixMessage message)
    {
        FixBody body = session.Begin(message.MsgType);
        if (dictionary is null || !dictionary.TrySortBody(message, ref body))
        {
            body = session.Begin(message.MsgType);
            body.AddBodyOf(message);
        }

        if (message.PossResend)
            session.TryAddHeader(Tags.PossResend, "Y"u8);
        session.TrySend(ref body);
    }
}
