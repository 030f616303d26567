namespace HedgeFast.Config;

/// <summary>The table of all configuration keys. A key that is not here does not exist.</summary>
internal static partial class ConfigKeys
{
    private const double MillisecondsPerDay = 24 * 60 * 60 * 1000.0;

    /// <summary>Every key, sections before what they hold, in the order of the reference.</summary>
    public static IReadOnlyList<ConfigKey> All { get; } =
        [.. Roots(), .. Instruments(), .. Underlyings(), .. Policies(), .. Volatilities(), .. BookKeys(), .. Feed(), .. Fix(), .. Orders(), .. Limits(), .. Machine(), .. Venue()];

    /// <summary>The keys by their path pattern.</summary>
    public static IReadOnlyDictionary<string, ConfigKey> ByPath { get; } = All.ToDictionary(k => k.Path, StringComparer.Ordinal);

    private static readonly ILookup<string, ConfigKey> ByParent = All.ToLookup(k => k.Parent, StringComparer.Ordinal);

    /// <summary>The keys directly inside a section; the empty path is the root. A list's section path ends with <c>[]</c>.</summary>
    public static IEnumerable<ConfigKey> In(string section) => ByParent[section];

    private static IEnumerable<ConfigKey> Roots() =>
    [
        new("instance", ConfigValueKind.Text, "Name of this engine; part of every client order id, so two engines at one exchange need two names.")
        {
            Default = "hedge", Rule = TextRule.Instance,
        },
        new("stopWhenClosed", ConfigValueKind.Flag, "Whether the run ends when the exchange closes the market; with the simulated exchange, at the end of the tape.")
        {
            Default = "false", TradeOff = "true suits demonstrations and tests; an engine that runs for days waits for the next session.",
        },
    ];

    private static IEnumerable<ConfigKey> Instruments() =>
    [
        new("instruments", ConfigValueKind.SectionList, "The instruments that can be traded as hedges.") { Min = 1, Max = 64 },
        new("instruments[].symbol", ConfigValueKind.Text, "Exchange symbol, as it stands in FIX tag 55.") { Rule = TextRule.FixValue },
        new("instruments[].feedId", ConfigValueKind.Integer, "Number of the instrument on the tick feed.") { Min = 0, Max = uint.MaxValue },
        new("instruments[].underlying", ConfigValueKind.Text, "Name of the underlying it hedges; one of underlyings[].name.") { Rule = TextRule.FixValue },
        new("instruments[].kind", ConfigValueKind.Word, "What a lot is: inverse is a fixed number of quote-currency units settled in coin, linear a fixed amount of the underlying.")
        {
            Words = ConfigWords.Of(ConfigWords.InstrumentKinds),
        },
        new("instruments[].contractSize", ConfigValueKind.Number, "Size of a lot: quote currency for inverse, units of the underlying for linear.")
        {
            Unit = "quote currency or underlying a lot", Min = 0, MinIsOpen = true, Max = 1e12,
        },
        new("instruments[].tickSize", ConfigValueKind.Number, "Smallest step of the price, written exactly: 0.1, 0.25, 5. At most nine decimals.")
        {
            Unit = "quote currency", Min = 0, MinIsOpen = true, Max = 1e9,
        },
        new("instruments[].takerFee", ConfigValueKind.Number, "Fee for taking liquidity, as a fraction of the notional; negative is a rebate.")
        {
            Unit = "fraction", Default = "0", Min = -0.1, Max = 0.1,
        },
        new("instruments[].startLots", ConfigValueKind.Integer, "Position at the start, signed, of a run that goes on from none. `run --resume` takes the position from the journal of the run before instead.")
        {
            Unit = "lots", Default = "0", Min = -1e12, Max = 1e12,
        },
        new("instruments[].quoteCurrency", ConfigValueKind.Text, "Currency of its prices, fees and, unless it is inverse, of its settlement. All instruments of an underlying must share one.")
        {
            Default = "USD", Rule = TextRule.FixValue,
        },
        new("instruments[].maxBasisFraction", ConfigValueKind.Number, "As a fallback it is not traded while its mid is further than this from its forward, which is the preferred instrument's mid carried to its expiry.")
        {
            Unit = "fraction", Default = "0.01", Min = 0, MinIsOpen = true, Max = 1,
            TradeOff = "small keeps hedges out of a dislocated market; large keeps the book hedged in one.",
        },
        new("instruments[].expiry", ConfigValueKind.Text, "Expiry of a dated future; empty for what does not expire. It is no longer traded as a hedge once its settlement price is being averaged.")
        {
            Default = "", Rule = TextRule.Expiry,
        },
        new("instruments[].averagingMinutes", ConfigValueKind.Number, "Minutes before expiry over which its settlement price is averaged: 30 at Deribit. Its delta decays linearly over them.")
        {
            Unit = "min", Default = "0", Min = 0, Max = 24 * 60,
        },
        new("instruments[].allowsNegativePrice", ConfigValueKind.Flag, "Whether zero and negative prices are legal, as in some futures and spreads.")
        {
            Default = "false", TradeOff = "false turns a negative price into a fault of the feed, which is what it is for a coin or a share.",
        },
        new("instruments[].maxMoveFraction", ConfigValueKind.Number, "A quote whose mid moves by more than this from the last good one is taken for an error and stops hedging in the instrument.")
        {
            Unit = "fraction", Default = "0.1", Min = 0, MinIsOpen = true, Max = 10,
            TradeOff = "small catches bad prints early and stops hedging in a real crash; large does the opposite.",
        },
    ];

