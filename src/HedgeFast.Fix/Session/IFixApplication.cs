using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session;

/// <summary>The application behind a session. All calls run on the session's thread.</summary>
public interface IFixApplication
{
    /// <summary>The session is logged on, and no message is missing on either side.</summary>
    /// <remarks>
    /// Called again, without <see cref="OnLogout"/>, after a reset within the session: messages lost before it are
    /// never resent.
    /// </remarks>
    void OnLogon(FixSession session);

    /// <summary>The connection of an announced session is gone. The fate of messages in flight is unknown.</summary>
    void OnLogout(FixSession session, string reason);

    /// <summary>
    /// Receives one application message, in sequence, once per sequence number. It is valid during the call.
    /// </summary>
    /// <remarks>
    /// Its number counts as processed when the call returns; when the process ends inside the call, the message is
    /// delivered again after the next logon. Messages recovered after a gap precede <see cref="OnLogon"/>. A
    /// session-level Reject (35=3) of a message of ours is delivered too, since it may concern an order; it must not be
    /// answered by a reject.
    /// </remarks>
    void OnMessage(FixSession session, in FixMessage message);

    /// <summary>
    /// Whether messages of this type may be resent. Answer false for orders and all that is harmful when late.
    /// </summary>
    /// <remarks>A gap fill replaces the others.</remarks>
    bool ShouldReplay(ReadOnlySpan<byte> msgType);
}
