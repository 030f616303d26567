using HedgeFast.Core.Book;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of the hedge instruments.</summary>
internal static class InstrumentKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly ListKey Instruments = new(Rows, "instruments")
    {
        Min = 1,
        Max = 64,
        Description = "The instruments that can be traded as hedges.",
    };

    public static readonly TextKey Symbol = new(Rows, "instruments[].symbol")
    {
        Rule = TextRule.FixValue,
        Description = "Exchange symbol, as it stands in FIX tag 55.",
    };

    public static readonly LongKey FeedId = new(Rows, "instruments[].feedId")
    {
        Min = 0,
        Max = uint.MaxValue,
        Description = "Number of the instrument on the tick feed.",
    };

    public static readonly TextKey Underlying = new(Rows, "instruments[].underlying")
    {
        Rule = TextRule.FixValue,
        Description = "Name of the underlying it hedges; one of underlyings[].name.",
    };

    public static readonly WordKey<InstrumentKind> Kind = new(Rows, "instruments[].kind", ConfigWords.InstrumentKinds)
    {
        Description = "What a lot is: inverse is a fixed number of quote-currency units settled in coin, linear a "
            + "fixed amount of the underlying.",
    };

    public static readonly NumberKey ContractSize = new(Rows, "instruments[].contractSize")
    {
        Unit = "quote currency or underlying a lot",
        Above = 0,
        Max = 1e12,
        Description = "Size of a lot: quote currency for inverse, units of the underlying for linear.",
    };

    public static readonly ExactKey TickSize = new(Rows, "instruments[].tickSize")
    {
        Unit = "quote currency",
        Above = 0,
        Max = 1e9,
        Description = "Smallest step of the price, written exactly: 0.1, 0.25, 5. At most nine decimals.",
    };

    public static readonly NumberKey TakerFee = new(Rows, "instruments[].takerFee")
    {
        Unit = "fraction",
        Default = "0",
        Min = -0.1,
        Max = 0.1,
        Description = "Fee for taking liquidity, as a fraction of the notional; negative is a rebate.",
    };

    public static readonly LongKey StartLots = new(Rows, "instruments[].startLots")
    {
        Unit = "lots",
        Default = "0",
        Min = -1e12,
        Max = 1e12,
        Description = "Position at the start, signed, of a run that goes on from none. `run --resume` takes the "
            + "position from the journal of the run before instead.",
    };

    public static readonly TextKey QuoteCurrency = new(Rows, "instruments[].quoteCurrency")
    {
        Default = "USD",
        Rule = TextRule.FixValue,
        Description = "Currency of its prices, fees and, unless it is inverse, of its settlement. All instruments of "
            + "an underlying must share one.",
    };

    public static readonly NumberKey MaxBasisFraction = new(Rows, "instruments[].maxBasisFraction")
    {
        Unit = "fraction",
        Default = "0.01",
        Above = 0,
        Max = 1,
        Description = "As a fallback it is not traded while its mid is further than this from its forward, which is "
            + "the preferred instrument's mid carried to its expiry.",
        TradeOff = "small keeps hedges out of a dislocated market; large keeps the book hedged in one.",
    };

    public static readonly TextKey Expiry = new(Rows, "instruments[].expiry")
    {
        Default = "",
        Rule = TextRule.Expiry,
        Description = "Expiry of a dated future; empty for what does not expire. It is no longer traded as a hedge "
            + "once its settlement price is being averaged.",
    };

    public static readonly NumberKey AveragingMinutes = new(Rows, "instruments[].averagingMinutes")
    {
        Unit = "min",
        Default = "0",
        Min = 0,
        Max = 24 * 60,
        Description = "Minutes before expiry over which its settlement price is averaged: 30 at Deribit. Its delta "
            + "decays linearly over them.",
    };

    public static readonly FlagKey AllowsNegativePrice = new(Rows, "instruments[].allowsNegativePrice")
    {
        Default = "false",
        Description = "Whether zero and negative prices are legal, as in some futures and spreads.",
        TradeOff = "false turns a negative price into a fault of the feed, which is what it is for a coin or a share.",
    };

    public static readonly NumberKey MaxMoveFraction = new(Rows, "instruments[].maxMoveFraction")
    {
        Unit = "fraction",
        Default = "0.1",
        Above = 0,
        Max = 10,
        Description = "A quote whose mid moves by more than this from the last good one is taken for an error and "
            + "stops hedging in the instrument.",
        TradeOff = "small catches bad prints early and stops hedging in a real crash; large does the opposite.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
