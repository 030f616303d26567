using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using static HedgeFast.Config.Keys.KeyRange;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of an underlying: its hedge instruments, band, forwards and dividends.</summary>
internal static class UnderlyingKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly ListKey Underlyings = new(Rows, "underlyings", Within(1, 64))
    {
        Description = "The underlyings whose net delta is hedged.",
    };

    public static readonly TextKey Name = new(Rows, "underlyings[].name")
    {
        Rule = TextRule.FixValue,
        Description = "Name, as in the book's underlying column.",
    };

    public static readonly WordKey<DeltaConvention> Delta = new(Rows, "underlyings[].delta", ConfigWords.Deltas)
    {
        Description = "The hedged delta. net-transaction: forward delta less the option's price in coin (coin-settled "
            + "books); forward: undiscounted Black-76; spot: Black-Scholes-Merton; futures: discounted Black-76.",
        TradeOff = "for coin-settled options net-transaction and forward differ by the option's whole premium, so "
            + "there is no default.",
    };

    public static readonly TextKey HedgeInstrument = new(Rows, "underlyings[].hedgeInstrument")
    {
        Rule = TextRule.FixValue,
        Description = "Symbol of the preferred hedge instrument, whose mid is the price of the underlying; one of "
            + "instruments[].symbol.",
    };

    public static readonly TextsKey Fallbacks = new(Rows, "underlyings[].fallbacks")
    {
        Default = "",
        Rule = TextRule.FixValue,
        Description = "Symbols of further hedge instruments, in order of preference; each is used while those before "
            + "cannot hedge. Positions in all of them count.",
    };

    public static readonly NumberKey FallbackAfterMs = new(
        Rows, "underlyings[].fallbackAfterMs", Within(0, DayMs, "ms"))
    {
        Default = "1000",
        Description = "Time for which the instrument in use must have been unfit before the next one replaces it. The "
            + "return to a better one is immediate.",
        TradeOff = "short hedges on through the first bad quote, and leaves positions in two instruments more often; "
            + "long stays unhedged for as long.",
    };

    public static readonly SectionKey Band = new(Rows, "underlyings[].band")
    {
        Description = "The no-trade band around the target delta.",
    };

    public static readonly NumberKey BandHalfWidth = new(
        Rows, "underlyings[].band.halfWidth", Above(0, 1e12, "units of the underlying"))
    {
        Description = "Half-width of the fixed band: within target +- halfWidth nothing is traded. Other policies "
            + "compute theirs.",
        TradeOff = "narrow follows the delta closely and pays spread and fees often; wide saves costs and carries "
            + "more risk.",
    };

    public static readonly NumberKey BandTarget = new(
        Rows, "underlyings[].band.target", Within(-1e12, 1e12, "units of the underlying"))
    {
        Default = "0",
        Description = "Net delta to hold: the centre of the band.",
    };

    public static readonly WordKey<TradePoint> BandTradeTo = new(
        Rows, "underlyings[].band.tradeTo", ConfigWords.TradeTos)
    {
        Default = "edge",
        Description = "Point to which a hedge brings the delta once the delta has left the band.",
        TradeOff = "edge is the smallest trade that ends the breach; between goes by betweenFraction; centre trades "
            + "more at once and less often, better where a fixed fee an order dominates.",
    };

    public static readonly NumberKey BandBetweenFraction = new(
        Rows, "underlyings[].band.betweenFraction", Within(0, 1, "fraction"))
    {
        Default = "0.5",
        Description = "For tradeTo between: share of the way from the edge to the centre.",
    };

    public static readonly NumberKey BandSkew = new(Rows, "underlyings[].band.skew", Within(-1, 1, "fraction"))
    {
        Default = "0",
        Description = "Asymmetry of the band, for every policy: (1 + skew) half-widths above the target, (1 - skew) "
            + "below.",
    };

    public static readonly WordKey<RevalueMode> Revalue = new(Rows, "underlyings[].revalue", ConfigWords.RevalueModes)
    {
        Default = "every-tick",
        Description = "Time at which the options are revalued. every-tick: at every price; triggers: after an order, "
            + "and where the error of a certified curve of the net delta leaves the decision open.",
        TradeOff = "the orders are the same; triggers answers quotes in tens of nanoseconds and orders in hundreds, "
            + "whatever the size of the book, and builds its curve between quotes; every-tick keeps each option's "
            + "delta current.",
    };

    public static readonly NumberKey Rate = new(Rows, "underlyings[].rate", Within(-1, 1, "fraction a year"))
    {
        Default = "0",
        Description = "Continuous interest rate, ACT/365.",
    };

    public static readonly NumberKey Carry = new(Rows, "underlyings[].carry", Within(-1, 1, "fraction a year"))
    {
        Default = "0",
        Description = "Continuous carry, the rate less the yield: forward = price * e^(carry * years), the price net "
            + "of dividends.",
    };

    public static readonly SectionKey Forward = new(Rows, "underlyings[].forward")
    {
        Description = "Source of the options' forwards.",
    };

    public static readonly WordKey<ForwardSource> ForwardSource = new(
        Rows, "underlyings[].forward.source", ConfigWords.Forwards)
    {
        Default = "carry",
        Description = "carry: from the price and carry; given: from ratios to the price, in forward.given; future: "
            + "from the quotes of the underlying's dated futures, the instruments on it that have an expiry. "
            + "ln(forward / price) is linear in time between two known expiries, and from now to the first; beyond "
            + "the last, the last one's rate continues.",
        TradeOff = "future follows the market from one time step to the next, and stops hedging when a future up to "
            + "the options' last expiry is not quoted; carry and given need no quotes and do not follow the market.",
    };

    public static readonly NumberKey ForwardMaxAgeMs = new(
        Rows, "underlyings[].forward.maxAgeMs", Within(0, 365 * DayMs, "ms"))
    {
        Default = "60000",
        Description = "For future: a future whose last quote is older than this makes the underlying not hedgeable. 0 "
            + "allows any age.",
        TradeOff = "short stops hedging soon after a future stops being quoted; long hedges on with an old forward.",
    };

    public static readonly TextKey ForwardGiven = new(Rows, "underlyings[].forward.given")
    {
        Default = "",
        Description = "For given: EXPIRY=RATIO, separated by commas, where RATIO is the forward over the price, as in "
            + "2024-09-27T08:00:00.000Z=1.012.",
    };

    public static readonly SectionKey Dividends = new(Rows, "underlyings[].dividends")
    {
        Description = "Discrete dividends of the underlying, which enter the values of forwards and options.",
    };

    public static readonly WordKey<DividendModel> DividendsModel = new(
        Rows, "underlyings[].dividends.model", ConfigWords.Dividends)
    {
        Default = "escrowed",
        Description = "Model of the price between dividends. escrowed: the price less the dividends due until expiry "
            + "is lognormal, with the option's volatility; piecewise-lognormal: the price is lognormal and falls by "
            + "the amount at each ex date.",
        TradeOff = "escrowed has closed forms for European options, but gives the same stock another volatility for "
            + "every expiry; piecewise-lognormal is one stock for all expiries, and every option needs a grid.",
    };

    public static readonly TextKey DividendsGiven = new(Rows, "underlyings[].dividends.given")
    {
        Default = "",
        Description = "EXDATE=AMOUNT, separated by commas and rising: each amount in quote currency a unit of the "
            + "underlying, each ex date the instant from which the price is without the amount, or a bare date for "
            + "its midnight in UTC, as in 2026-02-06=0.26. Only with forward.source carry. A linear hedge instrument "
            + "without expiry counts as the stock: a long position receives the amount at the ex date, a short one "
            + "pays it.",
    };

    public static readonly NumberKey TimeStepMs = new(Rows, "underlyings[].timeStepMs", Above(0, DayMs, "ms"))
    {
        Default = "1000",
        Description = "Terms that depend on time are recomputed when the valuation time has advanced by this much.",
        TradeOff = "short keeps short-dated options exact; each step costs one pass with logarithms and square roots "
            + "over the book.",
    };

    public static readonly WordKey<SettlementDelta> SettlementDelta = new(
        Rows, "underlyings[].settlementDelta", ConfigWords.SettlementDeltas)
    {
        Default = "linear",
        Description = "Delta of options that settle on an average. linear: the delta without an average, times the "
            + "open share of the window, as in the exchange's account; exact: that of the average itself, with the "
            + "underlying's average so far, and linear while that average is unknown.",
        TradeOff = "linear agrees with the account and leaves six times the error of exact when an option at the "
            + "money is hedged through its last half hour; exact needs volatilities from files, and the window "
            + "observed from its start.",
    };

    public static readonly NumberKey HedgeRatio = new(Rows, "underlyings[].hedgeRatio", Within(0, 1.5, "fraction"))
    {
        Default = "1",
        Description = "Share of the options' delta that is hedged; 1 hedges all of it.",
        TradeOff = "below 1 keeps a view in the book; above 1 hedges more than the model's delta.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
