namespace HedgeFast.Core.Book;

/// <summary>
/// A quoted instrument that can be traded as a hedge. Prices are whole ticks, quantities whole lots; only this type
/// knows what they mean in money.
/// </summary>
public sealed record Instrument
{
    /// <summary>Position in the settings' list; the dense index that every event carries.</summary>
    public required int Index { get; init; }

    /// <summary>Exchange symbol, for example BTCUSD_PERP; it goes into FIX tag 55.</summary>
    public required string Symbol { get; init; }

    /// <summary>Instrument id on the tick feed.</summary>
    public required uint FeedId { get; init; }

    /// <summary>Index of the underlying in the settings' list.</summary>
    public required int Underlying { get; init; }

    /// <summary>Linear or inverse.</summary>
    public required InstrumentKind Kind { get; init; }

    /// <summary>The tick is TickMantissa * 10^-TickDecimals in quote currency. At least 1.</summary>
    public required int TickMantissa { get; init; }

    /// <summary>Decimals of a price; 0 to 9.</summary>
    public required int TickDecimals { get; init; }

    /// <summary>Contract size: USD a lot (inverse) or units of the underlying a lot (linear). Positive.</summary>
    public required double ContractSize { get; init; }

    /// <summary>Fee for taking liquidity, as a fraction of notional; may be negative for a rebate.</summary>
    public double TakerFee { get; init; }

    /// <summary>Position held when the run starts, signed lots.</summary>
    public long StartLots { get; init; }

    /// <summary>Whether zero and negative prices are legal (some futures and spreads).</summary>
    public bool AllowsNegativePrice { get; init; }

    /// <summary>
    /// A quote whose mid moves by more than this fraction from the last good mid is absurd and makes the instrument not
    /// hedgeable. Positive.
    /// </summary>
    public double MaxMoveFraction { get; init; } = 0.10;

    /// <summary>Currency of its prices; those of one underlying share one.</summary>
    public string QuoteCurrency { get; init; } = "USD";

    /// <summary>
    /// As a fallback it is not traded while its basis is further from 0 than this fraction. Positive.
    /// </summary>
    public double MaxBasisFraction { get; init; } = 0.01;

    /// <summary>Expiry of a dated future, UTC nanoseconds since 1970; null for what does not expire.</summary>
    public long? ExpiryNanos { get; init; }

    /// <summary>
    /// Nanoseconds before expiry over which the settlement price is averaged; 0 settles at the instant of expiry.
    /// </summary>
    public long AveragingNanos { get; init; }

    /// <summary>Whether a holder receives the underlying's dividends: of what is linear and never expires, the stock
    /// itself. Prices of futures are net of them beforehand.</summary>
    public bool PaysDividends => Kind == InstrumentKind.Linear && ExpiryNanos is null;

    /// <summary>Size of one tick in quote currency.</summary>
    public double TickSize => TickMantissa / PowerOfTen(TickDecimals);

    /// <summary>Notional of some lots at a price, quote currency.</summary>
    public double Notional(long lots, double price) =>
        Kind == InstrumentKind.InversePerpetual ? lots * ContractSize : lots * ContractSize * price;

    /// <summary>
    /// As many of some signed lots as have a notional within a bound, to within one lot; but one at least, even if its
    /// notional is beyond.
    /// </summary>
    /// <param name="lots">Signed lots, not 0.</param>
    /// <param name="price">Price, quote currency.</param>
    /// <param name="mostNotional">The bound, quote currency; positive.</param>
    public long LotsWithin(long lots, double price, double mostNotional)
    {
        double notional = Math.Abs(Notional(lots, price));
        if (!(notional > mostNotional))
            return lots;
        long most = Math.Max(1, (long)(Math.Abs(lots) * (mostNotional / notional)));

        // A quotient that was rounded up is a lot too much.
        if (most > 1 && Math.Abs(Notional(most, price)) > mostNotional)
            most--;
        return lots > 0 ? most : -most;
    }

    /// <summary>
    /// What trading at <paramref name="price"/> instead of <paramref name="mid"/> cost, quote currency; positive is a
    /// cost. An inverse contract loses coins, valued here at the price traded.
    /// </summary>
    /// <param name="signedLots">Positive bought, negative sold.</param>
    /// <param name="mid">Mid at the decision, quote currency.</param>
    /// <param name="price">Price traded, quote currency.</param>
    public double ExecutionCost(long signedLots, double mid, double price) =>
        Kind == InstrumentKind.InversePerpetual
            ? signedLots * ContractSize * ((price / mid) - 1)
            : signedLots * ContractSize * (price - mid);

    /// <summary>
    /// Part of a lot's delta that is left: 1 for a perpetual and before the averaging period of a dated future, falling
    /// linearly to 0 at its expiry.
    /// </summary>
    /// <param name="utcNanos">Now, UTC nanoseconds since 1970.</param>
    public double OpenFraction(long utcNanos) =>
        ExpiryNanos is { } expiry ? Averaging.OpenFraction(expiry, AveragingNanos, utcNanos) : 1;

    /// <summary>
    /// Delta, in units of the underlying, of one lot bought at <paramref name="price"/> (quote currency), while all of
    /// it is open.
    /// </summary>
    public double DeltaPerLot(double price) =>
        Kind == InstrumentKind.InversePerpetual ? ContractSize / price : ContractSize;

    private static double PowerOfTen(int exponent)
    {
        double power = 1;
        for (int i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}
