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
/// <param name="Volatility">Implied volatility a year: a fraction, or price units for Bachelier; NaN when it comes from
/// somewhere else.</param>
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
    /// Nanoseconds before expiry over which the settlement price is averaged; the delta decays linearly to zero over
    /// them. 0 settles at the instant of expiry.
    /// </summary>
    public long AveragingNanos { get; init; }
}
