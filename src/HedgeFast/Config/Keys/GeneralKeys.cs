namespace HedgeFast.Config.Keys;

/// <summary>Keys of the engine as a whole.</summary>
internal static class GeneralKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly TextKey Instance = new(Rows, "instance")
    {
        Default = "hedge",
        Rule = TextRule.Instance,
        Description = "Name of this engine and part of every client order id; two engines at one exchange need two "
            + "names.",
    };

    public static readonly FlagKey StopWhenClosed = new(Rows, "stopWhenClosed")
    {
        Default = "false",
        Description = "Whether the run ends when the exchange closes the market; with the simulated exchange, at the "
            + "end of the tape.",
        TradeOff = "true suits demonstrations and tests; an engine that runs for days waits for the next session.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
