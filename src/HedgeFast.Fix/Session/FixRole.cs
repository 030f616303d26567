namespace HedgeFast.Fix.Session;

/// <summary>Which side of a session this is.</summary>
public enum FixRole : byte
{
    /// <summary>Connects and sends the first logon.</summary>
    Initiator = 0,

    /// <summary>Waits for the first logon and answers it.</summary>
    Acceptor = 1,
}
