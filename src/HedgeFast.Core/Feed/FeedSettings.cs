namespace HedgeFast.Core.Feed;

/// <summary>Source of the ticks, and the limits of their age.</summary>
public sealed record FeedSettings
{
    /// <summary>Channels that a feed follows at most.</summary>
    public const int ChannelsMax = FeedChannels.Max;

    /// <summary>TCP, UDP or multicast.</summary>
    public FeedTransport Transport { get; init; } = FeedTransport.Tcp;

    /// <summary>Address to connect to (TCP) or to bind (UDP).</summary>
    public required string Host { get; init; }

    /// <summary>Port, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>Multicast group; null unless the transport is multicast.</summary>
    public string? Group { get; init; }

    /// <summary>
    /// Silence after which a channel is stale, and lag of exchange time after which a quote is stale, nanoseconds.
    /// Positive.
    /// </summary>
    public long StaleNanos { get; init; } = 2_000_000_000;

    /// <summary>First pause before reconnecting, nanoseconds; doubles up to <see cref="ReconnectMaxNanos"/>.</summary>
    public long ReconnectMinNanos { get; init; } = 100_000_000;

    /// <summary>Longest pause before reconnecting, nanoseconds.</summary>
    public long ReconnectMaxNanos { get; init; } = 5_000_000_000;

    /// <summary>Largest frame accepted, bytes.</summary>
    public int MaxFrameBytes { get; init; } = 1024;

    /// <summary>The rule of exchange times. A stage refuses <see cref="ClockRule.None"/>.</summary>
    public ClockRule Clock { get; init; } = ClockRule.None;

    /// <summary>
    /// Delay after which another quote must confirm an instrument's first one, nanoseconds; 0 accepts the first at
    /// once.
    /// </summary>
    public long ConfirmFirstNanos { get; init; }

    /// <summary>
    /// Senders of datagrams that are accepted, as addresses with or without port; empty accepts each channel's first
    /// sender.
    /// </summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>
    /// Channels that are followed, 0 to 65535; empty follows those that deliver a configured instrument.
    /// </summary>
    public IReadOnlyList<int> Channels { get; init; } = [];

    /// <summary>Whether a text is a sender: an address, or an address and a port.</summary>
    public static bool IsSource(string text) => FeedSender.TryParse(text, out _);
}

/// <summary>Transport of the tick protocol.</summary>
public enum FeedTransport : byte
{
    /// <summary>A TCP stream.</summary>
    Tcp = 1,

    /// <summary>UDP datagrams to this host's port.</summary>
    Udp = 2,

    /// <summary>UDP datagrams to a multicast group.</summary>
    Multicast = 3,
}
