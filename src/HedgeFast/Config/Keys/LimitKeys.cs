using HedgeFast.Core.Limits;
using static HedgeFast.Config.Keys.KeyRange;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of the limits.</summary>
internal static class LimitKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Limits = new(Rows, "limits")
    {
        Description = "Limits of the engine. Every order is checked against all of them; there is no unlimited.",
    };

    public static readonly LongKey MaxOrderLots = new(Rows, "limits.maxOrderLots", Within(1, 1e12, "lots"))
    {
        Description = "Largest quantity of one order; at most maxPositionLots. A larger need is worked off by orders "
            + "of this size.",
    };

    public static readonly LongKey MaxPositionLots = new(Rows, "limits.maxPositionLots", Within(1, 1e12, "lots"))
    {
        Description = "Largest absolute position in an instrument, with all that may still fill.",
    };

    public static readonly IntegerKey OrdersPerSecond = new(
        Rows, "limits.ordersPerSecond", Within(1, 1_000_000, "orders/s"))
    {
        Description = "Largest number of new orders in any one second; at most the exchange's own limit in the venue "
            + "profile.",
    };

    public static readonly NumberKey StaleMs = new(Rows, "limits.staleMs", Above(0, DayMs, "ms"))
    {
        Description = "Largest age of the quote behind an order.",
        TradeOff = "short refuses more in a quiet market; long trades on older prices.",
    };

    public static readonly NumberKey CollarFraction = new(Rows, "limits.collarFraction", Above(0, 1, "fraction"))
    {
        Description = "Largest difference of an order's limit price from the mid. Where prices may be zero or "
            + "negative, the fraction is of at least 1000 ticks.",
    };

    public static readonly LongKey CollarTicks = new(Rows, "limits.collarTicks", Within(0, 1e12, "ticks"))
    {
        Default = "0",
        Description = "Largest difference from the mid in ticks; the larger of the two bounds counts.",
        TradeOff = "near a price of zero a fraction alone lets no order out; far from it ticks alone are a tight "
            + "collar.",
    };

    public static readonly NumberOrWordKey MaxOrderNotional = new(
        Rows, "limits.maxOrderNotional", ConfigWords.Derived, Above(0, 1e15, "quote currency"))
    {
        Default = ConfigWords.Derived,
        Description = "Largest notional of one order. A larger need is worked off by orders of at most this; a single "
            + "lot above it is refused. derived: twice the notional of maxOrderLots at the mean strike.",
    };

    public static readonly IntegerKey MessagesPerSecond = new(
        Rows, "limits.messagesPerSecond", Within(1, 1_000_000, "messages/s"))
    {
        Default = "10000",
        Description = "Largest number of messages in any one second, cancels and status requests included: set below "
            + "the exchange's own limit. Cancels are never held back; new orders wait behind them.",
    };

    public static readonly IntegerOrWordKey MaxRepeats = new(
        Rows, "limits.maxRepeats", ConfigWords.Derived, Within(1, 1e9, "orders"))
    {
        Default = ConfigWords.Derived,
        Description = "Orders in a row to the same side of an instrument, within repeatWindowMs, after which trading "
            + "stops until an operator re-arms it by name. derived: a third of the orders that ordersPerSecond allows "
            + "in the window, at least 100.",
        TradeOff = "small stops a loop gone wild early, and a trend too.",
    };

    public static readonly NumberKey RepeatWindowMs = new(Rows, "limits.repeatWindowMs", Above(0, DayMs, "ms"))
    {
        Default = "60000",
        Description = "Window of maxRepeats.",
    };

    public static readonly NumberOrWordKey MaxDayCost = new(
        Rows, "limits.maxDayCost", ConfigWords.Derived, Above(0, 1e15, "quote currency"))
    {
        Default = ConfigWords.Derived,
        Description = "Spread and fees paid in a day after which trading stops until re-armed by name. derived: the "
            + "cost of turning maxPositionLots over 20 times.",
    };

    public static readonly NumberOrWordKey MaxDayLoss = new(
        Rows, "limits.maxDayLoss", ConfigWords.Derived, Above(0, 1e15, "quote currency"))
    {
        Default = ConfigWords.Derived,
        Description = "Loss of a day, marked to market, after which every live order is cancelled and trading stops "
            + "until re-armed by name. derived: a move of 10 % against maxPositionLots (on basis book at least 1 % of "
            + "the options), or against all options where they are less. While the book is not valued, a derived "
            + "limit alerts and a given one refuses orders.",
        TradeOff = "once it trips the book is hedged no more, until an operator decides.",
    };

    public static readonly WordKey<LossBasis> LossBasis = new(Rows, "limits.lossBasis", ConfigWords.LossBases)
    {
        Default = "book",
        Description = "Basis of maxDayLoss. book: realised and unrealised profit of the hedge, fees and execution "
            + "costs, and the change of the options' model value, all valued together once a second. hedge: the "
            + "hedge's part alone, every 5 ms.",
        TradeOff = "hedge needs no model, and trips in a strong market because a hedge loses as the options gain; "
            + "book is the loss of the desk, and refuses orders when the book has not been valued for 30 s.",
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
        Description = "File in which the day's profit is kept each second, so that a restart does not forget a loss. "
            + "`run --resume` reads it from the journal and needs no file. Relative to the current directory; empty "
            + "keeps none.",
    };

    public static readonly NumberKey DuplicateMs = new(Rows, "limits.duplicateMs", Within(0, DayMs, "ms"))
    {
        Default = "0",
        Description = "Time within which the same side, quantity and price again is refused; 0 refuses it only for "
            + "the same cause.",
    };

    public static readonly LongKey OvershootLots = new(Rows, "limits.overshootLots", Within(0, 1e12, "lots"))
    {
        Default = "1",
        Description = "Lots by which the open orders together may exceed the need; 1 allows for rounding to whole "
            + "lots. At most maxOrderLots.",
    };

    public static readonly FolderKey KillFile = new(Rows, "limits.killFile")
    {
        Default = "",
        Description = "While this file exists, or cannot be read, nothing is sent and every live order is cancelled. "
            + "Every kill creates the file, so that the kill outlives a restart. Removing the file by hand re-arms "
            + "nothing while the engine runs: the engine makes it again; `rearm NAME` in operatorFile removes it. "
            + "Relative to the current directory; empty watches no file.",
    };

    public static readonly FolderKey OperatorFile = new(Rows, "limits.operatorFile")
    {
        Default = "",
        Description = "File of operator requests, which the engine reads, obeys and removes, if only this user or "
            + "root can have written the file and its folder. A line is kill (also stop, and any text that begins "
            + "with either; always obeyed), or rearm NAME, or limit KEY VALUE NAME with maxOrderLots, "
            + "maxPositionLots, maxOrderNotional, collarFraction, maxDayCost or maxDayLoss, or reconnect NAME after a "
            + "refused logon, or position SYMBOL LOTS NAME where LOTS is the right one of two positions that differ, "
            + "or average UNDERLYING EXPIRY PRICE NAME where PRICE is the settlement average so far. Empty watches no "
            + "file, and then only a restart without the kill file re-arms.",
    };

    public static readonly NumberKey OperatorFactor = new(Rows, "limits.operatorFactor", Within(1, 1000))
    {
        Default = "1",
        Description = "Largest multiple of its configured value to which an operator may set a limit. 1 allows "
            + "tightening and the way back only; more lets every user who may write operatorFile loosen limits "
            + "without a restart.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
