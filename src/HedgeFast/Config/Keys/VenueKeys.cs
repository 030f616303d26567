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
        Description = "Whether it runs inside this process, behind real sockets on 127.0.0.1.",
    };

    public static readonly FileKey Tape = new(Rows, "venue.tape")
    {
        Default = "",
        Description = "The tape it plays: top-of-book updates as CSV, plain or gzip. A path in the file is relative "
            + "to the file's folder; sample:NAME is a bundled sample. Required with an embedded exchange.",
    };

    public static readonly TextKey Basis = new(Rows, "venue.basis")
    {
        Default = "",
        Description = "Instruments quoted beside the one of the tape, which is the first: each at the tape's prices "
            + "and this fraction above them, such as BTCUSDC_PERP=0.001,BTC_SEP=0.01.",
    };

    public static readonly TextKey Halts = new(Rows, "venue.halts")
    {
        Default = "",
        Description = "Rows of the tape, counted from 0, from which and until which it halts an instrument, such as "
            + "BTCUSD_PERP@5000-9000. Orders in it are refused and resting ones cancelled. "
            + "BTCUSD_PERP@5000-9000:reinstate brings those back at its end.",
    };

    public static readonly NumberOrWordKey Speed = new(Rows, "venue.speed", "max")
    {
        Unit = "times",
        Default = "1",
        Above = 0,
        Max = 1e6,
        Description = "How many times faster than it was recorded the tape is played; max plays it without pauses.",
    };

    public static readonly IntegerKey LevelTicks = new(Rows, "venue.levelTicks")
    {
        Unit = "ticks",
        Default = "0",
        Min = 0,
        Max = 1_000_000,
        Description = "0: orders trade with what the tape displays at the touch. Positive: a book with queues, and "
            + "levels this many ticks apart behind the touch, which trading moves.",
        TradeOff = "0 flatters orders larger than what is displayed and orders that rest.",
    };

    public static readonly NumberKey ImpactHalfLifeMs = new(Rows, "venue.impactHalfLifeMs")
    {
        Unit = "ms",
        Default = "1000",
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "With levelTicks: time of the tape after which half of what trading moved the market by is gone.",
    };

    public static readonly NumberKey PrintShare = new(Rows, "venue.printShare")
    {
        Unit = "fraction",
        Default = "0",
        Min = 0,
        Max = 1,
        Description = "Share of what disappears from the tape's touch that its feed prints as trades, because a tape "
            + "of quotes does not tell trades from cancellations; what is traded with it is then printed too. 0 "
            + "prints no trades.",
        TradeOff = "orders.volumeShare needs prints; the more there are, the more it allows.",
    };

    public static readonly IntegerKey OptionsPerRow = new(Rows, "venue.optionsPerRow")
    {
        Unit = "options",
        Default = "8",
        Min = 0,
        Max = 10_000,
        Description = "With volatility.source quotes: options of the tape's underlying that it quotes after each row "
            + "of the tape, one after another, and all of them after the first; at the book's iv and the configured "
            + "carry. 0 quotes none.",
        TradeOff = "many keep every volatility young and make the feed wider.",
    };

    public static readonly NumberKey OptionHalfSpread = new(Rows, "venue.optionHalfSpread")
    {
        Unit = "fraction",
        Default = "0.01",
        Min = 0,
        Max = 0.9,
        Description = "Half the spread of these quotes, a fraction of the option's price.",
    };

    public static readonly NumberKey LatencyMs = new(Rows, "venue.latencyMs")
    {
        Unit = "ms",
        Default = "0",
        Min = 0,
        Max = ConfigKeys.DayMs,
        Description = "Time of the tape from a request's receipt to the market.",
    };

    public static readonly NumberKey JitterMs = new(Rows, "venue.jitterMs")
    {
        Unit = "ms",
        Default = "0",
        Min = 0,
        Max = ConfigKeys.DayMs,
        Description = "Up to this much more, evenly distributed.",
    };

    public static readonly NumberKey ReportLatencyMs = new(Rows, "venue.reportLatencyMs")
    {
        Unit = "ms",
        Default = "0",
        Min = 0,
        Max = ConfigKeys.DayMs,
        Description = "Time of the tape from the market to the client's session.",
    };

    public static readonly NumberKey ReportJitterMs = new(Rows, "venue.reportJitterMs")
    {
        Unit = "ms",
        Default = "0",
        Min = 0,
        Max = ConfigKeys.DayMs,
        Description = "Up to this much more, evenly distributed.",
    };

    public static readonly IntegerKey Seed = new(Rows, "venue.seed")
    {
        Default = "1",
        Min = 0,
        Max = int.MaxValue,
        Description = "Seed of the jitters.",
    };

    public static readonly IntegerKey OrdersPerSecond = new(Rows, "venue.ordersPerSecond")
    {
        Unit = "orders/s",
        Default = "0",
        Min = 0,
        Max = 1_000_000,
        Description = "Most orders it takes in a second of the tape, the others are refused; 0 takes any number.",
    };

    public static readonly IntegerKey RejectEvery = new(Rows, "venue.rejectEvery")
    {
        Default = "0",
        Min = 0,
        Max = 1_000_000,
        Description = "Every n-th order is refused; 0 refuses none.",
    };

    public static readonly IntegerKey RefuseCancelEvery = new(Rows, "venue.refuseCancelEvery")
    {
        Default = "0",
        Min = 0,
        Max = 1_000_000,
        Description = "Every n-th cancel of an open order is refused; 0 refuses none.",
    };

    public static readonly IntegerKey RefuseReplaceEvery = new(Rows, "venue.refuseReplaceEvery")
    {
        Default = "0",
        Min = 0,
        Max = 1_000_000,
        Description = "Every n-th replace of an open order is refused; 0 refuses none.",
    };

    public static readonly LongKey MaxFillLots = new(Rows, "venue.maxFillLots")
    {
        Unit = "lots",
        Default = "0",
        Min = 0,
        Max = 1e12,
        Description = "Most lots that trade on one side per tape update; 0 is no limit.",
    };

    public static readonly TextKey Scenarios = new(Rows, "venue.scenarios")
    {
        Default = "",
        Description = "What it does wrong to every n-th order, such as bust%7,late-fill%3: no-answer, "
            + "fill-before-ack, late-fill, duplicate-execution, overfill, bust, cancel-unasked, correct, "
            + "done-for-day, restate, reinstate, enlarge, pending, foreign-fill. Empty does nothing wrong.",
    };

    public static readonly TextKey Host = new(Rows, "venue.host")
    {
        Default = "127.0.0.1",
        Rule = TextRule.Host,
        Description = "Address it listens on, or sends datagrams to.",
    };

    public static readonly IntegerKey FixPort = new(Rows, "venue.fixPort")
    {
        Default = "0",
        Min = 0,
        Max = 65535,
        Description = "Its FIX port; 0 takes any free one.",
    };

    public static readonly IntegerKey FeedPort = new(Rows, "venue.feedPort")
    {
        Default = "0",
        Min = 0,
        Max = 65535,
        Description = "Its feed port; 0 takes any free one.",
    };

    public static readonly FolderKey StoreDirectory = new(Rows, "venue.storeDirectory")
    {
        Default = "",
        Description = "Folder of its FIX message store, relative to the current directory; empty is a temporary "
            + "folder.",
    };

    public static readonly WordKey<TapeStart> StartWhen = new(Rows, "venue.startWhen", ConfigWords.TapeStarts)
    {
        Default = "engine-ready",
        Description = "What it waits for before the tape starts: a FIX session logged on and a feed subscriber, or "
            + "nothing.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
