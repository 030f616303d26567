using static HedgeFast.Config.Keys.KeyRange;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of the ring capacities.</summary>
internal static class RingKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Rings = new(Rows, "rings")
    {
        Description = "Capacities of the rings between the stages.",
    };

    public static readonly IntegerKey Market = new(Rows, "rings.market", PowersOfTwo(16, 1 << 22, "events"))
    {
        Default = "16384",
        Description = "Feed to loop.",
        TradeOff = "when it is full, quotes conflate: the latest of each instrument wins and the others are counted.",
    };

    public static readonly IntegerKey Execution = new(Rows, "rings.execution", PowersOfTwo(16, 1 << 22, "events"))
    {
        Default = "4096",
        Description = "Order port to loop.",
        TradeOff = "when it is full, executions stay unread in the socket; none is dropped.",
    };

    public static readonly IntegerKey Control = new(Rows, "rings.control", PowersOfTwo(16, 1 << 22, "events"))
    {
        Default = "64",
        Description = "Operator to loop.",
    };

    public static readonly IntegerKey Preparation = new(Rows, "rings.preparation", PowersOfTwo(16, 1 << 22, "events"))
    {
        Default = "1024",
        Description = "Between the loop and the solver off its thread (American options, volatilities from quotes), "
            + "either way.",
        TradeOff = "when it is full, the solver waits.",
    };

    public static readonly IntegerKey Order = new(Rows, "rings.order", PowersOfTwo(16, 1 << 22, "events"))
    {
        Default = "1024",
        Description = "Loop to order port.",
        TradeOff = "when it is full, no new order is decided.",
    };

    public static readonly IntegerKey Journal = new(Rows, "rings.journal", PowersOfTwo(16, 1 << 22, "events"))
    {
        Default = "65536",
        Description = "Loop to journal.",
        TradeOff = "when it is full, the loop waits for the disk.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
