namespace HedgeFast.Config;

/// <summary>Keys of what is connected to and traded.</summary>
internal static partial class ConfigKeys
{
    private static IEnumerable<ConfigKey> Feed() =>
    [
        new("feed", ConfigValueKind.Section, "Where ticks come from."),
        new("feed.transport", ConfigValueKind.Word, "What carries the ticks.")
        {
            Default = "tcp", Words = ConfigWords.Of(ConfigWords.Transports),
            TradeOff = "tcp loses nothing and may fall behind; udp and multicast are always current and lose a datagram now and then, which stops hedging until the next full quote.",
        },
        new("feed.host", ConfigValueKind.Text, "Address to connect to (tcp), or local address to listen on (udp, multicast).") { Default = "127.0.0.1", Rule = TextRule.Host },
        new("feed.port", ConfigValueKind.Integer, "Port of the feed. 0 takes the embedded exchange's port and is allowed only with one, over tcp.") { Default = "0", Min = 0, Max = 65535 },
        new("feed.group", ConfigValueKind.Text, "Multicast group; given for multicast and only then.") { Default = "", Rule = TextRule.Group },
        new("feed.staleMs", ConfigValueKind.Number, "The channel is stale, and its instruments are not hedged, when nothing at all arrived for this long.")
        {
            Unit = "ms", Default = "2000", Min = 0, MinIsOpen = true, Max = MillisecondsPerDay,
            TradeOff = "must be longer than the feed's heartbeat interval; short stops hedging sooner after a silent failure.",
        },
        new("feed.clock", ConfigValueKind.Word, "What exchange times have to agree with: live, this machine's UTC clock; recording, the recording's own date, from book.asOf (or from the embedded exchange's tape) on; auto is recording with an embedded exchange or with book.asOf, and live without.")
        {
            Default = "auto", Words = ConfigWords.Of(ConfigWords.FeedClocks),
            TradeOff = "live needs a machine whose clock is right; recording believes a step of up to an hour where the exchange is another process, and is for tests.",
        },
        new("feed.clockToleranceMs", ConfigValueKind.Number, "How far an exchange time may lie ahead of the clock; behind it staleMs more. What lies further is a fault of the quote. At most staleMs counts; in a recording it is multiplied by venue.speed.")
        {
            Unit = "ms", Default = "500", Min = 0, Max = MillisecondsPerDay,
            TradeOff = "small finds a wrong clock sooner; a machine whose clock is further off than this does not hedge.",
        },
        new("feed.confirmFirstMs", ConfigValueKind.Number, "The first quote of an instrument counts once another quote agrees with it this much later. A resumed run holds it against its last mark instead. 0 believes the first quote.")
        {
            Unit = "ms", Default = "250", Min = 0, Max = 3_600_000,
            TradeOff = "long keeps out a burst of wrong prices at the start; hedging begins that much later, and with an instrument that is quoted rarely at its second quote.",
        },
        new("feed.sources", ConfigValueKind.TextList, "Addresses that datagrams may come from, or addresses with a port. Others are dropped and counted, and a multicast group is joined for these senders only. Empty takes the first sender of each channel until that falls silent. For udp and multicast.")
        {
            Default = "", Rule = TextRule.Source, TradeOff = "UDP proves nothing of its sender; name them, and keep strangers off the network all the same, for an address can be forged.",
        },
        new("feed.channels", ConfigValueKind.IntegerList, "Channels that are followed, at most 64. Empty follows each that delivers an instrument which no other living channel delivers.")
        {
            Default = "", Min = 0, Max = 65535, TradeOff = "named, a stranger can't deliver an instrument before its channel does.",
        },
        new("feed.reconnectMinMs", ConfigValueKind.Number, "First pause before reconnecting; it doubles from try to try.")
        {
            Unit = "ms", Default = "100", Min = 0, MinIsOpen = true, Max = MillisecondsPerDay,
        },
        new("feed.reconnectMaxMs", ConfigValueKind.Number, "Longest pause before reconnecting.") { Unit = "ms", Default = "5000", Min = 0, MinIsOpen = true, Max = MillisecondsPerDay },
        new("feed.maxFrameBytes", ConfigValueKind.Integer, "A longer frame is an error of the stream.") { Unit = "bytes", Default = "1024", Min = 64, Max = 65535 },
    ];

