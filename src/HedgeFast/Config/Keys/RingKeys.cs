namespace HedgeFast.Config.Keys;

/// <summary>Keys of the ring capacities.</summary>
internal static class RingKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Rings = new(Rows, "rings")
    {
        Description = "Capacities of the rings between the stages.",
    };

    public static readonly IntegerKey Market = new(Rows, "rings.market")
    {
        Unit = "events",
        Default = "16384",
        Min = 16,
        Max = 1 << 22,
        PowerOfTwo = true,
        Description = "Feed to loop.",
        TradeOff = "when it is full, quotes conflate: the latest of each instrument wins and the others are counted.",
    };

    public static readonly IntegerKey Execution = new(Rows, "rings.execution")
    {
        Unit = "events",
        Default = "4096",
        Min = 16,
        Max = 1 << 22,
        PowerOfTwo = true,
        Description = "Order port to loop.",
        TradeOff = "when it is full, executions stay unread in the socket; none is dropped.",
    };

    public static readonly IntegerKey Control = new(Rows, "rings.control")
    {
        Unit = "events",
        Default = "64",
        Min = 16,
        Max = 1 << 22,
        PowerOfTwo = true,
        Description = "Operator to loop.",
    };

    public static readonly IntegerKey Preparation = new(Rows, "rings.preparation")
    {
        Unit = "events",
        Default = "1024",
        Min = 16,
        Max = 1 << 22,
        PowerOfTwo = true,
        Description = "Between the loop and what is prepared off its thread (American options, volatilities from "
            + "quotes), either way.",
        TradeOff = "when it is full, preparing waits.",
    };

    public static readonly IntegerKey Order = new(Rows, "rings.order")
    {
        Unit = "events",
        Default = "1024",
        Min = 16,
        Max = 1 << 22,
        PowerOfTwo = true,
        Description = "Loop to order port.",
        TradeOff = "when it is full, no new order is decided.",
    };

    public static readonly IntegerKey Journal = new(Rows, "rings.journal")
    {
        Unit = "events",
        Default = "65536",
        Min = 16,
        Max = 1 << 22,
        PowerOfTwo = true,
        Description = "Loop to journal.",
        TradeOff = "when it is full, the loop waits for the disk.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
