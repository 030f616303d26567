using HedgeFast.Core.Greeks.Volatility;
using static HedgeFast.Config.Keys.KeyRange;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of an underlying's volatilities, and of its time of expiry.</summary>
internal static class VolatilityKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly TextKey ExpiryTime = new(Rows, "underlyings[].expiryTime")
    {
        Default = "",
        Rule = TextRule.Clock,
        Description = "UTC time of day at which the underlying's options expire, as in 08:00, for bare dates of "
            + "expiry in the files. Empty refuses bare dates.",
    };

    public static readonly SectionKey Volatility = new(Rows, "underlyings[].volatility")
    {
        Description = "The options' volatilities.",
    };

    public static readonly WordKey<VolatilitySource> Source = new(
        Rows, "underlyings[].volatility.source", ConfigWords.Volatilities)
    {
        Default = "files",
        Description = "files: volatilities from book.surface where given, else the book's iv; quotes: implied from "
            + "the options' own quotes on the feed, as book.quotes numbers them. An option whose mid implies none (at "
            + "or below intrinsic value, at or above the bound) has that of the put or call of its strike; otherwise "
            + "bid and ask bound its delta.",
        TradeOff = "quotes follow the market from one time step to the next, and stop hedging while options without a "
            + "volatility leave more delta open than missingShare allows.",
    };

    public static readonly WordKey<VolatilityDynamics> Dynamics = new(
        Rows, "underlyings[].volatility.dynamics", ConfigWords.Dynamics)
    {
        Default = "sticky-strike",
        Description = "Change of volatilities when the underlying moves. sticky-strike: every strike keeps its own; "
            + "sticky-moneyness: the smile moves with the forward.",
        TradeOff = "sticky-strike needs no work between updates; sticky-moneyness follows a moving market and reads "
            + "the smile again every moveFraction, each time in one pass over the options.",
    };

    public static readonly NumberKey MaxAgeMs = new(
        Rows, "underlyings[].volatility.maxAgeMs", Within(0, 365 * DayMs, "ms"))
    {
        Default = "0",
        Description = "A volatility of the surface, or of a quote, older than this counts as missing. 0 allows any "
            + "age; the book's own have none.",
        TradeOff = "short stops hedging soon after the last update of the surface; long hedges on with old "
            + "volatilities.",
    };

    public static readonly NumberKey MoveFraction = new(
        Rows, "underlyings[].volatility.moveFraction", Above(0, 1, "fraction"))
    {
        Default = "0.0005",
        Description = "For sticky-moneyness: move of the price after which volatilities are read again.",
        TradeOff = "small keeps volatilities closer to the smile and reads the smile more often.",
    };

    public static readonly NumberKey MissingShare = new(
        Rows, "underlyings[].volatility.missingShare", Within(0, 10, "fraction"))
    {
        Default = "0.1",
        Description = "Options without a volatility count with the middle of the deltas that bid and ask allow. The "
            + "underlying is hedged while their open delta, in the worst case together, is at most this share of "
            + "band.halfWidth (with every policy). 0, and sticky-moneyness, stop hedging for one such option.",
        TradeOff = "small stops hedging for a few wide quotes; large hedges a delta that may be off by as much.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