    private static IEnumerable<ConfigKey> Orders() =>
    [
        new("orders", ConfigValueKind.Section, "How hedge orders are placed."),
        new("orders.style", ConfigValueKind.Word, "touch places at the opposite touch and capTicks beyond it; market takes what is there up to marketCollarFraction; passive joins the own touch, follows it, and crosses after crossAfterMs.")
        {
            Default = "touch", Words = ConfigWords.Of(ConfigWords.OrderStyles),
            TradeOff = "touch pays the spread at once; market gets done in a thin book, at a worse price; passive saves the spread when it fills and carries the delta until it does.",
        },
        new("orders.timeInForce", ConfigValueKind.Word, "For style touch: ioc takes what is there and cancels the rest; day leaves the rest in the market until cancelAfterMs; fok takes all or nothing.")
        {
            Default = "ioc", Words = ConfigWords.Of(ConfigWords.TimesInForce),
            TradeOff = "ioc pays the spread and is done at once; a resting order may be filled cheaper, later or not at all; fok leaves no rest to think about and trades nothing when less is there than needed, so give it sliceLots or depthShare.",
        },
        new("orders.capTicks", ConfigValueKind.Integer, "Ticks beyond the touch that an order may pay; 0 is the touch itself.")
        {
            Unit = "ticks", Default = "0", Min = 0, Max = 1_000_000, TradeOff = "a few ticks catch a quote that moved while the order was on its way, at a worse price.",
        },
        new("orders.marketCollarFraction", ConfigValueKind.Number, "For style market: the price may differ from the mid by at most this fraction; at most limits.collarFraction.")
        {
            Unit = "fraction", Default = "0.002", Min = 0, MinIsOpen = true, Max = 1, TradeOff = "wide is filled whole in a thin book; narrow leaves a rest for the next quote.",
        },
        new("orders.crossAfterMs", ConfigValueKind.Number, "For style passive: after waiting this long for one need, the next order crosses the spread.")
        {
            Unit = "ms", Default = "2000", Min = 0, MinIsOpen = true, Max = MillisecondsPerDay, TradeOff = "long saves more spread and leaves the delta open for longer.",
        },
        new("orders.repriceMs", ConfigValueKind.Number, "For style passive: an order stays at its price for at least this long before it follows the touch.")
        {
            Unit = "ms", Default = "100", Min = 0, MinIsOpen = true, Max = MillisecondsPerDay, TradeOff = "short stays at the touch and gives up its place in the queue more often.",
        },
        new("orders.reprice", ConfigValueKind.Word, "For style passive: how an order follows the touch. cancel takes it out and places it anew once that is confirmed; replace does both in one message (35=G), and cancels where that is refused.")
        {
            Default = "cancel", Words = ConfigWords.Of(ConfigWords.Repricings),
            TradeOff = "replace is at the new price a round trip sooner; cancel has one way less to go wrong, and some exchanges count a replace as two messages.",
        },
        new("orders.depthShare", ConfigValueKind.Number, "Most of the size displayed where an order trades or joins that it may be; 0 looks at no size.")
        {
            Unit = "fraction", Default = "0", Min = 0, Max = 1, TradeOff = "a small share shows little of what is needed and takes more orders.",
        },
        new("orders.volumeShare", ConfigValueKind.Number, "Most that is traded in an instrument of what others trade there in volumeWindowMs, with everything that is out: own fills are no volume, on either side. 0 looks at no volume. The feed must carry trades.")
        {
            Unit = "fraction", Default = "0", Min = 0, Max = 1, TradeOff = "a small share hides in the market and leaves the delta open for longer; where nobody trades nothing is hedged at all.",
        },
        new("orders.volumeWindowMs", ConfigValueKind.Number, "The trailing time over which volumeShare holds.")
        {
            Unit = "ms", Default = "60000", Min = 0, MinIsOpen = true, Max = MillisecondsPerDay, TradeOff = "short follows the market's pace closely; long lets a large need be met at once after a busy while.",
        },
        new("orders.sliceGapMs", ConfigValueKind.Number, "Between two new orders of an instrument passes at least this long; with sliceLots, depthShare or volumeShare a need is worked off at that pace.")
        {
            Unit = "ms", Default = "0", Min = 0, Max = MillisecondsPerDay,
        },
        new("orders.sliceLots", ConfigValueKind.Integer, "Most lots of one hedge order; a larger need is worked off by one order after another. 0 takes limits.maxOrderLots, which it may not exceed.")
        {
            Unit = "lots", Default = "0", Min = 0, Max = 1e12, TradeOff = "small slices move the market less and take longer to bring the delta back.",
        },
        new("orders.cancelAfterMs", ConfigValueKind.Number, "An order that still rests after this long is cancelled.") { Unit = "ms", Default = "500", Min = 0, MinIsOpen = true, Max = MillisecondsPerDay },
        new("orders.rejectPauseMs", ConfigValueKind.Number, "After a reject no new order goes out in that instrument for this long, and for twice as long after each further one in a row, up to 64 times.")
        {
            Unit = "ms", Default = "250", Min = 0, MinIsOpen = true, Max = MillisecondsPerDay, TradeOff = "short hedges again sooner; too short floods an exchange that refuses everything.",
        },
        new("orders.maxRequests", ConfigValueKind.Integer, "Cancel and status requests about one order that has not moved before they end in an alarm; each waits longer than the one before.")
        {
            Unit = "requests", Default = "10", Min = 1, Max = 1000,
        },
        new("orders.massStatus", ConfigValueKind.Flag, "Whether the exchange answers OrderMassStatusRequest (35=AF). Otherwise each live order is asked about by itself after a logon.")
        {
            Default = "false", TradeOff = "true also finds, and cancels, orders that an earlier run left working.",
        },
        new("orders.reconcilePositions", ConfigValueKind.Flag, "Whether positions are compared with the exchange's after each logon (35=AN). One that differs stops its underlying until an operator settles it. profile: where the venue profile says that the exchange answers; the embedded exchange does from FIX 4.4 on.")
        {
            Default = ConfigWords.OfProfile, Words = [ConfigWords.OfProfile], TradeOff = "true finds fills that nobody told us, and holds new orders back for a round trip after each logon.",
        },
        new("orders.reconcileEveryMs", ConfigValueKind.Number, "While the session is up, positions are compared again after this long; a difference then counts when it is told twice. 0 compares after logons only.")
        {
            Unit = "ms", Default = "0", Min = 0, Max = MillisecondsPerDay, TradeOff = "Finds fills that nobody told us while the session stays up, for a message each time.",
        },
        new("orders.foreignFills", ConfigValueKind.Word, "What a fill of an order that is not ours does, for example one traded by hand in the same account. stop records it and stops its underlying until the position is settled; count hedges it, up to foreignLotsPerMinute.")
        {
            Default = "stop", Words = ConfigWords.Of(ConfigWords.ForeignFillWords),
            TradeOff = "count lets a desk trade by hand beside the engine, and trades a false report away as if it were true, up to the bound.",
        },
        new("orders.foreignLotsPerMinute", ConfigValueKind.Integer, "For foreignFills count: most lots of an instrument that such fills may trade in a minute; beyond it they stop the underlying all the same.")
        {
            Unit = "lots", Default = "100", Min = 1, Max = 1e12, TradeOff = "the most that one minute of false reports can make the engine trade.",
        },
        new("orders.account", ConfigValueKind.Text, "Account whose positions are asked for, tag 1. Empty names fix.senderCompId.") { Default = "", Rule = TextRule.FixValue },
        new("orders.recoveryMs", ConfigValueKind.Number, "After a logon no new order leaves before every live order is accounted for, but for at most this long; then an alarm, and what is not known still counts.")
        {
            Unit = "ms", Default = "5000", Min = 0, MinIsOpen = true, Max = MillisecondsPerDay,
        },
        new("orders.maxLive", ConfigValueKind.Integer, "Most orders alive at once.") { Unit = "orders", Default = "64", Min = 1, Max = 4096 },
    ];

