using HedgeFast.Core.Limits;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of the limits.</summary>
internal static class LimitKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Limits = new(Rows, "limits")
    {
        Description = "What the engine may do at most. Every order passes them; there is no unlimited.",
    };

    public static readonly LongKey MaxOrderLots = new(Rows, "limits.maxOrderLots")
    {
        Unit = "lots",
        Min = 1,
        Max = 1e12,
        Description = "Largest quantity of one order; at most maxPositionLots. A larger need is worked off by orders "
            + "of this size.",
    };

    public static readonly LongKey MaxPositionLots = new(Rows, "limits.maxPositionLots")
    {
        Unit = "lots",
        Min = 1,
        Max = 1e12,
        Description = "Largest absolute position in an instrument, with everything that may still fill.",
    };

    public static readonly IntegerKey OrdersPerSecond = new(Rows, "limits.ordersPerSecond")
    {
        Unit = "orders/s",
        Min = 1,
        Max = 1_000_000,
        Description = "Most new orders in any one second; no more than the venue profile says that the exchange takes.",
    };

    public static readonly NumberKey StaleMs = new(Rows, "limits.staleMs")
    {
        Unit = "ms",
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "No order on a quote older than this.",
        TradeOff = "short refuses more in a quiet market; long trades on older prices.",
    };

    public static readonly NumberKey CollarFraction = new(Rows, "limits.collarFraction")
    {
        Unit = "fraction",
        Above = 0,
        Max = 1,
        Description = "An order's limit price may differ from the mid by at most this fraction. Where prices may be "
            + "zero or negative it is one of at least 1000 ticks.",
    };

    public static readonly LongKey CollarTicks = new(Rows, "limits.collarTicks")
    {
        Unit = "ticks",
        Default = "0",
        Min = 0,
        Max = 1e12,
        Description = "Or by this many ticks, whichever is more.",
        TradeOff = "near a price of zero a fraction alone lets nothing out; at a price far from it ticks alone are a "
            + "tight collar.",
    };

    public static readonly NumberOrWordKey MaxOrderNotional = new(Rows, "limits.maxOrderNotional", ConfigWords.Derived)
    {
        Unit = "quote currency",
        Default = ConfigWords.Derived,
        Above = 0,
        Max = 1e15,
        Description = "Largest notional of one order. A larger need is worked off by orders of at most this; where a "
            + "single lot is more, it is refused. derived: twice the notional of maxOrderLots at the mean strike.",
    };

    public static readonly IntegerKey MessagesPerSecond = new(Rows, "limits.messagesPerSecond")
    {
        Unit = "messages/s",
        Default = "10000",
        Min = 1,
        Max = 1_000_000,
        Description = "Most messages in any one second, cancels and questions included: less than the exchange "
            + "allows. Cancels are never held back; new orders wait behind them.",
    };

    public static readonly IntegerOrWordKey MaxRepeats = new(Rows, "limits.maxRepeats", ConfigWords.Derived)
    {
        Unit = "orders",
        Default = ConfigWords.Derived,
        Min = 1,
        Max = 1e9,
        Description = "Orders in a row to the same side of an instrument, within repeatWindowMs, after which trading "
            + "stops until a named person re-arms it. derived: a third of what ordersPerSecond allows in the window, "
            + "at least 100.",
        TradeOff = "small stops a loop gone wild early, and a trend too.",
    };

    public static readonly NumberKey RepeatWindowMs = new(Rows, "limits.repeatWindowMs")
    {
        Unit = "ms",
        Default = "60000",
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "See maxRepeats.",
    };

    public static readonly NumberOrWordKey MaxDayCost = new(Rows, "limits.maxDayCost", ConfigWords.Derived)
    {
        Unit = "quote currency",
        Default = ConfigWords.Derived,
        Above = 0,
        Max = 1e15,
        Description = "Spread and fees paid in a day after which trading stops until re-armed by name. derived: what "
            + "it costs to turn maxPositionLots over 20 times.",
    };

    public static readonly NumberOrWordKey MaxDayLoss = new(Rows, "limits.maxDayLoss", ConfigWords.Derived)
    {
        Unit = "quote currency",
        Default = ConfigWords.Derived,
        Above = 0,
        Max = 1e15,
        Description = "Loss of a day, marked to market, after which everything alive is cancelled and trading stops "
            + "until re-armed by name. derived: a move of 10 % against maxPositionLots (on basis book at least 1 % of "
            + "the options), or against all options where they are less; it alerts where the book is not valued, and "
            + "a given one refuses orders.",
        TradeOff = "when it trips the book is hedged no more; a person has to decide what happens to it.",
    };

    public static readonly WordKey<LossBasis> LossBasis = new(Rows, "limits.lossBasis", ConfigWords.LossBases)
    {
        Default = "book",
        Description = "What maxDayLoss counts. book: realised and unrealised profit of the hedge, fees and execution "
            + "costs, and the change of the options' model value, all valued together once a second. hedge: the "
            + "hedge's part alone, every 5 ms.",
        TradeOff = "hedge needs no model, and trips in a strong market because a hedge loses what the options gain; "
            + "book is what the desk loses, and refuses orders when the book has not been valued for 30 s.",
    };

    public static readonly TextKey DayTimeZone = new(Rows, "limits.dayTimeZone")
    {
        Default = "UTC",
        Rule = TextRule.TimeZone,
        Description = "Time zone whose midnight begins a day of maxDayCost and maxDayLoss, by exchange time.",
    };

    public static readonly FolderKey DayFile = new(Rows, "limits.dayFile")
    {
        Default = "",
        Description = "Where the day's profit is kept each second, so that a restart does not forget a loss. `run "
            + "--resume` takes it from the journal and needs no file. Relative to the current directory; empty "
            + "forgets it.",
    };

    public static readonly NumberKey DuplicateMs = new(Rows, "limits.duplicateMs")
    {
        Unit = "ms",
        Default = "0",
        Min = 0,
        Max = ConfigKeys.DayMs,
        Description = "The same side, quantity and price again within this time is refused; 0 refuses it only for the "
            + "same cause.",
    };

    public static readonly LongKey OvershootLots = new(Rows, "limits.overshootLots")
    {
        Unit = "lots",
        Default = "1",
        Min = 0,
        Max = 1e12,
        Description = "Lots by which the orders open together may exceed the need; 1 allows for rounding to whole "
            + "lots. At most maxOrderLots.",
    };

    public static readonly FolderKey KillFile = new(Rows, "limits.killFile")
    {
        Default = "",
        Description = "While this file exists, or can't be looked at, nothing is sent and everything alive is "
            + "cancelled. Every kill creates it, so that it outlives a restart. Removing it by hand re-arms nothing "
            + "while the engine runs: it is made again; `rearm NAME` in operatorFile removes it. Relative to the "
            + "current directory; empty watches nothing.",
    };

    public static readonly FolderKey OperatorFile = new(Rows, "limits.operatorFile")
    {
        Default = "",
        Description = "A file left here is taken, obeyed and removed, if only this user or root can have written it "
            + "and its folder; a line of it is kill (also stop, and whatever begins with either; always obeyed), or "
            + "rearm NAME, or limit KEY VALUE NAME with maxOrderLots, maxPositionLots, maxOrderNotional, "
            + "collarFraction, maxDayCost or maxDayLoss, or reconnect NAME after a refused logon, or position SYMBOL "
            + "LOTS NAME where LOTS is the right one of two positions that differ, or average UNDERLYING EXPIRY PRICE "
            + "NAME where PRICE is the settlement average so far. Empty watches nothing, and then only a restart "
            + "without the kill file re-arms.",
    };

    public static readonly NumberKey OperatorFactor = new(Rows, "limits.operatorFactor")
    {
        Default = "1",
        Min = 1,
        Max = 1000,
        Description = "An operator may set a limit to at most its configured value times this. 1 lets it be tightened "
            + "and brought back only; more lets it be loosened without a restart, by whoever may write operatorFile.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
