using HedgeFast.Core.Feed;
using static HedgeFast.Config.Keys.KeyRange;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of the tick feed.</summary>
internal static class FeedKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Feed = new(Rows, "feed")
    {
        Description = "Source of the ticks.",
    };

    public static readonly WordKey<FeedTransport> Transport = new(Rows, "feed.transport", ConfigWords.Transports)
    {
        Default = "tcp",
        Description = "Transport of the ticks.",
        TradeOff = "tcp loses nothing and may fall behind; udp and multicast are always current and lose a datagram "
            + "now and then, which stops hedging until the next full quote.",
    };

    public static readonly TextKey Host = new(Rows, "feed.host")
    {
        Default = "127.0.0.1",
        Rule = TextRule.Host,
        Description = "Address to connect to (tcp), or local address to listen on (udp, multicast).",
    };

    public static readonly IntegerKey Port = new(Rows, "feed.port", Within(0, 65535))
    {
        Default = "0",
        Description = "Port of the feed. 0 uses the embedded exchange's port and is allowed only with one, over tcp.",
    };

    public static readonly TextKey Group = new(Rows, "feed.group")
    {
        Default = "",
        Rule = TextRule.Group,
        Description = "Multicast group; for multicast only, and required there.",
    };

    public static readonly NumberKey StaleMs = new(Rows, "feed.staleMs", Above(0, DayMs, "ms"))
    {
        Default = "2000",
        Description = "The channel is stale, and its instruments are not hedged, when nothing at all has arrived for "
            + "this long.",
        TradeOff = "must be longer than the feed's heartbeat interval; short stops hedging sooner after a silent "
            + "failure.",
    };

    public static readonly WordKey<ClockKind?> Clock = new(Rows, "feed.clock", ConfigWords.FeedClocks)
    {
        Default = "auto",
        Description = "Clock of exchange times. live: this machine's UTC clock; recording: the recording's own date, "
            + "from book.asOf (or from the embedded exchange's tape) on; auto: recording with an embedded exchange or "
            + "with book.asOf, else live.",
        TradeOff = "live needs a machine whose clock is right; recording believes a step of up to an hour where the "
            + "exchange is another process, and is for tests.",
    };

    public static readonly NumberKey ClockToleranceMs = new(Rows, "feed.clockToleranceMs", Within(0, DayMs, "ms"))
    {
        Default = "500",
        Description = "Allowed lead of an exchange time over the clock; a lag may be staleMs larger. A quote beyond "
            + "either is a fault. At most staleMs counts; in a recording the tolerance is multiplied by venue.speed.",
        TradeOff = "small finds a wrong clock sooner; a machine whose clock is further off than this does not hedge.",
    };

    public static readonly NumberKey ConfirmFirstMs = new(Rows, "feed.confirmFirstMs", Within(0, 3_600_000, "ms"))
    {
        Default = "250",
        Description = "The first quote of an instrument counts once another quote agrees with it this much later. A "
            + "resumed run compares the first quote with the last mark instead. 0 believes the first quote.",
        TradeOff = "long keeps out a burst of wrong prices at the start; hedging begins that much later, and in an "
            + "instrument that is quoted rarely at its second quote.",
    };

    public static readonly TextsKey Sources = new(Rows, "feed.sources")
    {
        Default = "",
        Rule = TextRule.Source,
        Description = "Addresses, or addresses with a port, from which datagrams are accepted. Others are dropped and "
            + "counted, and a multicast group is joined for these senders only. Empty accepts the first sender of "
            + "each channel until that sender falls silent. For udp and multicast.",
        TradeOff = "UDP proves nothing about its sender; name the senders, and keep strangers off the network all the "
            + "same, for an address can be forged.",
    };

    public static readonly IntegersKey Channels = new(Rows, "feed.channels", Within(0, 65535))
    {
        Default = "",
        Description = "Channels that are followed, at most 64. Empty follows each channel that delivers an instrument "
            + "which no other living channel delivers.",
        TradeOff = "named, a stranger can't deliver an instrument before its channel does.",
    };

    public static readonly NumberKey ReconnectMinMs = new(Rows, "feed.reconnectMinMs", Above(0, DayMs, "ms"))
    {
        Default = "100",
        Description = "First pause before reconnecting; the pause doubles from try to try.",
    };

    public static readonly NumberKey ReconnectMaxMs = new(Rows, "feed.reconnectMaxMs", Above(0, DayMs, "ms"))
    {
        Default = "5000",
        Description = "Longest pause before reconnecting.",
    };

    public static readonly IntegerKey MaxFrameBytes = new(Rows, "feed.maxFrameBytes", Within(64, 65535, "bytes"))
    {
        Default = "1024",
        Description = "Longest frame; a longer one is an error of the stream.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
