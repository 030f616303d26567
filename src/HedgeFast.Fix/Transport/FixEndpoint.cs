namespace HedgeFast.Fix.Transport;

/// <summary>Where an initiator connects, and how patiently.</summary>
public sealed record FixEndpoint
{
    /// <summary>Host name or address.</summary>
    public required string Host { get; init; }

    /// <summary>Port, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>
    /// Further hosts of the same session, tried in turn: after a failure the next, after a logon the same again.
    /// </summary>
    public IReadOnlyList<FixHost> Backups { get; init; } = [];

    /// <summary>TLS; null for none.</summary>
    public FixTlsSettings? Tls { get; init; }

    /// <summary>First pause before reconnecting, nanoseconds; doubles up to <see cref="ReconnectMaxNanos"/>.</summary>
    public long ReconnectMinNanos { get; init; } = 250_000_000;

    /// <summary>Longest pause before reconnecting, nanoseconds.</summary>
    public long ReconnectMaxNanos { get; init; } = 15_000_000_000;

    /// <summary>Rate limit of logons in any 60 seconds, accepted or not, 1 to 1000.</summary>
    /// <remarks>Venues close the port after too many: at the fifth, for example.</remarks>
    public int LogonsPerMinute { get; init; } = 4;

    /// <summary>Texts of a refused logon that mean "later", case ignored. Any other refusal is final.</summary>
    /// <remarks>Passwords and ids don't get right by another try.</remarks>
    public IReadOnlyList<string> TransientRefusals { get; init; } = [];

    /// <summary>
    /// Longest time that sent bytes may stay unacknowledged before the kernel gives the connection up, nanoseconds; 0
    /// leaves it to the system. Linux only.
    /// </summary>
    public long UnacknowledgedNanosMax { get; init; } = 20_000_000_000;

    /// <summary>
    /// Longest wait of <see cref="FixInitiator.DoWork"/> for bytes when idle, nanoseconds in steps of 1000; 0 returns
    /// at once.
    /// </summary>
    /// <remarks>
    /// With 0 the caller spins: lowest latency, one CPU used up. Otherwise the CPU is free, at about 50 microseconds
    /// for each wake-up; messages to be sent meanwhile wait too.
    /// </remarks>
    public long IdleWaitNanos { get; init; }

    internal IReadOnlyList<FixHost> Hosts => [new FixHost(Host, Port), .. Backups];

    internal void Check()
    {
        foreach (FixHost host in Hosts)
            host.Check();
        Tls?.Check(isListening: false);
        if (ReconnectMinNanos <= 0 || ReconnectMaxNanos < ReconnectMinNanos)
            throw new ArgumentException("ReconnectMinNanos must be positive and at most ReconnectMaxNanos.");
        if (LogonsPerMinute is < 1 or > 1000)
            throw new ArgumentException($"LogonsPerMinute is {LogonsPerMinute}; 1 to 1000 are allowed.");
        if (UnacknowledgedNanosMax < 0)
            throw new ArgumentException("UnacknowledgedNanosMax must not be negative.");
        if (IdleWaitNanos is < 0 or > 1_000_000_000)
            throw new ArgumentException("IdleWaitNanos must be 0 to one second.");
    }
}

/// <summary>Host and port to connect to.</summary>
/// <param name="Host">Host name or address.</param>
/// <param name="Port">Port, 1 to 65535.</param>
public readonly record struct FixHost(string Host, int Port)
{
    /// <summary>"host:port".</summary>
    public override string ToString() => $"{Host}:{Port}";

    internal void Check()
    {
        if (string.IsNullOrWhiteSpace(Host))
            throw new ArgumentException("A host has no name.");
        if (Port is < 1 or > 65535)
            throw new ArgumentException($"Port is {Port}; 1 to 65535 are allowed.");
    }
}
