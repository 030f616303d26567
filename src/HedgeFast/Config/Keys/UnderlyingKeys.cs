using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of an underlying: its hedge instruments, band, forwards and dividends.</summary>
internal static class UnderlyingKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly ListKey Underlyings = new(Rows, "underlyings")
    {
        Min = 1,
        Max = 64,
        Description = "The underlyings whose net delta is hedged.",
    };

    public static readonly TextKey Name = new(Rows, "underlyings[].name")
    {
        Rule = TextRule.FixValue,
        Description = "Name, as in the book's underlying column.",
    };

    public static readonly WordKey<DeltaConvention> Delta = new(Rows, "underlyings[].delta", ConfigWords.Deltas)
    {
        Description = "The delta that is hedged. net-transaction: forward delta less the option's price in coin "
            + "(coin-settled books); forward: undiscounted Black-76; spot: Black-Scholes-Merton; futures: discounted "
            + "Black-76.",
        TradeOff = "for coin-settled options net-transaction and forward differ by the option's whole premium, so "
            + "there is no default.",
    };

    public static readonly TextKey HedgeInstrument = new(Rows, "underlyings[].hedgeInstrument")
    {
        Rule = TextRule.FixValue,
        Description = "Symbol of the instrument that hedges it and whose mid is its price; one of "
            + "instruments[].symbol.",
    };

    public static readonly TextsKey Fallbacks = new(Rows, "underlyings[].fallbacks")
    {
        Default = "",
        Rule = TextRule.FixValue,
        Description = "Symbols of the instruments that hedge it while those before them can't, in order of "
            + "preference. Positions in all of them count.",
    };

    public static readonly NumberKey FallbackAfterMs = new(Rows, "underlyings[].fallbackAfterMs")
    {
        Unit = "ms",
        Default = "1000",
        Min = 0,
        Max = ConfigKeys.DayMs,
        Description = "How long the instrument in use must have been unfit before the next one takes its place. The "
            + "return to a better one is at once.",
        TradeOff = "short hedges on through the first bad quote, and leaves positions in two instruments more often; "
            + "long stays unhedged for as long.",
    };

    public static readonly SectionKey Band = new(Rows, "underlyings[].band")
    {
        Description = "The no-trade band around the target delta.",
    };

    public static readonly NumberKey BandHalfWidth = new(Rows, "underlyings[].band.halfWidth")
    {
        Unit = "units of the underlying",
        Above = 0,
        Max = 1e12,
        Description = "Half-width of the fixed band: inside target +- halfWidth nothing is traded. Other policies "
            + "compute theirs.",
        TradeOff = "narrow follows the delta closely and pays spread and fees often; wide saves costs and carries "
            + "more risk.",
    };

    public static readonly NumberKey BandTarget = new(Rows, "underlyings[].band.target")
    {
        Unit = "units of the underlying",
        Default = "0",
        Min = -1e12,
        Max = 1e12,
        Description = "Net delta to hold: the centre of the band.",
    };

    public static readonly WordKey<TradePoint> BandTradeTo = new(
        Rows, "underlyings[].band.tradeTo", ConfigWords.TradeTos)
    {
        Default = "edge",
        Description = "Where a hedge takes the delta once it has left the band.",
        TradeOff = "edge is the cheapest trade that ends the breach; between goes by betweenFraction; centre trades "
            + "more at once and less often, better where a fixed fee an order dominates.",
    };

    public static readonly NumberKey BandBetweenFraction = new(Rows, "underlyings[].band.betweenFraction")
    {
        Unit = "fraction",
        Default = "0.5",
        Min = 0,
        Max = 1,
        Description = "tradeTo between: share of the way from the edge to the centre.",
    };

    public static readonly NumberKey BandSkew = new(Rows, "underlyings[].band.skew")
    {
        Unit = "fraction",
        Default = "0",
        Min = -1,
        Max = 1,
        Description = "How much wider the band is above its target than below: above it is (1 + skew) half-widths, "
            + "below (1 - skew). With any band.",
    };

    public static readonly WordKey<RevalueMode> Revalue = new(Rows, "underlyings[].revalue", ConfigWords.RevalueModes)
    {
        Default = "every-tick",
        Description = "When the options are revalued. every-tick: at every price; triggers: behind an order, and "
            + "where the error of a certified curve of the net delta leaves it open what to do.",
        TradeOff = "the orders are the same; triggers answers quotes in tens of nanoseconds and orders in hundreds, "
            + "whatever the size of the book, and builds its curve between quotes; every-tick keeps each option's "
            + "delta current.",
    };

    public static readonly NumberKey Rate = new(Rows, "underlyings[].rate")
    {
        Unit = "fraction a year",
        Default = "0",
        Min = -1,
        Max = 1,
        Description = "Continuous interest rate, ACT/365.",
    };

    public static readonly NumberKey Carry = new(Rows, "underlyings[].carry")
    {
        Unit = "fraction a year",
        Default = "0",
        Min = -1,
        Max = 1,
        Description = "Continuous carry, the rate less the yield: forward = price * e^(carry * years), the price net "
            + "of dividends.",
    };

    public static readonly SectionKey Forward = new(Rows, "underlyings[].forward")
    {
        Description = "Where the options' forwards come from.",
    };

    public static readonly WordKey<ForwardSource> ForwardSource = new(
        Rows, "underlyings[].forward.source", ConfigWords.Forwards)
    {
        Default = "carry",
        Description = "carry: from the price and carry; given: ratios to the price, in forward.given; future: from "
            + "the quotes of the underlying's dated futures, the instruments on it that have an expiry. Between two "
            + "known expiries ln(forward / price) is linear in time, from now to the first likewise, and beyond the "
            + "last it grows at the last one's rate.",
        TradeOff = "future follows the market from one time step to the next, and stops hedging when a future up to "
            + "the options' last expiry is not quoted; carry and given need nothing and follow nothing.",
    };

    public static readonly NumberKey ForwardMaxAgeMs = new(Rows, "underlyings[].forward.maxAgeMs")
    {
        Unit = "ms",
        Default = "60000",
        Min = 0,
        Max = 365 * ConfigKeys.DayMs,
        Description = "With future: one whose last quote is older than this makes the underlying not hedgeable. 0 "
            + "allows any age.",
        TradeOff = "short stops hedging soon after a future stops being quoted; long hedges on with an old forward.",
    };

    public static readonly TextKey ForwardGiven = new(Rows, "underlyings[].forward.given")
    {
        Default = "",
        Description = "With given: EXPIRY=RATIO, separated by commas, where RATIO is the forward over the price, as "
            + "in 2024-09-27T08:00:00.000Z=1.012.",
    };

    public static readonly SectionKey Dividends = new(Rows, "underlyings[].dividends")
    {
        Description = "Discrete dividends of the underlying, which forwards and options are valued with.",
    };

    public static readonly WordKey<DividendModel> DividendsModel = new(
        Rows, "underlyings[].dividends.model", ConfigWords.Dividends)
    {
        Default = "escrowed",
        Description = "How the price moves around them. escrowed: the price less the dividends due until expiry is "
            + "lognormal, with the option's volatility; piecewise-lognormal: the price is lognormal and falls by the "
            + "amount at each ex date.",
        TradeOff = "escrowed has closed forms for European options, but gives the same stock another volatility for "
            + "every expiry; piecewise-lognormal is one stock for all expiries, and every option takes a grid.",
    };

    public static readonly TextKey DividendsGiven = new(Rows, "underlyings[].dividends.given")
    {
        Default = "",
        Description = "EXDATE=AMOUNT, separated by commas and rising: each amount in quote currency a unit of the "
            + "underlying, each ex date the instant from which the price is without it, or a bare date for its "
            + "midnight in UTC, as in 2026-02-06=0.26. Only with forward.source carry. A linear hedge instrument "
            + "without expiry counts as the stock: its position receives the amount at the ex date, a short one pays "
            + "it.",
    };

    public static readonly NumberKey TimeStepMs = new(Rows, "underlyings[].timeStepMs")
    {
        Unit = "ms",
        Default = "1000",
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "Terms that depend on time are recomputed when the valuation time has moved this far.",
        TradeOff = "short keeps short-dated options exact; each step costs one pass with logarithms and square roots "
            + "over the book.",
    };

    public static readonly WordKey<SettlementDelta> SettlementDelta = new(
        Rows, "underlyings[].settlementDelta", ConfigWords.SettlementDeltas)
    {
        Default = "linear",
        Description = "Delta of options that settle on an average. linear: the delta without an average, times what "
            + "is open of the window, as the exchange's account counts; exact: that of the average itself, with the "
            + "average so far of the underlying's price, and linear while that is not known.",
        TradeOff = "linear agrees with the account and leaves six times the error of exact when an option at the "
            + "money is hedged through its last half hour; exact needs volatilities from files, and the window seen "
            + "from its start.",
    };

    public static readonly NumberKey HedgeRatio = new(Rows, "underlyings[].hedgeRatio")
    {
        Unit = "fraction",
        Default = "1",
        Min = 0,
        Max = 1.5,
        Description = "Share of the options' delta that is hedged; 1 is all of it.",
        TradeOff = "below 1 keeps a view in the book; above 1 hedges more than the model's delta.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
