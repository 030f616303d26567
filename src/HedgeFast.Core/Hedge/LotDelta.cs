using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;

namespace HedgeFast.Core.Hedge;

/// <summary>
/// Delta of one lot, or of a position, as a function of the underlying's price S: Linear + Inverse / S, units of the
/// underlying. Contracts in units of the underlying are the first part, contracts in quote currency the second, and the
/// positions of several instruments add up.
/// </summary>
/// <param name="Linear">Units of the underlying, at any price.</param>
/// <param name="Inverse">Quote currency, to be divided by the price.</param>
internal readonly record struct LotDelta(double Linear, double Inverse)
{
    /// <summary>Delta at a price of the underlying, quote currency.</summary>
    public double At(double price) => Inverse == 0 ? Linear : Linear + (Inverse / price);

    /// <summary>
    /// Delta of one lot of an instrument.
    /// <para>A contract in units of the underlying pays contract size times the change of its own price F: its delta is
    /// size * dF/dS. A contract in quote currency settled in coin has size / F coins of delta at its own price
    /// (Deribit, "Inverse contracts": n * size / P), and F = S * <paramref name="priceRatio"/>.</para>
    /// </summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="forwardFactor">dF/dS in the convention of the options' delta, see <see cref="ForwardFactor"/>; 1
    /// for a perpetual and for spot.</param>
    /// <param name="priceRatio">Its own price over the underlying's. Positive.</param>
    /// <param name="openFraction">Part of it that still moves with the market: less than 1 while a settlement price is
    /// averaged.</param>
    public static LotDelta Of(Instrument instrument, double forwardFactor, double priceRatio, double openFraction)
    {
        double size = instrument.ContractSize * forwardFactor * openFraction;
        return instrument.Kind == InstrumentKind.InversePerpetual ? new(0, size / priceRatio) : new(size, 0);
    }

    /// <summary>
    /// dF/dS of a dated future: F / S = e^(carry T) where the options' delta is that to the spot price (Hull, ch. 19: a
    /// hedge of n units takes n e^(-carry T) futures); 1 where it is that to a forward, which the future itself is.
    /// </summary>
    /// <param name="convention">Which delta is hedged.</param>
    /// <param name="forwardRatio">F / S by carry alone.</param>
    public static double ForwardFactor(DeltaConvention convention, double forwardRatio) =>
        convention == DeltaConvention.Spot ? forwardRatio : 1;

    /// <summary>Whether both parts are equal numbers.</summary>
    public bool IsSame(LotDelta other) => Linear == other.Linear && Inverse == other.Inverse;

    /// <summary>A position of this many lots.</summary>
    public static LotDelta operator *(long lots, LotDelta lot) => new(lots * lot.Linear, lots * lot.Inverse);

    /// <summary>Both positions together.</summary>
    public static LotDelta operator +(LotDelta a, LotDelta b) => new(a.Linear + b.Linear, a.Inverse + b.Inverse);
}
