namespace HedgeFast.Core.Feed;

/// <summary>Where ticks come from and when they are too old.</summary>
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
    /// The channel is stale when nothing arrived for this long, nanoseconds, and a quote when its exchange time lies
    /// this far behind an earlier one's. Positive.
    /// </summary>
    public long StaleNanos { get; init; } = 2_000_000_000;

    /// <summary>First pause before reconnecting, nanoseconds; doubles up to <see cref="ReconnectMaxNanos"/>.</summary>
    public long ReconnectMinNanos { get; init; } = 100_000_000;

    /// <summary>Longest pause before reconnecting, nanoseconds.</summary>
    public long ReconnectMaxNanos { get; init; } = 5_000_000_000;

    /// <summary>Largest frame accepted, bytes.</summary>
    public int MaxFrameBytes { get; init; } = 1024;

    /// <summary>What exchange times have to agree with. A stage refuses <see cref="ClockRule.None"/>.</summary>
    public ClockRule Clock { get; init; } = ClockRule.None;

    /// <summary>
    /// The first quote of an instrument counts once another one agrees with it this much later, nanoseconds; 0 believes
    /// it at once.
    /// </summary>
    public long ConfirmFirstNanos { get; init; }

    /// <summary>
    /// Addresses, or addresses with a port, that datagrams may come from; empty allows the first sender of each
    /// channel.
    /// </summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>
    /// Channels that are followed, 0 to 65535; empty follows those that deliver a configured instrument.
    /// </summary>
    public IReadOnlyList<int> Channels { get; init; } = [];

    /// <summary>Whether a text is a source: an address, or an address and a port.</summary>
    public static bool IsSource(string text) => FeedSender.TryParse(text, out _);
}
