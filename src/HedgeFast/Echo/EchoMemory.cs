namespace HedgeFast.Echo;

/// <summary>The ClOrdIDs one session has seen since its last logon.</summary>
internal sealed class EchoMemory
{
    // A script sends a handful. Beyond this the oldest knowledge is given up rather than memory.
    private const int IdsMax = 100_000;

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private long _logon;

    /// <summary>Remembers an id; false when it was known since this logon.</summary>
    public bool Remember(string id, long logon)
    {
        if (logon != _logon || _ids.Count == IdsMax)
            _ids.Clear();
        _logon = logon;
        return _ids.Add(id);
    }
}
