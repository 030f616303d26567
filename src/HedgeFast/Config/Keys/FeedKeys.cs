using HedgeFast.Core.Feed;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of the tick feed.</summary>
internal static class FeedKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Feed = new(Rows, "feed")
    {
        Description = "Where ticks come from.",
    };

    public static readonly WordKey<FeedTransport> Transport = new(Rows, "feed.transport", ConfigWords.Transports)
    {
        Default = "tcp",
        Description = "What carries the ticks.",
        TradeOff = "tcp loses nothing and may fall behind; udp and multicast are always current and lose a datagram "
            + "now and then, which stops hedging until the next full quote.",
    };

    public static readonly TextKey Host = new(Rows, "feed.host")
    {
        Default = "127.0.0.1",
        Rule = TextRule.Host,
        Description = "Address to connect to (tcp), or local address to listen on (udp, multicast).",
    };

    public static readonly IntegerKey Port = new(Rows, "feed.port")
    {
        Default = "0",
        Min = 0,
        Max = 65535,
        Description = "Port of the feed. 0 takes the embedded exchange's port and is allowed only with one, over tcp.",
    };

    public static readonly TextKey Group = new(Rows, "feed.group")
    {
        Default = "",
        Rule = TextRule.Group,
        Description = "Multicast group; given for multicast and only then.",
    };

    public static readonly NumberKey StaleMs = new(Rows, "feed.staleMs")
    {
        Unit = "ms",
        Default = "2000",
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "The channel is stale, and its instruments are not hedged, when nothing at all arrived for this "
            + "long.",
        TradeOff = "must be longer than the feed's heartbeat interval; short stops hedging sooner after a silent "
            + "failure.",
    };

    public static readonly WordKey<ClockKind?> Clock = new(Rows, "feed.clock", ConfigWords.FeedClocks)
    {
        Default = "auto",
        Description = "What exchange times have to agree with: live, this machine's UTC clock; recording, the "
            + "recording's own date, from book.asOf (or from the embedded exchange's tape) on; auto is recording with "
            + "an embedded exchange or with book.asOf, and live without.",
        TradeOff = "live needs a machine whose clock is right; recording believes a step of up to an hour where the "
            + "exchange is another process, and is for tests.",
    };

    public static readonly NumberKey ClockToleranceMs = new(Rows, "feed.clockToleranceMs")
    {
        Unit = "ms",
        Default = "500",
        Min = 0,
        Max = ConfigKeys.DayMs,
        Description = "How far an exchange time may lie ahead of the clock; behind it staleMs more. What lies further "
            + "is a fault of the quote. At most staleMs counts; in a recording it is multiplied by venue.speed.",
        TradeOff = "small finds a wrong clock sooner; a machine whose clock is further off than this does not hedge.",
    };

    public static readonly NumberKey ConfirmFirstMs = new(Rows, "feed.confirmFirstMs")
    {
        Unit = "ms",
        Default = "250",
        Min = 0,
        Max = 3_600_000,
        Description = "The first quote of an instrument counts once another quote agrees with it this much later. A "
            + "resumed run holds it against its last mark instead. 0 believes the first quote.",
        TradeOff = "long keeps out a burst of wrong prices at the start; hedging begins that much later, and with an "
            + "instrument that is quoted rarely at its second quote.",
    };

    public static readonly TextsKey Sources = new(Rows, "feed.sources")
    {
        Default = "",
        Rule = TextRule.Source,
        Description = "Addresses that datagrams may come from, or addresses with a port. Others are dropped and "
            + "counted, and a multicast group is joined for these senders only. Empty takes the first sender of each "
            + "channel until that falls silent. For udp and multicast.",
        TradeOff = "UDP proves nothing of its sender; name them, and keep strangers off the network all the same, for "
            + "an address can be forged.",
    };

    public static readonly IntegersKey Channels = new(Rows, "feed.channels")
    {
        Default = "",
        Min = 0,
        Max = 65535,
        Description = "Channels that are followed, at most 64. Empty follows each that delivers an instrument which "
            + "no other living channel delivers.",
        TradeOff = "named, a stranger can't deliver an instrument before its channel does.",
    };

    public static readonly NumberKey ReconnectMinMs = new(Rows, "feed.reconnectMinMs")
    {
        Unit = "ms",
        Default = "100",
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "First pause before reconnecting; it doubles from try to try.",
    };

    public static readonly NumberKey ReconnectMaxMs = new(Rows, "feed.reconnectMaxMs")
    {
        Unit = "ms",
        Default = "5000",
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "Longest pause before reconnecting.",
    };

    public static readonly IntegerKey MaxFrameBytes = new(Rows, "feed.maxFrameBytes")
    {
        Unit = "bytes",
        Default = "1024",
        Min = 64,
        Max = 65535,
        Description = "A longer frame is an error of the stream.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