    private static IEnumerable<ConfigKey> Underlyings() =>
    [
        new("underlyings", ConfigValueKind.SectionList, "The underlyings whose net delta is hedged.") { Min = 1, Max = 64 },
        new("underlyings[].name", ConfigValueKind.Text, "Name, as in the book's underlying column.") { Rule = TextRule.FixValue },
        new("underlyings[].delta", ConfigValueKind.Word, "The delta that is hedged. net-transaction: forward delta less the option's price in coin (coin-settled books); forward: undiscounted Black-76; spot: Black-Scholes-Merton; futures: discounted Black-76.")
        {
            Words = ConfigWords.Of(ConfigWords.Deltas),
            TradeOff = "for coin-settled options net-transaction and forward differ by the option's whole premium, so there is no default.",
        },
        new("underlyings[].hedgeInstrument", ConfigValueKind.Text, "Symbol of the instrument that hedges it and whose mid is its price; one of instruments[].symbol.") { Rule = TextRule.FixValue },
        new("underlyings[].fallbacks", ConfigValueKind.TextList, "Symbols of the instruments that hedge it while those before them can't, in order of preference. Positions in all of them count.")
        {
            Default = "", Rule = TextRule.FixValue,
        },
        new("underlyings[].fallbackAfterMs", ConfigValueKind.Number, "How long the instrument in use must have been unfit before the next one takes its place. The return to a better one is at once.")
        {
            Unit = "ms", Default = "1000", Min = 0, Max = MillisecondsPerDay,
            TradeOff = "short hedges on through the first bad quote, and leaves positions in two instruments more often; long stays unhedged for as long.",
        },
        new("underlyings[].band", ConfigValueKind.Section, "The no-trade band around the target delta."),
        new("underlyings[].band.halfWidth", ConfigValueKind.Number, "Half-width of the fixed band: inside target +- halfWidth nothing is traded. Other policies compute theirs.")
        {
            Unit = "units of the underlying", Min = 0, MinIsOpen = true, Max = 1e12,
            TradeOff = "narrow follows the delta closely and pays spread and fees often; wide saves costs and carries more risk.",
        },
        new("underlyings[].band.target", ConfigValueKind.Number, "Net delta to hold: the centre of the band.")
        {
            Unit = "units of the underlying", Default = "0", Min = -1e12, Max = 1e12,
        },
        new("underlyings[].band.tradeTo", ConfigValueKind.Word, "Where a hedge takes the delta once it has left the band.")
        {
            Default = "edge", Words = ConfigWords.Of(ConfigWords.TradeTos),
            TradeOff = "edge is the cheapest trade that ends the breach; between goes by betweenFraction; centre trades more at once and less often, better where a fixed fee an order dominates.",
        },
        new("underlyings[].band.betweenFraction", ConfigValueKind.Number, "tradeTo between: share of the way from the edge to the centre.") { Unit = "fraction", Default = "0.5", Min = 0, Max = 1 },
        new("underlyings[].band.skew", ConfigValueKind.Number, "How much wider the band is above its target than below: above it is (1 + skew) half-widths, below (1 - skew). With any band.")
        {
            Unit = "fraction", Default = "0", Min = -1, Max = 1,
        },
        new("underlyings[].revalue", ConfigValueKind.Word, "When the options are revalued. every-tick: at every price; triggers: behind an order, and where the error of a certified curve of the net delta leaves it open what to do.")
        {
            Default = "every-tick", Words = ConfigWords.Of(ConfigWords.RevalueModes),
            TradeOff = "the orders are the same; triggers answers quotes in tens of nanoseconds and orders in hundreds, whatever the size of the book, and builds its curve between quotes; every-tick keeps each option's delta current.",
        },
        new("underlyings[].rate", ConfigValueKind.Number, "Continuous interest rate, ACT/365.") { Unit = "fraction a year", Default = "0", Min = -1, Max = 1 },
        new(
            "underlyings[].carry", ConfigValueKind.Number,
            "Continuous carry, the rate less the yield: forward = price * e^(carry * years), the price net of "
            + "dividends.")
        {
            Unit = "fraction a year", Default = "0", Min = -1, Max = 1,
        },
        new("underlyings[].forward", ConfigValueKind.Section, "Where the options' forwards come from."),
        new("underlyings[].forward.source", ConfigValueKind.Word, "carry: from the price and carry; given: ratios to the price, in forward.given; future: from the quotes of the underlying's dated futures, the instruments on it that have an expiry. Between two known expiries ln(forward / price) is linear in time, from now to the first likewise, and beyond the last it grows at the last one's rate.")
        {
            Default = "carry", Words = ConfigWords.Of(ConfigWords.Forwards),
            TradeOff = "future follows the market from one time step to the next, and stops hedging when a future up to the options' last expiry is not quoted; carry and given need nothing and follow nothing.",
        },
        new("underlyings[].forward.maxAgeMs", ConfigValueKind.Number, "With future: one whose last quote is older than this makes the underlying not hedgeable. 0 allows any age.")
        {
            Unit = "ms", Default = "60000", Min = 0, Max = 365 * MillisecondsPerDay, TradeOff = "short stops hedging soon after a future stops being quoted; long hedges on with an old forward.",
        },
        new("underlyings[].forward.given", ConfigValueKind.Text, "With given: EXPIRY=RATIO, separated by commas, where RATIO is the forward over the price, as in 2024-09-27T08:00:00.000Z=1.012.") { Default = "" },
        new(
            "underlyings[].dividends", ConfigValueKind.Section,
            "Discrete dividends of the underlying, which forwards and options are valued with."),
        new(
            "underlyings[].dividends.model", ConfigValueKind.Word,
            "How the price moves around them. escrowed: the price less the dividends due until expiry is lognormal, "
            + "with the option's volatility; piecewise-lognormal: the price is lognormal and falls by the amount at "
            + "each ex date.")
        {
            Default = "escrowed", Words = ConfigWords.Of(ConfigWords.Dividends),
            TradeOff = "escrowed has closed forms for European options, but gives the same stock another volatility "
                + "for every expiry; piecewise-lognormal is one stock for all expiries, and every option takes a grid.",
        },
        new(
            "underlyings[].dividends.given", ConfigValueKind.Text,
            "EXDATE=AMOUNT, separated by commas and rising: each amount in quote currency a unit of the underlying, "
            + "each ex date the instant from which the price is without it, or a bare date for its midnight in UTC, "
            + "as in 2026-02-06=0.26. Only with forward.source carry. A linear hedge instrument without expiry counts "
            + "as the stock: its position receives the amount at the ex date, a short one pays it.") { Default = "" },
        new("underlyings[].timeStepMs", ConfigValueKind.Number, "Terms that depend on time are recomputed when the valuation time has moved this far.")
        {
            Unit = "ms", Default = "1000", Min = 0, MinIsOpen = true, Max = MillisecondsPerDay,
            TradeOff = "short keeps short-dated options exact; each step costs one pass with logarithms and square roots over the book.",
        },
        new(
            "underlyings[].settlementDelta", ConfigValueKind.Word,
            "Delta of options that settle on an average. linear: the delta without an average, times what is open of "
            + "the window, as the exchange's account counts; exact: that of the average itself, with the average so "
            + "far of the underlying's price, and linear while that is not known.")
        {
            Default = "linear",
            Words = ConfigWords.Of(ConfigWords.SettlementDeltas),
            TradeOff = "linear agrees with the account and leaves six times the error of exact when an option at the "
                + "money is hedged through its last half hour; exact needs volatilities from files, and the window "
                + "seen from its start.",
        },
    ];

