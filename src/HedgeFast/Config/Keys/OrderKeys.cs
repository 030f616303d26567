using HedgeFast.Core.Book;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using static HedgeFast.Config.Keys.KeyRange;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of order placement.</summary>
internal static class OrderKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Orders = new(Rows, "orders")
    {
        Description = "Placement of hedge orders.",
    };

    public static readonly WordKey<OrderStyle> Style = new(Rows, "orders.style", ConfigWords.OrderStyles)
    {
        Default = "touch",
        Description = "touch places at the opposite touch and up to capTicks beyond; market trades up to "
            + "marketCollarFraction from the mid; passive joins the own touch, follows it, and crosses after "
            + "crossAfterMs.",
        TradeOff = "touch pays the spread at once; market gets done in a thin book, at a worse price; passive saves "
            + "the spread when it fills and carries the delta until it does.",
    };

    public static readonly WordKey<TimeInForce> TimeInForce = new(Rows, "orders.timeInForce", ConfigWords.TimesInForce)
    {
        Default = "ioc",
        Description = "For style touch: ioc fills at once and cancels the rest; day leaves the rest in the market "
            + "until cancelAfterMs; fok fills the whole order or nothing.",
        TradeOff = "ioc pays the spread and is done at once; a resting order may be filled cheaper, later or not at "
            + "all; fok leaves no rest, and trades nothing when the market shows less than the order, so give it "
            + "sliceLots or depthShare.",
    };

    public static readonly IntegerKey CapTicks = new(Rows, "orders.capTicks", Within(0, 1_000_000, "ticks"))
    {
        Default = "0",
        Description = "Ticks beyond the touch that an order may pay; 0 is the touch itself.",
        TradeOff = "a few ticks catch a quote that moved while the order was on its way, at a worse price.",
    };

    public static readonly NumberKey MarketCollarFraction = new(
        Rows, "orders.marketCollarFraction", Above(0, 1, "fraction"))
    {
        Default = "0.002",
        Description = "For style market: largest difference of the price from the mid; at most limits.collarFraction.",
        TradeOff = "wide fills the whole order in a thin book; narrow leaves a rest for the next quote.",
    };

    public static readonly NumberKey CrossAfterMs = new(Rows, "orders.crossAfterMs", Above(0, DayMs, "ms"))
    {
        Default = "2000",
        Description = "For style passive: wait for one need after which the next order crosses the spread.",
        TradeOff = "long saves more spread and leaves the delta open for longer.",
    };

    public static readonly NumberKey RepriceMs = new(Rows, "orders.repriceMs", Above(0, DayMs, "ms"))
    {
        Default = "100",
        Description = "For style passive: shortest time for which an order stays at its price before it follows the "
            + "touch.",
        TradeOff = "short stays at the touch and gives up its place in the queue more often.",
    };

    public static readonly WordKey<Repricing> Reprice = new(Rows, "orders.reprice", ConfigWords.Repricings)
    {
        Default = "cancel",
        Description = "For style passive: how an order follows the touch. cancel cancels the order and places a new "
            + "one once that is confirmed; replace does both in one message (35=G), and cancels where that is refused.",
        TradeOff = "replace is at the new price a round trip sooner; cancel has one way less to go wrong, and some "
            + "exchanges count a replace as two messages.",
    };

    public static readonly NumberKey DepthShare = new(Rows, "orders.depthShare", Within(0, 1, "fraction"))
    {
        Default = "0",
        Description = "Largest share of the size displayed at an order's price that the order may have; 0 ignores the "
            + "size.",
        TradeOff = "a small share reveals little of the need and uses more orders.",
    };

    public static readonly NumberKey VolumeShare = new(Rows, "orders.volumeShare", Within(0, 1, "fraction"))
    {
        Default = "0",
        Description = "Largest share of others' volume in an instrument over volumeWindowMs that may be traded, "
            + "working orders included: own fills are no volume, on either side. 0 ignores volume. The feed must "
            + "carry trades.",
        TradeOff = "a small share hides in the market and leaves the delta open for longer; without trades of others "
            + "nothing is hedged at all.",
    };

    public static readonly NumberKey VolumeWindowMs = new(Rows, "orders.volumeWindowMs", Above(0, DayMs, "ms"))
    {
        Default = "60000",
        Description = "Trailing time of volumeShare.",
        TradeOff = "short follows the market's pace closely; long lets a large need be met at once after a busy while.",
    };

    public static readonly NumberKey SliceGapMs = new(Rows, "orders.sliceGapMs", Within(0, DayMs, "ms"))
    {
        Default = "0",
        Description = "Shortest time between two new orders of an instrument; with sliceLots, depthShare or "
            + "volumeShare a need is worked off at that pace.",
    };

    public static readonly LongKey SliceLots = new(Rows, "orders.sliceLots", Within(0, 1e12, "lots"))
    {
        Default = "0",
        Description = "Largest hedge order; a larger need is worked off by one order after another. 0 is "
            + "limits.maxOrderLots, the largest allowed value.",
        TradeOff = "small slices move the market less and need longer to bring the delta back.",
    };

    public static readonly NumberKey CancelAfterMs = new(Rows, "orders.cancelAfterMs", Above(0, DayMs, "ms"))
    {
        Default = "500",
        Description = "Time after which a resting order is cancelled.",
    };

    public static readonly NumberKey RejectPauseMs = new(Rows, "orders.rejectPauseMs", Above(0, DayMs, "ms"))
    {
        Default = "250",
        Description = "Pause of new orders in an instrument after a reject, doubled after each further one in a row, "
            + "up to 64 times.",
        TradeOff = "short hedges again sooner; too short floods an exchange that refuses everything.",
    };

    public static readonly IntegerKey MaxRequests = new(Rows, "orders.maxRequests", Within(1, 1000, "requests"))
    {
        Default = "10",
        Description = "Number of cancel and status requests without a change of the order before an alarm; each waits "
            + "longer than the one before.",
    };

    public static readonly FlagKey MassStatus = new(Rows, "orders.massStatus")
    {
        Default = "false",
        Description = "Whether the exchange answers OrderMassStatusRequest (35=AF). false requests the status of each "
            + "live order by itself after a logon.",
        TradeOff = "true also finds, and cancels, orders that an earlier run left working.",
    };

    public static readonly FlagOrWordKey ReconcilePositions = new(
        Rows, "orders.reconcilePositions", ConfigWords.OfProfile)
    {
        Default = ConfigWords.OfProfile,
        Description = "Whether positions are compared with the exchange's after each logon (35=AN). A difference "
            + "stops its underlying until an operator settles the position. profile: true where the venue profile "
            + "says that the exchange answers, and for the embedded exchange from FIX 4.4 on.",
        TradeOff = "true finds fills that were never reported, and holds new orders back for a round trip after each "
            + "logon.",
    };

    public static readonly NumberKey ReconcileEveryMs = new(Rows, "orders.reconcileEveryMs", Within(0, DayMs, "ms"))
    {
        Default = "0",
        Description = "Pause between comparisons of positions while the session is up; a difference counts once two "
            + "comparisons agree on it. 0 compares after logons only.",
        TradeOff = "Finds fills that were never reported while the session stays up, for a message each time.",
    };

    public static readonly WordKey<ForeignFills> ForeignFills = new(
        Rows, "orders.foreignFills", ConfigWords.ForeignFillWords)
    {
        Default = "stop",
        Description = "Treatment of fills of others' orders, such as one traded by hand in the same account. stop "
            + "records the fill and stops its underlying until the position is settled; count hedges it, up to "
            + "foreignLotsPerMinute.",
        TradeOff = "count lets a desk trade by hand beside the engine, and trades a false report away as if it were "
            + "true, up to the bound.",
    };

    public static readonly LongKey ForeignLotsPerMinute = new(
        Rows, "orders.foreignLotsPerMinute", Within(1, 1e12, "lots"))
    {
        Default = "100",
        Description = "For foreignFills count: largest number of lots of an instrument that such fills may trade in a "
            + "minute; beyond it they stop the underlying all the same.",
        TradeOff = "bounds the trades that one minute of false reports can cause.",
    };

    public static readonly TextKey Account = new(Rows, "orders.account")
    {
        Default = "",
        Rule = TextRule.FixValue,
        Description = "Account whose positions are requested, tag 1. Empty is fix.senderCompId.",
    };

    public static readonly NumberKey RecoveryMs = new(Rows, "orders.recoveryMs", Above(0, DayMs, "ms"))
    {
        Default = "5000",
        Description = "Longest wait after a logon for the state of every live order, during which no new order "
            + "leaves; then an alarm, and orders of unknown state still count.",
    };

    public static readonly IntegerKey MaxLive = new(Rows, "orders.maxLive", Within(1, 4096, "orders"))
    {
        Default = "64",
        Description = "Largest number of live orders.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
