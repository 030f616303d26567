namespace HedgeFast.Core.Feed;

/// <summary>What carries the tick protocol.</summary>
public enum FeedTransport : byte
{
    /// <summary>A TCP stream.</summary>
    Tcp = 1,

    /// <summary>UDP datagrams to this host's port.</summary>
    Udp = 2,

    /// <summary>UDP datagrams to a multicast group.</summary>
    Multicast = 3,
}
