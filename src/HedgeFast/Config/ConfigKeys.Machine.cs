namespace HedgeFast.Config;

/// <summary>Keys of rings, threads, journal and the simulated exchange.</summary>
internal static partial class ConfigKeys
{
    private static IEnumerable<ConfigKey> Machine() =>
    [
        new("rings", ConfigValueKind.Section, "Capacities of the rings between the stages."),
        Ring("market", "Feed to loop.", "16384", "when it is full, quotes conflate: the latest of each instrument wins and the others are counted."),
        Ring("execution", "Order port to loop.", "4096", "when it is full, executions stay unread in the socket; none is dropped."),
        Ring("control", "Operator to loop.", "64", ""),
        Ring("preparation", "Between the loop and what is prepared off its thread (American options, volatilities from quotes), either way.", "1024", "when it is full, preparing waits."),
        Ring("order", "Loop to order port.", "1024", "when it is full, no new order is decided."),
        Ring("journal", "Loop to journal.", "65536", "when it is full, the loop waits for the disk."),
        new("schedule", ConfigValueKind.Section, "Which threads run the stages, and how they wait."),
        new("schedule.kind", ConfigValueKind.Word, "auto chooses from the CPUs there are; one-core: one thread and the journal; two-core: feed and core, orders and journal; pinned: feed, core, orders and journal apart.")
        {
            Default = "auto", Words = ConfigWords.Of(ConfigWords.Schedules),
            TradeOff = "more threads overlap more work and need a CPU each; a thread without a CPU of its own is slower than none.",
        },
        new("schedule.wait", ConfigValueKind.Word, "What a thread does without work. There are never more spinning threads than CPUs: spin becomes yield when the CPUs do not suffice.")
        {
            Default = "auto", Words = ConfigWords.Of(ConfigWords.Waits), TradeOff = "spin answers soonest and takes a whole CPU; yield lets others run; block sleeps up to a millisecond.",
        },
        new("schedule.cpus", ConfigValueKind.IntegerList, "CPUs to pin the threads to, in the order feed, core, orders, journal (or of the threads the schedule has). Empty leaves it to the kernel.")
        {
            Default = "", Min = 0, Max = 1023, TradeOff = "give CPUs that the kernel keeps free (isolcpus); two threads on one CPU are refused.",
        },
        new("memory", ConfigValueKind.Section, "The managed heap."),
        new("memory.untilCollectionMb", ConfigValueKind.Integer, "Managed memory set aside at the start, so that no garbage collection stops the threads before that much was allocated. Ticks and orders allocate nothing; the display does.")
        {
            Unit = "MB", Default = "256", Min = 0, Max = 4096, TradeOff = "more keeps collections away for longer and is taken from the machine at once; 0 sets nothing aside.",
        },
        new("alerts", ConfigValueKind.Section, "What a person has to know at once: a line of text on standard error, and a line of JSON in a file."),
        new("alerts.file", ConfigValueKind.Folder, "File that alerts are appended to, one JSON object a line. Relative to the current directory; empty writes none.") { Default = "" },
        new("alerts.repeatMs", ConfigValueKind.Number, "Between two alerts of the same name passes at least this long; what happens meanwhile is counted into the next.")
        {
            Unit = "ms", Default = "10000", Min = 0, Max = MillisecondsPerDay, TradeOff = "long keeps a flapping line readable and hides how often it flaps; the first alert is never held back.",
        },
        new("warmUp", ConfigValueKind.Section, "The rehearsal before the first tick."),
        new("warmUp.seconds", ConfigValueKind.Number, "Before it connects, a run rehearses ticks and orders with an engine and an exchange that are thrown away, until the compiler has nothing left to improve, but for no longer than this. 0 rehearses nothing.")
        {
            Unit = "s", Default = "3", Min = 0, Max = 30, TradeOff = "without it the first order of a run waits milliseconds for the compiler, and the first half minute runs at half speed.",
        },
        new("journal", ConfigValueKind.Section, "The record from which a run can be replayed."),
        new("journal.directory", ConfigValueKind.Folder, "Folder of the journal, relative to the current directory; empty writes none.")
        {
            Default = "", TradeOff = "the journal has a thread of its own, so it costs disk and no latency, until the disk can't follow.",
        },
    ];

