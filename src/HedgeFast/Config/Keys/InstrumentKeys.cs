using HedgeFast.Core.Book;
using static HedgeFast.Config.Keys.KeyRange;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of the hedge instruments.</summary>
internal static class InstrumentKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly ListKey Instruments = new(Rows, "instruments", Within(1, 64))
    {
        Description = "The instruments that can be traded as hedges.",
    };

    public static readonly TextKey Symbol = new(Rows, "instruments[].symbol")
    {
        Rule = TextRule.FixValue,
        Description = "Exchange symbol, as in FIX tag 55.",
    };

    public static readonly LongKey FeedId = new(Rows, "instruments[].feedId", Within(0, uint.MaxValue))
    {
        Description = "Number of the instrument on the tick feed.",
    };

    public static readonly TextKey Underlying = new(Rows, "instruments[].underlying")
    {
        Rule = TextRule.FixValue,
        Description = "Name of the underlying that the instrument hedges; one of underlyings[].name.",
    };

    public static readonly WordKey<InstrumentKind> Kind = new(Rows, "instruments[].kind", ConfigWords.InstrumentKinds)
    {
        Description = "Contract of a lot. inverse: a fixed number of quote-currency units settled in coin; linear: a "
            + "fixed amount of the underlying.",
    };

    public static readonly NumberKey ContractSize = new(
        Rows, "instruments[].contractSize", Above(0, 1e12, "quote currency or underlying a lot"))
    {
        Description = "Size of a lot: quote currency for inverse, units of the underlying for linear.",
    };

    public static readonly ExactKey TickSize = new(Rows, "instruments[].tickSize", Above(0, 1e9, "quote currency"))
    {
        Description = "Smallest step of the price, written exactly: 0.1, 0.25, 5. At most nine decimals.",
    };

    public static readonly NumberKey TakerFee = new(Rows, "instruments[].takerFee", Within(-0.1, 0.1, "fraction"))
    {
        Default = "0",
        Description = "Fee for taking liquidity, as a fraction of the notional; negative is a rebate.",
    };

    public static readonly LongKey StartLots = new(Rows, "instruments[].startLots", Within(-1e12, 1e12, "lots"))
    {
        Default = "0",
        Description = "Signed position at the start of a new run. `run --resume` reads the position from the journal "
            + "of the last run instead.",
    };

    public static readonly TextKey QuoteCurrency = new(Rows, "instruments[].quoteCurrency")
    {
        Default = "USD",
        Rule = TextRule.FixValue,
        Description = "Currency of prices and fees and, unless the instrument is inverse, of settlement. All "
            + "instruments of an underlying share one.",
    };

    public static readonly NumberKey MaxBasisFraction = new(
        Rows, "instruments[].maxBasisFraction", Above(0, 1, "fraction"))
    {
        Default = "0.01",
        Description = "A fallback is not traded while its mid is further than this from its forward, which is the "
            + "preferred instrument's mid carried to the fallback's expiry.",
        TradeOff = "small keeps hedges out of a dislocated market; large keeps the book hedged in one.",
    };

    public static readonly TextKey Expiry = new(Rows, "instruments[].expiry")
    {
        Default = "",
        Rule = TextRule.Expiry,
        Description = "Expiry of a dated future; empty for an instrument without one. The future is no longer traded "
            + "as a hedge once its settlement price is being averaged.",
    };

    public static readonly NumberKey AveragingMinutes = new(
        Rows, "instruments[].averagingMinutes", Within(0, 24 * 60, "min"))
    {
        Default = "0",
        Description = "Minutes before expiry over which the settlement price is averaged: 30 at Deribit. The "
            + "instrument's delta decays linearly over them.",
    };

    public static readonly FlagKey AllowsNegativePrice = new(Rows, "instruments[].allowsNegativePrice")
    {
        Default = "false",
        Description = "Whether zero and negative prices are legal, as in some futures and spreads.",
        TradeOff = "false makes a negative price a fault of the feed, as for a coin or a share.",
    };

    public static readonly NumberKey MaxMoveFraction = new(
        Rows, "instruments[].maxMoveFraction", Above(0, 10, "fraction"))
    {
        Default = "0.1",
        Description = "A quote whose mid moves by more than this from the last good one counts as an error and stops "
            + "hedging in the instrument.",
        TradeOff = "small catches bad prints early and stops hedging in a real crash; large does the opposite.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
