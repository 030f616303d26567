using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session;

/// <summary>What a session serves. All calls come on the thread that drives the session.</summary>
public interface IFixApplication
{
    /// <summary>
    /// The session is logged on and synchronised both ways: nothing the other side sent before is missing, and it misses nothing of ours. Called again, without
    /// <see cref="OnLogout"/>, when a session that stands has started its sequences anew: what got lost then nobody will resend.
    /// </summary>
    void OnLogon(FixSession session);

    /// <summary>The connection of a session that was announced by <see cref="OnLogon"/> is gone. What was in flight is unknown.</summary>
    void OnLogout(FixSession session, string reason);

    /// <summary>
    /// One application message, in sequence, once per sequence number. The message is valid during the call. Its number counts as taken when the call returns;
    /// when the process ends inside the call, the message comes again after the next logon. Messages recovered after a gap come before <see cref="OnLogon"/>.
    /// A session-level Reject (35=3) of something we sent comes here too, since it may concern an order; it must not be answered by a reject.
    /// </summary>
    void OnMessage(FixSession session, in FixMessage message);

    /// <summary>
    /// Whether a message of this type may be sent again when the other side asks for it. Answer false for orders and everything else that is harmful when late:
    /// a gap fill takes its place.
    /// </summary>
    bool ShouldReplay(ReadOnlySpan<byte> msgType);
}
