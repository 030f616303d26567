using HedgeFast.Core.Hedge;
using static HedgeFast.Config.Keys.KeyRange;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of an underlying's policy, trading costs and governor.</summary>
internal static class PolicyKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Policy = new(Rows, "underlyings[].policy")
    {
        Description = "The policy that sets the band.",
    };

    public static readonly WordKey<PolicyKind> Kind = new(Rows, "underlyings[].policy.kind", ConfigWords.Policies)
    {
        Default = "fixed",
        Description = "fixed: band.halfWidth. gamma: the change of delta over a move of moveFraction. whalley-wilmott "
            + "and zakamouline: the band that their papers find best for the costs, gamma and riskAversion. timed: "
            + "back to the target every intervalMs. leland: the same, at Leland's adjusted delta.",
        TradeOff = "fixed costs nothing to compute; the others widen where gamma is large and hedging dear, at two to "
            + "six passes over the book at each time step and each move of 0.02 %.",
    };

    public static readonly NumberKey MoveFraction = new(
        Rows, "underlyings[].policy.moveFraction", Above(0, 1, "fraction"))
    {
        Default = "0.001",
        Description = "For gamma: move of the price that needs no hedge.",
    };

    public static readonly NumberKey RiskAversion = new(
        Rows, "underlyings[].policy.riskAversion", Above(0, 1e12, "1/quote currency"))
    {
        Default = "1",
        Description = "For whalley-wilmott and zakamouline: risk aversion.",
        TradeOff = "large hedges closely; small saves costs. Eight times as much halves the band of whalley-wilmott.",
    };

    public static readonly NumberKey Volatility = new(
        Rows, "underlyings[].policy.volatility", Above(0, 10, "fraction a year"))
    {
        Default = "0.5",
        Description = "For zakamouline and leland: volatility of the underlying.",
    };

    public static readonly NumberKey HorizonDays = new(
        Rows, "underlyings[].policy.horizonDays", Above(0, 36_500, "days"))
    {
        Default = "30",
        Description = "For whalley-wilmott and zakamouline: one time to expiry for the whole book.",
    };

    public static readonly NumberKey IntervalMs = new(
        Rows, "underlyings[].policy.intervalMs", Above(0, 365 * DayMs, "ms"))
    {
        Default = "60000",
        Description = "For timed and leland: exchange time between two hedges.",
        TradeOff = "short follows the delta closely; costs grow with one over the root of the interval.",
    };

    public static readonly NumberKey MinMoveFraction = new(
        Rows, "underlyings[].policy.minMoveFraction", Within(0, 1, "fraction"))
    {
        Default = "0",
        Description = "For every policy: move of the price before the next hedge, once a hedge is complete; 0 waits "
            + "for no move.",
    };

    public static readonly NumberKey MinHalfWidth = new(
        Rows, "underlyings[].policy.minHalfWidth", Within(0, 1e12, "units of the underlying"))
    {
        Default = "0",
        Description = "Smallest half-width of a computed band, and at least half a lot; also where gamma is 0.",
    };

    public static readonly NumberKey MaxHalfWidth = new(
        Rows, "underlyings[].policy.maxHalfWidth", Above(0, 1e12, "units of the underlying"))
    {
        Default = "1000000000000",
        Description = "Largest half-width of a computed band.",
    };

    public static readonly SectionKey Costs = new(Rows, "underlyings[].costs")
    {
        Description = "Costs of trading the hedge, beside instruments[].takerFee: for the policies and for the "
            + "expected cost of each decision.",
    };

    public static readonly NumberOrWordKey CostHalfSpread = new(
        Rows, "underlyings[].costs.halfSpread", "observed", Within(0, 1, "fraction"))
    {
        Default = "observed",
        Description = "Half the spread; observed averages the quoted one.",
    };

    public static readonly NumberKey CostImpact = new(Rows, "underlyings[].costs.impact", Within(0, 100))
    {
        Default = "0",
        Description = "Y of the square-root law of impact, Y dayVolatility sqrt(quantity / dayVolume); 0 leaves "
            + "impact out.",
    };

    public static readonly NumberKey CostDayVolatility = new(
        Rows, "underlyings[].costs.dayVolatility", Above(0, 10, "fraction"))
    {
        Default = "0.03",
        Description = "Volatility of the price over a day.",
    };

    public static readonly NumberKey CostDayVolume = new(
        Rows, "underlyings[].costs.dayVolume", Above(0, 1e15, "units of the underlying"))
    {
        Default = "100000",
        Description = "Volume of a day.",
    };

    public static readonly SectionKey Governor = new(Rows, "underlyings[].governor")
    {
        Description = "Limits hedging that would move its own market. The measure is the larger of -gamma "
            + "linearImpact and of the footprint over footprintMax; from 1 on, hedging would feed itself.",
    };

    public static readonly NumberKey GovernorLinearImpact = new(
        Rows, "underlyings[].governor.linearImpact", Within(0, 1e12, "quote currency"))
    {
        Default = "0",
        Description = "Move of the price for one unit of the underlying traded; 0 measures the footprint alone.",
    };

    public static readonly NumberOrWordKey GovernorFootprintMax = new(
        Rows, "underlyings[].governor.footprintMax", "off", Above(0, 100, "fraction"))
    {
        Default = "off",
        Description = "Share of the day's volume, for a move of one percent, that counts as 1; off ignores the "
            + "footprint.",
    };

    public static readonly NumberKey GovernorWidenAt = new(Rows, "underlyings[].governor.widenAt", Above(0, 1))
    {
        Default = "0.2",
        Description = "Measure from which the band is widened; less than slowAt.",
    };

    public static readonly NumberKey GovernorWidenFactor = new(
        Rows, "underlyings[].governor.widenFactor", Within(1, 1000, "times"))
    {
        Default = "2",
        Description = "Factor by which the band is widened.",
    };

    public static readonly NumberKey GovernorSlowAt = new(Rows, "underlyings[].governor.slowAt", Above(0, 1))
    {
        Default = "0.5",
        Description = "Measure from which hedges are also slowed; less than haltAt.",
    };

    public static readonly NumberKey GovernorSlowMs = new(Rows, "underlyings[].governor.slowMs", Above(0, DayMs, "ms"))
    {
        Default = "1000",
        Description = "Shortest exchange time between two hedges when slowed.",
    };

    public static readonly NumberKey GovernorHaltAt = new(Rows, "underlyings[].governor.haltAt", Above(0, 1))
    {
        Default = "0.9",
        Description = "Measure from which hedging stops.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
