namespace HedgeFast.Core.Feed;

/// <summary>Where ticks come from and when they are too old.</summary>
public sealed record FeedSettings
{
    /// <summary>TCP, UDP or multicast.</summary>
    public FeedTransport Transport { get; init; } = FeedTransport.Tcp;

    /// <summary>Address to connect to (TCP) or to bind (UDP).</summary>
    public required string Host { get; init; }

    /// <summary>Port, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>Multicast group; null unless the transport is multicast.</summary>
    public string? Group { get; init; }

    /// <summary>The channel is stale when nothing arrived for this long, nanoseconds, and a quote when its exchange time lies this far behind an earlier one's. Positive.</summary>
    public long StaleNanos { get; init; } = 2_000_000_000;

    /// <summary>First pause before reconnecting, nanoseconds; doubles up to <see cref="ReconnectMaxNanos"/>.</summary>
    public long ReconnectMinNanos { get; init; } = 100_000_000;

    /// <summary>Longest pause before reconnecting, nanoseconds.</summary>
    public long ReconnectMaxNanos { get; init; } = 5_000_000_000;

    /// <summary>Largest frame accepted, bytes.</summary>
    public int MaxFrameBytes { get; init; } = 1024;
}
