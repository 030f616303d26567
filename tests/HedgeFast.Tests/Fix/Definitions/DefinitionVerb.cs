namespace HedgeFast.Tests.Fix.Definitions;

/// <summary>Verb of a line of a script.</summary>
internal enum DefinitionVerb
{
    /// <summary>Open a connection.</summary>
    Connect,

    /// <summary>Close it.</summary>
    Disconnect,

    /// <summary>The acceptor closes it.</summary>
    ExpectDisconnect,

    /// <summary>Send a message.</summary>
    Send,

    /// <summary>The acceptor sends this message next.</summary>
    Expect,
}
