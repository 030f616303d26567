namespace HedgeFast.Fix.Transport;

/// <summary>Where an initiator connects, and how patiently.</summary>
public sealed record FixEndpoint
{
    /// <summary>Host name or address.</summary>
    public required string Host { get; init; }

    /// <summary>Port, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>Where else the same session is served. They are tried in turn: after a failure the next one, after a session that stood the same one again.</summary>
    public IReadOnlyList<FixHost> Backups { get; init; } = [];

    /// <summary>TLS; null for none.</summary>
    public FixTlsSettings? Tls { get; init; }

    /// <summary>First pause before reconnecting, nanoseconds; doubles up to <see cref="ReconnectMaxNanos"/>.</summary>
    public long ReconnectMinNanos { get; init; } = 250_000_000;

    /// <summary>Longest pause before reconnecting, nanoseconds.</summary>
    public long ReconnectMaxNanos { get; init; } = 15_000_000_000;

    /// <summary>Most logons sent in any 60 seconds, accepted or not, 1 to 1000. Venues close the port of those who insist: at the fifth, for example.</summary>
    public int LogonsPerMinute { get; init; } = 4;

    /// <summary>
    /// Parts of the text of a refused logon that mean "later" and not "never", upper and lower case alike. Without one a refusal is final, since passwords and
    /// ids don't get right by trying again.
    /// </summary>
    public IReadOnlyList<string> TransientRefusals { get; init; } = [];

    /// <summary>Longest time that sent bytes may stay unacknowledged before the kernel gives the connection up, nanoseconds; 0 leaves it to the system. Linux only.</summary>
    public long UnacknowledgedNanosMax { get; init; } = 20_000_000_000;

    /// <summary>
    /// How long <see cref="FixInitiator.DoWork"/> may wait for bytes when there is nothing else to do, nanoseconds in steps of 1000. 0 returns at once, so that the
    /// caller spins: lowest latency, one CPU used up. Anything else frees the CPU and adds the time of a wake-up, about 50 microseconds; what the caller wants
    /// to send in the meantime waits too.
    /// </summary>
    public long IdleWaitNanos { get; init; }

    internal IReadOnlyList<FixHost> Hosts => [new FixHost(Host, Port), .. Backups];

    internal void Check()
    {
        foreach (FixHost host in Hosts) host.Check();
        Tls?.Check(isListening: false);
        if (ReconnectMinNanos <= 0 || ReconnectMaxNanos < ReconnectMinNanos) throw new ArgumentException("ReconnectMinNanos must be positive and at most ReconnectMaxNanos.");
        if (LogonsPerMinute is < 1 or > 1000) throw new ArgumentException($"LogonsPerMinute is {LogonsPerMinute}; 1 to 1000 are allowed.");
        if (UnacknowledgedNanosMax < 0) throw new ArgumentException("UnacknowledgedNanosMax must not be negative.");
        if (IdleWaitNanos is < 0 or > 1_000_000_000) throw new ArgumentException("IdleWaitNanos must be 0 to one second.");
    }
}

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
