namespace HedgeFast.Fix.Transport;

/// <summary>One place to connect to.</summary>
/// <param name="Host">Host name or address.</param>
/// <param name="Port">Port, 1 to 65535.</param>
public readonly record struct FixHost(string Host, int Port)
{
    /// <summary>"host:port".</summary>
    public override string ToString() => $"{Host}:{Port}";

    internal void Check()
    {
        if (string.IsNullOrWhiteSpace(Host)) throw new ArgumentException("A host has no name.");
        if (Port is < 1 or > 65535) throw new ArgumentException($"Port is {Port}; 1 to 65535 are allowed.");
    }
}
