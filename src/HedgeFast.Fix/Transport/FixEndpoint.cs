namespace HedgeFast.Fix.Transport;

/// <summary>Where an initiator connects, and how patiently.</summary>
public sealed record FixEndpoint
{
    /// <summary>Host name or address.</summary>
    public required string Host { get; init; }

    /// <summary>Port, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>First pause before reconnecting, nanoseconds; doubles up to <see cref="ReconnectMaxNanos"/>.</summary>
    public long ReconnectMinNanos { get; init; } = 250_000_000;

    /// <summary>Longest pause before reconnecting, nanoseconds.</summary>
    public long ReconnectMaxNanos { get; init; } = 15_000_000_000;
}