    private static IEnumerable<ConfigKey> Limits() =>
    [
        new("limits", ConfigValueKind.Section, "What the engine may do at most. Every order passes them; there is no unlimited."),
        new("limits.maxOrderLots", ConfigValueKind.Integer, "Largest quantity of one order; at most maxPositionLots. A larger need is worked off by orders of this size.") { Unit = "lots", Min = 1, Max = 1e12 },
        new("limits.maxPositionLots", ConfigValueKind.Integer, "Largest absolute position in an instrument, with everything that may still fill.") { Unit = "lots", Min = 1, Max = 1e12 },
        new("limits.ordersPerSecond", ConfigValueKind.Integer, "Most new orders in any one second; no more than the venue profile says that the exchange takes.") { Unit = "orders/s", Min = 1, Max = 1_000_000 },
        new("limits.staleMs", ConfigValueKind.Number, "No order on a quote older than this.")
        {
            Unit = "ms", Min = 0, MinIsOpen = true, Max = MillisecondsPerDay, TradeOff = "short refuses more in a quiet market; long trades on older prices.",
        },
        new("limits.collarFraction", ConfigValueKind.Number, "An order's limit price may differ from the mid by at most this fraction. Where prices may be zero or negative it is one of at least 1000 ticks.") { Unit = "fraction", Min = 0, MinIsOpen = true, Max = 1 },
        new("limits.collarTicks", ConfigValueKind.Integer, "Or by this many ticks, whichever is more.")
        {
            Unit = "ticks", Default = "0", Min = 0, Max = 1e12, TradeOff = "near a price of zero a fraction alone lets nothing out; at a price far from it ticks alone are a tight collar.",
        },
        new("limits.maxOrderNotional", ConfigValueKind.Number, "Largest notional of one order. A larger need is worked off by orders of at most this; where a single lot is more, it is refused. derived: twice the notional of maxOrderLots at the mean strike.") { Unit = "quote currency", Default = ConfigWords.Derived, Words = [ConfigWords.Derived], Min = 0, MinIsOpen = true, Max = 1e15 },
        new("limits.messagesPerSecond", ConfigValueKind.Integer, "Most messages in any one second, cancels and questions included: less than the exchange allows. Cancels are never held back; new orders wait behind them.")
        {
            Unit = "messages/s", Default = "10000", Min = 1, Max = 1_000_000,
        },
        new("limits.maxRepeats", ConfigValueKind.Integer, "Orders in a row to the same side of an instrument, within repeatWindowMs, after which trading stops until a named person re-arms it. derived: a third of what ordersPerSecond allows in the window, at least 100.")
        {
            Unit = "orders", Default = ConfigWords.Derived, Words = [ConfigWords.Derived], Min = 1, Max = 1e9, TradeOff = "small stops a loop gone wild early, and a trend too.",
        },
        new("limits.repeatWindowMs", ConfigValueKind.Number, "See maxRepeats.") { Unit = "ms", Default = "60000", Min = 0, MinIsOpen = true, Max = MillisecondsPerDay },
        new("limits.maxDayCost", ConfigValueKind.Number, "Spread and fees paid in a day after which trading stops until re-armed by name. derived: what it costs to turn maxPositionLots over 20 times.")
        {
            Unit = "quote currency", Default = ConfigWords.Derived, Words = [ConfigWords.Derived], Min = 0, MinIsOpen = true, Max = 1e15,
        },
        new("limits.maxDayLoss", ConfigValueKind.Number, "Loss of a day, marked to market, after which everything alive is cancelled and trading stops until re-armed by name. derived: a move of 10 % against maxPositionLots (on basis book at least 1 % of the options), or against all options where they are less; it alerts where the book is not valued, and a given one refuses orders.")
        {
            Unit = "quote currency", Default = ConfigWords.Derived, Words = [ConfigWords.Derived], Min = 0, MinIsOpen = true, Max = 1e15, TradeOff = "when it trips the book is hedged no more; a person has to decide what happens to it.",
        },
        new("limits.lossBasis", ConfigValueKind.Word, "What maxDayLoss counts. book: realised and unrealised profit of the hedge, fees and execution costs, and the change of the options' model value, all valued together once a second. hedge: the hedge's part alone, every 5 ms.")
        {
            Default = "book", Words = ConfigWords.Of(ConfigWords.LossBases),
            TradeOff = "hedge needs no model, and trips in a strong market because a hedge loses what the options gain; book is what the desk loses, and refuses orders when the book has not been valued for 30 s.",
        },
        new("limits.dayTimeZone", ConfigValueKind.Text, "Time zone whose midnight begins a day of maxDayCost and maxDayLoss, by exchange time.") { Default = "UTC", Rule = TextRule.TimeZone },
        new("limits.dayFile", ConfigValueKind.Folder, "Where the day's profit is kept each second, so that a restart does not forget a loss. `run --resume` takes it from the journal and needs no file. Relative to the current directory; empty forgets it.") { Default = "" },
        new("limits.duplicateMs", ConfigValueKind.Number, "The same side, quantity and price again within this time is refused; 0 refuses it only for the same cause.") { Unit = "ms", Default = "0", Min = 0, Max = MillisecondsPerDay },
        new("limits.overshootLots", ConfigValueKind.Integer, "Lots by which the orders open together may exceed the need; 1 allows for rounding to whole lots. At most maxOrderLots.")
        {
            Unit = "lots", Default = "1", Min = 0, Max = 1e12,
        },
        new("limits.killFile", ConfigValueKind.Folder, "While this file exists, or can't be looked at, nothing is sent and everything alive is cancelled. Every kill creates it, so that it outlives a restart. Removing it by hand re-arms nothing while the engine runs: it is made again; `rearm NAME` in operatorFile removes it. Relative to the current directory; empty watches nothing.") { Default = "" },
        new("limits.operatorFile", ConfigValueKind.Folder, "A file left here is taken, obeyed and removed, if only this user or root can have written it and its folder; a line of it is kill (also stop, and whatever begins with either; always obeyed), or rearm NAME, or limit KEY VALUE NAME with maxOrderLots, maxPositionLots, maxOrderNotional, collarFraction, maxDayCost or maxDayLoss, or reconnect NAME after a refused logon, or position SYMBOL LOTS NAME where LOTS is the right one of two positions that differ, or average UNDERLYING EXPIRY PRICE NAME where PRICE is the settlement average so far. Empty watches nothing, and then only a restart without the kill file re-arms.") { Default = "" },
        new("limits.operatorFactor", ConfigValueKind.Number, "An operator may set a limit to at most its configured value times this. 1 lets it be tightened and brought back only; more lets it be loosened without a restart, by whoever may write operatorFile.") { Default = "1", Min = 1, Max = 1000 },
    ];
}
