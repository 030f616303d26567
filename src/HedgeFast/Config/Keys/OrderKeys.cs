using HedgeFast.Core.Book;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of order placement.</summary>
internal static class OrderKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Orders = new(Rows, "orders")
    {
        Description = "How hedge orders are placed.",
    };

    public static readonly WordKey<OrderStyle> Style = new(Rows, "orders.style", ConfigWords.OrderStyles)
    {
        Default = "touch",
        Description = "touch places at the opposite touch and capTicks beyond it; market takes what is there up to "
            + "marketCollarFraction; passive joins the own touch, follows it, and crosses after crossAfterMs.",
        TradeOff = "touch pays the spread at once; market gets done in a thin book, at a worse price; passive saves "
            + "the spread when it fills and carries the delta until it does.",
    };

    public static readonly WordKey<TimeInForce> TimeInForce = new(Rows, "orders.timeInForce", ConfigWords.TimesInForce)
    {
        Default = "ioc",
        Description = "For style touch: ioc takes what is there and cancels the rest; day leaves the rest in the "
            + "market until cancelAfterMs; fok takes all or nothing.",
        TradeOff = "ioc pays the spread and is done at once; a resting order may be filled cheaper, later or not at "
            + "all; fok leaves no rest to think about and trades nothing when less is there than needed, so give it "
            + "sliceLots or depthShare.",
    };

    public static readonly IntegerKey CapTicks = new(Rows, "orders.capTicks")
    {
        Unit = "ticks",
        Default = "0",
        Min = 0,
        Max = 1_000_000,
        Description = "Ticks beyond the touch that an order may pay; 0 is the touch itself.",
        TradeOff = "a few ticks catch a quote that moved while the order was on its way, at a worse price.",
    };

    public static readonly NumberKey MarketCollarFraction = new(Rows, "orders.marketCollarFraction")
    {
        Unit = "fraction",
        Default = "0.002",
        Above = 0,
        Max = 1,
        Description = "For style market: the price may differ from the mid by at most this fraction; at most "
            + "limits.collarFraction.",
        TradeOff = "wide is filled whole in a thin book; narrow leaves a rest for the next quote.",
    };

    public static readonly NumberKey CrossAfterMs = new(Rows, "orders.crossAfterMs")
    {
        Unit = "ms",
        Default = "2000",
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "For style passive: after waiting this long for one need, the next order crosses the spread.",
        TradeOff = "long saves more spread and leaves the delta open for longer.",
    };

    public static readonly NumberKey RepriceMs = new(Rows, "orders.repriceMs")
    {
        Unit = "ms",
        Default = "100",
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "For style passive: an order stays at its price for at least this long before it follows the "
            + "touch.",
        TradeOff = "short stays at the touch and gives up its place in the queue more often.",
    };

    public static readonly WordKey<Repricing> Reprice = new(Rows, "orders.reprice", ConfigWords.Repricings)
    {
        Default = "cancel",
        Description = "For style passive: how an order follows the touch. cancel takes it out and places it anew once "
            + "that is confirmed; replace does both in one message (35=G), and cancels where that is refused.",
        TradeOff = "replace is at the new price a round trip sooner; cancel has one way less to go wrong, and some "
            + "exchanges count a replace as two messages.",
    };

    public static readonly NumberKey DepthShare = new(Rows, "orders.depthShare")
    {
        Unit = "fraction",
        Default = "0",
        Min = 0,
        Max = 1,
        Description = "Most of the size displayed where an order trades or joins that it may be; 0 looks at no size.",
        TradeOff = "a small share shows little of what is needed and takes more orders.",
    };

    public static readonly NumberKey VolumeShare = new(Rows, "orders.volumeShare")
    {
        Unit = "fraction",
        Default = "0",
        Min = 0,
        Max = 1,
        Description = "Most that is traded in an instrument of what others trade there in volumeWindowMs, with "
            + "everything that is out: own fills are no volume, on either side. 0 looks at no volume. The feed must "
            + "carry trades.",
        TradeOff = "a small share hides in the market and leaves the delta open for longer; where nobody trades "
            + "nothing is hedged at all.",
    };

    public static readonly NumberKey VolumeWindowMs = new(Rows, "orders.volumeWindowMs")
    {
        Unit = "ms",
        Default = "60000",
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "The trailing time over which volumeShare holds.",
        TradeOff = "short follows the market's pace closely; long lets a large need be met at once after a busy while.",
    };

    public static readonly NumberKey SliceGapMs = new(Rows, "orders.sliceGapMs")
    {
        Unit = "ms",
        Default = "0",
        Min = 0,
        Max = ConfigKeys.DayMs,
        Description = "Between two new orders of an instrument passes at least this long; with sliceLots, depthShare "
            + "or volumeShare a need is worked off at that pace.",
    };

    public static readonly LongKey SliceLots = new(Rows, "orders.sliceLots")
    {
        Unit = "lots",
        Default = "0",
        Min = 0,
        Max = 1e12,
        Description = "Most lots of one hedge order; a larger need is worked off by one order after another. 0 takes "
            + "limits.maxOrderLots, which it may not exceed.",
        TradeOff = "small slices move the market less and take longer to bring the delta back.",
    };

    public static readonly NumberKey CancelAfterMs = new(Rows, "orders.cancelAfterMs")
    {
        Unit = "ms",
        Default = "500",
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "An order that still rests after this long is cancelled.",
    };

    public static readonly NumberKey RejectPauseMs = new(Rows, "orders.rejectPauseMs")
    {
        Unit = "ms",
        Default = "250",
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "After a reject no new order goes out in that instrument for this long, and for twice as long "
            + "after each further one in a row, up to 64 times.",
        TradeOff = "short hedges again sooner; too short floods an exchange that refuses everything.",
    };

    public static readonly IntegerKey MaxRequests = new(Rows, "orders.maxRequests")
    {
        Unit = "requests",
        Default = "10",
        Min = 1,
        Max = 1000,
        Description = "Cancel and status requests about one order that has not moved before they end in an alarm; "
            + "each waits longer than the one before.",
    };

    public static readonly FlagKey MassStatus = new(Rows, "orders.massStatus")
    {
        Default = "false",
        Description = "Whether the exchange answers OrderMassStatusRequest (35=AF). Otherwise each live order is "
            + "asked about by itself after a logon.",
        TradeOff = "true also finds, and cancels, orders that an earlier run left working.",
    };

    public static readonly FlagOrWordKey ReconcilePositions = new(
        Rows, "orders.reconcilePositions", ConfigWords.OfProfile)
    {
        Default = ConfigWords.OfProfile,
        Description = "Whether positions are compared with the exchange's after each logon (35=AN). One that differs "
            + "stops its underlying until an operator settles it. profile: where the venue profile says that the "
            + "exchange answers; the embedded exchange does from FIX 4.4 on.",
        TradeOff = "true finds fills that nobody told us, and holds new orders back for a round trip after each logon.",
    };

    public static readonly NumberKey ReconcileEveryMs = new(Rows, "orders.reconcileEveryMs")
    {
        Unit = "ms",
        Default = "0",
        Min = 0,
        Max = ConfigKeys.DayMs,
        Description = "While the session is up, positions are compared again after this long; a difference then "
            + "counts when it is told twice. 0 compares after logons only.",
        TradeOff = "Finds fills that nobody told us while the session stays up, for a message each time.",
    };

    public static readonly WordKey<ForeignFills> ForeignFills = new(
        Rows, "orders.foreignFills", ConfigWords.ForeignFillWords)
    {
        Default = "stop",
        Description = "What a fill of an order that is not ours does, for example one traded by hand in the same "
            + "account. stop records it and stops its underlying until the position is settled; count hedges it, up "
            + "to foreignLotsPerMinute.",
        TradeOff = "count lets a desk trade by hand beside the engine, and trades a false report away as if it were "
            + "true, up to the bound.",
    };

    public static readonly LongKey ForeignLotsPerMinute = new(Rows, "orders.foreignLotsPerMinute")
    {
        Unit = "lots",
        Default = "100",
        Min = 1,
        Max = 1e12,
        Description = "For foreignFills count: most lots of an instrument that such fills may trade in a minute; "
            + "beyond it they stop the underlying all the same.",
        TradeOff = "the most that one minute of false reports can make the engine trade.",
    };

    public static readonly TextKey Account = new(Rows, "orders.account")
    {
        Default = "",
        Rule = TextRule.FixValue,
        Description = "Account whose positions are asked for, tag 1. Empty names fix.senderCompId.",
    };

    public static readonly NumberKey RecoveryMs = new(Rows, "orders.recoveryMs")
    {
        Unit = "ms",
        Default = "5000",
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "After a logon no new order leaves before every live order is accounted for, but for at most "
            + "this long; then an alarm, and what is not known still counts.",
    };

    public static readonly IntegerKey MaxLive = new(Rows, "orders.maxLive")
    {
        Unit = "orders",
        Default = "64",
        Min = 1,
        Max = 4096,
        Description = "Most orders alive at once.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