    private static IEnumerable<ConfigKey> Venue() =>
    [
        new("venue", ConfigValueKind.Section, "The simulated exchange."),
        new("venue.embedded", ConfigValueKind.Flag, "Whether it runs inside this process, behind real sockets on 127.0.0.1.") { Default = "false" },
        new("venue.tape", ConfigValueKind.File, "The tape it plays: top-of-book updates as CSV, plain or gzip. A path in the file is relative to the file's folder; sample:NAME is a bundled sample. Required with an embedded exchange.")
        {
            Default = "",
        },
        new("venue.basis", ConfigValueKind.Text, "Instruments quoted beside the one of the tape, which is the first: each at the tape's prices and this fraction above them, such as BTCUSDC_PERP=0.001,BTC_SEP=0.01.") { Default = "" },
        new("venue.halts", ConfigValueKind.Text, "Rows of the tape, counted from 0, from which and until which it halts an instrument, such as BTCUSD_PERP@5000-9000. Orders in it are refused and resting ones cancelled. BTCUSD_PERP@5000-9000:reinstate brings those back at its end.") { Default = "" },
        new("venue.speed", ConfigValueKind.Number, "How many times faster than it was recorded the tape is played; max plays it without pauses.")
        {
            Unit = "times", Default = "1", Min = 0, MinIsOpen = true, Max = 1e6, Words = ["max"],
        },
        new("venue.levelTicks", ConfigValueKind.Integer, "0: orders trade with what the tape displays at the touch. Positive: a book with queues, and levels this many ticks apart behind the touch, which trading moves.")
        {
            Unit = "ticks", Default = "0", Min = 0, Max = 1_000_000, TradeOff = "0 flatters orders larger than what is displayed and orders that rest.",
        },
        new("venue.impactHalfLifeMs", ConfigValueKind.Number, "With levelTicks: time of the tape after which half of what trading moved the market by is gone.")
        {
            Unit = "ms", Default = "1000", Min = 0, MinIsOpen = true, Max = MillisecondsPerDay,
        },
        new("venue.printShare", ConfigValueKind.Number, "Share of what disappears from the tape's touch that its feed prints as trades, because a tape of quotes does not tell trades from cancellations; what is traded with it is then printed too. 0 prints no trades.")
        {
            Unit = "fraction", Default = "0", Min = 0, Max = 1, TradeOff = "orders.volumeShare needs prints; the more there are, the more it allows.",
        },
        new("venue.optionsPerRow", ConfigValueKind.Integer, "With volatility.source quotes: options of the tape's underlying that it quotes after each row of the tape, one after another, and all of them after the first; at the book's iv and the configured carry. 0 quotes none.")
        {
            Unit = "options", Default = "8", Min = 0, Max = 10_000, TradeOff = "many keep every volatility young and make the feed wider.",
        },
        new("venue.optionHalfSpread", ConfigValueKind.Number, "Half the spread of these quotes, a fraction of the option's price.") { Unit = "fraction", Default = "0.01", Min = 0, Max = 0.9 },
        new("venue.latencyMs", ConfigValueKind.Number, "Time of the tape from a request's receipt to the market.") { Unit = "ms", Default = "0", Min = 0, Max = MillisecondsPerDay },
        new("venue.jitterMs", ConfigValueKind.Number, "Up to this much more, evenly distributed.") { Unit = "ms", Default = "0", Min = 0, Max = MillisecondsPerDay },
        new("venue.reportLatencyMs", ConfigValueKind.Number, "Time of the tape from the market to the client's session.") { Unit = "ms", Default = "0", Min = 0, Max = MillisecondsPerDay },
        new("venue.reportJitterMs", ConfigValueKind.Number, "Up to this much more, evenly distributed.") { Unit = "ms", Default = "0", Min = 0, Max = MillisecondsPerDay },
        new("venue.seed", ConfigValueKind.Integer, "Seed of the jitters.") { Default = "1", Min = 0, Max = int.MaxValue },
        new("venue.ordersPerSecond", ConfigValueKind.Integer, "Most orders it takes in a second of the tape, the others are refused; 0 takes any number.") { Unit = "orders/s", Default = "0", Min = 0, Max = 1_000_000 },
        new("venue.rejectEvery", ConfigValueKind.Integer, "Every n-th order is refused; 0 refuses none.") { Default = "0", Min = 0, Max = 1_000_000 },
        new("venue.refuseCancelEvery", ConfigValueKind.Integer, "Every n-th cancel of an open order is refused; 0 refuses none.") { Default = "0", Min = 0, Max = 1_000_000 },
        new("venue.refuseReplaceEvery", ConfigValueKind.Integer, "Every n-th replace of an open order is refused; 0 refuses none.") { Default = "0", Min = 0, Max = 1_000_000 },
        new("venue.maxFillLots", ConfigValueKind.Integer, "Most lots that trade on one side per tape update; 0 is no limit.") { Unit = "lots", Default = "0", Min = 0, Max = 1e12 },
        new("venue.scenarios", ConfigValueKind.Text, "What it does wrong to every n-th order, such as bust%7,late-fill%3: no-answer, fill-before-ack, late-fill, duplicate-execution, overfill, bust, cancel-unasked, correct, done-for-day, restate, reinstate, enlarge, pending, foreign-fill. Empty does nothing wrong.")
        {
            Default = "",
        },
        new("venue.host", ConfigValueKind.Text, "Address it listens on, or sends datagrams to.") { Default = "127.0.0.1", Rule = TextRule.Host },
        new("venue.fixPort", ConfigValueKind.Integer, "Its FIX port; 0 takes any free one.") { Default = "0", Min = 0, Max = 65535 },
        new("venue.feedPort", ConfigValueKind.Integer, "Its feed port; 0 takes any free one.") { Default = "0", Min = 0, Max = 65535 },
        new("venue.storeDirectory", ConfigValueKind.Folder, "Folder of its FIX message store, relative to the current directory; empty is a temporary folder.") { Default = "" },
        new("venue.startWhen", ConfigValueKind.Word, "What it waits for before the tape starts: a FIX session logged on and a feed subscriber, or nothing.")
        {
            Default = "engine-ready", Words = ConfigWords.Of(ConfigWords.TapeStarts),
        },
        new("venue.tls", ConfigValueKind.Section, "How its FIX connections are secured. With a certificate they are TLS, 1.2 or 1.3; without one they are not."),
        new("venue.tls.certificateFile", ConfigValueKind.File, "Its certificate as PEM, and behind it those between it and the root. Paths as for book.file.") { Default = "" },
        new("venue.tls.keyFile", ConfigValueKind.File, "Its private key as PEM, unencrypted, in a file of mode 0600.") { Default = "" },
        new("venue.tls.clientRootsFile", ConfigValueKind.File, "Roots, as PEM, to one of which the client's certificate must lead; empty asks for no certificate.") { Default = "" },
        new("venue.tls.clientPins", ConfigValueKind.Text, "Keys of the certificates under which fix.senderCompId may log on, written as fix.tls.pins; any other certificate is refused. Empty takes every one that leads to a root.")
        {
            Default = "", Rule = TextRule.Pins,
        },
    ];

    private static ConfigKey Ring(string name, string what, string capacity, string tradeOff) =>
        new("rings." + name, ConfigValueKind.Integer, what)
        {
            Unit = "events",
            Default = capacity,
            Min = 16,
            Max = 1 << 22,
            PowerOfTwo = true,
            TradeOff = tradeOff,
        };
}
