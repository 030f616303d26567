namespace HedgeFast.Core.Greeks;

/// <summary>The delta of an option that is hedged, always chosen by name.</summary>
/// <remarks>For coin-settled books the first two differ by the option's coin price.</remarks>
public enum DeltaConvention : byte
{
    /// <summary>
    /// Forward delta minus option price in coin, d(V/S)/d ln S: the premium-adjusted delta, Deribit's account
    /// delta_total.
    /// </summary>
    /// <remarks>(K/F) Phi(d2) for a call.</remarks>
    NetTransaction = 1,

    /// <summary>Undiscounted Black-76: Phi(d1) for a call. Deribit's greeks.delta.</summary>
    Forward = 2,

    /// <summary>Black-Scholes-Merton: e^-qT Phi(d1) for a call.</summary>
    Spot = 3,

    /// <summary>Discounted Black-76: e^-rT Phi(d1) for a call; options on futures.</summary>
    Futures = 4,
}
