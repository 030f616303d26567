using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Dictionary;
using HedgeFast.Fix.Session;

namespace HedgeFast.Echo;

/// <summary>Echoes orders, security definitions and quote requests; rejects all other application messages.</summary>
/// <remarks>
/// Bodies are sorted by tag where there is a dictionary. A PossResend of a ClOrdID known since the last logon is not
/// echoed again. An echo that finds no room in the output is lost.
/// </remarks>
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
                session.TrySendBusinessReject(
                    message, RejectReasons.BusinessUnsupportedMessageType, default, "Unsupported Message Type"u8);
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

    /// <summary>The ClOrdIDs that one session has received since its last logon.</summary>
    private sealed class EchoMemory
    {
        // A script sends a handful. At this number all are forgotten, to bound memory.
        private const int IdsMax = 100_000;

        private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
        private long _logon;

        /// <summary>Adds an id; false when the id is known since this logon.</summary>
        public bool Remember(string id, long logon)
        {
            if (logon != _logon || _ids.Count == IdsMax)
                _ids.Clear();
            _logon = logon;
            return _ids.Add(id);
        }
    }
}
