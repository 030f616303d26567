namespace HedgeFast.Core.Book;

/// <summary>One position of the book file.</summary>
/// <param name="Symbol">Unique name of the option.</param>
/// <param name="Underlying">Name of the underlying, as in the settings.</param>
/// <param name="Type">Call or put.</param>
/// <param name="Strike">Strike in quote currency; positive unless the model is Bachelier.</param>
/// <param name="ExpiryNanos">Expiry, UTC nanoseconds since 1970.</param>
/// <param name="Settlement">Linear or inverse.</param>
/// <param name="Model">The model of the volatility.</param>
/// <param name="Quantity">Signed number of contracts; negative is short.</param>
/// <param name="Multiplier">Units of the underlying a contract; positive.</param>
/// <param name="Volatility">Implied volatility a year: a fraction, or price units for Bachelier; NaN where a surface or
/// quotes give the volatility.</param>
public sealed record OptionRow(
    string Symbol,
    string Underlying,
    OptionType Type,
    double Strike,
    long ExpiryNanos,
    SettlementKind Settlement,
    OptionModel Model,
    double Quantity,
    double Multiplier,
    double Volatility)
{
    /// <summary>
    /// Nanoseconds before expiry over which the settlement price is averaged; 0 settles at the instant of expiry.
    /// </summary>
    public long AveragingNanos { get; init; }
}

/// <summary>Pricing model of an option's volatility.</summary>
public enum OptionModel : byte
{
    /// <summary>Black (1976): the forward is lognormal; volatility is a fraction a year.</summary>
    Black76 = 1,

    /// <summary>
    /// Black-Scholes-Merton: the spot is lognormal with a yield; the same distribution as Black-76 on its forward.
    /// </summary>
    Bsm = 2,

    /// <summary>
    /// Bachelier: the forward is normal; volatility is in price units a year, and prices and strikes may be zero or
    /// negative.
    /// </summary>
    Bachelier = 3,

    /// <summary>
    /// Black (1976) with the right to exercise at any time, on the future: American options on futures.
    /// </summary>
    Black76American = 4,

    /// <summary>Black-Scholes-Merton with the right to exercise at any time, on the spot with its yield.</summary>
    BsmAmerican = 5,
}

/// <summary>The right an option gives.</summary>
public enum OptionType : byte
{
    /// <summary>To buy at the strike.</summary>
    Call = 1,

    /// <summary>To sell at the strike.</summary>
    Put = 2,
}

/// <summary>Currency of an option's payoff.</summary>
public enum SettlementKind : byte
{
    /// <summary>Quote currency.</summary>
    Linear = 1,

    /// <summary>The underlying itself (coin-settled): the payoff is divided by the settlement price.</summary>
    Inverse = 2,
}
