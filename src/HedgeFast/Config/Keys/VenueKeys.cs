using static HedgeFast.Config.Keys.KeyRange;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of the simulated exchange.</summary>
internal static class VenueKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Venue = new(Rows, "venue")
    {
        Description = "The simulated exchange.",
    };

    public static readonly FlagKey Embedded = new(Rows, "venue.embedded")
    {
        Default = "false",
        Description = "Whether the exchange runs inside this process, behind real sockets on 127.0.0.1.",
    };

    public static readonly FileKey Tape = new(Rows, "venue.tape")
    {
        Default = "",
        Description = "The tape: top-of-book updates as CSV, plain or gzip. A path in the file is relative to the "
            + "file's folder; sample:NAME is a bundled sample. Required with an embedded exchange.",
    };

    public static readonly TextKey Basis = new(Rows, "venue.basis")
    {
        Default = "",
        Description = "Instruments quoted beside that of the tape, which is the first: each at the tape's prices and "
            + "this fraction above them, such as BTCUSDC_PERP=0.001,BTC_SEP=0.01.",
    };

    public static readonly TextKey Halts = new(Rows, "venue.halts")
    {
        Default = "",
        Description = "Trading halts of an instrument, from a row of the tape, counted from 0, until another, such as "
            + "BTCUSD_PERP@5000-9000. Orders during a halt are refused and resting ones cancelled. "
            + "BTCUSD_PERP@5000-9000:reinstate reinstates the resting ones at its end.",
    };

    public static readonly NumberOrWordKey Speed = new(Rows, "venue.speed", "max", Above(0, 1e6, "times"))
    {
        Default = "1",
        Description = "Speed of the tape, times that of the recording; max plays without pauses.",
    };

    public static readonly IntegerKey LevelTicks = new(Rows, "venue.levelTicks", Within(0, 1_000_000, "ticks"))
    {
        Default = "0",
        Description = "0: orders trade with the size that the tape displays at the touch. Positive: a book with "
            + "queues, and levels this many ticks apart behind the touch, which trading moves.",
        TradeOff = "0 flatters orders larger than the displayed size and orders that rest.",
    };

    public static readonly NumberKey ImpactHalfLifeMs = new(Rows, "venue.impactHalfLifeMs", Above(0, DayMs, "ms"))
    {
        Default = "1000",
        Description = "With levelTicks: time of the tape after which half of a trade's impact is gone.",
    };

    public static readonly NumberKey PrintShare = new(Rows, "venue.printShare", Within(0, 1, "fraction"))
    {
        Default = "0",
        Description = "Share of the size that leaves the tape's touch to print as trades on the feed, because a tape "
            + "of quotes does not tell trades from cancellations; trades with orders are then printed too. 0 prints "
            + "no trades.",
        TradeOff = "orders.volumeShare needs prints; the more there are, the more it allows.",
    };

    public static readonly IntegerKey OptionsPerRow = new(Rows, "venue.optionsPerRow", Within(0, 10_000, "options"))
    {
        Default = "8",
        Description = "For volatility.source quotes: number of the underlying's options that the exchange quotes "
            + "after each row of the tape, one after another, and all of them after the first; at the book's iv and "
            + "the configured carry. 0 quotes none.",
        TradeOff = "many keep every volatility young and make the feed wider.",
    };

    public static readonly NumberKey OptionHalfSpread = new(Rows, "venue.optionHalfSpread", Within(0, 0.9, "fraction"))
    {
        Default = "0.01",
        Description = "Half the spread of these quotes, a fraction of the option's price.",
    };

    public static readonly NumberKey LatencyMs = new(Rows, "venue.latencyMs", Within(0, DayMs, "ms"))
    {
        Default = "0",
        Description = "Time of the tape from a request's receipt to the market.",
    };

    public static readonly NumberKey JitterMs = new(Rows, "venue.jitterMs", Within(0, DayMs, "ms"))
    {
        Default = "0",
        Description = "Largest addition to latencyMs, evenly distributed.",
    };

    public static readonly NumberKey ReportLatencyMs = new(Rows, "venue.reportLatencyMs", Within(0, DayMs, "ms"))
    {
        Default = "0",
        Description = "Time of the tape from the market to the client's session.",
    };

    public static readonly NumberKey ReportJitterMs = new(Rows, "venue.reportJitterMs", Within(0, DayMs, "ms"))
    {
        Default = "0",
        Description = "Largest addition to reportLatencyMs, evenly distributed.",
    };

    public static readonly IntegerKey Seed = new(Rows, "venue.seed", Within(0, int.MaxValue))
    {
        Default = "1",
        Description = "Seed of the jitters.",
    };

    public static readonly IntegerKey OrdersPerSecond = new(
        Rows, "venue.ordersPerSecond", Within(0, 1_000_000, "orders/s"))
    {
        Default = "0",
        Description = "Largest number of orders accepted in a second of the tape; further ones are refused. 0 accepts "
            + "any number.",
    };

    public static readonly IntegerKey RejectEvery = new(Rows, "venue.rejectEvery", Within(0, 1_000_000))
    {
        Default = "0",
        Description = "Every n-th order is refused; 0 refuses none.",
    };

    public static readonly IntegerKey RefuseCancelEvery = new(Rows, "venue.refuseCancelEvery", Within(0, 1_000_000))
    {
        Default = "0",
        Description = "Every n-th cancel of an open order is refused; 0 refuses none.",
    };

    public static readonly IntegerKey RefuseReplaceEvery = new(Rows, "venue.refuseReplaceEvery", Within(0, 1_000_000))
    {
        Default = "0",
        Description = "Every n-th replace of an open order is refused; 0 refuses none.",
    };

    public static readonly LongKey MaxFillLots = new(Rows, "venue.maxFillLots", Within(0, 1e12, "lots"))
    {
        Default = "0",
        Description = "Largest number of lots that trade on one side per tape update; 0 is no limit.",
    };

    public static readonly TextKey Scenarios = new(Rows, "venue.scenarios")
    {
        Default = "",
        Description = "Faults in every n-th order, such as bust%7,late-fill%3: no-answer, fill-before-ack, late-fill, "
            + "duplicate-execution, overfill, bust, cancel-unasked, correct, done-for-day, restate, reinstate, "
            + "enlarge, pending, foreign-fill. Empty makes no faults.",
    };

    public static readonly TextKey Host = new(Rows, "venue.host")
    {
        Default = "127.0.0.1",
        Rule = TextRule.Host,
        Description = "Address to listen on, or to send datagrams to.",
    };

    public static readonly IntegerKey FixPort = new(Rows, "venue.fixPort", Within(0, 65535))
    {
        Default = "0",
        Description = "FIX port of the exchange; 0 is any free one.",
    };

    public static readonly IntegerKey FeedPort = new(Rows, "venue.feedPort", Within(0, 65535))
    {
        Default = "0",
        Description = "Feed port of the exchange; 0 is any free one.",
    };

    public static readonly FolderKey StoreDirectory = new(Rows, "venue.storeDirectory")
    {
        Default = "",
        Description = "Folder of the exchange's FIX message store, relative to the current directory; empty is a "
            + "temporary folder.",
    };

    public static readonly WordKey<TapeStart> StartWhen = new(Rows, "venue.startWhen", ConfigWords.TapeStarts)
    {
        Default = "engine-ready",
        Description = "Start of the tape. engine-ready: once a FIX session is logged on and the feed has a "
            + "subscriber; at-once: immediately.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
