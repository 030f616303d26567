namespace HedgeFast.Config;

/// <summary>Keys of when and how far an underlying is hedged.</summary>
internal static partial class ConfigKeys
{
    private static IEnumerable<ConfigKey> Policies() =>
    [
        new("underlyings[].hedgeRatio", ConfigValueKind.Number, "Share of the options' delta that is hedged; 1 is all of it.")
        {
            Unit = "fraction", Default = "1", Min = 0, Max = 1.5, TradeOff = "below 1 keeps a view in the book; above 1 hedges more than the model's delta.",
        },
        new("underlyings[].policy", ConfigValueKind.Section, "What sets the band."),
        new("underlyings[].policy.kind", ConfigValueKind.Word, "fixed: band.halfWidth. gamma: the change of delta over a move of moveFraction. whalley-wilmott and zakamouline: the band that their papers find best for the costs, gamma and riskAversion. timed: back to the target every intervalMs. leland: the same, at Leland's adjusted delta.")
        {
            Default = "fixed", Words = ConfigWords.Of(ConfigWords.Policies),
            TradeOff = "fixed is plain and costs nothing to compute; the others widen where gamma is large and hedging dear, at two to six passes over the book at each time step and each move of 0.02 %.",
        },
        new("underlyings[].policy.moveFraction", ConfigValueKind.Number, "gamma: move of the price that the band lets pass.") { Unit = "fraction", Default = "0.001", Min = 0, MinIsOpen = true, Max = 1 },
        new("underlyings[].policy.riskAversion", ConfigValueKind.Number, "whalley-wilmott, zakamouline: risk aversion.")
        {
            Unit = "1/quote currency", Default = "1", Min = 0, MinIsOpen = true, Max = 1e12, TradeOff = "large hedges closely; small saves costs. Eight times as much halves the band of whalley-wilmott.",
        },
        new("underlyings[].policy.volatility", ConfigValueKind.Number, "zakamouline, leland: volatility of the underlying.") { Unit = "fraction a year", Default = "0.5", Min = 0, MinIsOpen = true, Max = 10 },
        new("underlyings[].policy.horizonDays", ConfigValueKind.Number, "whalley-wilmott, zakamouline: time to expiry that stands for the whole book.")
        {
            Unit = "days", Default = "30", Min = 0, MinIsOpen = true, Max = 36_500,
        },
        new("underlyings[].policy.intervalMs", ConfigValueKind.Number, "timed, leland: exchange time between two hedges.")
        {
            Unit = "ms", Default = "60000", Min = 0, MinIsOpen = true, Max = 365 * MillisecondsPerDay, TradeOff = "costs grow with one over its root, and so does what the delta strays.",
        },
        new("underlyings[].policy.minMoveFraction", ConfigValueKind.Number, "When a hedge is complete, no other one before the price has moved by this; 0 has no such gate. With any policy.")
        {
            Unit = "fraction", Default = "0", Min = 0, Max = 1,
        },
        new("underlyings[].policy.minHalfWidth", ConfigValueKind.Number, "A computed band is at least this wide, and at least half a lot; also where gamma is 0.")
        {
            Unit = "units of the underlying", Default = "0", Min = 0, Max = 1e12,
        },
        new("underlyings[].policy.maxHalfWidth", ConfigValueKind.Number, "A computed band is at most this wide.") { Unit = "units of the underlying", Default = "1000000000000", Min = 0, MinIsOpen = true, Max = 1e12 },
        new("underlyings[].costs", ConfigValueKind.Section, "What trading the hedge costs, beside instruments[].takerFee: for the policies and for the expected cost of each decision."),
        new("underlyings[].costs.halfSpread", ConfigValueKind.Number, "Half the spread; observed averages the quoted one.") { Unit = "fraction", Default = "observed", Min = 0, Max = 1, Words = ["observed"] },
        new("underlyings[].costs.impact", ConfigValueKind.Number, "Y of the square-root law of impact, Y dayVolatility sqrt(quantity / dayVolume); 0 leaves impact out.") { Default = "0", Min = 0, Max = 100 },
        new("underlyings[].costs.dayVolatility", ConfigValueKind.Number, "Volatility of the price over a day.") { Unit = "fraction", Default = "0.03", Min = 0, MinIsOpen = true, Max = 10 },
        new("underlyings[].costs.dayVolume", ConfigValueKind.Number, "Volume of a day.") { Unit = "units of the underlying", Default = "100000", Min = 0, MinIsOpen = true, Max = 1e15 },
        new("underlyings[].governor", ConfigValueKind.Section, "When hedging would move the market it follows. The measure is the larger of -gamma linearImpact and of the footprint over footprintMax; from 1 hedging would feed itself."),
        new("underlyings[].governor.linearImpact", ConfigValueKind.Number, "What the price moves for one unit of the underlying traded; 0 looks at the footprint alone.") { Unit = "quote currency", Default = "0", Min = 0, Max = 1e12 },
        new("underlyings[].governor.footprintMax", ConfigValueKind.Number, "Share of the day's volume, for a move of one percent, that counts as 1; off does not look at it.")
        {
            Unit = "fraction", Default = "off", Min = 0, MinIsOpen = true, Max = 100, Words = ["off"],
        },
        new("underlyings[].governor.widenAt", ConfigValueKind.Number, "Measure from which the band is widened; less than slowAt.") { Default = "0.2", Min = 0, MinIsOpen = true, Max = 1 },
        new("underlyings[].governor.widenFactor", ConfigValueKind.Number, "Factor that the band is widened by.") { Unit = "times", Default = "2", Min = 1, Max = 1000 },
        new("underlyings[].governor.slowAt", ConfigValueKind.Number, "Measure from which hedges are also slowed; less than haltAt.") { Default = "0.5", Min = 0, MinIsOpen = true, Max = 1 },
        new("underlyings[].governor.slowMs", ConfigValueKind.Number, "Shortest exchange time between two hedges when slowed.") { Unit = "ms", Default = "1000", Min = 0, MinIsOpen = true, Max = MillisecondsPerDay },
        new("underlyings[].governor.haltAt", ConfigValueKind.Number, "Measure from which nothing more is hedged.") { Default = "0.9", Min = 0, MinIsOpen = true, Max = 1 },
    ];
}
