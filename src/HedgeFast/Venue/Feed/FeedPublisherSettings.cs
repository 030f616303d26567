using HedgeFast.Core.Feed;

namespace HedgeFast.Venue.Feed;

/// <summary>How the venue publishes ticks.</summary>
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

    /// <summary>Channel that every frame carries.</summary>
    public ushort Channel { get; init; } = 1;

    /// <summary>A heartbeat goes out when nothing else did for this long, nanoseconds. Positive; well below the subscriber's stale limit.</summary>
    public long HeartbeatNanos { get; init; } = 500_000_000;

    /// <summary>UDP only: status and latest quote of every instrument are repeated this often, nanoseconds, for who joined late or lost something. Positive.</summary>
    public long RefreshNanos { get; init; } = 1_000_000_000;

    /// <summary>TCP only: a subscriber with more than this many bytes unsent is too slow and is disconnected.</summary>
    public int SubscriberBufferBytes { get; init; } = 1 << 20;

    /// <summary>TCP only: connections beyond this many are refused.</summary>
    public int MaxSubscribers { get; init; } = 16;

    /// <summary>UDP only: frames are gathered into datagrams of at most this many bytes; 1,400 passes through any Ethernet unsplit.</summary>
    public int DatagramBytes { get; init; } = 1_400;
}
