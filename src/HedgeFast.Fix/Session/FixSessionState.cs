namespace HedgeFast.Fix.Session;

/// <summary>Where a session stands.</summary>
public enum FixSessionState : byte
{
    /// <summary>No connection.</summary>
    Disconnected = 0,

    /// <summary>Connected; our logon is sent and the answer awaited (initiator), or the other side's logon is awaited (acceptor).</summary>
    AwaitingLogon = 1,

    /// <summary>Both logons are exchanged.</summary>
    LoggedOn = 2,

    /// <summary>Our logout is sent and the answer awaited.</summary>
    LogoutSent = 3,

    /// <summary>The other side's logout is answered; it's the other side that closes.</summary>
    LogoutAnswered = 4,
}
