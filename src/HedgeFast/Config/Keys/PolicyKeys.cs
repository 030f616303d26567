using HedgeFast.Core.Hedge;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of an underlying's policy, trading costs and governor.</summary>
internal static class PolicyKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Policy = new(Rows, "underlyings[].policy")
    {
        Description = "What sets the band.",
    };

    public static readonly WordKey<PolicyKind> Kind = new(Rows, "underlyings[].policy.kind", ConfigWords.Policies)
    {
        Default = "fixed",
        Description = "fixed: band.halfWidth. gamma: the change of delta over a move of moveFraction. whalley-wilmott "
            + "and zakamouline: the band that their papers find best for the costs, gamma and riskAversion. timed: "
            + "back to the target every intervalMs. leland: the same, at Leland's adjusted delta.",
        TradeOff = "fixed is plain and costs nothing to compute; the others widen where gamma is large and hedging "
            + "dear, at two to six passes over the book at each time step and each move of 0.02 %.",
    };

    public static readonly NumberKey MoveFraction = new(Rows, "underlyings[].policy.moveFraction")
    {
        Unit = "fraction",
        Default = "0.001",
        Above = 0,
        Max = 1,
        Description = "gamma: move of the price that the band lets pass.",
    };

    public static readonly NumberKey RiskAversion = new(Rows, "underlyings[].policy.riskAversion")
    {
        Unit = "1/quote currency",
        Default = "1",
        Above = 0,
        Max = 1e12,
        Description = "whalley-wilmott, zakamouline: risk aversion.",
        TradeOff = "large hedges closely; small saves costs. Eight times as much halves the band of whalley-wilmott.",
    };

    public static readonly NumberKey Volatility = new(Rows, "underlyings[].policy.volatility")
    {
        Unit = "fraction a year",
        Default = "0.5",
        Above = 0,
        Max = 10,
        Description = "zakamouline, leland: volatility of the underlying.",
    };

    public static readonly NumberKey HorizonDays = new(Rows, "underlyings[].policy.horizonDays")
    {
        Unit = "days",
        Default = "30",
        Above = 0,
        Max = 36_500,
        Description = "whalley-wilmott, zakamouline: time to expiry that stands for the whole book.",
    };

    public static readonly NumberKey IntervalMs = new(Rows, "underlyings[].policy.intervalMs")
    {
        Unit = "ms",
        Default = "60000",
        Above = 0,
        Max = 365 * ConfigKeys.DayMs,
        Description = "timed, leland: exchange time between two hedges.",
        TradeOff = "costs grow with one over its root, and so does what the delta strays.",
    };

    public static readonly NumberKey MinMoveFraction = new(Rows, "underlyings[].policy.minMoveFraction")
    {
        Unit = "fraction",
        Default = "0",
        Min = 0,
        Max = 1,
        Description = "When a hedge is complete, no other one before the price has moved by this; 0 has no such gate. "
            + "With any policy.",
    };

    public static readonly NumberKey MinHalfWidth = new(Rows, "underlyings[].policy.minHalfWidth")
    {
        Unit = "units of the underlying",
        Default = "0",
        Min = 0,
        Max = 1e12,
        Description = "A computed band is at least this wide, and at least half a lot; also where gamma is 0.",
    };

    public static readonly NumberKey MaxHalfWidth = new(Rows, "underlyings[].policy.maxHalfWidth")
    {
        Unit = "units of the underlying",
        Default = "1000000000000",
        Above = 0,
        Max = 1e12,
        Description = "A computed band is at most this wide.",
    };

    public static readonly SectionKey Costs = new(Rows, "underlyings[].costs")
    {
        Description = "What trading the hedge costs, beside instruments[].takerFee: for the policies and for the "
            + "expected cost of each decision.",
    };

    public static readonly NumberOrWordKey CostHalfSpread = new(Rows, "underlyings[].costs.halfSpread", "observed")
    {
        Unit = "fraction",
        Default = "observed",
        Min = 0,
        Max = 1,
        Description = "Half the spread; observed averages the quoted one.",
    };

    public static readonly NumberKey CostImpact = new(Rows, "underlyings[].costs.impact")
    {
        Default = "0",
        Min = 0,
        Max = 100,
        Description = "Y of the square-root law of impact, Y dayVolatility sqrt(quantity / dayVolume); 0 leaves "
            + "impact out.",
    };

    public static readonly NumberKey CostDayVolatility = new(Rows, "underlyings[].costs.dayVolatility")
    {
        Unit = "fraction",
        Default = "0.03",
        Above = 0,
        Max = 10,
        Description = "Volatility of the price over a day.",
    };

    public static readonly NumberKey CostDayVolume = new(Rows, "underlyings[].costs.dayVolume")
    {
        Unit = "units of the underlying",
        Default = "100000",
        Above = 0,
        Max = 1e15,
        Description = "Volume of a day.",
    };

    public static readonly SectionKey Governor = new(Rows, "underlyings[].governor")
    {
        Description = "When hedging would move the market it follows. The measure is the larger of -gamma "
            + "linearImpact and of the footprint over footprintMax; from 1 hedging would feed itself.",
    };

    public static readonly NumberKey GovernorLinearImpact = new(Rows, "underlyings[].governor.linearImpact")
    {
        Unit = "quote currency",
        Default = "0",
        Min = 0,
        Max = 1e12,
        Description = "What the price moves for one unit of the underlying traded; 0 looks at the footprint alone.",
    };

    public static readonly NumberOrWordKey GovernorFootprintMax = new(
        Rows, "underlyings[].governor.footprintMax", "off")
    {
        Unit = "fraction",
        Default = "off",
        Above = 0,
        Max = 100,
        Description = "Share of the day's volume, for a move of one percent, that counts as 1; off does not look at "
            + "it.",
    };

    public static readonly NumberKey GovernorWidenAt = new(Rows, "underlyings[].governor.widenAt")
    {
        Default = "0.2",
        Above = 0,
        Max = 1,
        Description = "Measure from which the band is widened; less than slowAt.",
    };

    public static readonly NumberKey GovernorWidenFactor = new(Rows, "underlyings[].governor.widenFactor")
    {
        Unit = "times",
        Default = "2",
        Min = 1,
        Max = 1000,
        Description = "Factor that the band is widened by.",
    };

    public static readonly NumberKey GovernorSlowAt = new(Rows, "underlyings[].governor.slowAt")
    {
        Default = "0.5",
        Above = 0,
        Max = 1,
        Description = "Measure from which hedges are also slowed; less than haltAt.",
    };

    public static readonly NumberKey GovernorSlowMs = new(Rows, "underlyings[].governor.slowMs")
    {
        Unit = "ms",
        Default = "1000",
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "Shortest exchange time between two hedges when slowed.",
    };

    public static readonly NumberKey GovernorHaltAt = new(Rows, "underlyings[].governor.haltAt")
    {
        Default = "0.9",
        Above = 0,
        Max = 1,
        Description = "Measure from which nothing more is hedged.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