    private static IEnumerable<ConfigKey> Volatilities() =>
    [
        new("underlyings[].expiryTime", ConfigValueKind.Text, "UTC time of day at which the underlying's options expire, as in 08:00, for expiries in the files that are bare dates. Empty refuses bare dates.")
        {
            Default = "", Rule = TextRule.Clock,
        },
        new("underlyings[].volatility", ConfigValueKind.Section, "The options' volatilities."),
        new("underlyings[].volatility.source", ConfigValueKind.Word,
            "Where they come from. files: from book.surface where that is given, else the book's iv; "
            + "quotes: implied from the options' own quotes on the feed, as book.quotes numbers them. An "
            + "option whose mid implies none (at or below intrinsic value, at or above the bound) has that "
            + "of the put or call of its strike; otherwise bid and ask bound its delta.")
        {
            Default = "files", Words = ConfigWords.Of(ConfigWords.Volatilities),
            TradeOff = "quotes follow the market from one time step to the next, and stop hedging while options "
                + "without a volatility leave more delta open than missingShare allows.",
        },
        new("underlyings[].volatility.dynamics", ConfigValueKind.Word, "What volatilities do when the underlying moves. sticky-strike: every strike keeps its own; sticky-moneyness: the smile moves with the forward.")
        {
            Default = "sticky-strike", Words = ConfigWords.Of(ConfigWords.Dynamics),
            TradeOff = "sticky-strike needs no work between updates; sticky-moneyness follows a moving market and reads the smile again every moveFraction, each time in one pass over the options.",
        },
        new("underlyings[].volatility.maxAgeMs", ConfigValueKind.Number,
            "A volatility of the surface, or of a quote, older than this counts as missing. 0 allows any "
            + "age; the book's own have none.")
        {
            Unit = "ms", Default = "0", Min = 0, Max = 365 * MillisecondsPerDay, TradeOff = "short stops hedging soon after the surface stops being made; long hedges on with old volatilities.",
        },
        new("underlyings[].volatility.moveFraction", ConfigValueKind.Number, "With sticky-moneyness, volatilities are read again when the price has moved by this fraction.")
        {
            Unit = "fraction", Default = "0.0005", Min = 0, MinIsOpen = true, Max = 1, TradeOff = "small keeps volatilities closer to the smile and reads it more often.",
        },
        new(
            "underlyings[].volatility.missingShare", ConfigValueKind.Number,
            "Options without a volatility count with the middle of the deltas that bid and ask allow. The "
            + "underlying is hedged while what they "
            + "leave open, in the worst case together, is at most this share of band.halfWidth (with every "
            + "policy). 0, and sticky-moneyness, stop it for one such option.")
        {
            Unit = "fraction", Default = "0.1", Min = 0, Max = 10,
            TradeOff = "small stops hedging for a few wide quotes; large hedges a delta that may be off by as much.",
        },
    ];

    private static IEnumerable<ConfigKey> BookKeys() =>
    [
        new("book", ConfigValueKind.Section, "What is held."),
        new("book.file", ConfigValueKind.File, "The options, one a line, as CSV. A path in the file is relative to the file's folder; sample:NAME is a bundled sample."),
        new("book.surface", ConfigValueKind.File, "A volatility surface, as CSV, whose volatilities go in place of the book's iv; empty takes the book's. Paths as for book.file.") { Default = "" },
        new("book.quotes", ConfigValueKind.File, "How options are quoted on the feed, as CSV: symbol, feed_id, tick_size. Every option of an underlying whose volatilities come from quotes is in it. Paths as for book.file.") { Default = "" },
        new("book.asOf", ConfigValueKind.Text, "Time at which the run starts, as the exchange counts it. An option that has expired by then is an error in the book. An embedded exchange knows it and this key is not used; give it where an exchange elsewhere plays a recording.")
        {
            Default = ConfigWords.Now, Rule = TextRule.Time,
        },
    ];
}
