using HedgeFast.Core.Feed;

namespace HedgeFast.Venue.Feed;

/// <summary>Transport, addresses and limits of the venue's feed.</summary>
public sealed record FeedPublisherSettings
{
    /// <summary>TCP, UDP or multicast.</summary>
    public FeedTransport Transport { get; init; } = FeedTransport.Tcp;

    /// <summary>Address to listen on (TCP), to send to (UDP), or of the interface to send from (multicast).</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port; 0 lets the system choose one for TCP.</summary>
    public int Port { get; init; }

    /// <summary>Multicast group; null unless the transport is multicast.</summary>
    public string? Group { get; init; }

    /// <summary>Channel number in every frame.</summary>
    public ushort Channel { get; init; } = 1;

    /// <summary>Silence before a heartbeat, nanoseconds; positive, well below the subscriber's stale limit.</summary>
    public long HeartbeatNanos { get; init; } = 500_000_000;

    /// <summary>
    /// UDP only: interval at which status and quote of every instrument are repeated, nanoseconds; positive.
    /// </summary>
    public long RefreshNanos { get; init; } = 1_000_000_000;

    /// <summary>TCP only: a subscriber with a larger backlog is disconnected, bytes.</summary>
    public int SubscriberBufferBytes { get; init; } = 1 << 20;

    /// <summary>TCP only: connections beyond this many are refused.</summary>
    public int MaxSubscribers { get; init; } = 16;

    /// <summary>UDP only: largest datagram, bytes; 1,400 passes through any Ethernet unsplit.</summary>
    public int DatagramBytes { get; init; } = 1_400;
}
