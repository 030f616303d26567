namespace HedgeFast.Fix.Session;

/// <summary>Where a session's bytes go. A transport stands behind it, or a test.</summary>
public interface IFixOutput
{
    /// <summary>
    /// Takes one whole message. False when not a byte of it was taken, so that it can be said never to have left. An output that took only a part closes itself
    /// and returns true: what the other side got is unknown then.
    /// </summary>
    bool TrySend(ReadOnlySpan<byte> message);

    /// <summary>Closes the connection. What was taken before is still delivered when the network allows. Must not call back into the session.</summary>
    void Close(string reason);
}
